import { UserExportQuery, type UserFilter } from '@varco/shared/directory/api';
import { Refusal } from '#core/refusal';
import { exportUsers } from '#features/directory';
import { toIssues } from '#http/problem';
import { atInstallation } from '../installation.ts';
import type { Terminal } from '../terminal.ts';

/** What `user export` is told. */
export interface ExportCommandOptions {
  readonly search?: string;
  readonly state: UserFilter;
}

/** Writes the users as CSV on the standard output, block by block; that they were taken is in the log. */
export async function userExport(terminal: Terminal, { search, state }: ExportCommandOptions): Promise<void> {
  const query = UserExportQuery.safeParse({ search, state });
  if (!query.success) throw new Refusal('request.invalid', { issues: toIssues(query.error) });
  await atInstallation(terminal, async ({ core, actor, scope }) => {
    try {
      const asked = { language: terminal.language, stillAllowed: async () => undefined };
      for await (const block of await exportUsers(core, actor, scope, query.data, asked)) await terminal.answer(block);
    } catch (fault) {
      // The reader, such as `head`, has closed its end.
      if (!(fault instanceof Error && 'code' in fault && fault.code === 'EPIPE')) throw fault;
    }
  });
}

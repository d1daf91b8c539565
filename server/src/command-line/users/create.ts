import { readFileSync } from 'node:fs';
import { CreateUser } from '@varco/shared/directory/api';
import { Refusal } from '#core/refusal';
import { createUser } from '#features/directory';
import { toIssues } from '#http/problem';
import { atInstallation } from '../installation.ts';
import { CommandFault, users } from '../messages.ts';
import { organizationWith } from '../organizations/list.ts';
import type { Terminal } from '../terminal.ts';

/** What `user create` is told. */
export interface NewUserOptions {
  readonly username: string;
  readonly familyName: string;
  readonly givenName?: string;
  readonly organization?: string;
  readonly administrator?: true;
  readonly licence?: string;
  readonly kind?: string;
  readonly passwordFile?: string;
}

/** Makes a user; without a password file a temporary password is made and is the whole answer. */
export async function userCreate(terminal: Terminal, { passwordFile, kind, organization, ...person }: NewUserOptions): Promise<void> {
  const password = passwordFile === undefined ? undefined : readPassword(passwordFile);
  const input = CreateUser.safeParse({
    ...person,
    personKind: kind,
    ...(password === undefined ? {} : { password, confirmation: password }),
  });
  if (!input.success) throw new Refusal('identity.user-refused', { issues: toIssues(input.error) });
  const { username } = input.data;
  await atInstallation(terminal, async (opened) => {
    const { core, actor } = opened;
    const organizationId = organization === undefined ? opened.organizationId : await organizationWith(opened, organization);
    const { temporaryPassword } = await createUser(core, actor, organizationId, input.data);
    terminal.remark(users.created(username)[terminal.language]);
    if (temporaryPassword === null) return;
    terminal.remark(users.temporaryPassword(username)[terminal.language]);
    await terminal.answer(`${temporaryPassword}\n`);
  });
}

const STANDARD_INPUT = 0;

/** One line break at the end belongs to the editor, not to the password. */
function readPassword(file: string): string {
  try {
    return readFileSync(file === '-' ? STANDARD_INPUT : file, 'utf8').replace(/\r?\n$/, '');
  } catch {
    throw new CommandFault(users.passwordFile(file));
  }
}

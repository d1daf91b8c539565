import { CreateOrganization } from '@varco/shared/organizations/api';
import { Refusal } from '#core/refusal';
import { createOrganization } from '#features/organizations';
import { toIssues } from '#http/problem';
import { atInstallation } from '../installation.ts';
import { users } from '../messages.ts';
import type { Terminal } from '../terminal.ts';
import { organizations } from './messages.ts';

/** What `organization create` is told. */
export interface NewOrganizationOptions {
  readonly name: string;
  readonly loginId: string;
  readonly username: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly code?: string;
}

/** Makes an organization; the temporary password of its administrator is the whole answer. */
export async function organizationCreate(
  terminal: Terminal,
  { name, loginId, code, ...administrator }: NewOrganizationOptions,
): Promise<void> {
  const input = CreateOrganization.safeParse({ name, loginId, administrator, ...(code === undefined ? {} : { registryCode: code }) });
  if (!input.success) throw new Refusal('organizations.refused', { issues: toIssues(input.error) });
  await atInstallation(terminal, async ({ core, actor }) => {
    const { administrator: made } = await createOrganization(core, actor, input.data);
    terminal.remark(organizations.created(input.data.name)[terminal.language]);
    terminal.remark(users.temporaryPassword(made.username)[terminal.language]);
    await terminal.answer(`${made.temporaryPassword}\n`);
  });
}

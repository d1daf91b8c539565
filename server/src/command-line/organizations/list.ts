import { foldUsername } from '@varco/shared/identity/folding';
import type { OrganizationId } from '@varco/shared/ids';
import type { Organization } from '@varco/shared/organizations/api';
import { OrganizationQuery } from '@varco/shared/organizations/api';
import { findOrganizations } from '#features/organizations';
import { listed, visible } from '../as-table.ts';
import { atInstallation, type Opened } from '../installation.ts';
import { CommandFault, words } from '../messages.ts';
import type { Terminal } from '../terminal.ts';
import { organizations } from './messages.ts';

/** Lists the organizations by name. */
export const organizationList = (terminal: Terminal, { json }: { readonly json?: true }): Promise<void> =>
  atInstallation(terminal, async ({ core }) => {
    const items = await everyOne(core);
    const { language } = terminal;
    const rows = items.map(({ loginId, name, registryCode, active }) => [
      loginId ?? '',
      visible(name),
      registryCode ?? '',
      active ? words.yes[language] : words.no[language],
    ]);
    await terminal.answer(
      json ? `${JSON.stringify(items, null, 2)}\n` : listed([organizations.columns.map((column) => column[language]), ...rows]),
    );
  });

/** The organization whose user names begin so; refuses with a sentence when there is none. */
export async function organizationWith({ core }: Pick<Opened, 'core'>, loginId: string): Promise<OrganizationId> {
  const found = (await everyOne(core)).find((one) => one.loginId !== null && foldUsername(one.loginId) === foldUsername(loginId));
  if (!found) throw new CommandFault(organizations.unknown(loginId));
  return found.id as OrganizationId;
}

async function everyOne(core: Opened['core']): Promise<Organization[]> {
  const items: Organization[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const page = await findOrganizations(core, OrganizationQuery.parse({ limit: 100, ...(after === undefined ? {} : { after }) }));
    items.push(...page.items);
    after = page.next;
  }
  return items;
}

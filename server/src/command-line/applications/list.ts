import type { ApplicationId } from '@varco/shared/ids';
import { listApplications } from '#features/applications';
import { listed, visible } from '../as-table.ts';
import { atInstallation, type Opened } from '../installation.ts';
import { CommandFault, words } from '../messages.ts';
import type { Terminal } from '../terminal.ts';
import { applications } from './messages.ts';

/** Lists the applications by name. */
export const applicationList = (terminal: Terminal, { json }: { readonly json?: true }): Promise<void> =>
  atInstallation(terminal, async ({ core }) => {
    const { items } = await listApplications(core);
    const { language } = terminal;
    const rows = items.map(({ code, name, nameEnglish, active, organizations, functions, secrets }) => [
      code,
      visible(language === 'en' && nameEnglish !== '' ? nameEnglish : name),
      active ? words.yes[language] : words.no[language],
      visible(organizations.map((one) => one.name).join(', ')),
      String(functions),
      String(secrets),
    ]);
    await terminal.answer(
      json ? `${JSON.stringify(items, null, 2)}\n` : listed([applications.columns.map((column) => column[language]), ...rows]),
    );
  });

/** The application with this code; refuses with a sentence when there is none. */
export async function applicationWith({ core }: Pick<Opened, 'core'>, code: string): Promise<ApplicationId> {
  const found = (await listApplications(core)).items.find((one) => one.code === code);
  if (!found) throw new CommandFault(applications.unknown(code));
  return found.id as ApplicationId;
}

import { makeSecret } from '#features/applications';
import { atInstallation } from '../installation.ts';
import type { Terminal } from '../terminal.ts';
import { applicationWith } from './list.ts';
import { applications } from './messages.ts';

/** Makes a secret, which is the whole answer and is told this once. */
export const applicationSecret = (terminal: Terminal, code: string): Promise<void> =>
  atInstallation(terminal, async (opened) => {
    const { core, actor } = opened;
    const { token } = await makeSecret(core, actor, await applicationWith(opened, code));
    terminal.remark(applications.secret(code)[terminal.language]);
    await terminal.answer(`${token}\n`);
  });

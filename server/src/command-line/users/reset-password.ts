import { resetPassword } from '#features/directory';
import { atInstallation, userNamed } from '../installation.ts';
import { users } from '../messages.ts';
import type { Terminal } from '../terminal.ts';

/** Gives a user a temporary password, which is the whole answer; his sessions end wherever they are open. */
export const userResetPassword = (terminal: Terminal, typed: string): Promise<void> =>
  atInstallation(terminal, async (opened) => {
    const { core, actor, scope } = opened;
    const { id, username } = await userNamed(opened, typed);
    const { temporaryPassword } = await resetPassword(core, actor, scope, id);
    terminal.remark(users.reset(username)[terminal.language]);
    terminal.remark(users.temporaryPassword(username)[terminal.language]);
    await terminal.answer(`${temporaryPassword}\n`);
  });

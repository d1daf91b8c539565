import { unlockUser } from '#features/directory';
import { atInstallation, userNamed } from '../installation.ts';
import { users } from '../messages.ts';
import type { Terminal } from '../terminal.ts';

/** Lifts the lock of a user; the password stays (requirements R3.65). */
export const userUnlock = (terminal: Terminal, typed: string): Promise<void> =>
  atInstallation(terminal, async (opened) => {
    const { core, actor, scope } = opened;
    const { id, username } = await userNamed(opened, typed);
    await unlockUser(core, actor, scope, id);
    terminal.remark(users.unlocked(username)[terminal.language]);
  });

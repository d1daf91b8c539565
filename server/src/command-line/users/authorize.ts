import { dayAt } from '@varco/shared/days';
import { SaveAuthorization } from '@varco/shared/formal-authorizations/api';
import { Refusal } from '#core/refusal';
import { giveAuthorization } from '#features/formal-authorizations';
import { toIssues } from '#http/problem';
import { atInstallation, userNamed } from '../installation.ts';
import { users } from '../messages.ts';
import type { Terminal } from '../terminal.ts';

/** What `user authorize` is told. */
export interface AuthorizeOptions {
  readonly act: string;
  readonly number: string;
  readonly actDate: string;
  readonly signer: string;
  readonly purpose: string;
  readonly from?: string;
  readonly to?: string;
  readonly note?: string;
}

/** Records the act by which a user may work here: the way back in, too, where one is required and no administrator has one (requirements R4.31). */
export const userAuthorize = (terminal: Terminal, typed: string, options: AuthorizeOptions): Promise<void> =>
  atInstallation(terminal, async (opened) => {
    const { core, actor, scope } = opened;
    const today = dayAt(core.config.timeZone, core.clock.now());
    const input = SaveAuthorization.safeParse({ from: today, ...options });
    if (!input.success) throw new Refusal('formal-authorizations.refused', { issues: toIssues(input.error) });
    const { id, username } = await userNamed(opened, typed);
    await giveAuthorization(core, actor, scope, id, input.data);
    terminal.remark(users.authorized(username)[terminal.language]);
  });

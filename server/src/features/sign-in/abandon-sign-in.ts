import type { OrganizationId } from '@varco/shared/ids';
import { BY_ITSELF, type Client } from '#core/actor';
import type { Core } from '#core/core';
import { isToken } from '#core/random';
import { record } from '#features/access-log';
import { findUser, inLog } from '#features/identity';
import { pendingKey } from './sign-in.ts';
import { abandonedAt, findPending, takePending } from './store.ts';

type Needs = Pick<Core, 'db' | 'clock'>;

const AT_ONCE = 200;

/** Somebody goes back on a sign-in that had a question left: its cookie opens nothing any more, and the log says so. */
export async function abandonSignIn(core: Needs, client: Client, token: string | undefined): Promise<void> {
  const at = core.clock.now();
  const pending = token !== undefined && isToken(token) ? await findPending(core.db, pendingKey(token, client), at) : undefined;
  if (pending) await end(core, pending, client, at);
}

/** The job that ends sign-ins whose time is over without an answer. */
export async function endAbandonedSignIns(core: Needs): Promise<void> {
  const at = core.clock.now();
  for (;;) {
    const abandoned = await abandonedAt(core.db, at, AT_ONCE);
    for (const pending of abandoned) await end(core, pending, BY_ITSELF, at);
    if (abandoned.length < AT_ONCE) break;
  }
}

async function end({ db }: Needs, pending: { organizationId: OrganizationId; id: string }, client: Client, at: Date): Promise<void> {
  const { organizationId, id } = pending;
  await db.as({ organizations: [organizationId] }, async (tx) => {
    const userId = await takePending(tx, organizationId, id);
    const user = userId && (await findUser(tx, userId));
    if (user) await record(tx, { at, event: 'sign-in-refused', reason: 'step-abandoned', organizationId, subject: inLog(user), client });
  });
}

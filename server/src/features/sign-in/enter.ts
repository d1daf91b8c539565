import type { OrganizationId, UserId } from '@varco/shared/ids';
import type { EnforcedPolicy } from '@varco/shared/policy/rules';
import type { Client } from '#core/actor';
import type { Random } from '#core/random';
import type { Db } from '#db/database';
import { record } from '#features/access-log';
import { touchLastAccess } from '#features/identity';
import { type NewSession, openSession } from '#features/sessions';
import { type Counter, resetAttempts } from './store.ts';

/** Somebody who has answered every question. */
export interface Entrant {
  readonly organizationId: OrganizationId;
  readonly userId: UserId;
  readonly username: string;
  readonly familyName: string;
  readonly givenName: string;
}

/** How the log names a person. */
export const nameInLog = (entrant: Entrant) => ({
  userId: entrant.userId,
  organizationId: entrant.organizationId,
  username: entrant.username,
  name: `${entrant.familyName} ${entrant.givenName}`,
});

/** The end of every sign-in, in one transaction: the session opens, the counter begins anew, the log says so (requirements D3). */
export async function enter(
  tx: Db,
  random: Random,
  entrant: Entrant,
  entering: { at: Date; client: Client; policy: EnforcedPolicy; counter: Counter },
): Promise<NewSession> {
  const { at, client, policy, counter } = entering;
  const session = await openSession(tx, random, { organizationId: entrant.organizationId, userId: entrant.userId, at, client, policy });
  await resetAttempts(tx, counter);
  await touchLastAccess(tx, entrant.organizationId, entrant.userId, at);
  await record(tx, {
    at,
    event: 'signed-in',
    organizationId: entrant.organizationId,
    subject: nameInLog(entrant),
    sessionNumber: session.number,
    client,
  });
  return session;
}

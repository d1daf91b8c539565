import type { OrganizationId, UserId } from '@varco/shared/ids';
import type { EnforcedPolicy } from '@varco/shared/policy/rules';
import type { Client } from '#core/actor';
import type { Core } from '#core/core';
import type { Db } from '#db/database';
import { record } from '#features/access-log';
import { inLog, touchLastAccess } from '#features/identity';
import { endLeft, type NewSession, type OpenSession, openSession, tellBegun } from '#features/sessions';
import { type Counter, resetAttempts } from './store.ts';

/** Somebody who has answered every question. */
export interface Entrant {
  readonly organizationId: OrganizationId;
  readonly userId: UserId;
  readonly username: string;
  readonly familyName: string;
  readonly givenName: string;
  /** Whether he ever entered before. */
  readonly entered: boolean;
}

/** What else the end of a sign-in needs. */
export interface Entering {
  readonly at: Date;
  readonly client: Client;
  readonly policy: EnforcedPolicy;
  readonly counter: Counter;
  /** The organization chosen for this session; null: the usual one (requirements R1.43). */
  readonly chosenId: OrganizationId | null;
  /** The session this browser had: it would stay open behind a cookie that nobody has any more. */
  readonly leaving: OpenSession | undefined;
}

/** The organizations that the transaction of the entrance reaches: his own, and that of the session which gives way. */
export const scopeOf = ({ organizationId }: Pick<Entrant, 'organizationId'>, leaving: OpenSession | undefined) => ({
  organizations: leaving ? [organizationId, leaving.session.organizationId] : [organizationId],
});

/**
 * The end of every sign-in, in one transaction: the session opens, the one it replaces ends, the counter begins anew, the log says so
 * (requirements D3). What does not need an answer is sent together. Undefined when he may not work for the organization that he chose: the
 * caller undoes all of it.
 */
export async function enter(
  core: Pick<Core, 'keys' | 'random'>,
  tx: Db,
  entrant: Entrant,
  entering: Entering,
): Promise<NewSession | undefined> {
  const { at, client, policy, counter, chosenId, leaving } = entering;
  const { organizationId, userId } = entrant;
  const [session] = await Promise.all([
    openSession(tx, core.random, { organizationId, userId, at, policy, chosenId }),
    resetAttempts(tx, counter),
    touchLastAccess(tx, organizationId, userId, { at, first: !entrant.entered }),
    leaving && endLeft(tx, leaving.session, client, at),
  ]);
  if (!session) return undefined;
  const subject = inLog({ ...entrant, id: userId });
  await record(tx, { at, event: 'signed-in', organizationId, subject, sessionNumber: session.number, client });
  await tellBegun(core, tx, { ...entrant, session, at, client });
  return session;
}

import { changesBetween } from '@varco/shared/access-log/changes';
import type { DelegationId } from '@varco/shared/ids';
import { atHome, type SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import { delegatedRights } from '#features/delegations';
import { byWhom, personInLog } from '#features/identity';
import type { OpenSession, SessionCheck } from './check-session.ts';
import { chooseDelegation, revoke } from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'config' | 'keys' | 'random'>;

/**
 * From now on this session works as somebody's delegate, or for its own user again (requirements R3.59): he chooses it, and goes back when
 * he likes. The log says so of the delegator, with both names.
 */
export async function workAsDelegate(core: Needs, sessions: SessionCheck, open: OpenSession, id: DelegationId | null): Promise<void> {
  const { session, actor } = open;
  const { organizationId, userId } = actor;
  if ((actor.onBehalfOf?.delegationId ?? null) === id && session.delegationId === id) return;
  const now = core.clock.now();
  const both = { organizations: [...new Set([organizationId, atHome(actor).organizationId])] };
  await core.db.as(both, async (tx) => {
    const taken = id === null ? undefined : await delegatedRights(core, tx, { organizationId, userId, id }, now);
    // What is not his, or does not hold today, is not there for him.
    if (id !== null && !taken) throw new Refusal('request.not-found');
    await chooseDelegation(tx, session, organizationId, id);
    if (actor.onBehalfOf) await tellDelegation(core, tx, actor, { event: 'delegation-left', delegator: actor.onBehalfOf, at: now });
    if (taken) await tellDelegation(core, tx, actor, { event: 'delegation-taken', delegator: taken.delegator, at: now });
    await revoke(tx, { sessionId: session.id });
  });
  sessions.forgetSession(session.id);
}

/** Says in the log, of the delegator and with both names, that somebody began or ended work as his delegate (requirements R3.59). */
export async function tellDelegation(
  core: Pick<Core, 'keys' | 'random'>,
  tx: Db,
  actor: SignedIn,
  {
    event,
    delegator,
    at,
  }: {
    readonly event: 'delegation-taken' | 'delegation-left';
    readonly delegator: NonNullable<SignedIn['onBehalfOf']>;
    readonly at: Date;
  },
): Promise<void> {
  const { organizationId } = actor;
  const { name, until: to } = delegator;
  const detail = await (event === 'delegation-taken'
    ? detailOf(core, tx, organizationId, event, changesBetween(['delegator', 'to'], undefined, { delegator: name, to }))
    : detailOf(core, tx, organizationId, event, changesBetween(['delegator'], undefined, { delegator: name })));
  await record(tx, {
    at,
    event,
    organizationId,
    subject: await personInLog(tx, organizationId, delegator.userId),
    ...(await byWhom(tx, { ...actor, onBehalfOf: delegator })),
    detail,
  });
}

import { addDays, type Day, dayAt } from '@varco/shared/days';
import type {
  BothDelegations,
  Candidates,
  Delegation,
  DelegationPage,
  DelegationQuery,
  OwnDelegations,
} from '@varco/shared/delegations/api';
import { fold } from '@varco/shared/identity/folding';
import { hindrance, type Standing } from '@varco/shared/identity/user-status';
import { type DelegationId, isUuid, type OrganizationId, type UserId } from '@varco/shared/ids';
import type { Scope, SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import type { Announcements } from '#core/events';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { refuseAdministrators } from '#features/authorization';
import { keyBeginnings, standingsIn } from '#features/identity';
import { rolesToDelegate, tell } from './appoint.ts';
import {
  delegationsOf,
  endAllOf,
  endDelegation,
  findDelegation,
  forgetReasons,
  listDelegations,
  peopleCalled,
  type StoredDelegation,
} from './store.ts';

type Reads = Pick<Core, 'db' | 'clock' | 'config'>;
type Needs = Reads & Pick<Core, 'random' | 'keys' | 'events'>;

/** Somebody's delegations are few; those over for longer than a year are in the log. */
const MOST_SHOWN = 200;
const SHOWN_DAYS = 366;
const MOST_CANDIDATES = 10;

/** One's own, both views, with the roles one may delegate. */
export async function readOwn(core: Reads, { organizationId, homeId, userId }: SignedIn): Promise<OwnDelegations> {
  return core.db.as({ organizations: [...new Set([organizationId, homeId])] }, async (tx) => ({
    ...(await bothOf(core, tx, organizationId, userId)),
    roles: await rolesToDelegate(core, tx, organizationId, userId),
  }));
}

/** Both views of somebody else; undefined in the scope he is nobody. */
export async function readOfUser(core: Reads, { organizations: [organizationId] }: Scope, userId: UserId): Promise<BothDelegations> {
  if (organizationId === undefined) throw new Refusal('request.not-found');
  return core.db.as({ organizations: [organizationId] }, async (tx) => {
    if (!(await standingsIn(tx, organizationId, [userId])).has(userId)) throw new Refusal('request.not-found');
    return bothOf(core, tx, organizationId, userId);
  });
}

async function bothOf({ clock, config }: Reads, tx: Db, organizationId: OrganizationId, userId: UserId): Promise<BothDelegations> {
  const now = clock.now();
  const since = addDays(dayAt(config.timeZone, now), -SHOWN_DAYS);
  const [to, by] = [
    await delegationsOf(tx, organizationId, userId, { side: 'delegator', since, limit: MOST_SHOWN }),
    await delegationsOf(tx, organizationId, userId, { side: 'delegate', since, limit: MOST_SHOWN }),
  ];
  const show = await shower(config.timeZone, tx, organizationId, [...to, ...by], now);
  return { to: to.map(show), by: by.map(show) };
}

/** A page of the delegations of the organization, newest first. */
export async function findDelegations(core: Reads, organizationId: OrganizationId, query: DelegationQuery): Promise<DelegationPage> {
  const now = core.clock.now();
  const today = dayAt(core.config.timeZone, now);
  const after = readPlace(query.after);
  return core.db.as({ organizations: [organizationId] }, async (tx) => {
    const found = await listDelegations(tx, organizationId, {
      beginning: fold(query.search ?? ''),
      today,
      past: query.past,
      after,
      limit: query.limit + 1,
    });
    const items = found.slice(0, query.limit);
    const last = items.at(-1);
    const show = await shower(core.config.timeZone, tx, organizationId, items, now);
    return { items: items.map(show), next: last && found.length > query.limit ? writePlace(last) : null };
  });
}

/** Who could be a delegate: people who may work here, by the beginning of their names, and nobody oneself. */
export async function findCandidates(core: Reads, { organizationId, userId }: SignedIn, search: string): Promise<Candidates> {
  const found = await core.db.as({ organizations: [organizationId] }, (tx) =>
    Promise.all(keyBeginnings(search).map((beginning) => peopleCalled(tx, organizationId, beginning, MOST_CANDIDATES + 1))),
  );
  const people = [...new Map(found.flat().map((one) => [one.id, one])).values()];
  return { items: people.filter(({ id }) => id !== userId).slice(0, MOST_CANDIDATES) };
}

/** Takes back a delegation of one's own: whom one appointed, or for whom one does not want to work any more. */
export const endOwn = (core: Needs, actor: SignedIn, id: DelegationId): Promise<void> =>
  end(core, actor, id, ({ delegatorId, delegateId }) => delegatorId === actor.userId || delegateId === actor.userId);

/** Takes back a delegation between others. */
export const endOfOthers = (core: Needs, actor: SignedIn, id: DelegationId): Promise<void> => end(core, actor, id, () => true);

async function end(core: Needs, actor: SignedIn, id: DelegationId, mayEnd: (one: StoredDelegation) => boolean): Promise<void> {
  const { db, clock, config, events } = core;
  const { organizationId, userId } = actor;
  const at = clock.now();
  await db.as({ organizations: [...new Set([organizationId, actor.homeId])] }, async (tx) => {
    const before = await findDelegation(tx, organizationId, id, { lock: true });
    // What is not his is not there for him.
    if (!before || !mayEnd(before)) throw new Refusal('request.not-found');
    const isOwn = before.delegatorId === userId || before.delegateId === userId;
    if (!isOwn) await refuseAdministrators(tx, actor, organizationId, [before.delegatorId, before.delegateId]);
    if (before.endedAt !== null) throw new Refusal('delegations.already-ended');
    if (before.to < dayAt(config.timeZone, at)) throw new Refusal('delegations.over');
    await endDelegation(tx, before, { at, by: userId });
    await tell(core, tx, actor, before, 'delegation-ended');
    await events.announce(tx, 'rights.changed', { organizationId, userId: before.delegateId });
  });
}

/** Follows `enablement.ended`: who may not work there any more is nobody's delegate there, and has none; each is told to the log. */
export const endDelegationsThere =
  (core: Pick<Core, 'clock' | 'config' | 'keys' | 'random' | 'events'>) =>
  async (tx: Db, { organizationId, userId, at }: Announcements['enablement.ended']): Promise<void> => {
    const ended = await endAllOf(tx, { organizationId, userId }, { today: dayAt(core.config.timeZone, at), at });
    for (const one of ended) await tell(core, tx, 'the product', one, 'delegation-ended');
    const others = new Set(ended.flatMap(({ delegatorId, delegateId }) => [delegatorId, delegateId]));
    others.delete(userId);
    for (const other of others) await core.events.announce(tx, 'rights.changed', { organizationId, userId: other });
  };

/** Follows `person.erased`: why somebody stood for him, or he for somebody, is told no more, wherever he worked (requirements R5.14). */
export async function forgetReasonsOf(tx: Db, { userId }: Announcements['person.erased']): Promise<void> {
  await forgetReasons(tx, userId);
}

async function shower(
  zone: string,
  tx: Db,
  organizationId: OrganizationId,
  rows: readonly StoredDelegation[],
  now: Date,
): Promise<(row: StoredDelegation) => Delegation> {
  const people = [...new Set(rows.flatMap(({ delegatorId, delegateId }) => [delegatorId, delegateId]))];
  const standings = people.length === 0 ? new Map<UserId, Standing>() : await standingsIn(tx, organizationId, people);
  const today = dayAt(zone, now);
  const isOut = (userId: UserId): boolean => {
    const standing = standings.get(userId);
    return !standing || hindrance(standing, zone, now) !== undefined;
  };
  return (row) => ({
    id: row.id,
    delegator: { id: row.delegatorId, name: row.delegatorName },
    delegate: { id: row.delegateId, name: row.delegateName },
    role: row.role,
    from: row.from,
    to: row.to,
    reason: row.reason,
    state: stateOf(row, today, isOut(row.delegatorId) || isOut(row.delegateId)),
    endedAt: row.endedAt?.toISOString() ?? null,
  });
}

function stateOf(
  { endedAt, from, to }: Pick<StoredDelegation, 'endedAt' | 'from' | 'to'>,
  today: Day,
  isOut: boolean,
): Delegation['state'] {
  if (endedAt !== null) return 'ended';
  if (to < today) return 'over';
  if (isOut) return 'suspended';
  return today < from ? 'to-come' : 'open';
}

const writePlace = ({ madeAt, id }: StoredDelegation): string => Buffer.from(`${madeAt.toISOString()} ${id}`).toString('base64url');

function readPlace(cursor: string | undefined): { madeAt: Date; id: string } | undefined {
  if (cursor === undefined) return undefined;
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(at) || Number.isNaN(Date.parse(at)) || !isUuid(id))
    throw new Refusal('request.invalid', { issues: [{ field: 'after', rule: 'cursor' }] });
  return { madeAt: new Date(at), id };
}

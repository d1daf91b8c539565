import type {
  AssistancePage,
  AssistanceQuery,
  AssistanceRequest,
  AssistanceToDo,
  GrantedPage,
  GrantedQuery,
} from '@varco/shared/assistance/api';
import { isClosable } from '@varco/shared/assistance/state';
import { reach as reachOf } from '@varco/shared/authorization/capabilities';
import { Day, dayAt, endOfDay } from '@varco/shared/days';
import { type AssistanceId, isUuid } from '@varco/shared/ids';
import { isWithin, type Reach } from '@varco/shared/operators/reach';
import type { Scope, SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { reachOfRight } from '#features/operators';
import { administersHere, stateOf, within } from './requests.ts';
import {
  countWaiting,
  findRequest,
  type GrantedPlace,
  listGranted,
  listRequests,
  type Place,
  type StoredRequest,
  type StoredVisit,
  visitsBy,
} from './store.ts';

type Reads = Pick<Core, 'db' | 'clock' | 'config'>;

/** How many visits a request is shown with: of more the log tells. */
const MOST_VISITS = 20;
/** How many of what is open are counted: of more nobody needs the number. */
const MOST_COUNTED = 100;

/** A page of requests, as far as the actor's right reaches, the newest first. */
export async function findRequests(core: Reads, actor: SignedIn, scope: Scope, query: AssistanceQuery): Promise<AssistancePage> {
  const today = dayAt(core.config.timeZone, core.clock.now());
  const after = readPlace(query.after);
  return core.db.as(everythingOf(actor, scope), async (tx) => {
    const reach = await reachOfRight(tx, actor, { action: 'search', capability: 'assistance' }, scope);
    const found = await listRequests(tx, reach, { today, past: query.past, after, limit: query.limit + 1 });
    const items = found.slice(0, query.limit);
    const last = items.at(-1);
    return { items: await shown(core, tx, actor, scope, items), next: last && found.length > query.limit ? writePlace(last) : null };
  });
}

/** One request; what the actor's right does not reach is not there for him (requirements R2.42, D2). */
export async function readRequest(core: Reads, actor: SignedIn, scope: Scope, id: AssistanceId): Promise<AssistanceRequest> {
  return core.db.as(everythingOf(actor, scope), async (tx) => {
    const reach = await reachOfRight(tx, actor, { action: 'search', capability: 'assistance' }, scope);
    const found = await findRequest(tx, scope.organizations, id);
    if (!found || !isWithin(reach, found)) throw new Refusal('request.not-found');
    const [item] = await shown(core, tx, actor, scope, [found]);
    if (!item) throw new Refusal('request.not-found');
    return item;
  });
}

/** What is granted and not over, of every organization, for who administers the installation, at home. */
export async function findGranted(core: Reads, actor: SignedIn, query: GrantedQuery): Promise<GrantedPage> {
  refuseOthers(actor);
  const today = dayAt(core.config.timeZone, core.clock.now());
  const after = readGrantedPlace(query.after);
  const found = await core.db.as({ organizations: [actor.homeId] }, (tx) =>
    listGranted(tx, actor.userId, { today, after, limit: query.limit + 1 }),
  );
  const items = found.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map(({ id, organizationId, organization, reference, need, from, to }) => ({
      ...{ id, reference, need, from, to },
      organization: { id: organizationId, name: organization },
      open: from <= today,
    })),
    next: last && found.length > query.limit ? Buffer.from(`${last.to}${last.id}`).toString('base64url') : null,
  };
}

/** Whether the actor administers the installation and works for himself, at home: only so is he asked for help. */
export function refuseOthers(actor: SignedIn): void {
  if (actor.administers !== 'installation')
    throw new Refusal('authorization.not-allowed', { capability: 'assistance', action: 'search', visibility: 'all' });
}

/** What of assistance needs somebody now: requests to answer in one's organization, and those granted by others (for the installation). */
export async function assistanceToDo(core: Reads, actor: SignedIn): Promise<AssistanceToDo> {
  const today = dayAt(core.config.timeZone, core.clock.now());
  const { organizationId, homeId, userId } = actor;
  return core.db.as(within(actor), async (tx) => ({
    waiting: administersHere(actor) ? await countWaiting(tx, organizationId, today) : 0,
    granted:
      actor.administers === 'installation' && homeId === organizationId
        ? (await listGranted(tx, userId, { today, limit: MOST_COUNTED, onlyOpen: true })).length
        : 0,
  }));
}

const everythingOf = (actor: SignedIn, scope: Scope): Scope => ({
  organizations: [...new Set([...scope.organizations, ...within(actor).organizations])],
});

async function shown(
  { clock, config: { timeZone } }: Reads,
  tx: Db,
  actor: SignedIn,
  scope: Scope,
  rows: readonly StoredRequest[],
): Promise<AssistanceRequest[]> {
  const today = dayAt(timeZone, clock.now());
  const visits: StoredVisit[] = [];
  for (const [organizationId, its] of Map.groupBy(rows, (row) => row.organizationId))
    visits.push(
      ...(await visitsBy(
        tx,
        organizationId,
        its.map(({ id }) => id),
        MOST_VISITS,
      )),
    );
  const byRequest = Map.groupBy(visits, ({ requestId }) => requestId);
  const mayModify = reachOf(actor.grants, 'modify', 'assistance') !== undefined && actor.assistance === undefined;
  const modify: Reach | undefined = mayModify
    ? await reachOfRight(tx, actor, { action: 'modify', capability: 'assistance' }, scope)
    : undefined;
  return rows.map((row) => {
    const state = stateOf(row, today);
    // What is of another organization is changed by who works there.
    const isHere = row.organizationId === actor.organizationId;
    const mayChange = isHere && modify !== undefined && isWithin(modify, row);
    const { acting, reference, need, from, to, answer, version, id, decidedBy } = row;
    return {
      ...{ id, acting, reference, need, from, to, state, answer, version, decidedBy },
      organization: { id: row.organizationId, name: row.organization },
      askedAt: row.askedAt.toISOString(),
      decidedAt: row.decidedAt?.toISOString() ?? null,
      endedAt: row.endedAt?.toISOString() ?? null,
      visits: (byRequest.get(id) ?? []).map(({ userId, name, purpose, session, enteredAt, leftAt }) => ({
        ...{ userId, name, purpose, session },
        enteredAt: enteredAt.toISOString(),
        leftAt: outAt([leftAt, row.endedAt, state === 'over' ? endOfDay(timeZone, to) : null])?.toISOString() ?? null,
      })),
      may: {
        change: mayChange && state === 'waiting',
        end: mayChange && isClosable(state),
        decide: isHere && administersHere(actor) && state === 'waiting',
      },
    };
  });
}

/** When who came by a request was out: he left, or it was closed before, or its last day was over. */
const outAt = (ends: readonly (Date | null)[]): Date | undefined =>
  ends.flatMap((at) => at ?? []).toSorted((one, other) => one.getTime() - other.getTime())[0];

const writePlace = ({ askedAt, id }: StoredRequest): string => Buffer.from(`${askedAt.toISOString()} ${id}`).toString('base64url');

const wrongPlace = (): Refusal => new Refusal('request.invalid', { issues: [{ field: 'after', rule: 'cursor' }] });

function readPlace(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(at) || Number.isNaN(Date.parse(at)) || !isUuid(id)) throw wrongPlace();
  return { askedAt: new Date(at), id };
}

function readGrantedPlace(cursor: string | undefined): GrantedPlace | undefined {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, 'base64url').toString();
  const [to, id] = [Day.safeParse(text.slice(0, 10)), text.slice(10)];
  if (!to.success || !isUuid(id)) throw wrongPlace();
  return { to: to.data, id };
}

import type { Day } from '@varco/shared/days';
import type { AssistanceId, DepartmentId, OrganizationId, SessionId, UnitId, UserId, VisitId } from '@varco/shared/ids';
import type { ShownOperator } from '@varco/shared/operators/api';
import type { OperatorPair } from '@varco/shared/operators/pair';
import type { Reach } from '@varco/shared/operators/reach';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#db/database';
import { locks } from '#db/locks';
import { withinReach } from '#features/operators';

/** A request as it is stored, with how everybody in it is called and which department owns it. */
export interface StoredRequest {
  readonly organizationId: OrganizationId;
  readonly organization: string;
  readonly id: AssistanceId;
  readonly acting: ShownOperator;
  readonly reference: ShownOperator;
  readonly departmentId: DepartmentId | null;
  readonly need: string;
  readonly from: Day;
  readonly to: Day;
  readonly askedAt: Date;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly granted: boolean | null;
  readonly answer: string;
  readonly endedAt: Date | null;
  readonly version: number;
}

/** Our own people from their tables, those of another organization by name alone (requirements D2). */
const nameOf = (column: 'acting_id' | 'reference_id' | 'decided_by'): RawBuilder<string> => sql<string>`coalesce(
  (select trim(p.family_name || ' ' || p.given_name) from identity.users u
    join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id
    where u.organization_id = r.organization_id and u.id = ${sql.ref(`r.${column}`)}),
  (select trim(g.family_name || ' ' || g.given_name) from identity.guest(r.organization_id, ${sql.ref(`r.${column}`)}) g), '')`;

const operator = (of: 'acting' | 'reference'): RawBuilder<ShownOperator> => sql<ShownOperator>`json_build_object(
  'id', ${sql.ref(`r.${of}_id`)}, 'name', ${nameOf(`${of}_id`)},
  'unit', (select json_build_object('id', u.id, 'name', u.name, 'nameEnglish', coalesce(u.name_en, '')) from structure.units u
    where u.organization_id = r.organization_id and u.id = ${sql.ref(`r.${of}_unit_id`)}))`;

const columns = sql`
  r.organization_id as "organizationId", (select o.name from identity.organizations o where o.id = r.organization_id) as organization, r.id,
  ${operator('acting')} as acting, ${operator('reference')} as reference,
  (select u.department_id from structure.units u where u.organization_id = r.organization_id and u.id = r.reference_unit_id) as "departmentId",
  r.need, r.starts_on as "from", r.ends_on as "to", r.asked_at as "askedAt", r.decided_at as "decidedAt",
  case when r.decided_by is not null then ${nameOf('decided_by')} end as "decidedBy", r.granted, r.answer, r.ended_at as "endedAt", r.version`;

/** Where a list goes on, newest first. */
export interface Place {
  readonly askedAt: Date;
  readonly id: string;
}

/** Read one organization after the other: over several at once no index answers in the order of the list. */
const inOrder = ({ visibility, organizationId, organizations }: Reach): readonly OrganizationId[] =>
  visibility === 'all' ? organizations : [organizationId];

/** Requests as far as a right reaches, the newest first; without the past those that are not over. */
export async function listRequests(
  tx: Db,
  reach: Reach,
  { today, past, after, limit }: { readonly today: Day; readonly past: boolean; readonly after: Place | undefined; readonly limit: number },
): Promise<StoredRequest[]> {
  const conditions = [withinReach(reach, { organization: 'r.organization_id', unit: 'r.reference_unit_id' })];
  if (!past) conditions.push(sql`r.granted is distinct from false and r.ended_at is null and r.ends_on >= ${today}`);
  if (after) conditions.push(sql`(r.asked_at, r.id) < (${after.askedAt}::timestamptz, ${after.id}::uuid)`);
  const { rows } = await sql<StoredRequest>`
    select ${columns} from (
      select one.* from unnest(${inOrder(reach)}::uuid[]) o (id)
      cross join lateral (
        select r.* from assistance.requests r where r.organization_id = o.id and ${sql.join(conditions, sql` and `)}
        order by r.asked_at desc, r.id desc limit ${limit}
      ) one order by one.asked_at desc, one.id desc limit ${limit}
    ) r order by r.asked_at desc, r.id desc`.execute(tx);
  return rows;
}

/** One request of the organizations in sight; with `lock` it stays as it is until the transaction ends. */
export async function findRequest(
  tx: Db,
  organizations: readonly OrganizationId[],
  id: AssistanceId,
  { lock = false }: { lock?: boolean } = {},
): Promise<StoredRequest | undefined> {
  if (lock)
    await sql`select from assistance.requests where organization_id = any (${organizations}::uuid[]) and id = ${id} for no key update`.execute(
      tx,
    );
  const { rows } = await sql<StoredRequest>`
    select ${columns} from assistance.requests r where r.organization_id = any (${organizations}::uuid[]) and r.id = ${id}`.execute(tx);
  return rows[0];
}

/** What a request says. */
export interface RequestText {
  readonly pair: OperatorPair;
  readonly need: string;
  readonly from: Day;
  readonly to: Day;
}

/** Saves a new request. */
export const insertRequest = (
  tx: Db,
  { organizationId, id, at, pair, need, from, to }: RequestText & { organizationId: OrganizationId; id: AssistanceId; at: Date },
): Promise<unknown> =>
  tx
    .insertInto('assistance.requests')
    .values({
      organization_id: organizationId,
      id,
      acting_id: pair.acting.userId,
      acting_unit_id: pair.acting.unitId,
      reference_id: pair.reference.userId,
      reference_unit_id: pair.reference.unitId,
      need,
      starts_on: from,
      ends_on: to,
      asked_at: at,
    })
    .execute();

type Stored = Pick<StoredRequest, 'organizationId' | 'id' | 'version'>;

/** Corrects a request that nobody has answered, as it was read; who wrote it stays. */
export const replaceRequest = (
  tx: Db,
  { organizationId, id, version }: Stored,
  { reference, need, from, to }: Omit<RequestText, 'pair'> & { readonly reference: { userId: UserId; unitId: UnitId | null } },
): Promise<unknown> =>
  tx
    .updateTable('assistance.requests')
    .set({ reference_id: reference.userId, reference_unit_id: reference.unitId, need, starts_on: from, ends_on: to, version: version + 1 })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();

/** Answers a request, under lock. */
export const decideRequest = (
  tx: Db,
  { organizationId, id, version }: Stored,
  { granted, answer, at, by }: { readonly granted: boolean; readonly answer: string; readonly at: Date; readonly by: UserId },
): Promise<unknown> =>
  tx
    .updateTable('assistance.requests')
    .set({ granted, answer, decided_at: at, decided_by: by, version: version + 1 })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();

/** Closes a request, under lock. */
export const closeRequest = (
  tx: Db,
  { organizationId, id, version }: Stored,
  { at, by }: { readonly at: Date; readonly by: UserId },
): Promise<unknown> =>
  tx
    .updateTable('assistance.requests')
    .set({ ended_at: at, ended_by: by, version: version + 1 })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();

/** Which requests of an organization somebody of the installation could still come by; each is locked. */
export async function openRequests(tx: Db, organizationId: OrganizationId, today: Day): Promise<Stored[]> {
  const { rows } = await sql<Stored>`
    select organization_id as "organizationId", id, version from assistance.requests
    where organization_id = ${organizationId} and granted is distinct from false and ended_at is null and ends_on >= ${today}
    order by id for no key update`.execute(tx);
  return rows;
}

/** How many requests of an organization wait for an answer on a day. */
export async function countWaiting(tx: Db, organizationId: OrganizationId, today: Day): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from assistance.requests
    where organization_id = ${organizationId} and granted is null and granted is distinct from false and ended_at is null
      and ends_on >= ${today}`.execute(tx);
  return Number(rows[0]?.count ?? 0);
}

/** Somebody of the installation who was there. */
export interface StoredVisit {
  readonly requestId: AssistanceId;
  readonly id: VisitId;
  readonly userId: UserId;
  readonly name: string;
  readonly purpose: string;
  readonly session: string;
  readonly enteredAt: Date;
  readonly leftAt: Date | null;
}

/** The latest visits by each of some requests of one organization, the newest first. */
export async function visitsBy(
  tx: Db,
  organizationId: OrganizationId,
  requests: readonly AssistanceId[],
  atMost: number,
): Promise<StoredVisit[]> {
  if (requests.length === 0) return [];
  const { rows } = await sql<StoredVisit>`
    select v.request_id as "requestId", v.id, v.user_id as "userId", v.purpose, v.session_number as session, v.entered_at as "enteredAt",
      coalesce(v.left_at, e.ended_at) as "leftAt",
      coalesce((select trim(g.family_name || ' ' || g.given_name) from identity.guest(${organizationId}, v.user_id) g), '') as name
    from unnest(${requests}::uuid[]) q (id)
    cross join lateral (
      select * from assistance.visits one where one.organization_id = ${organizationId} and one.request_id = q.id
      order by one.entered_at desc limit ${atMost}
    ) v
    left join assistance.sessions_ended(${organizationId}, ${requests}::uuid[]) e on e.visit_id = v.id
    order by v.entered_at desc, v.id`.execute(tx);
  return rows;
}

/** Whether an organization lets nobody of the installation in; with `lock` it stays so until the transaction ends. */
export async function isForbidden(tx: Db, organizationId: OrganizationId, { lock = false }: { lock?: boolean } = {}): Promise<boolean> {
  // One after the other, also where there is no row yet.
  if (lock) await sql`select pg_advisory_xact_lock(${locks.assistance}, hashtext(${organizationId}::text))`.execute(tx);
  const { rows } = await sql<{ forbidden: boolean }>`
    select forbidden from assistance.rules where organization_id = ${organizationId}`.execute(tx);
  return rows[0]?.forbidden === true;
}

/** From now on an organization lets nobody in, or whom it asked. */
export const saveRule = (tx: Db, organizationId: OrganizationId, forbidden: boolean): Promise<unknown> =>
  sql`insert into assistance.rules (organization_id, forbidden) values (${organizationId}, ${forbidden})
    on conflict (organization_id) do update set forbidden = excluded.forbidden`.execute(tx);

/** A request granted by some organization, as the installation reads it. */
export interface Granted {
  readonly organizationId: OrganizationId;
  readonly organization: string;
  readonly id: AssistanceId;
  readonly need: string;
  readonly from: Day;
  readonly to: Day;
  readonly referenceId: UserId;
  readonly reference: string;
}

/** Where the list of what is granted goes on. */
export interface GrantedPlace {
  readonly to: Day;
  readonly id: string;
}

const BEGINNING: GrantedPlace = { to: '0001-01-01' as Day, id: '00000000-0000-0000-0000-000000000000' };

/**
 * What is granted and not over, of every organization, those that end first before; `onlyOpen` leaves out what begins later. Nothing for who
 * does not administer the installation.
 */
export async function listGranted(
  tx: Db,
  userId: UserId,
  {
    today,
    after = BEGINNING,
    limit,
    id = null,
    onlyOpen = false,
  }: { today: Day; after?: GrantedPlace | undefined; limit: number; id?: AssistanceId | null; onlyOpen?: boolean },
): Promise<Granted[]> {
  const { rows } = await sql<Granted>`
    select organization_id as "organizationId", organization, id, need, starts_on as "from", ends_on as "to",
      reference_id as "referenceId", reference
    from assistance.granted(${userId}::uuid, ${today}::date, ${after.to}::date, ${after.id}::uuid, ${limit}::int, ${id}::uuid,
      ${onlyOpen}::boolean)`.execute(tx);
  return rows;
}

/** By which visit a session is in an organization that asked for help. */
export interface VisitInForce {
  readonly organizationId: OrganizationId;
  readonly organization: string;
  /** Null: that of the installation. */
  readonly timeZone: string | null;
  readonly loginId: string | null;
  readonly id: VisitId;
  readonly requestId: AssistanceId;
  readonly from: Day;
  readonly to: Day;
  readonly referenceId: UserId;
  readonly reference: string;
}

/** The visit of a session, as long as its request stands; its days are judged by who asks. */
export async function findVisit(db: Db, homeId: OrganizationId, sessionId: SessionId): Promise<VisitInForce | undefined> {
  const { rows } = await sql<VisitInForce>`
    select organization_id as "organizationId", organization, time_zone as "timeZone", login_id as "loginId", id, request_id as "requestId", starts_on as "from",
      ends_on as "to", reference_id as "referenceId", reference
    from assistance.visit(${homeId}::uuid, ${sessionId}::uuid)`.execute(db);
  return rows[0];
}

/** A visit that begins. */
export interface NewVisit {
  readonly organizationId: OrganizationId;
  readonly id: VisitId;
  readonly requestId: AssistanceId;
  readonly homeId: OrganizationId;
  readonly userId: UserId;
  readonly sessionId: SessionId;
  readonly sessionNumber: string;
  readonly purpose: string;
  readonly at: Date;
}

/** Begins a visit. */
export const insertVisit = (
  tx: Db,
  { organizationId, id, requestId, homeId, userId, sessionId, sessionNumber, purpose, at }: NewVisit,
): Promise<unknown> =>
  tx
    .insertInto('assistance.visits')
    .values({
      organization_id: organizationId,
      id,
      request_id: requestId,
      home_id: homeId,
      user_id: userId,
      session_id: sessionId,
      session_number: sessionNumber,
      purpose,
      entered_at: at,
    })
    .execute();

/** Ends a visit; false when it was over. */
export async function closeVisit(tx: Db, organizationId: OrganizationId, id: VisitId, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('assistance.visits')
    .set({ left_at: at })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('left_at', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Nothing that a person of the scope asked or answered is left, wherever he worked. */
export const forgetNeeds = (tx: Db, userId: UserId): Promise<unknown> => sql`select assistance.forget_needs(${userId}::uuid)`.execute(tx);

import type { LogReason } from '@varco/shared/access-log/events';
import type { Day } from '@varco/shared/days';
import { type Licence, licenceOf } from '@varco/shared/identity/licences';
import type { Standing, UserStatus } from '@varco/shared/identity/user-status';
import type { DelegationId, OrganizationId, SessionId, UnitId, UserId, VisitId } from '@varco/shared/ids';
import { sql } from 'kysely';
import type { Scope } from '#core/actor';
import type { Db } from '#db/database';
import { authorizedDays } from '#features/identity';

/** How a session may end. */
export type EndReason = Extract<
  LogReason,
  | 'voluntary'
  | 'idle-expired'
  | 'limit-expired'
  | 'password-replaced'
  | 'user-stopped'
  | 'too-many-wrong-passwords'
  | 'installation-restored'
>;

/** A session with whom it belongs to, as one question to the database answers it. */
export interface StoredSession extends Standing {
  /** His own organization. */
  readonly organizationId: OrganizationId;
  readonly id: SessionId;
  readonly number: string;
  readonly userId: UserId;
  readonly openedAt: Date;
  readonly lastActiveAt: Date;
  readonly idleMinutes: number;
  readonly endsAt: Date | null;
  readonly endReason: EndReason | null;
  readonly username: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly fullName: string;
  readonly organizationName: string;
  /** Whether his own organization is switched on. */
  readonly organizationActive: boolean;
  /** The organization chosen in this session, as long as he may work for it. */
  readonly contextId: OrganizationId | null;
  /** The unit chosen in this session. */
  readonly unitId: UnitId | null;
  /** As whose delegate the session works, as chosen; whether it still holds is judged when it is read. */
  readonly delegationId: DelegationId | null;
  /** By which visit the session is in an organization to help it, as chosen; whether it still stands is judged when it is read. */
  readonly visitId: VisitId | null;
  /** The organizations for which he may work, his own first. */
  readonly contexts: readonly Context[];
}

/** An organization for which somebody may work; the usual one counts when he signs in. */
export interface Context {
  readonly id: OrganizationId;
  readonly name: string;
  readonly usual: boolean;
  /** What begins its new user names; null as long as it is the only organization. */
  readonly loginId: string | null;
  /** Null: that of the installation. */
  readonly timeZone: string | null;
}

/** The session of this token, ended or open; the organization is not known before. */
export async function findSession(db: Db, tokenHash: Buffer): Promise<StoredSession | undefined> {
  const { rows } = await sql<{
    organization_id: OrganizationId;
    id: SessionId;
    number: string;
    user_id: UserId;
    opened_at: Date;
    last_active_at: Date;
    idle_minutes: number;
    ends_at: Date | null;
    end_reason: EndReason | null;
    username: string;
    family_name: string;
    given_name: string;
    full_name: string;
    organization_name: string;
    status: UserStatus;
    disabled: boolean;
    no_sessions: boolean;
    valid_from: Day | null;
    valid_to: Day | null;
    authorized: string | null;
    organization_active: boolean;
    context_id: OrganizationId | null;
    unit_id: UnitId | null;
    delegation_id: DelegationId | null;
    visit_id: VisitId | null;
    contexts: Context[] | null;
  }>`select * from sessions.find(${tokenHash})`.execute(db);
  const row = rows[0];
  return (
    row && {
      organizationId: row.organization_id,
      id: row.id,
      number: row.number,
      userId: row.user_id,
      openedAt: row.opened_at,
      lastActiveAt: row.last_active_at,
      idleMinutes: row.idle_minutes,
      endsAt: row.ends_at,
      endReason: row.end_reason,
      username: row.username,
      familyName: row.family_name,
      givenName: row.given_name,
      fullName: row.full_name,
      organizationName: row.organization_name,
      status: row.status,
      disabled: row.disabled,
      noSessions: row.no_sessions,
      validFrom: row.valid_from,
      validTo: row.valid_to,
      authorized: authorizedDays(row.authorized),
      organizationActive: row.organization_active,
      contextId: row.context_id,
      unitId: row.unit_id,
      delegationId: row.delegation_id,
      visitId: row.visit_id,
      contexts: row.contexts ?? [],
    }
  );
}

/** With what a new session begins: its number in the log, where it works, and where it would without a choice. */
export interface Begun {
  readonly number: string;
  readonly contextId: OrganizationId;
  readonly contextName: string;
  readonly usualId: OrganizationId;
  readonly usualName: string;
}

/**
 * Saves a new session, which begins in the organization chosen or in the usual one of its user, and answers what the log says of it;
 * undefined when he may not work for what was chosen.
 */
export async function insertSession(
  tx: Db,
  session: {
    organizationId: OrganizationId;
    id: SessionId;
    userId: UserId;
    tokenHash: Buffer;
    openedAt: Date;
    idleMinutes: number;
    endsAt: Date | null;
    chosenId: OrganizationId | null;
  },
): Promise<Begun | undefined> {
  const { rows } = await sql<Begun>`
    with begins as materialized (
      select * from sessions.first_context(${session.organizationId}, ${session.userId}, ${session.chosenId}::uuid, ${session.openedAt})
    ), saved as (
      insert into sessions.sessions (organization_id, id, user_id, token_hash, opened_at, last_active_at, idle_minutes, ends_at, context_id, context_at)
      select ${session.organizationId}::uuid, ${session.id}::uuid, ${session.userId}::uuid, ${session.tokenHash}::bytea, ${session.openedAt}::timestamptz,
        ${session.openedAt}::timestamptz, ${session.idleMinutes}::int, ${session.endsAt}::timestamptz, begins.context_id, ${session.openedAt}::timestamptz
      from begins
      returning number
    )
    select saved.number, begins.context_id as "contextId", begins.name as "contextName", begins.usual_id as "usualId", begins.usual_name as "usualName"
    from saved, begins`.execute(tx);
  return rows[0];
}

/** Puts an open session under another token. */
export async function renewToken(
  tx: Db,
  organizationId: OrganizationId,
  { sessionId, tokenHash }: { sessionId: SessionId; tokenHash: Buffer },
): Promise<void> {
  await tx
    .updateTable('sessions.sessions')
    .set({ token_hash: tokenHash })
    .where('organization_id', '=', organizationId)
    .where('id', '=', sessionId)
    .execute();
}

/**
 * From now on the session works for this unit of this organization: both are written, as what was chosen before may be an organization that
 * let its user in no more, or be chosen at this moment.
 */
export async function chooseUnit(
  tx: Db,
  { organizationId, id }: Pick<StoredSession, 'organizationId' | 'id'>,
  contextId: OrganizationId,
  unitId: UnitId,
): Promise<void> {
  await tx
    .updateTable('sessions.sessions')
    .set({ context_id: contextId, unit_id: unitId })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

/** From now on the session works as delegate, or for oneself again, for the usual unit. */
export async function chooseDelegation(
  tx: Db,
  { organizationId, id }: Pick<StoredSession, 'organizationId' | 'id'>,
  contextId: OrganizationId,
  delegationId: DelegationId | null,
): Promise<void> {
  await tx
    .updateTable('sessions.sessions')
    .set({ context_id: contextId, unit_id: null, delegation_id: delegationId })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

/**
 * From now on the session is in an organization to help it, or at home again; as nobody's delegate. False when since it was read it went
 * somewhere else to help.
 */
export async function chooseVisit(
  tx: Db,
  { organizationId, id, visitId }: Pick<StoredSession, 'organizationId' | 'id' | 'visitId'>,
  visit: { readonly organizationId: OrganizationId; readonly id: VisitId } | null,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('sessions.sessions')
    .set({ assistance_organization_id: visit?.organizationId ?? null, visit_id: visit?.id ?? null, delegation_id: null })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('visit_id', 'is not distinct from', visitId)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** From now on the session works for this organization, for the usual unit there; false when he may not any more. */
export async function chooseContext(
  tx: Db,
  session: Pick<StoredSession, 'organizationId' | 'id' | 'userId'>,
  contextId: OrganizationId,
  at: Date,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update sessions.sessions s set context_id = ${contextId}, context_at = greatest(${at}::timestamptz, e.since), unit_id = null, delegation_id = null,
      assistance_organization_id = null, visit_id = null
    from identity.enablements e
    where s.organization_id = ${session.organizationId} and s.id = ${session.id}
      and e.organization_id = ${contextId} and e.user_id = ${session.userId} and e.ended_at is null`.execute(tx);
  return numAffectedRows === 1n;
}

/** Remembers activity; never moves it back. */
export async function touchSession(tx: Db, organizationId: OrganizationId, id: SessionId, at: Date): Promise<void> {
  await tx
    .updateTable('sessions.sessions')
    .set({ last_active_at: at })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('last_active_at', '<', at)
    .execute();
}

/** A session that has just ended, for its row in the log. */
export interface EndedSession {
  readonly organizationId: OrganizationId;
  readonly id: SessionId;
  readonly number: string;
  readonly userId: UserId;
}

/** Ends the open sessions chosen, once: a session already ended is not among the answers. */
export async function endSessions(
  tx: Db,
  which: { organizationId: OrganizationId; id?: SessionId; userId?: UserId; except?: SessionId | undefined },
  reason: EndReason,
  at: Date,
): Promise<EndedSession[]> {
  const rows = await tx
    .updateTable('sessions.sessions')
    .set({ ended_at: at, end_reason: reason })
    .where('organization_id', '=', which.organizationId)
    .where('ended_at', 'is', null)
    .$if(which.id !== undefined, (query) => query.where('id', '=', which.id ?? ''))
    .$if(which.userId !== undefined, (query) => query.where('user_id', '=', which.userId ?? ''))
    .$if(which.except !== undefined, (query) => query.where('id', '!=', which.except ?? ''))
    .returning(['organization_id', 'id', 'number', 'user_id'])
    .execute();
  return rows.map((row) => ({
    organizationId: row.organization_id as OrganizationId,
    id: row.id as SessionId,
    number: row.number,
    userId: row.user_id as UserId,
  }));
}

/** Who has an open session, by id. */
export async function usersInside(tx: Db, scope: Scope, atMost: number): Promise<{ organizationId: OrganizationId; userId: UserId }[]> {
  const rows = await tx
    .selectFrom('sessions.sessions')
    .select(['organization_id', 'user_id'])
    .distinct()
    .where('organization_id', 'in', scope.organizations)
    .where('ended_at', 'is', null)
    .orderBy('user_id')
    .limit(atMost)
    .execute();
  return rows.map((row) => ({ organizationId: row.organization_id as OrganizationId, userId: row.user_id as UserId }));
}

/** Ends a session only if it is still past its limit: somebody may have been active on another node meanwhile. */
export async function endIfPast(
  tx: Db,
  organizationId: OrganizationId,
  id: SessionId,
  { judgedAt, at }: { judgedAt: Date; at: Date },
): Promise<{ ended: EndedSession; reason: EndReason } | undefined> {
  const row = await tx
    .updateTable('sessions.sessions')
    .set({ ended_at: at, end_reason: sql<string>`case when ends_at <= ${judgedAt} then 'limit-expired' else 'idle-expired' end` })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('due_at', '<=', judgedAt)
    .returning(['organization_id', 'id', 'number', 'user_id', 'end_reason'])
    .executeTakeFirst();
  return (
    row && {
      ended: {
        organizationId: row.organization_id as OrganizationId,
        id: row.id as SessionId,
        number: row.number,
        userId: row.user_id as UserId,
      },
      reason: row.end_reason as EndReason,
    }
  );
}

/** Open sessions past a limit, of any organization. */
export async function pastTheirLimit(db: Db, at: Date, atMost: number): Promise<{ organizationId: OrganizationId; id: SessionId }[]> {
  const { rows } = await sql<{
    organization_id: OrganizationId;
    id: SessionId;
  }>`select organization_id, id from sessions.past_their_limit(${at}, ${atMost})`.execute(db);
  return rows.map((row) => ({ organizationId: row.organization_id, id: row.id }));
}

/** Ended sessions are kept only as long as somebody may ask why they ended. */
export async function forgetEnded(db: Db, before: Date): Promise<void> {
  await sql`select sessions.forget_ended(${before})`.execute(db);
}

/** Of whom something is over: a user, a session, everybody of an organization. */
export type Concerned = { readonly userId: UserId } | { readonly sessionId: SessionId } | { readonly organizationId: OrganizationId };

/** Tells every node, when the transaction commits, that something about somebody's rights is over (requirements D10). */
export async function revoke(tx: Db, whom: Concerned): Promise<void> {
  const payload =
    'userId' in whom ? `user:${whom.userId}` : 'sessionId' in whom ? `session:${whom.sessionId}` : `organization:${whom.organizationId}`;
  await sql`select pg_notify('varco_revoked', ${payload})`.execute(tx);
}

/** How many sessions are open now of people who work for the organization, by their licence there. */
export async function openSessionsByLicence(tx: Db, organizationId: OrganizationId): Promise<ReadonlyMap<Licence, number>> {
  const { rows } = await sql<{ licence: string; sessions: string }>`
    select licence, sessions from sessions.open_by_licence(${organizationId})`.execute(tx);
  return new Map(rows.map(({ licence, sessions }) => [licenceOf(licence), Number(sessions)]));
}

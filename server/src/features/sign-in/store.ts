import type { Day } from '@varco/shared/days';
import type { Standing, UserStatus } from '@varco/shared/identity/user-status';
import type { OrganizationId, UserId } from '@varco/shared/ids';
import type { Limit } from '@varco/shared/policy/rules';
import { sql } from 'kysely';
import type { Db } from '#db/database';
import { locks } from '#db/locks';
import type { ChangeReason } from '#features/credentials';
import { authorizedDays } from '#features/identity';

/** The browser of attempts from wherever this name never completed a sign-in. */
export const UNKNOWN_BROWSER = '00000000-0000-0000-0000-000000000000';

/** Whoever has the name typed. */
export interface DoorUser extends Standing {
  readonly organizationId: OrganizationId;
  readonly userId: UserId;
  readonly hash: string | null;
  /** When this password was set, to the microsecond: by it the transaction that opens the session knows that it is still the same. */
  readonly setAt: string | null;
  readonly mustChange: boolean;
  readonly changeReason: ChangeReason | null;
  readonly familyName: string;
  readonly givenName: string;
  readonly entered: boolean;
  /** Whether his organization is switched on. */
  readonly organizationActive: boolean;
  /** Whether he may work now for the organization at whose own address he came; true also without one (requirements R1.43). */
  readonly enabledThere: boolean;
  /** Whether no other administrator may enter now; false also when it was not asked. */
  readonly lastAdministrator: boolean;
}

interface DoorRow {
  organization_id: OrganizationId;
  user_id: UserId;
  hash: string | null;
  must_change: boolean | null;
  change_reason: ChangeReason | null;
  status: UserStatus;
  disabled: boolean;
  no_sessions: boolean;
  valid_from: Day | null;
  valid_to: Day | null;
  authorized: string | null;
  family_name: string;
  given_name: string;
  entered: boolean;
  organization_active: boolean;
  enabled_there: boolean;
}

const standingOf = (row: DoorRow) => ({
  organizationId: row.organization_id,
  userId: row.user_id,
  mustChange: row.must_change === true,
  changeReason: row.change_reason,
  status: row.status,
  disabled: row.disabled,
  noSessions: row.no_sessions,
  validFrom: row.valid_from,
  validTo: row.valid_to,
  authorized: authorizedDays(row.authorized),
  familyName: row.family_name,
  givenName: row.given_name,
  entered: row.entered,
  organizationActive: row.organization_active,
  enabledThere: row.enabled_there,
});

/**
 * Everything about the exact name, in one question of the same cost for known and unknown names (requirements D4); `lasting` also asks
 * whether he is the last administrator, `chosenId` whether he may work for that organization.
 */
export async function findByName(
  db: Db,
  username: string,
  {
    at,
    today,
    lasting,
    chosenId,
  }: { readonly at: Date; readonly today: Day; readonly lasting: boolean; readonly chosenId: OrganizationId | null },
): Promise<DoorUser | undefined> {
  const { rows } = await sql<
    DoorRow & { known: boolean; set_at: string | null; last_administrator: boolean }
  >`select * from sign_in.find_user(${username}, ${today}::date, ${lasting}, ${chosenId}::uuid, ${at})`.execute(db);
  const row = rows[0];
  return row?.known ? { ...standingOf(row), hash: row.hash, setAt: row.set_at, lastAdministrator: row.last_administrator } : undefined;
}

/** Where attempts are counted: by the name typed, and apart for a browser known for that name. */
export interface Counter {
  readonly nameMac: Buffer;
  readonly browserId: string;
}

/** How many attempts there are, and how long the lock lasts after the last one. */
export interface Allowance {
  readonly attempts: number;
  readonly lock: Limit;
  /** The longest a lock may last for this name, also one that began longer. */
  readonly atMost: Limit;
}

/**
 * Takes one attempt before any hash is computed and says until when the name is locked; beyond those allowed none is granted, and the same row is written all the same,
 * so that a locked name costs and shows what any other does. An attempt after the end of a lock begins a new count.
 */
export async function reserveAttempt(
  db: Db,
  counter: Counter,
  at: Date,
  { attempts, lock, atMost }: Allowance,
): Promise<{ granted: boolean; lockedUntil: Date | 'never' | null }> {
  const after = (minutes: Limit) => (minutes === 'never' ? 'infinity' : new Date(at.getTime() + minutes * 60_000));
  const latest = sql`${after(atMost)}::timestamptz`;
  const until = sql`least(${after(lock)}::timestamptz, ${latest})`;
  const { rows } = await sql<{ used: number; until: Date | null; lasting: boolean | null }>`
    insert into sign_in.attempts as a (name_mac, browser_id, used, last_at, locked_until)
    values (${counter.nameMac}, ${counter.browserId}, 1, ${at}, case when 1 >= ${attempts}::int then ${until} end)
    on conflict (name_mac, browser_id) do update set
      used = case
        when a.locked_until <= ${at} then 1
        when a.locked_until is not null then greatest(a.used, ${attempts}::int) + 1
        else least(a.used + 1, ${attempts}::int)
      end,
      last_at = ${at},
      locked_until = case
        when a.locked_until <= ${at} then case when 1 >= ${attempts}::int then ${until} end
        when a.locked_until is not null then least(a.locked_until, ${latest})
        when a.used + 1 >= ${attempts}::int then ${until}
      end
    returning used, nullif(locked_until, 'infinity') as until, locked_until = 'infinity' as lasting`.execute(db);
  const row = rows[0];
  return { granted: row !== undefined && row.used <= attempts, lockedUntil: row?.lasting ? 'never' : (row?.until ?? null) };
}

/** Gives back an attempt that was no failure; a lock it had brought about goes with it, other failures stay counted. */
export async function returnAttempt(db: Db, counter: Counter, allowed: number): Promise<void> {
  await db
    .updateTable('sign_in.attempts')
    .set((e) => ({
      used: e('used', '-', 1),
      locked_until: sql<Date | null>`case when used - 1 < ${allowed}::int then null else locked_until end`,
    }))
    .where('name_mac', '=', counter.nameMac)
    .where('browser_id', '=', counter.browserId)
    .where('used', '>', 0)
    .execute();
}

/** A completed sign-in begins a new count (requirements D3). */
export async function resetAttempts(tx: Db, counter: Counter): Promise<void> {
  await sql`delete from sign_in.attempts where name_mac = ${counter.nameMac} and browser_id = ${counter.browserId}`.execute(tx);
}

/** An administrator lifts every lock of a name, in all browsers; false when there was nothing to lift (requirements R3.65). */
export async function forgetAttempts(tx: Db, nameMac: Buffer): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('sign_in.attempts').where('name_mac', '=', nameMac).executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** Counters nobody touched for long. */
export async function forgetOldAttempts(db: Db, before: Date, at: Date): Promise<void> {
  await db
    .deleteFrom('sign_in.attempts')
    .where('last_at', '<', before)
    .where((e) => e.or([e('locked_until', 'is', null), e('locked_until', '<=', at)]))
    .execute();
}

/** Every name at which somebody tried, by its keyed hash. */
export async function triedNames(tx: Db): Promise<Buffer[]> {
  const rows = await tx.selectFrom('sign_in.attempts').select('name_mac').distinct().execute();
  return rows.map((row) => row.name_mac);
}

/** Puts counters under other keyed hashes of the same names; where both are there the stricter of the two stays. */
export async function moveAttempts(tx: Db, names: readonly { was: Buffer; becomes: Buffer }[]): Promise<void> {
  await sql`
    with gone as (
      delete from sign_in.attempts a
      using unnest(${names.map((name) => name.was)}::bytea[], ${names.map((name) => name.becomes)}::bytea[]) as n (was, becomes)
      where a.name_mac = n.was
      returning n.becomes, a.browser_id, a.used, a.last_at, a.locked_until
    )
    insert into sign_in.attempts as a (name_mac, browser_id, used, last_at, locked_until)
    select becomes, browser_id, used, last_at, locked_until from gone
    on conflict (name_mac, browser_id) do update set
      used = greatest(a.used, excluded.used),
      last_at = greatest(a.last_at, excluded.last_at),
      locked_until = greatest(a.locked_until, excluded.locked_until)`.execute(tx);
}

/** Counters of names that no user has, which nobody can tell any more. */
export async function forgetAttemptsAtNobody(tx: Db): Promise<void> {
  await sql`delete from sign_in.attempts a where not exists (select from identity.users u where u.username_mac = a.name_mac)`.execute(tx);
}

/** Counters and locks that pass by themselves; a lock that only somebody lifts stays. */
export async function forgetPassingAttempts(tx: Db): Promise<void> {
  await sql`delete from sign_in.attempts where locked_until is distinct from 'infinity'`.execute(tx);
}

/** Every sign-in in progress ends. */
export async function dropEveryPending(tx: Db): Promise<void> {
  await tx.deleteFrom('sign_in.pending').execute();
}

/** A sign-in whose password was right and that has a question left. */
export interface Pending {
  readonly organizationId: OrganizationId;
  readonly id: string;
  readonly userId: UserId;
  readonly tokenHash: Buffer;
  readonly counter: Counter;
  readonly addressGroup: string;
  readonly startedAt: Date;
  readonly expiresAt: Date;
  readonly returnTo: string | null;
  /** The organization chosen; null: the usual one. */
  readonly chosenId: OrganizationId | null;
}

/** How many sign-ins are in progress from this address, whoever's they are. */
export async function pendingFrom(db: Db, addressGroup: string, at: Date): Promise<number> {
  const { rows } = await sql<{ pending_from: string }>`select sign_in.pending_from(${addressGroup}, ${at})`.execute(db);
  return Number(rows[0]?.pending_from ?? 0);
}

/** Sign-ins that begin from one address wait for each other until their transactions end, so that none is miscounted. */
export async function lockAddress(tx: Db, addressGroup: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${locks.pendingFromAnAddress}, hashtext(${addressGroup}))`.execute(tx);
}

/** Saves a sign-in in progress; a person's oldest ones beyond `atMost` give way to it. */
export async function insertPending(tx: Db, pending: Pending, atMost: number): Promise<void> {
  await tx
    .deleteFrom('sign_in.pending')
    .where('organization_id', '=', pending.organizationId)
    .where('id', 'in', (inner) =>
      inner
        .selectFrom('sign_in.pending')
        .select('id')
        .where('organization_id', '=', pending.organizationId)
        .where('user_id', '=', pending.userId)
        .orderBy('started_at', 'desc')
        .offset(atMost - 1),
    )
    .execute();
  await tx
    .insertInto('sign_in.pending')
    .values({
      organization_id: pending.organizationId,
      id: pending.id,
      user_id: pending.userId,
      token_hash: pending.tokenHash,
      name_mac: pending.counter.nameMac,
      browser_id: pending.counter.browserId,
      address_group: pending.addressGroup,
      started_at: pending.startedAt,
      expires_at: pending.expiresAt,
      return_to: pending.returnTo,
      chosen_id: pending.chosenId,
    })
    .execute();
}

/** A sign-in in progress with whom it is for. */
export interface FoundPending extends Standing {
  readonly organizationId: OrganizationId;
  readonly id: string;
  readonly userId: UserId;
  readonly counter: Counter;
  readonly returnTo: string | null;
  readonly chosenId: OrganizationId | null;
  /** Whether he may still work for it. */
  readonly enabledThere: boolean;
  readonly username: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly entered: boolean;
  readonly organizationActive: boolean;
  readonly hash: string;
  readonly mustChange: boolean;
  readonly changeReason: ChangeReason | null;
}

/** The sign-in in progress of this cookie, unless its time is over; the organization is not known before. */
export async function findPending(db: Db, tokenHash: Buffer, at: Date): Promise<FoundPending | undefined> {
  const { rows } = await sql<
    DoorRow & {
      id: string;
      name_mac: Buffer;
      browser_id: string;
      return_to: string | null;
      chosen_id: OrganizationId | null;
      username: string;
      hash: string;
    }
  >`
    select * from sign_in.find_pending(${tokenHash}, ${at})`.execute(db);
  const row = rows[0];
  return (
    row && {
      ...standingOf(row),
      id: row.id,
      counter: { nameMac: row.name_mac, browserId: row.browser_id },
      returnTo: row.return_to,
      chosenId: row.chosen_id,
      username: row.username,
      hash: row.hash,
    }
  );
}

/** Takes the sign-in in progress away and says whose it was; undefined when it was already finished: it can end in one session only. */
export async function takePending(tx: Db, organizationId: OrganizationId, id: string): Promise<UserId | undefined> {
  const row = await tx
    .deleteFrom('sign_in.pending')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .returning('user_id')
    .executeTakeFirst();
  return row?.user_id as UserId | undefined;
}

/** Sign-ins in progress of a user end, because his password or his standing changed. */
export async function dropPendingOf(tx: Db, organizationId: OrganizationId, userId: UserId): Promise<void> {
  await tx.deleteFrom('sign_in.pending').where('organization_id', '=', organizationId).where('user_id', '=', userId).execute();
}

/** Sign-ins in progress that nobody finished in time, of any organization. */
export async function abandonedAt(db: Db, at: Date, atMost: number): Promise<{ organizationId: OrganizationId; id: string }[]> {
  const { rows } = await sql<{ organization_id: OrganizationId; id: string }>`
    select organization_id, id from sign_in.abandoned(${at}, ${atMost})`.execute(db);
  return rows.map((row) => ({ organizationId: row.organization_id, id: row.id }));
}

/** How many wrong attempts at a name count now, and until when it is locked, in whichever browser that is longest. */
export async function locksOf(
  tx: Db,
  nameMacs: readonly Buffer[],
  at: Date,
): Promise<Map<string, { used: number; lockedUntil: Date | 'never' | null }>> {
  if (nameMacs.length === 0) return new Map();
  const rows = await tx
    .selectFrom('sign_in.attempts')
    .select((e) => [
      'name_mac',
      e.fn.max('used').as('used'),
      sql<string | null>`max(locked_until)::text`.as('until'),
      sql<Date | null>`max(nullif(locked_until, 'infinity'))`.as('until_at'),
    ])
    .where(sql<boolean>`name_mac = any(${[...nameMacs]}::bytea[])`)
    .where((e) => e.or([e('locked_until', 'is', null), e('locked_until', '>', at)]))
    .groupBy('name_mac')
    .execute();
  return new Map(
    rows.map((row) => [
      row.name_mac.toString('hex'),
      { used: Number(row.used), lockedUntil: row.until === 'infinity' ? ('never' as const) : row.until_at },
    ]),
  );
}

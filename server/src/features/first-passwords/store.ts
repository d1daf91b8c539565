import type { PartState, SkipReason } from '@varco/shared/first-passwords/api';
import type { OrganizationId, UserId } from '@varco/shared/ids';
import type { RunId } from '@varco/shared/jobs/jobs';
import type { Language } from '@varco/shared/language';
import { sql } from 'kysely';
import type { Position } from '#core/page';
import type { Db } from '#db/database';
import { type Candidate, PART_SIZE } from './rules.ts';

/** Whose act, and which. */
export interface HandoutKey {
  readonly organizationId: OrganizationId;
  readonly id: string;
}

/** One file of an act. */
export interface PartKey extends HandoutKey {
  readonly number: number;
}

/** One person of an act. */
export interface ItemKey extends PartKey {
  readonly position: number;
  readonly userId: UserId;
}

const ofCandidate = sql`u.id as "userId", u.status, u.disabled, u.valid_to as "validTo", u.entered,
  exists (select from credentials.passwords w where w.organization_id = u.organization_id and w.user_id = u.id) as "hasPassword"`;

/** What decides about these people, in the order of the list; only those of the organization are found. */
export async function candidates(tx: Db, organizationId: OrganizationId, ids: readonly UserId[]): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select ${ofCandidate} from identity.users u
    where u.organization_id = ${organizationId} and u.id = any (array(select unnest(${ids}::uuid[]))) order by u.sort_key, u.id`.execute(
    tx,
  );
  return rows;
}

/** The act that is not over; whoever asks next waits until this transaction is over. */
export async function openHandout(tx: Db, organizationId: OrganizationId): Promise<string | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`first passwords ${organizationId}`}, 0))`.execute(tx);
  const { rows } = await sql<{ id: string }>`
    select handout_id as id from first_passwords.parts where organization_id = ${organizationId} and state = 'making' limit 1`.execute(tx);
  return rows[0]?.id;
}

/** A new act: who gets a password, in this order, and who does not. */
export interface NewHandout extends HandoutKey {
  readonly askedAt: Date;
  readonly askedBy: UserId | null;
  readonly audience: 'chosen' | 'matching' | 'imported';
  readonly language: Language;
  readonly runId: RunId;
  readonly eligible: readonly UserId[];
  readonly skipped: readonly { readonly userId: UserId; readonly reason: SkipReason }[];
}

/** Saves an act with its parts and its people. */
export async function insertHandout(tx: Db, handout: NewHandout): Promise<void> {
  const { organizationId, id, eligible, skipped } = handout;
  await tx
    .insertInto('first_passwords.handouts')
    .values({
      organization_id: organizationId,
      id,
      asked_at: handout.askedAt,
      asked_by: handout.askedBy,
      audience: handout.audience,
      language: handout.language,
      run_id: handout.runId,
      people: eligible.length + skipped.length,
    })
    .execute();
  await sql`
    insert into first_passwords.parts (organization_id, handout_id, number, size)
    select ${organizationId}, ${id}, n, least(${PART_SIZE}, ${eligible.length} - (n - 1) * ${PART_SIZE})
    from generate_series(1, ceil(${eligible.length}::numeric / ${PART_SIZE})::int) n`.execute(tx);
  await sql`
    insert into first_passwords.items (organization_id, handout_id, position, part, user_id, state)
    select ${organizationId}, ${id}, e.n, (e.n - 1) / ${PART_SIZE} + 1, e.user_id, 'waiting'
    from unnest(${eligible}::uuid[]) with ordinality e (user_id, n)`.execute(tx);
  await sql`
    insert into first_passwords.items (organization_id, handout_id, position, user_id, state, reason)
    select ${organizationId}, ${id}, ${eligible.length} + s.n, s.user_id, 'skipped', s.reason
    from unnest(${skipped.map(({ userId }) => userId)}::uuid[], ${skipped.map(({ reason }) => reason)}::text[])
      with ordinality s (user_id, reason, n)`.execute(tx);
}

/** Who asked, for whom, and which run works on it: undefined for an act that is not there. */
export async function findAsked(
  tx: Db,
  key: HandoutKey,
): Promise<{ askedBy: UserId | null; onlyWithout: boolean; runId: RunId } | undefined> {
  const row = await tx
    .selectFrom('first_passwords.handouts')
    .select(['asked_by', 'audience', 'run_id'])
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .executeTakeFirst();
  return (
    row && {
      askedBy: row.asked_by as UserId | null,
      // Only the users an import created are asked for because they have none.
      onlyWithout: row.audience === 'imported',
      runId: row.run_id as RunId,
    }
  );
}

/** Somebody who waits for his password, with what decides about him. */
export interface WaitingItem extends Candidate {
  readonly position: number;
  readonly part: number;
}

/** The next who wait, in their order. */
export async function waitingItems(tx: Db, key: HandoutKey, limit: number): Promise<WaitingItem[]> {
  const { rows } = await sql<WaitingItem>`
    select i.position, i.part, ${ofCandidate}
    from first_passwords.items i join identity.users u on u.organization_id = i.organization_id and u.id = i.user_id
    where i.organization_id = ${key.organizationId} and i.handout_id = ${key.id} and i.state = 'waiting'
    order by i.position limit ${limit}`.execute(tx);
  return rows;
}

/** Locks the part while it is being made; false when it is not any more: cancelled, or a day has passed. */
export async function holdPart(tx: Db, key: PartKey): Promise<boolean> {
  const { rows } = await sql`
    select from first_passwords.parts
    where organization_id = ${key.organizationId} and handout_id = ${key.id} and number = ${key.number} and state = 'making'
    for no key update`.execute(tx);
  return rows.length === 1;
}

/** What came of one person: a secret, or why there is none. */
export type Settled = { readonly secret: Buffer } | { readonly reason: SkipReason };

/** Settles one person of a part that is held; false when somebody else has. */
export async function settleItem(tx: Db, key: ItemKey, settled: Settled, expiresAt: Date): Promise<boolean> {
  const made = 'secret' in settled;
  const { numUpdatedRows } = await tx
    .updateTable('first_passwords.items')
    .set(made ? { state: 'made', secret: settled.secret } : { state: 'skipped', reason: settled.reason })
    .where('organization_id', '=', key.organizationId)
    .where('handout_id', '=', key.id)
    .where('position', '=', key.position)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) return false;
  const [makes, skips] = made ? [1, 0] : [0, 1];
  await sql`
    update first_passwords.parts set
      made = made + ${makes}, skipped = skipped + ${skips},
      expires_at = case when ${made} then coalesce(expires_at, ${expiresAt}::timestamptz) else expires_at end,
      state = case when made + skipped + 1 < size then state when made + ${makes} > 0 then 'ready' else 'empty' end
    where organization_id = ${key.organizationId} and handout_id = ${key.id} and number = ${key.number}`.execute(tx);
  return true;
}

/** Takes back what waits to be handed out of a user whose password is another one now. */
export async function voidSecretsOf(tx: Db, organizationId: OrganizationId, userId: UserId): Promise<void> {
  const { rows } = await sql<{ id: string; number: number }>`
    select p.handout_id as id, p.number from first_passwords.parts p
    where p.organization_id = ${organizationId} and (p.handout_id, p.number) in (
      select i.handout_id, i.part from first_passwords.items i
      where i.organization_id = ${organizationId} and i.user_id = ${userId} and i.secret is not null)
    order by p.handout_id, p.number for no key update`.execute(tx);
  if (rows.length === 0) return;
  await sql`
    with voided as (
      update first_passwords.items set state = 'skipped', reason = 'replaced', secret = null
      where organization_id = ${organizationId} and user_id = ${userId} and secret is not null
      returning handout_id, part
    )
    update first_passwords.parts p set
      made = p.made - 1, skipped = p.skipped + 1, state = case when p.state = 'ready' and p.made = 1 then 'empty' else p.state end
    from voided v where p.organization_id = ${organizationId} and p.handout_id = v.handout_id and p.number = v.part`.execute(tx);
}

/** Gives up what is still to be made; what is made can still be handed out. False when nothing was left to give up. */
export async function giveUp(tx: Db, key: HandoutKey, at: Date): Promise<boolean> {
  const { rows } = await sql`
    select from first_passwords.parts
    where organization_id = ${key.organizationId} and handout_id = ${key.id} and state = 'making' order by number for no key update`.execute(
    tx,
  );
  if (rows.length === 0) return false;
  await sql`
    update first_passwords.items set state = 'skipped', reason = 'cancelled'
    where organization_id = ${key.organizationId} and handout_id = ${key.id} and state = 'waiting'`.execute(tx);
  await sql`
    update first_passwords.parts set state = case when made > 0 then 'ready' else 'empty' end, skipped = size - made
    where organization_id = ${key.organizationId} and handout_id = ${key.id} and state = 'making'`.execute(tx);
  await sql`
    update first_passwords.handouts set cancelled_at = ${at} where organization_id = ${key.organizationId} and id = ${key.id}`.execute(tx);
  return true;
}

/** Says which run works on it from now on. */
export async function setRun(tx: Db, key: HandoutKey, runId: RunId): Promise<void> {
  await tx
    .updateTable('first_passwords.handouts')
    .set({ run_id: runId })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .execute();
}

/** Whether anything of the act is still to be made; whoever asks next waits until this transaction is over. */
export const isOpen = async (tx: Db, key: HandoutKey): Promise<boolean> => (await openHandout(tx, key.organizationId)) === key.id;

/** Takes the part for whoever is having its file made, until `until`; false when it is not to be had now. */
export async function claimPart(tx: Db, key: PartKey, claim: { id: string; at: Date; until: Date }): Promise<boolean> {
  const { rows } = await sql`
    update first_passwords.parts set claim = ${claim.id}, claimed_until = ${claim.until}
    where organization_id = ${key.organizationId} and handout_id = ${key.id} and number = ${key.number}
      and state = 'ready' and expires_at > ${claim.at} and (claimed_until is null or claimed_until <= ${claim.at})
    returning true`.execute(tx);
  return rows.length === 1;
}

/** Gives a part back that was not handed out after all. */
export async function releasePart(tx: Db, key: PartKey, claimId: string): Promise<void> {
  await sql`
    update first_passwords.parts set claim = null, claimed_until = null
    where organization_id = ${key.organizationId} and handout_id = ${key.id} and number = ${key.number} and claim = ${claimId}`.execute(tx);
}

/** One password to be handed out, still encrypted. */
export interface SealedLine {
  readonly userId: UserId;
  readonly familyName: string;
  readonly givenName: string;
  readonly username: string;
  readonly secret: Buffer;
}

/** The passwords of a part in their order, with the organization's name and the language of its letters. */
export async function sealedLines(
  tx: Db,
  key: PartKey,
): Promise<{ organization: string; language: Language; lines: readonly SealedLine[] } | undefined> {
  const head = await sql<{ organization: string; language: Language }>`
    select o.name as organization, h.language from first_passwords.handouts h join identity.organizations o on o.id = h.organization_id
    where h.organization_id = ${key.organizationId} and h.id = ${key.id}`.execute(tx);
  const { rows } = await sql<SealedLine>`
    select i.user_id as "userId", p.family_name as "familyName", p.given_name as "givenName", u.username, i.secret
    from first_passwords.items i
    join identity.users u on u.organization_id = i.organization_id and u.id = i.user_id
    join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id
    where i.organization_id = ${key.organizationId} and i.handout_id = ${key.id} and i.part = ${key.number} and i.secret is not null
    order by i.position`.execute(tx);
  return head.rows[0] && { ...head.rows[0], lines: rows };
}

/** Marks a claimed part as handed out and wipes its secrets; answers how many there were, undefined when the claim holds no more. */
export async function wipePart(tx: Db, key: PartKey, by: { claimId: string; to: UserId | null; at: Date }): Promise<number | undefined> {
  const { rows } = await sql`
    update first_passwords.parts set state = 'handed-out', handed_out_at = ${by.at}, handed_out_to = ${by.to}, claim = null, claimed_until = null
    where organization_id = ${key.organizationId} and handout_id = ${key.id} and number = ${key.number}
      and state = 'ready' and claim = ${by.claimId} and expires_at > ${by.at}
    returning true`.execute(tx);
  if (rows.length === 0) return undefined;
  const { numUpdatedRows } = await tx
    .updateTable('first_passwords.items')
    .set({ secret: null })
    .where('organization_id', '=', key.organizationId)
    .where('handout_id', '=', key.id)
    .where('part', '=', key.number)
    .where('secret', 'is not', null)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** Wipes what nobody fetched in time, of any organization. */
export async function expireParts(db: Db, at: Date): Promise<number> {
  const { rows } = await sql<{ wiped: string }>`select first_passwords.expire(${at}) as wiped`.execute(db);
  return Number(rows[0]?.wiped ?? 0);
}

/** Forgets acts of before, of any organization. */
export async function forgetHandouts(db: Db, before: Date): Promise<void> {
  await sql`select first_passwords.forget(${before})`.execute(db);
}

/** An act as it is shown. */
export interface StoredHandout {
  readonly id: string;
  readonly askedAt: Date;
  readonly askedBy: string | null;
  readonly language: Language;
  readonly people: number;
  readonly cancelled: boolean;
  readonly making: boolean;
  readonly run: string | null;
  readonly made: number;
  readonly skipped: number;
  readonly ready: number;
  readonly expiresAt: Date | null;
}

/** Acts, the newest first: one, or those after a position. */
export async function findHandouts(
  tx: Db,
  organizationId: OrganizationId,
  wanted: { id?: string; after?: Position | undefined; limit: number },
): Promise<StoredHandout[]> {
  const one = wanted.id === undefined ? sql`` : sql`and h.id = ${wanted.id}`;
  const after = wanted.after === undefined ? sql`` : sql`and (h.asked_at, h.id) < (${wanted.after.askedAt}, ${wanted.after.id}::uuid)`;
  const { rows } = await sql<StoredHandout>`
    select h.id, h.asked_at as "askedAt", h.language, h.people, h.cancelled_at is not null as cancelled,
      (select trim(p.family_name || ' ' || p.given_name) from identity.users u
        join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id
        where u.organization_id = h.organization_id and u.id = h.asked_by) as "askedBy",
      (select r.state from jobs.runs r where r.organization_id = h.organization_id and r.id = h.run_id) as run,
      s.making, s.made, h.people - s.size + s.skipped as skipped, s.ready, s.expires_at as "expiresAt"
    from (
      select h.* from first_passwords.handouts h where h.organization_id = ${organizationId} ${one} ${after}
      order by h.asked_at desc, h.id desc limit ${wanted.limit}
    ) h
    cross join lateral (
      select coalesce(bool_or(p.state = 'making'), false) as making, sum(p.made)::int as made, sum(p.size)::int as size,
        sum(p.skipped)::int as skipped, count(*) filter (where p.state = 'ready')::int as ready,
        min(p.expires_at) filter (where p.state in ('making', 'ready')) as expires_at
      from first_passwords.parts p where p.organization_id = h.organization_id and p.handout_id = h.id
    ) s
    order by h.asked_at desc, h.id desc`.execute(tx);
  return rows;
}

/** A part as it is shown. */
export interface StoredPart {
  readonly number: number;
  readonly size: number;
  readonly made: number;
  readonly skipped: number;
  readonly state: PartState;
  readonly from: string;
  readonly to: string;
  readonly expiresAt: Date | null;
  readonly claimedUntil: Date | null;
  readonly handedOutAt: Date | null;
  readonly handedOutTo: string | null;
}

const nameAt = (ways: 'asc' | 'desc') => sql`(
  select trim(n.family_name || ' ' || n.given_name) from first_passwords.items i
  join identity.users u on u.organization_id = i.organization_id and u.id = i.user_id
  join identity.persons n on n.organization_id = u.organization_id and n.id = u.person_id
  where i.organization_id = p.organization_id and i.handout_id = p.handout_id and i.part = p.number
  order by i.position ${sql.raw(ways)} limit 1)`;

/** The parts of an act, or one of them. */
export async function findParts(tx: Db, key: HandoutKey, number?: number): Promise<StoredPart[]> {
  const { rows } = await sql<StoredPart>`
    select p.number, p.size, p.made, p.skipped, p.state, p.expires_at as "expiresAt", p.claimed_until as "claimedUntil",
      p.handed_out_at as "handedOutAt", ${nameAt('asc')} as from, ${nameAt('desc')} as to,
      (select trim(n.family_name || ' ' || n.given_name) from identity.users u
        join identity.persons n on n.organization_id = u.organization_id and n.id = u.person_id
        where u.organization_id = p.organization_id and u.id = p.handed_out_to) as "handedOutTo"
    from first_passwords.parts p
    where p.organization_id = ${key.organizationId} and p.handout_id = ${key.id}
      ${number === undefined ? sql`` : sql`and p.number = ${number}`}
    order by p.number`.execute(tx);
  return rows;
}

/** Somebody who got none. */
export interface StoredSkipped {
  readonly id: UserId;
  readonly name: string;
  readonly username: string;
  readonly reason: SkipReason;
  readonly position: number;
}

/** Who got none and why, after a position. */
export async function findSkipped(tx: Db, key: HandoutKey, after: number, limit: number): Promise<StoredSkipped[]> {
  const { rows } = await sql<StoredSkipped>`
    select i.position, u.id, trim(p.family_name || ' ' || p.given_name) as name, u.username, i.reason
    from first_passwords.items i
    join identity.users u on u.organization_id = i.organization_id and u.id = i.user_id
    join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id
    where i.organization_id = ${key.organizationId} and i.handout_id = ${key.id} and i.state = 'skipped' and i.position > ${after}
    order by i.position limit ${limit}`.execute(tx);
  return rows;
}

/** What decides about one person now; the user is locked by whoever asks. */
export const candidate = async (tx: Db, organizationId: OrganizationId, id: UserId): Promise<Candidate | undefined> =>
  (await candidates(tx, organizationId, [id]))[0];

import { INSTALLATION, type UserId } from '@varco/shared/ids';
import type { Outcome, RunId, RunState } from '@varco/shared/jobs/jobs';
import type { LogVerdict } from '@varco/shared/log-evidence/api';
import { sql } from 'kysely';
import type { Db } from '#db/database';

/** The run behind an archive or a verification, as far as it is remembered. */
export interface StoredCourse {
  readonly id: RunId;
  readonly state: RunState;
  readonly done: number;
  readonly total: number | null;
  readonly cancelAsked: boolean;
  readonly outcome: Outcome | null;
}

const course = sql`(select jsonb_build_object('id', r.id, 'state', r.state, 'done', r.done, 'total', r.total,
    'cancelAsked', r.cancel_asked_at is not null, 'outcome', r.outcome)
  from jobs.runs r where r.organization_id = one.organization_id and r.id = one.run_id) as course`;
const asker = sql`trim(p.family_name || ' ' || p.given_name) as by`;
const people = sql`left join identity.users u on u.id = one.asked_by
  left join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id`;

// ---- Archives ----

/** An archive to be written. */
export interface NewArchive {
  readonly id: string;
  readonly askedBy: UserId;
  readonly askedAt: Date;
  readonly from: string | null;
  readonly to: string | null;
  readonly runId: RunId;
}

/** An archive as it is noted. */
export interface StoredArchive {
  readonly id: string;
  readonly askedBy: UserId;
  readonly by: string | null;
  readonly askedAt: Date;
  readonly from: string | null;
  readonly to: string | null;
  readonly readyAt: Date | null;
  readonly expiresAt: Date | null;
  readonly rows: string | null;
  readonly bytes: string | null;
  readonly chunks: number | null;
  readonly sha256: Buffer | null;
  readonly fetchedAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly course: StoredCourse | null;
}

/** Notes that an archive is asked for. */
export async function insertArchive(tx: Db, archive: NewArchive): Promise<void> {
  await tx
    .insertInto('log_evidence.archives')
    .values({
      organization_id: INSTALLATION,
      id: archive.id,
      asked_by: archive.askedBy,
      asked_at: archive.askedAt,
      from_day: archive.from,
      to_day: archive.to,
      run_id: archive.runId,
    })
    .execute();
}

const archiveColumns = sql`one.id, one.asked_by as "askedBy", ${asker}, one.asked_at as "askedAt", one.from_day::text as "from",
  one.to_day::text as "to", one.ready_at as "readyAt", one.expires_at as "expiresAt", one.rows, one.bytes, one.chunks, one.sha256,
  one.fetched_at as "fetchedAt", one.withdrawn_at as "withdrawnAt", ${course}`;

/** The newest archives, whoever asked for them. */
export async function newestArchives(tx: Db, limit: number): Promise<StoredArchive[]> {
  const { rows } = await sql<StoredArchive>`
    select ${archiveColumns} from (
      select * from log_evidence.archives a where a.organization_id = ${INSTALLATION} order by a.asked_at desc, a.id desc limit ${limit}
    ) one ${people} order by one.asked_at desc, one.id desc`.execute(tx);
  return rows;
}

/** One archive. */
export async function findArchive(tx: Db, id: string): Promise<StoredArchive | undefined> {
  const { rows } = await sql<StoredArchive>`
    select ${archiveColumns} from (
      select * from log_evidence.archives a where a.organization_id = ${INSTALLATION} and a.id = ${id}
    ) one ${people}`.execute(tx);
  return rows[0];
}

/** An attempt begins to write it, from nothing; false: it is not wanted any more, or a later attempt has begun. */
export async function beginArchive(tx: Db, id: string, attempt: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('log_evidence.archives')
    .set({ attempt })
    .where('organization_id', '=', INSTALLATION)
    .where('id', '=', id)
    .where('attempt', '<=', attempt)
    .where('ready_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) return false;
  await dropChunks(tx, id);
  return true;
}

/** Adds a piece; false: the archive is not wanted any more, or a later attempt has begun. Who withdraws it waits, and finds the piece. */
export async function addChunk(tx: Db, id: string, attempt: number, chunk: { number: number; ciphertext: Buffer }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into log_evidence.chunks (organization_id, archive_id, number, ciphertext)
    select a.organization_id, a.id, ${chunk.number}::int, ${chunk.ciphertext}::bytea from log_evidence.archives a
    where a.organization_id = ${INSTALLATION} and a.id = ${id} and a.attempt = ${attempt} and a.withdrawn_at is null
    for share`.execute(tx);
  return numAffectedRows === 1n;
}

/** What is known of an archive when it is whole. */
export interface WholeArchive {
  readonly rows: number;
  readonly bytes: number;
  readonly chunks: number;
  readonly sha256: Buffer;
}

/** The archive is whole; false as for its pieces. */
export async function finishArchive(
  tx: Db,
  { id, attempt }: { readonly id: string; readonly attempt: number },
  whole: WholeArchive,
  times: { readonly readyAt: Date; readonly expiresAt: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('log_evidence.archives')
    .set({
      ready_at: times.readyAt,
      expires_at: times.expiresAt,
      rows: String(whole.rows),
      bytes: String(whole.bytes),
      chunks: whole.chunks,
      sha256: whole.sha256,
    })
    .where('organization_id', '=', INSTALLATION)
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('ready_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Takes away the pieces that an attempt has written, unless a later one has begun. */
export async function dropAttempt(tx: Db, id: string, attempt: number): Promise<void> {
  await sql`delete from log_evidence.chunks c using log_evidence.archives a
    where a.organization_id = ${INSTALLATION} and a.id = ${id} and a.attempt = ${attempt} and a.ready_at is null
      and c.organization_id = a.organization_id and c.archive_id = a.id`.execute(tx);
}

async function dropChunks(tx: Db, id: string): Promise<void> {
  await tx.deleteFrom('log_evidence.chunks').where('organization_id', '=', INSTALLATION).where('archive_id', '=', id).execute();
}

/** Takes a whole archive for a download until a moment; false: somebody else is at it, or it is gone. */
export async function claimArchive(tx: Db, id: string, now: { readonly at: Date; readonly until: Date }): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('log_evidence.archives')
    .set({ claimed_until: now.until })
    .where('organization_id', '=', INSTALLATION)
    .where('id', '=', id)
    .where('ready_at', 'is not', null)
    .where('fetched_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now.at)
    .where((is) => is.or([is('claimed_until', 'is', null), is('claimed_until', '<=', now.at)]))
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** One piece of a claimed archive, whose claim goes on until a moment; undefined: it was withdrawn meanwhile. */
export async function nextChunk(tx: Db, id: string, number: number, claimedUntil: Date): Promise<Buffer | undefined> {
  const { rows } = await sql<{ ciphertext: Buffer }>`
    with claimed as (
      update log_evidence.archives set claimed_until = ${claimedUntil}
      where organization_id = ${INSTALLATION} and id = ${id} and withdrawn_at is null returning id
    )
    select c.ciphertext from log_evidence.chunks c
    where c.organization_id = ${INSTALLATION} and c.archive_id = ${id} and c.number = ${number} and exists (select from claimed)`.execute(
    tx,
  );
  return rows[0]?.ciphertext;
}

/** The download is over: whole, and the pieces go; or broken off, and the archive may be taken again. */
export async function endDownload(tx: Db, id: string, fetchedAt: Date | null): Promise<void> {
  await tx
    .updateTable('log_evidence.archives')
    .set({ claimed_until: null, ...(fetchedAt === null ? {} : { fetched_at: fetchedAt }) })
    .where('organization_id', '=', INSTALLATION)
    .where('id', '=', id)
    .execute();
  if (fetchedAt !== null) await dropChunks(tx, id);
}

/** A person is erased: archives written or begun before may name him, and go. */
export async function withdrawArchives(tx: Db): Promise<void> {
  await tx
    .updateTable('log_evidence.archives')
    .set({ withdrawn_at: sql<Date>`now()` })
    .where('organization_id', '=', INSTALLATION)
    .where('withdrawn_at', 'is', null)
    .where('fetched_at', 'is', null)
    .execute();
  // A statement of its own: it sees the piece that the one before waited for.
  await sql`delete from log_evidence.chunks c using log_evidence.archives a
    where a.organization_id = ${INSTALLATION} and a.withdrawn_at is not null
      and c.organization_id = a.organization_id and c.archive_id = a.id`.execute(tx);
}

/** Takes away the pieces that nobody will fetch: of archives whose time is over, and of those that no run writes any more. */
export async function dropLeftChunks(tx: Db, at: Date): Promise<void> {
  await sql`
    delete from log_evidence.chunks c using log_evidence.archives a
    where a.organization_id = ${INSTALLATION} and c.organization_id = a.organization_id and c.archive_id = a.id
      and ((a.expires_at <= ${at} and coalesce(a.claimed_until, '-infinity') <= ${at}) or (a.ready_at is null and not exists (
        select from jobs.runs r where r.organization_id = a.organization_id and r.id = a.run_id and r.state in ('waiting', 'running'))))`.execute(
    tx,
  );
}

/** Forgets what was asked for before a moment; the access log says that it was. */
export async function forgetAsked(tx: Db, before: Date): Promise<void> {
  await sql`delete from log_evidence.archives where organization_id = ${INSTALLATION} and asked_at < ${before}`.execute(tx);
  await sql`delete from log_evidence.verifications where organization_id = ${INSTALLATION} and asked_at < ${before}`.execute(tx);
}

// ---- Verifications ----

/** A verification to be made. */
export interface NewVerification {
  readonly id: string;
  readonly askedBy: UserId;
  readonly askedAt: Date;
  readonly runId: RunId;
  readonly fileName: string | null;
  readonly checkpoints: string | null;
  readonly key: string | null;
}

/** A verification as it is noted. */
export interface StoredVerification extends Omit<NewVerification, 'checkpoints' | 'runId'> {
  readonly by: string | null;
  readonly conclusion: LogVerdict['conclusion'] | null;
  readonly course: StoredCourse | null;
}

/** Notes that a verification is asked for. */
export async function insertVerification(tx: Db, verification: NewVerification): Promise<void> {
  await tx
    .insertInto('log_evidence.verifications')
    .values({
      organization_id: INSTALLATION,
      id: verification.id,
      asked_by: verification.askedBy,
      asked_at: verification.askedAt,
      run_id: verification.runId,
      file_name: verification.fileName,
      checkpoints: verification.checkpoints,
      public_key: verification.key,
    })
    .execute();
}

const verificationColumns = sql`one.id, one.asked_by as "askedBy", ${asker}, one.asked_at as "askedAt", one.file_name as "fileName",
  one.public_key as key, one.verdict ->> 'conclusion' as conclusion, ${course}`;

/** The newest verifications. */
export async function newestVerifications(tx: Db, limit: number): Promise<StoredVerification[]> {
  const { rows } = await sql<StoredVerification>`
    select ${verificationColumns} from (
      select * from log_evidence.verifications v where v.organization_id = ${INSTALLATION} order by v.asked_at desc, v.id desc limit ${limit}
    ) one ${people} order by one.asked_at desc, one.id desc`.execute(tx);
  return rows;
}

/** One verification with its verdict. */
export async function findVerification(
  tx: Db,
  id: string,
): Promise<(StoredVerification & { readonly verdict: LogVerdict | null }) | undefined> {
  const { rows } = await sql<StoredVerification & { verdict: LogVerdict | null }>`
    select ${verificationColumns}, one.verdict from (
      select * from log_evidence.verifications v where v.organization_id = ${INSTALLATION} and v.id = ${id}
    ) one ${people}`.execute(tx);
  return rows[0];
}

/** What a verification is to compare with; undefined: it is not there any more. */
export async function readWitnesses(
  tx: Db,
  id: string,
): Promise<{ readonly fileName: string | null; readonly checkpoints: string | null; readonly key: string | null } | undefined> {
  const row = await tx
    .selectFrom('log_evidence.verifications')
    .select(['file_name as fileName', 'checkpoints', 'public_key as key'])
    .where('organization_id', '=', INSTALLATION)
    .where('id', '=', id)
    .executeTakeFirst();
  return row;
}

/** Keeps the verdict; what it was compared with is not needed any more. */
export async function keepVerdict(tx: Db, id: string, verdict: LogVerdict): Promise<void> {
  await tx
    .updateTable('log_evidence.verifications')
    .set({ verdict: JSON.stringify(verdict), checkpoints: null })
    .where('organization_id', '=', INSTALLATION)
    .where('id', '=', id)
    .execute();
}

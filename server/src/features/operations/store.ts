import { INSTALLATION, type OrganizationId, type UserId } from '@varco/shared/ids';
import type { JobName, Outcome, RunId, RunState } from '@varco/shared/jobs/jobs';
import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '#core/actor';
import type { Position } from '#core/page';
import type { Db } from '#db/database';

/** A run with the name of who asked for it, as far as he is in sight. */
export interface StoredRun {
  readonly organizationId: OrganizationId;
  readonly id: RunId;
  readonly job: JobName;
  readonly state: RunState;
  readonly dueAt: Date | null;
  readonly askedBy: UserId | null;
  readonly askedByName: string | null;
  readonly ranAs: UserId | null;
  readonly ranAsName: string | null;
  readonly askedAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly done: string;
  readonly total: string | null;
  readonly attempt: number;
  readonly node: string | null;
  readonly cancelAskedAt: Date | null;
  readonly outcome: Outcome | null;
}

type Fragment = RawBuilder<unknown>;

const homes = (scope: Scope): Fragment => sql`${scope.organizations}::uuid[]`;

/** A run's columns, with the name of who asked; `from` answers rows of jobs.runs named `r`. */
const withAsker = (from: Fragment): RawBuilder<StoredRun> => sql<StoredRun>`
  select r.organization_id as "organizationId", r.id, r.job, r.state, r.due_at as "dueAt", r.asked_by as "askedBy",
    trim(p.family_name || ' ' || p.given_name) as "askedByName", r.ran_as as "ranAs",
    trim(wp.family_name || ' ' || wp.given_name) as "ranAsName", r.asked_at as "askedAt", r.started_at as "startedAt", r.ended_at as "endedAt",
    r.done, r.total, r.attempt, r.node, r.cancel_asked_at as "cancelAskedAt", r.outcome
  from ${from}
  left join identity.users u on u.id = r.asked_by
  left join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id
  left join identity.users w on w.id = r.ran_as
  left join identity.persons wp on wp.organization_id = w.organization_id and wp.id = w.person_id
  order by r.asked_at desc, r.id desc`;

/** Up to `limit` runs in sight, the newest first, after a position. */
export async function findRuns(
  tx: Db,
  scope: Scope,
  wanted: { job: JobName | undefined; state: RunState | undefined; after: Position | undefined },
  limit: number,
): Promise<StoredRun[]> {
  const { job, state, after } = wanted;
  const conditions = sql`r.organization_id = home.id
    ${job === undefined ? sql`` : sql`and r.job = ${job}`} ${state === undefined ? sql`` : sql`and r.state = ${state}`}
    ${after === undefined ? sql`` : sql`and (r.asked_at, r.id) < (${after.askedAt}, ${after.id}::uuid)`}`;
  const { rows } = await withAsker(sql`(
    select part.* from unnest(${homes(scope)}) as home (id) cross join lateral (
      select r.* from jobs.runs r where ${conditions} order by r.asked_at desc, r.id desc limit ${limit}
    ) part
    order by part.asked_at desc, part.id desc limit ${limit}
  ) r`).execute(tx);
  return rows;
}

/** One run in sight. */
export async function findRun(tx: Db, scope: Scope, id: RunId): Promise<StoredRun | undefined> {
  const { rows } = await withAsker(
    sql`(select r.* from jobs.runs r where r.organization_id = any (${homes(scope)}) and r.id = ${id}) r`,
  ).execute(tx);
  return rows[0];
}

/** Of each of these jobs, the latest run that ended or the latest that has not, in an organization. */
export async function latestRuns(
  tx: Db,
  organizationId: OrganizationId,
  jobs: readonly JobName[],
  which: 'ended' | 'open',
): Promise<ReadonlyMap<JobName, StoredRun>> {
  const is = which === 'ended' ? sql`r.ended_at is not null` : sql`r.ended_at is null`;
  const { rows } = await withAsker(sql`(
    select part.* from unnest(${jobs}::text[]) as name (job) cross join lateral (
      select r.* from jobs.runs r where r.organization_id = ${organizationId} and r.job = name.job and ${is}
      order by r.asked_at desc, r.id desc limit 1
    ) part
  ) r`).execute(tx);
  return new Map(rows.map((run) => [run.job, run]));
}

/** Runs in sight that failed since a moment and whose job did not succeed after: how many, and the latest of them. */
export async function failedLately(tx: Db, scope: Scope, since: Date): Promise<{ runs: number; job: JobName; latest: RunId } | undefined> {
  const { rows } = await sql<{ runs: number; job: JobName; latest: RunId }>`
    select count(*) over ()::int as runs, r.job, r.id as latest from jobs.runs r
    where r.organization_id = any (${homes(scope)}) and r.state = 'failed' and r.asked_at >= ${since}
      and not exists (
        select from jobs.runs done
        where done.organization_id = r.organization_id and done.job = r.job and done.state = 'done' and done.asked_at > r.asked_at
      )
    order by r.asked_at desc, r.id desc limit 1`.execute(tx);
  return rows[0];
}

/** Runs in sight that wait since before a moment while no other of their job goes on: how many, and since when the first. */
export async function waitingSince(tx: Db, scope: Scope, before: Date): Promise<{ runs: number; since: Date } | undefined> {
  const { rows } = await sql<{ runs: number; since: Date | null }>`
    select count(*)::int as runs, min(r.asked_at) as since from jobs.runs r
    where r.organization_id = any (${homes(scope)}) and r.state = 'waiting' and r.asked_at < ${before}
      and not exists (
        select from jobs.runs other
        where other.organization_id = r.organization_id and other.job = r.job and other.state = 'running'
      )`.execute(tx);
  const row = rows[0];
  return row?.since ? { runs: row.runs, since: row.since } : undefined;
}

/** The latest run of the rule of inactivity, if it held back because too many would have gone at once. */
export async function suspensionHeld(tx: Db): Promise<{ users: number; run: RunId } | undefined> {
  const { rows } = await sql<{ code: string; users: number; run: RunId }>`
    select r.outcome ->> 'code' as code, (r.outcome ->> 'held')::int as users, r.id as run from jobs.runs r
    where r.organization_id = ${INSTALLATION} and r.job = 'suspend-inactive' and r.state = 'done'
    order by r.asked_at desc, r.id desc limit 1`.execute(tx);
  const [row] = rows;
  return row?.code === 'suspension-held' ? { users: row.users, run: row.run } : undefined;
}

/** How many users the runs since a moment suspended. */
export async function suspendedLately(tx: Db, since: Date): Promise<number> {
  const { rows } = await sql<{ users: number }>`
    select coalesce(sum((r.outcome ->> 'users')::int), 0)::int as users from jobs.runs r
    where r.organization_id = ${INSTALLATION} and r.job = 'suspend-inactive' and r.state = 'done' and r.asked_at >= ${since}
      and r.outcome ->> 'code' = 'users-suspended'`.execute(tx);
  return rows[0]?.users ?? 0;
}

/** The users of services in sight, by name. */
export async function servicesInSight(tx: Db, scope: Scope, atMost: number): Promise<{ readonly id: UserId; readonly name: string }[]> {
  const { rows } = await sql<{ id: UserId; name: string }>`
    select u.id, trim(p.family_name || ' ' || p.given_name) as name
    from identity.users u
    join identity.enablements e on e.organization_id = u.organization_id and e.user_id = u.id
    join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id
    where u.organization_id = any (${homes(scope)}) and e.licence = 'service' and u.status = 'active' and not u.disabled
    order by u.sort_key, u.id limit ${atMost}`.execute(tx);
  return rows;
}

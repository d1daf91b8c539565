import type { OrganizationId, UserId } from '@varco/shared/ids';
import type { RunId, RunState } from '@varco/shared/jobs/jobs';
import { sql } from 'kysely';
import pg from 'pg';
import type { Db } from '#db/database';

/** An erasure to be kept. */
export interface NewErasure {
  readonly organizationId: OrganizationId;
  readonly userId: UserId;
  readonly at: Date;
  readonly byUserId: UserId | null;
  readonly byOperator: string | null;
  readonly reason: string | null;
  readonly runId: RunId;
}

/** An erasure as it is kept, with the run that works on it while it is remembered. */
export interface StoredErasure extends Pick<NewErasure, 'byUserId' | 'byOperator' | 'reason'> {
  readonly erasedAt: Date;
  readonly finishedAt: Date | null;
  readonly filesRewritten: boolean | null;
  readonly run: { readonly id: RunId; readonly state: RunState; readonly done: number; readonly total: number | null } | null;
}

/** Keeps who erased whom, and why. */
export async function insertErasure(tx: Db, erasure: NewErasure): Promise<void> {
  await tx
    .insertInto('erasure.erasures')
    .values({
      organization_id: erasure.organizationId,
      user_id: erasure.userId,
      erased_at: erasure.at,
      by_user_id: erasure.byUserId,
      by_operator: erasure.byOperator,
      reason: erasure.reason,
      run_id: erasure.runId,
    })
    .execute();
}

/** The erasure of a person, or undefined when there was none. */
export async function findErasure(tx: Db, organizationId: OrganizationId, userId: UserId): Promise<StoredErasure | undefined> {
  const { rows } = await sql<StoredErasure>`
    select e.erased_at as "erasedAt", e.finished_at as "finishedAt", e.by_user_id as "byUserId", e.by_operator as "byOperator", e.reason,
      e.files_rewritten as "filesRewritten",
      (select jsonb_build_object('id', r.id, 'state', r.state, 'done', r.done, 'total', r.total)
        from jobs.runs r where r.organization_id = e.organization_id and r.id = e.run_id) as run
    from erasure.erasures e where e.organization_id = ${organizationId} and e.user_id = ${userId}`.execute(tx);
  return rows[0];
}

/** Another run works on it from now on. */
export async function setRun(tx: Db, organizationId: OrganizationId, userId: UserId, runId: RunId): Promise<void> {
  await tx
    .updateTable('erasure.erasures')
    .set({ run_id: runId })
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .execute();
}

/** What only the owner of the tables may do about an erased person. */
export interface Traces {
  /** Erases what the log's dictionary says of him, and the hashes of the names he had; answers how many values. */
  eraseFromLog(userId: UserId, hash: (name: string) => Buffer, at: Date): Promise<number>;
  finish(userId: UserId, at: Date, filesRewritten: boolean): Promise<void>;
  close(): Promise<void>;
}

/** Opens the owner's connection for the traces of a person. */
export async function openTraces(owner: pg.ClientConfig): Promise<Traces> {
  const client = new pg.Client({ ...owner, application_name: 'varco erasure', options: '-c lock_timeout=30s' });
  client.on('error', () => undefined);
  await client.connect();
  return {
    eraseFromLog: async (userId, hash, at) => {
      // The names are read and erased together: after half of it the hashes could not be made again.
      await client.query('begin');
      const { rows: known } = await client.query<{ name: string }>('select erasure.names_of($1) as name', [userId]);
      const hashes = known.map(({ name }) => hash(name));
      const { rows } = await client.query<{ values: number }>('select erasure.erase_from_log($1, $2, $3) as values', [userId, hashes, at]);
      await client.query('commit');
      return rows[0]?.values ?? 0;
    },
    finish: async (userId, at, filesRewritten) => {
      await client.query('select erasure.finish($1, $2, $3)', [userId, at, filesRewritten]);
    },
    close: () => client.end().catch(() => undefined),
  };
}

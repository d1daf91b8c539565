import { INSTALLATION } from '@varco/shared/ids';
import { sql } from 'kysely';
import type { Db } from '#db/database';

/** PostgreSQL's own number of this installation, which its backups carry. */
export async function readSystem(db: Db): Promise<string> {
  const { rows } = await sql<{ system: string }>`select system_identifier::text as system from pg_control_system()`.execute(db);
  return rows[0]?.system ?? '';
}

/** A backup that was read again after it was written. */
export interface VerifiedBackup {
  readonly file: string;
  readonly bytes: number;
  readonly at: Date;
}

/** What the runs of the nightly backup say of their files, the newest first. */
export async function verifiedBackups(tx: Db, atMost: number): Promise<VerifiedBackup[]> {
  const { rows } = await sql<{ file: string; bytes: string; at: Date }>`
    select r.outcome ->> 'file' as file, r.outcome ->> 'bytes' as bytes, r.ended_at as at
    from jobs.runs r
    where r.organization_id = ${INSTALLATION} and r.job = 'nightly-backup' and r.state = 'done' and r.outcome ->> 'code' = 'backup-made'
    order by r.asked_at desc, r.id desc limit ${atMost}`.execute(tx);
  return rows.map(({ file, bytes, at }) => ({ file, bytes: Number(bytes), at }));
}

import { INSTALLATION } from '@varco/shared/ids';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import type { Tables } from '#db/tables';
import { freshWorld } from '#testing/world';
import { addChunk, beginArchive, findArchive, newestArchives, newestVerifications, nextChunk, withdrawArchives } from './store.ts';

test('D8 the newest archives and verifications, and one piece of many, are found by their index under row security', async () => {
  const world = await freshWorld();
  await world.owner(
    `insert into log_evidence.archives (organization_id, id, asked_by, asked_at, run_id)
     select $1, gen_random_uuid(), gen_random_uuid(), $2::timestamptz - n * interval '1 minute', gen_random_uuid() from generate_series(1, 5000) n`,
    [INSTALLATION, world.clock.now()],
  );
  await world.owner(
    `insert into log_evidence.verifications (organization_id, id, asked_by, asked_at, run_id)
     select organization_id, id, asked_by, asked_at, run_id from log_evidence.archives`,
  );
  await world.owner(
    `insert into log_evidence.chunks select organization_id, id, n, '\\x00' from (select * from log_evidence.archives limit 10) a, generate_series(0, 499) n`,
  );
  await world.owner('vacuum analyze log_evidence.archives, log_evidence.verifications, log_evidence.chunks');
  const [one] = await world.owner<{ id: string }>('select archive_id as id from log_evidence.chunks limit 1');
  const pool = new pg.Pool({ ...world.db.connectionConfig, max: 1 });
  const statements: { sql: string; parameters: readonly unknown[] }[] = [];
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), log: ({ query }) => void statements.push(query) });
  onTestFinished(() => db.destroy());
  await pool.query(`select set_config('varco.organizations', $1, false)`, [world.scope.organizations.join(',')]);

  await newestArchives(db, 10);
  await newestVerifications(db, 10);
  await findArchive(db, one?.id ?? '');
  await nextChunk(db, one?.id ?? '', 250, world.clock.now());

  const pages: number[] = [];
  for (const { sql, parameters } of [...statements]) {
    const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(
      `explain (analyze, buffers, format json) ${sql}`,
      [...parameters],
    );
    const plan = rows[0]?.['QUERY PLAN'][0].Plan;
    pages.push((plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0));
  }
  expect(pages).toHaveLength(4);
  expect(Math.max(...pages)).toBeLessThan(80);
});

test('R5.14 a piece that is written while archives are withdrawn is waited for, and goes with the others', async () => {
  const world = await freshWorld();
  const id = '0197a000-0000-7000-8000-000000000002';
  await world.owner(`insert into log_evidence.archives (organization_id, id, asked_by, asked_at, run_id) values ($1, $2, $2, $3, $2)`, [
    INSTALLATION,
    id,
    world.clock.now(),
  ]);
  const piece = { number: 0, ciphertext: Buffer.from('a name') };
  let letGo = (): void => undefined;
  const held = new Promise<void>((go) => {
    letGo = go;
  });
  let written = (): void => undefined;
  const isWritten = new Promise<void>((done) => {
    written = done;
  });
  await world.db.as(world.scope, (tx) => beginArchive(tx, id, 1));

  const writing = world.db.as(world.scope, async (tx) => {
    await addChunk(tx, id, 1, piece);
    written();
    await held;
  });
  await isWritten;
  const withdrawing = world.db.as(world.scope, (tx) => withdrawArchives(tx));
  const waiting = `select from pg_locks l join pg_stat_activity a on a.pid = l.pid where not l.granted and a.datname = current_database()`;
  await expect.poll(async () => (await world.owner(waiting)).length).toBe(1);
  letGo();
  await Promise.all([writing, withdrawing]);

  expect(await world.owner('select from log_evidence.chunks')).toEqual([]);
  expect(await world.db.as(world.scope, (tx) => addChunk(tx, id, 1, piece))).toBe(false);
  expect(await world.db.as(world.scope, (tx) => beginArchive(tx, id, 2))).toBe(false);
});

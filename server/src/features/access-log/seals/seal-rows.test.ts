import { setTimeout as pause } from 'node:timers/promises';
import { entryFields, leafOfPlain, leafOfTuple, leafTables, plainOfTuple } from '@varco/shared/access-log/evidence/leaf';
import { INSTALLATION, type UserId } from '@varco/shared/ids';
import fc from 'fast-check';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { expect, inject, onTestFinished, test } from 'vitest';
import { untilFinal } from '#testing/final';
import { freshWorld, type World } from '#testing/world';
import { record } from '../record.ts';
import { sealRows } from './seal-rows.ts';
import { openSealing, readSealState, type SealingConnection } from './store.ts';
import { tuplesOf } from './tuples.ts';
import { verifyLog } from './verify-log.ts';

const ownerOf = (world: World): pg.ClientConfig => ({
  ...(JSON.parse(inject('postgres').owner) as pg.ClientConfig),
  database: world.db.connectionConfig.database,
});

const userNumber = (number: number) => `01890000-0000-7000-8000-${number.toString(16).padStart(12, '0')}` as UserId;

const happened = (world: World, number: number, at = world.clock.now(), event: 'signed-in' | 'user-changed' = 'signed-in') =>
  record(world.db, {
    at,
    event,
    organizationId: world.organizationId,
    subject: { userId: userNumber(number), organizationId: world.organizationId, username: `u${number}`, name: `Nome ${number}` },
    client: world.client(),
  });

async function sealing(world: World): Promise<SealingConnection> {
  const connection = await openSealing(world.db.connectionConfig, () => undefined);
  onTestFinished(() => connection.close());
  return connection;
}

const round = (world: World, connection: SealingConnection) => connection.round((one) => sealRows(world, one));

/** Rounds until all is sealed. */
const seal = async (world: World, connection: SealingConnection) => {
  await untilFinal(world);
  do await round(world, connection);
  while ((await readSealState(world.db)).unsealedRows > 0);
};

const verdictOf = (world: World) => verifyLog(world, ownerOf(world), { witnesses: [], keys: [], progress: () => undefined });

test('D5 what is written is sealed, and the whole log computes again to the same', async () => {
  const world = await freshWorld();
  for (let number = 0; number < 5; number += 1) await happened(world, number);
  await happened(world, 1, new Date('2026-12-01T00:00:00Z'), 'user-changed');
  const connection = await sealing(world);

  await seal(world, connection);
  const verdict = await verdictOf(world);

  const [counted] = await world.owner<{ count: number }>('select count(*)::int from access_log.entries');
  expect(verdict).toMatchObject({ rows: counted?.count, faults: 0, findings: [], unsealed: { rows: 0 }, seals: 3 });
  expect(verdict.sealedUntil).toBe(world.clock.now().toISOString());
  expect(await readSealState(world.db)).toEqual({ unsealedRows: 0, oldestUnsealedAt: null, lastSealAt: world.clock.now(), size: 3 });
});

test('D5 a row of a transaction still open is not sealed, nor any after it; once it ends, all are', async () => {
  const world = await freshWorld();
  const connection = await sealing(world);
  await seal(world, connection);
  const writer = new pg.Client(world.db.connectionConfig);
  await writer.connect();
  await writer.query('begin');
  await writer.query('select pg_current_xact_id()');
  await happened(world, 1);

  await round(world, connection);
  const meanwhile = await readSealState(world.db);
  await writer.query('commit');
  await writer.end();
  await seal(world, connection);

  expect(meanwhile).toMatchObject({ unsealedRows: 1, oldestUnsealedAt: world.clock.now() });
  expect(await readSealState(world.db)).toMatchObject({ unsealedRows: 0 });
  expect(await verdictOf(world)).toMatchObject({ faults: 0 });
});

test('D5 fifty writers that commit in any order while rounds go on: every row is in exactly one batch', async () => {
  const world = await freshWorld();
  const connection = await sealing(world);
  const pool = new pg.Pool({ ...world.db.connectionConfig, max: 50 });
  let isOver = false;
  const rounds = (async () => {
    while (!isOver) {
      await round(world, connection);
      await pause(5);
    }
  })();
  // Who begins first commits last.
  const writers = Array.from({ length: 50 }, async (_, index) => {
    const client = await pool.connect();
    for (let turn = 0; turn < 3; turn += 1) {
      await client.query('begin');
      await client.query(
        `select access_log.record($1, $2, 1::smallint, null, 1::smallint, $3, null, null, null, null, null, null, null, null, null, '192.0.2.1', null, null, null, null, $4, null, null, null, null, null)
         from generate_series(1, 3)`,
        [world.clock.now(), INSTALLATION, index, index % 5 === 0],
      );
      await pause((50 - index) * 4);
      await client.query('commit');
    }
    client.release();
  });
  await Promise.all(writers);
  isOver = true;
  await rounds;
  await seal(world, connection);
  await pool.end();

  const verdict = await verdictOf(world);
  const [counted] = await world.owner<{ entries: number; sealed: number }>(
    'select (select count(*)::int from access_log.entries) as entries, (select sum(rows)::int from access_log.seals) as sealed',
  );
  expect(counted?.entries).toBeGreaterThanOrEqual(450);
  expect(counted?.sealed).toBe(counted?.entries);
  expect(verdict).toMatchObject({ faults: 0, rows: counted?.entries, unsealed: { rows: 0 } });
});

test('D5 of two sealers one seals; when its connection goes the other takes over', async () => {
  const world = await freshWorld();
  const [first, second] = [await sealing(world), await sealing(world)];

  expect(await first.take()).toBe(true);
  expect(await second.take()).toBe(false);
  await first.close();
  await expect.poll(() => second.take()).toBe(true);
});

test('D5 two rounds at once cannot both add: the later one is undone whole', async () => {
  const world = await freshWorld();
  const [first, second] = [await sealing(world), await sealing(world)];

  const both = await Promise.allSettled([first, second].map((one) => round(world, one)));
  await seal(world, first);

  expect(both.map(({ status }) => status)).toContain('fulfilled');
  expect(await verdictOf(world)).toMatchObject({ faults: 0, unsealed: { rows: 0 } });
});

test('D5 a round killed in the middle leaves no gap and no double', async () => {
  const world = await freshWorld();
  for (let number = 0; number < 20; number += 1) await happened(world, number);
  const root = new pg.Client({ ...(JSON.parse(inject('postgres').root) as pg.ClientConfig), database: world.db.connectionConfig.database });
  await root.connect();
  const doomed = await sealing(world);

  const killed = doomed.round(async (one) => {
    const sealed = await sealRows(world, one);
    await root.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'varco sealer' and datname = current_database()`,
    );
    return sealed;
  });
  await expect(killed).rejects.toThrow();
  await root.end();
  expect(await readSealState(world.db)).toMatchObject({ size: 0 });
  await seal(world, await sealing(world));

  expect(await verdictOf(world)).toMatchObject({ faults: 0, unsealed: { rows: 0 } });
});

test('R2.21 the application adds seals only at the end, and changes none', async () => {
  const world = await freshWorld();
  const connection = await sealing(world);
  await seal(world, connection);
  const app = new pg.Client(world.db.connectionConfig);
  await app.connect();
  onTestFinished(() => app.end());
  const add = (number: number, from: number, to: number) =>
    app.query(
      `select access_log.add_seal($1, 1::smallint, 1::smallint, '2026-11-01', false, $2, $3, 1, sha256(''), now(), now(), now(), null, '\\x0000', '')`,
      [number, from, to],
    );

  await expect(add(0, 0, 5)).rejects.toMatchObject({ code: 'VA002' });
  await expect(add(9, 0, 5)).rejects.toMatchObject({ code: 'VA002' });
  await expect(add(2, 1, 5)).rejects.toMatchObject({ code: 'VA002' });
  for (const table of ['seals', 'seal_keys', 'sealer']) {
    await expect(app.query(`delete from access_log.${table}`)).rejects.toMatchObject({ code: '42501' });
    await expect(app.query(`truncate access_log.${table}`)).rejects.toMatchObject({ code: '42501' });
    await expect(world.owner(`delete from access_log.${table}`)).rejects.toMatchObject({ code: 'VA001' });
    await expect(world.owner(`truncate access_log.${table}`)).rejects.toMatchObject({ code: 'VA001' });
  }
  await expect(app.query('update access_log.sealer set size = 0')).rejects.toMatchObject({ code: '42501' });
  await expect(world.owner('update access_log.sealer set size = 0')).rejects.toMatchObject({ code: 'VA001' });
  await expect(world.owner(`update access_log.seals set note = 'x'`)).rejects.toMatchObject({ code: 'VA001' });
  await expect(app.query(`select access_log.erase('subjects', '{1}', now())`)).rejects.toMatchObject({ code: '42501' });
});

test('D5 erasing a value makes it unreadable and leaves every proof valid', async () => {
  const world = await freshWorld();
  await happened(world, 7);
  await seal(world, await sealing(world));

  const [erased] = await world.owner<{ erase: number }>(
    `select access_log.erase('subjects', array(select id from access_log.subjects where user_id = $1), $2)`,
    [userNumber(7), world.clock.now()],
  );
  await world.owner(`select access_log.erase('addresses', array(select id from access_log.addresses), now())`);
  const verdict = await verdictOf(world);

  expect(erased).toEqual({ erase: 1 });
  expect(verdict).toMatchObject({ faults: 0, erased: 2 });
  expect(await world.owner(`select name, salt from access_log.subjects where erased_at is not null`)).toEqual([{ name: null, salt: null }]);
  await expect(world.owner(`update access_log.subjects set commitment = '' where erased_at is not null`)).rejects.toMatchObject({
    code: 'VA001',
  });
  await expect(world.owner(`update access_log.subjects set erased_at = now() where erased_at is null`)).rejects.toMatchObject({
    code: 'VA001',
  });
  // The same person comes again: under a new number.
  await happened(world, 7);
  await seal(world, await sealing(world));
  expect(await verdictOf(world)).toMatchObject({ faults: 0 });
});

test('D5 a leaf made of plain values is the one made of what PostgreSQL sends, whatever the values', async () => {
  const world = await freshWorld();
  const client = new pg.Client({ ...ownerOf(world), options: '-c timezone=UTC' });
  await client.connect();
  onTestFinished(() => client.end());
  const instant = fc
    .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2199-12-31T00:00:00Z'), noInvalidDate: true })
    .map((at) => at.toISOString());
  const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: null });
  const hash = maybe(fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex')));
  const whole = (bits: bigint) => fc.bigInt({ min: -(2n ** (bits - 1n)), max: 2n ** (bits - 1n) - 1n });
  const small = whole(16n).map(Number);
  const row = fc.record({
    at: instant,
    xid: whole(64n).map(String),
    n: small,
    kept: fc.boolean(),
    organizationId: fc.uuid(),
    event: small,
    channel: small,
    sessionNumber: maybe(whole(64n).map(String)),
    lockedUntil: maybe(fc.oneof(instant, fc.constant('infinity'))),
    reason: maybe(small),
    count: maybe(whole(32n).map(Number)),
    objectId: maybe(fc.uuid()),
    subject: hash,
    actor: hash,
    onBehalfOf: hash,
    address: hash,
    browser: hash,
    detail: hash,
  });
  const types = { instant: 'timestamptz', int8: 'bigint', int4: 'int', int2: 'smallint', bool: 'boolean', uuid: 'uuid', hash: 'bytea' };
  const literal = (kind: keyof typeof types, value: string | number | boolean | null) =>
    value === null ? `null::${types[kind]}` : `'${kind === 'hash' ? '\\x' : ''}${value}'::${types[kind]}`;

  await fc.assert(
    fc.asyncProperty(row, async (plain) => {
      const columns = Object.entries(entryFields).map(([name, kind]) => literal(kind, plain[name as keyof typeof plain]));
      const stream = client.query(copyTo(`copy (select ${columns.join(', ')}) to stdout (format binary)`));
      const tuples: Buffer[] = [];
      for await (const some of tuplesOf(stream)) tuples.push(...some.map((tuple) => Buffer.from(tuple)));
      const [tuple] = tuples as [Buffer];

      expect(Buffer.from(leafOfPlain(leafTables.entries, entryFields, plain)).toString('hex')).toBe(
        Buffer.from(leafOfTuple(leafTables.entries, tuple)).toString('hex'),
      );
      expect(plainOfTuple(entryFields, tuple)).toEqual(plain);
    }),
    { numRuns: 60 },
  );
});

test('D5 a copy is cut into its tuples wherever its bytes are cut', async () => {
  const head = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
  const tuple = Buffer.from('00020000000361626cffffffff'.replace('6c', '63'), 'hex');
  const whole = Buffer.concat([head, tuple, tuple, Buffer.from('ffff', 'hex')]);
  for (let size = 1; size < whole.length; size += 1) {
    const chunks = async function* () {
      for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
    };
    const found: string[] = [];
    for await (const some of tuplesOf(chunks())) found.push(...some.map((one) => one.toString('hex')));
    expect(found).toEqual([tuple.toString('hex'), tuple.toString('hex')]);
  }
  const cut = async function* () {
    yield whole.subarray(0, -1);
  };
  await expect(
    (async () => {
      for await (const _ of tuplesOf(cut()));
    })(),
  ).rejects.toThrow('before its end');
});

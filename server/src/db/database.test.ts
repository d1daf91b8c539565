import type { OrganizationId } from '@varco/shared/ids';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { freshWorld, type World } from '#testing/world';
import { type Database, type Db, isUnavailable, openDatabase } from './database.ts';

const users = async (db: Db): Promise<number> =>
  Number(
    (
      await db
        .selectFrom('identity.users')
        .select((e) => e.fn.countAll<string>().as('count'))
        .executeTakeFirstOrThrow()
    ).count,
  );

const scopeNow = async (db: Db): Promise<string> =>
  (await sql<{ scope: string | null }>`select current_setting('varco.organizations', true) as scope`.execute(db)).rows[0]?.scope ?? '';

/** A pool of one connection: what the next question meets is what the last one left. */
function single(world: World): Database {
  const db = openDatabase(world.db.connectionConfig, { connections: 1 });
  onTestFinished(() => db.close());
  return db;
}

describe('D8 work in a scope', () => {
  test('sees the organizations of the scope, and afterwards nobody sees any', async () => {
    const world = await freshWorld();
    const db = single(world);

    expect(await users(db)).toBe(0);
    expect(await db.as(world.scope, users)).toBe(1);
    expect([await users(db), await scopeNow(db)]).toEqual([0, '']);
    await expect(db.as(world.scope, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect([await users(db), await scopeNow(db)]).toEqual([0, '']);
    expect(await db.as({ organizations: [] }, users)).toBe(0);
  });

  test('does not begin when the scope holds anything but ids', async () => {
    const world = await freshWorld({ empty: true });
    const nil = '00000000-0000-0000-0000-000000000000';
    let begun = 0;

    for (const text of ["x'); drop table identity.users --", '', 'null', '%', nil.slice(1), `{${nil}}`, `${nil},${nil}`]) {
      const work = world.db.as({ organizations: [text as OrganizationId] }, async () => {
        begun += 1;
      });
      await expect(work).rejects.toThrow('not the id of an organization');
    }
    expect(begun).toBe(0);
  });

  test('is all saved or none of it', async () => {
    const world = await freshWorld();
    const renamed = async (tx: Db, name: string) => tx.updateTable('identity.persons').set({ given_name: name }).execute();
    const name = async () => (await world.owner<{ name: string }>('select given_name as name from identity.persons'))[0]?.name;

    await expect(world.db.as(world.scope, async (tx) => Promise.reject(await renamed(tx, 'Undone')))).rejects.toBeDefined();
    expect(await name()).toBe('Laura');

    await world.db.as(world.scope, (tx) => renamed(tx, 'Nuova'));
    expect(await name()).toBe('Nuova');
  });

  test('that hides the fault of a statement is not taken for saved', async () => {
    const world = await freshWorld();

    const work = world.db.as(world.scope, async (tx) => {
      await tx.updateTable('identity.persons').set({ given_name: 'Lost' }).execute();
      await sql`select 1 / 0`.execute(tx).catch(() => undefined);
    });

    await expect(work).rejects.toThrow('all of it was undone');
    expect(await world.owner('select given_name from identity.persons')).toEqual([{ given_name: 'Laura' }]);
  });

  test('whose connection breaks says so, and leaves the pool able to work', async () => {
    const world = await freshWorld();
    const db = single(world);

    for (let round = 0; round < 3; round += 1) {
      const broken = db.as(world.scope, async (tx) => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
        await sql`select pg_terminate_backend(${rows[0]?.pid ?? 0})`.execute(world.db);
        return users(tx);
      });

      await expect(broken).rejects.toSatisfy(isUnavailable);
      expect(await db.as(world.scope, users)).toBe(1);
      expect(await scopeNow(db)).toBe('');
    }
  });

  test('that failed sends nothing more: what still runs in it reaches nobody else', async () => {
    const world = await freshWorld();
    const db = single(world);
    const seen: string[] = [];
    let late: Promise<unknown> | undefined;

    const failed = db.as({ organizations: [] }, async (tx) => {
      late = sql`select pg_sleep(0.05)`.execute(tx).then(async () => {
        for (let round = 0; round < 20; round += 1) seen.push(await scopeNow(tx));
      });
      late.catch(() => undefined);
      throw new Error('no');
    });
    const next = failed.catch(() => db.as(world.scope, (tx) => sql`select pg_sleep(0.05)`.execute(tx)));

    await expect(failed).rejects.toThrow('no');
    await expect(late).rejects.toThrow('over');
    await next;
    expect(seen).toEqual([]);
    expect(await db.as(world.scope, users)).toBe(1);
  });

  test('of many at once never sees what another asked for', async () => {
    const world = await freshWorld();
    const nobody = { organizations: ['01980000-0000-7000-8000-00000000000f' as OrganizationId] };

    const seen = await Promise.all(
      Array.from({ length: 60 }, (_, number) =>
        number % 3 === 0 ? users(world.db) : world.db.as(number % 3 === 1 ? world.scope : nobody, users),
      ),
    );

    expect(seen.filter((_, number) => number % 3 === 1).every((count) => count === 1)).toBe(true);
    expect(seen.filter((_, number) => number % 3 !== 1).every((count) => count === 0)).toBe(true);
  });
});

test.each([
  ['nobody listens', { code: 'ECONNREFUSED' }, true],
  ['the connection was reset', { code: 'ECONNRESET' }, true],
  ['the socket of the built-in server is not there', { code: 'ENOENT' }, true],
  ['the server is told to stop', { code: '57P01' }, true],
  ['the server crashed', { code: '57P02' }, true],
  ['the server is starting', { code: '57P03' }, true],
  ['there are too many connections', { code: '53300' }, true],
  ['the disk is full', { code: '53100' }, true],
  ['the connection failed', { code: '08006' }, true],
  ['a lock was waited for too long', { code: '55P03' }, true],
  ['a statement took too long', { code: '57014' }, true],
  ['the pool gave up', { message: 'timeout exceeded when trying to connect' }, true],
  ['the connection ended in the middle', { message: 'Connection terminated unexpectedly' }, true],
  ['a question got no answer in time', { message: 'Query read timeout' }, true],
  ['a constraint was broken', { code: '23505' }, false],
  ['a right is missing', { code: '42501' }, false],
  ['a statement is wrong', { code: '42P01' }, false],
  ['anything else', { message: 'Cannot read properties of undefined' }, false],
])('the caller should come back later when %s: %o is %s', (_, { message = 'x', ...more }: { code?: string; message?: string }, later) => {
  expect(isUnavailable(Object.assign(new Error(message), more))).toBe(later);
});

describe('statements', () => {
  const prepared = async (db: Database) =>
    (await sql<{ statement: string }>`select statement from pg_prepared_statements where name like 's%'`.execute(db)).rows.map(
      ({ statement }) => statement,
    );

  test('with parameters are planned once for each connection, but a list is planned for the values it is asked with', async () => {
    const world = await freshWorld({ empty: true });
    const db = single(world);
    const same = (id: number) => sql`select ${id}::int as same`.execute(db);
    const list = (id: number) => sql`select ${id}::int as listed order by 1`.execute(db);

    for (const id of [1, 2, 3]) await Promise.all([same(id), list(id)]);

    expect(await prepared(db)).toEqual(['select $1::int as same']);
  });

  test('are planned anew when the shape of their answer changed, as when a newer version migrates while this one runs', async () => {
    const world = await freshWorld({ empty: true });
    const db = single(world);
    const ask = async () => (await sql`select * from identity.shape where a > ${0}`.execute(db)).rows;
    await world.owner('create table identity.shape as select 1 as a; grant select on identity.shape to public');
    expect(await ask()).toEqual([{ a: 1 }]);
    await world.owner('alter table identity.shape add column b int');

    await ask().catch(() => undefined);

    expect(await ask()).toEqual([{ a: 1, b: null }]);
  });

  test('sent together in a scope are answered in their order, and one that fails undoes those before and after it', async () => {
    const world = await freshWorld();
    const rename = (tx: Db, name: string) => tx.updateTable('identity.users').set({ full_name: name }).returning('full_name').execute();

    const answers = await world.db.as(world.scope, (tx) => Promise.all(['A', 'B', 'C'].map((name) => rename(tx, name))));
    const undone = world.db.as(world.scope, (tx) => Promise.all([rename(tx, 'D'), sql`select 1 / 0`.execute(tx), rename(tx, 'E')]));

    expect(answers.flat().map((one) => one.full_name)).toEqual(['A', 'B', 'C']);
    await expect(undone).rejects.toMatchObject({ code: '22012' });
    expect(await world.owner('select full_name from identity.users')).toEqual([{ full_name: 'C' }]);
    expect(await world.db.as(world.scope, users)).toBe(1);
  });
});

describe('D9 the database', () => {
  test('gives days as they are written and instants as instants, in UTC', async () => {
    const world = await freshWorld({ empty: true });

    const { rows } =
      await sql`select date '2026-03-29' as day, timestamptz '2026-03-29 01:30:00+01' as at, current_setting('timezone') as zone`.execute(
        world.db,
      );

    expect(rows).toEqual([{ day: '2026-03-29', at: new Date('2026-03-29T00:30:00Z'), zone: 'UTC' }]);
  });

  test('is asked in UTC, also where it lives in another zone of its own', async () => {
    const world = await freshWorld({ empty: true });
    await world.owner(`do $$ begin execute format('alter database %I set timezone = %L', current_database(), 'Asia/Tokyo'); end $$`);
    const db = single(world);

    const { rows } = await sql`select current_setting('timezone') as zone, timestamptz '2026-03-29 01:30' as at`.execute(db);

    expect(rows).toEqual([{ zone: 'UTC', at: new Date('2026-03-29T01:30:00Z') }]);
  });
});

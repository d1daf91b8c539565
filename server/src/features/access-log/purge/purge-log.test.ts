import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { events } from '@varco/shared/access-log/events';
import { parseCheckpoint, type SignedCheckpoint } from '@varco/shared/access-log/evidence/checkpoint';
import { findingSentence } from '@varco/shared/access-log/evidence/findings';
import type { UserId } from '@varco/shared/ids';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '#core/clock';
import { keysFrom } from '#core/keys';
import { sealNow } from '#testing/seals';
import { freshWorld, rolesOf, type World } from '#testing/world';
import { record } from '../record.ts';
import { leaveCheckpoint } from '../seals/checkpoint-files.ts';
import { verifyLog } from '../seals/verify-log.ts';
import { type Purged, purgeLog } from './purge-log.ts';

const DAY_MS = 86_400_000;

const verify = (world: World, checkpoints: readonly SignedCheckpoint[] = []) =>
  verifyLog(world, rolesOf(world.db).owner, {
    witnesses: checkpoints.map((checkpoint) => ({ file: 'safe.txt', checkpoint })),
    keys: [],
    progress: () => undefined,
  });

const purge = (world: World): Promise<Purged> =>
  purgeLog(world, rolesOf(world.db).owner, undefined, { told: () => undefined, mayGoOn: () => undefined }, 5);

/** The first day of the month so many months before the world's. */
function monthsBefore(world: World, months: number): string {
  const now = world.clock.now();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1)).toISOString().slice(0, 10);
}

const signedIn = (world: World, at: Date, number: number, address = '192.0.2.10') =>
  record(world.db, {
    at,
    event: 'signed-in',
    organizationId: world.organizationId,
    subject: {
      userId: `01890000-0000-7000-8000-${number.toString(16).padStart(12, '0')}` as UserId,
      organizationId: world.organizationId,
      username: `u${number}`,
      name: `Nome ${number}`,
    },
    sessionNumber: String(number),
    client: world.client(address),
  });

/** A log with two sign-ins in each of so many months, the present one included: whoever has the number of a month entered only then. */
async function lived(months: number, options: { skip?: (month: number) => boolean; at?: Date } = {}): Promise<World> {
  const world = await freshWorld({ maintained: true, ...(options.at ? { at: options.at } : {}) });
  const when = Array.from({ length: months + 1 }, (_, ago) => ago)
    .filter((ago) => options.skip?.(ago) !== true)
    .map((ago) => ({ ago, at: ago === 0 ? world.clock.now() : new Date(Date.parse(monthsBefore(world, ago)) + 5 * DAY_MS) }));
  await world.owner(
    `select access_log.record(w.at, $1, 1::smallint, null, 1::smallint, p.number, $1, ('01890000-0000-7000-8000-' || lpad(to_hex(p.number), 12, '0'))::uuid,
       'u' || p.number, 'Nome ' || p.number, null, null, null, null, null, p.address::inet, 'Firefox', '140', 'Linux', null, false, null, null, null, null, null)
     from unnest($2::int[], $3::timestamptz[]) w (ago, at), lateral (values (1000, '192.0.2.10'), (w.ago, '198.51.100.' || w.ago)) p (number, address)`,
    [world.organizationId, when.map(({ ago }) => ago), when.map(({ at }) => at)],
  );
  await world.owner('select access_log.make_partitions($1, 0)', [world.clock.now()]);
  await sealNow(world);
  return world;
}

/** As if somebody had chosen it long ago. */
const keptFor = (world: World, days: number | null) =>
  world.owner(
    `insert into access_log.retention (days, days_before, chosen_at, acts_from, by_operator, reason) values ($1, 730, '2020-01-01', '2020-01-01', 'root', 'prova')`,
    [days],
  );

type Act = (text: string, values?: unknown[]) => Promise<pg.QueryResultRow[]>;

/** Somebody with every right on the database, who has switched the guards off. */
async function intruder(world: World): Promise<Act> {
  const client = new pg.Client({ ...rolesOf(world.db).root, options: '-c timezone=UTC' });
  client.on('error', () => undefined);
  await client.connect();
  onTestFinished(() => client.end());
  const { rows } = await client.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class where relnamespace = 'access_log'::regnamespace and relkind in ('r', 'p')`,
  );
  for (const { name } of rows) await client.query(`alter table ${name} disable trigger all`);
  return async (text, values = []) => (await client.query(text, values)).rows;
}

const monthsThere = async (world: World): Promise<string[]> =>
  (
    await world.owner<{ month: string }>(
      `select distinct to_char(at, 'YYYY-MM-01') as month from access_log.entries where not kept order by 1`,
    )
  ).map(({ month }) => month);

const state = async (world: World) => ({
  seals: await world.owner(`select number, kind from access_log.seals order by number`),
  rows: await world.owner(`select xid, n from access_log.entries order by xid, n`),
  sealer: await world.owner(`select size, peaks, checkpoint from access_log.sealer`),
});

describe('D5 R5.12 a purge', () => {
  test('takes whole months away, says so in a signed seal and in a kept row, and every proof still holds', async () => {
    const world = await lived(9);
    await keptFor(world, 180);
    const outside = parseCheckpoint(await sealNow(world)) as SignedCheckpoint;
    const [eight, nine] = [monthsBefore(world, 8), monthsBefore(world, 9)];
    expect(await monthsThere(world)).toContain(nine);

    const purged = await purge(world);
    const after = parseCheckpoint(await sealNow(world)) as SignedCheckpoint;
    const verdict = await verify(world, [outside, after]);

    expect(purged).toMatchObject({ refused: undefined, isForEver: false });
    expect(purged.months.map(({ month, rows }) => [month, rows])).toEqual([9, 8, 7].map((month) => [monthsBefore(world, month), 2]));
    const there = await monthsThere(world);
    expect(there).not.toContain(nine);
    expect(there).not.toContain(eight);
    expect(there).toContain(monthsBefore(world, 5));
    expect(verdict).toMatchObject({ faults: 0, compared: 2, agrees: { size: after.size } });
    expect(verdict.purged).toEqual(
      [9, 8, 7].map((month) => ({ month: monthsBefore(world, month), rows: 2, at: world.clock.now().toISOString(), days: 180 })),
    );
    expect((await world.logRows()).filter(({ event }) => event === events['log-purged'])).toHaveLength(3);
    expect(await world.owner(`select from access_log.entries where event = $1 and kept`, [events['log-purged']])).toHaveLength(3);
    // Asked again it has nothing to do.
    expect(await purge(world)).toMatchObject({ months: [], refused: undefined, values: 0 });
  });

  test('erases the values that no row names any more, never those of kept rows', async () => {
    const world = await lived(9);
    await keptFor(world, 180);
    const old = Date.parse(monthsBefore(world, 9)) + 9 * DAY_MS;
    const named = { userId: '01890000-0000-7000-8000-00000000aaaa' as UserId, organizationId: world.organizationId };
    await record(world.db, {
      at: new Date(old),
      event: 'user-created',
      organizationId: world.organizationId,
      subject: { ...named, username: 'kept', name: 'Tenuto' },
      client: world.client('203.0.113.7'),
    });
    await record(world.db, {
      at: new Date(old),
      event: 'sign-in-refused',
      organizationId: world.organizationId,
      nameHash: Buffer.alloc(32, 5),
      client: world.client('203.0.113.8'),
    });
    await record(world.db, {
      at: new Date(old),
      event: 'signed-in',
      organizationId: world.organizationId,
      subject: { ...named, username: 'kept', name: 'Tenuto' },
      client: { ...world.client('203.0.113.7'), browser: { family: 'Mosaic', version: '1', system: 'OS/2' } },
    });
    await sealNow(world);
    // One is erased before his month goes, as with a person who asks for it, and one is asked for afterwards.
    const erase = async (username: string) =>
      (
        await world.owner<{ n: number }>(
          `select access_log.erase('subjects', array(select id from access_log.subjects where username = $1), now()) as n`,
          [username],
        )
      )[0]?.n;
    expect(await erase('u8')).toBe(1);

    const { values } = await purge(world);
    await sealNow(world);
    expect(await erase('u9')).toBe(0);

    // Two people and three addresses of one month each, the hash and its address, the browser.
    expect(values).toBe(2 + 3 + 2 + 1);
    const names = async (text: string) => (await world.owner<{ value: string }>(text)).map(({ value }) => value);
    expect(
      await names(
        `select username as value from access_log.subjects where username in ('u9', 'u8', 'u7', 'u6', 'u1000', 'kept') order by 1`,
      ),
    ).toEqual(['kept', 'u1000', 'u6']);
    expect(await names(`select host(address) as value from access_log.addresses where address << '203.0.113.0/24'`)).toEqual([
      '203.0.113.7',
    ]);
    expect(await names(`select family as value from access_log.browsers where erased_at is null`)).toEqual(['Firefox']);
    expect(await world.owner(`select from access_log.subjects where name_hash is not null`)).toEqual([]);
    expect(await world.owner('select from access_log.leftovers')).toEqual([]);
    expect(await verify(world)).toMatchObject({ faults: 0 });
  });

  test('leaves everything alone when rows are kept for ever, and what is younger than 180 days whatever somebody wrote', async () => {
    const world = await lived(9);
    await keptFor(world, null);
    expect(await purge(world)).toMatchObject({ months: [], isForEver: true });
    const act = await intruder(world);

    await expect(keptFor(world, 179)).rejects.toMatchObject({ code: '23514' });
    await act('alter table access_log.retention drop constraint retention_days_check');
    await keptFor(world, 1);
    const purged = await purge(world);

    expect(purged.months.map(({ month }) => month)).toEqual([9, 8, 7].map((month) => monthsBefore(world, month)));
    for (const month of [6, 5, 1, 0])
      await expect(world.owner('select access_log.drop_month($1, $2)', [monthsBefore(world, month), world.clock.now()])).rejects.toThrow(
        /too-young/,
      );
  });

  test('is nothing that the application may do, and the owner neither without its signed seal', async () => {
    const world = await lived(9);
    await keptFor(world, 180);
    const client = new pg.Client(world.db.connectionConfig);
    await client.connect();
    onTestFinished(() => client.end());
    const nine = monthsBefore(world, 9);
    const seal = `select access_log.add_seal((select size from access_log.sealer), 4::smallint, 1::smallint, '${nine}', false,
      (select next_xid from access_log.sealer), (select next_xid from access_log.sealer), 2, sha256(''), now(), now(), now(), '{}', '', '')`;

    for (const [statement, why] of [
      [`select access_log.drop_month('${nine}', now())`, 'permission denied'],
      [`select access_log.note_leftovers('${nine}')`, 'permission denied'],
      [`select access_log.erase_unnamed('subjects', '{1}', 0, now())`, 'permission denied'],
      [
        `insert into access_log.retention (days, chosen_at, acts_from, by_operator, reason) values (180, now(), now(), 'x', 'x')`,
        'permission denied',
      ],
      ['delete from access_log.retention', 'permission denied'],
      [seal, 'only the owner adds a seal'],
    ] as const)
      await expect(client.query(statement), statement).rejects.toThrow(why);
    await expect(world.owner('select access_log.drop_month($1, now())', [nine])).rejects.toThrow('no seal tells of the purge');
    await world.owner('begin');
    await world.owner(seal);
    await expect(world.owner('select access_log.drop_month($1, now())', [nine])).rejects.toThrow('unsigned');
    await world.owner('rollback');
    await expect(world.owner('update access_log.retention set days = 200')).rejects.toThrow('only added to');
    expect(await monthsThere(world)).toContain(nine);
  });

  test('of two at once one goes on, and the other says why it does not', async () => {
    const world = await lived(9);
    await keptFor(world, 180);

    const both = await Promise.all([purge(world), purge(world)]);

    expect(both.flatMap(({ months }) => months)).toHaveLength(3);
    expect(both.find(({ refused }) => refused)?.refused).toEqual({ reason: 'already-running', month: null });
    await sealNow(world);
    expect(await verify(world)).toMatchObject({ faults: 0 });
  });

  test('that fails in the middle leaves everything as it was, and goes on where a stopped one left off', async () => {
    const world = await lived(9);
    await keptFor(world, 180);
    const before = await state(world);
    const { checkpoints } = world.keys;
    // The first signature is that of the purge: nothing is sealed in between.
    const failing = {
      ...world,
      keys: {
        ...world.keys,
        checkpoints: {
          ...checkpoints,
          sign: () => {
            throw new Error('no signature');
          },
        },
      },
    };
    await expect(purge(failing as World)).rejects.toThrow('no signature');
    expect(await state(world)).toEqual(before);
    const act = await intruder(world);
    const killed = purge(world).catch(() => undefined);
    await expect
      .poll(
        () =>
          act(
            `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'varco purge' and datname = current_database()`,
          ),
        { interval: 2 },
      )
      .not.toEqual([]);
    await killed;
    const [{ whole } = { whole: false }] = await act(
      `select (select count(*) from access_log.seals where kind = 4) = (select count(*) from access_log.entries where event = ${events['log-purged']}) as whole`,
    );
    expect(whole).toBe(true);

    await purge(world);
    await sealNow(world);

    expect(await verify(world)).toMatchObject({ faults: 0 });
    expect((await monthsThere(world))[0]).toBe(monthsBefore(world, 6));
    expect(await world.owner('select from access_log.leftovers')).toEqual([]);
  });

  test('a row written while its values are looked at keeps them', async () => {
    const world = await lived(9);
    await keptFor(world, 180);
    // Somebody who signed in only then comes back at the very moment: his row is not committed yet when the values are asked about.
    const writer = world.db.as({ organizations: [world.organizationId] }, async (tx) => {
      await record(tx, {
        at: world.clock.now(),
        event: 'signed-in',
        organizationId: world.organizationId,
        subject: {
          userId: '01890000-0000-7000-8000-000000000009' as UserId,
          organizationId: world.organizationId,
          username: 'u9',
          name: 'Nome 9',
        },
        client: world.client('198.51.100.9'),
      });
      await new Promise((done) => setTimeout(done, 300));
    });
    await expect
      .poll(() => world.owner(`select from pg_locks where relation = 'access_log.entries'::regclass and mode = 'RowExclusiveLock'`))
      .not.toEqual([]);

    await Promise.all([purge(world), writer]);
    await sealNow(world);

    expect(await world.owner(`select from access_log.subjects where username = 'u9'`)).toHaveLength(1);
    expect(await world.owner(`select from access_log.subjects where username = 'u8'`)).toHaveLength(0);
    expect(await verify(world)).toMatchObject({ faults: 0 });
  });
});

/** The partition of the month that goes first. */
const oldest = (world: World): string => `access_log.entries_${monthsBefore(world, 9).slice(0, 7).replace('-', '_')}`;
const takeAway = (world: World): string => `alter table access_log.entries_passing detach partition ${oldest(world)}`;
const putBack = (world: World): string =>
  `alter table access_log.entries_passing attach partition ${oldest(world)} for values from ('${monthsBefore(world, 9)}') to ('${monthsBefore(world, 8)}')`;

/** What an intruder does, what it is found to be, and how it is undone for the next. */
type Attack = readonly [what: string, act: string, found: string | readonly string[], undo: string];

describe('D5 R5.12 a purge holds back', () => {
  test('when anything of the month, its seals or what signs them is not as it was sealed', async () => {
    const world = await lived(9);
    await keptFor(world, 180);
    const act = await intruder(world);
    const attacks: Attack[] = [
      [
        'a changed row',
        'update access_log.entries set session_number = 5 where session_number = 9',
        'rows-differ',
        "update access_log.entries set session_number = 9 where session_number = 5 and at < now() - interval '250 days'",
      ],
      [
        'a removed row',
        `update access_log.entries set at = at + interval '40 days' where session_number = 9`,
        'rows-differ',
        `update access_log.entries set at = at - interval '40 days' where session_number = 9`,
      ],
      [
        'a changed seal',
        'update access_log.seals set from_xid = from_xid + 1 where number = 0',
        'rows-differ',
        'update access_log.seals set from_xid = from_xid - 1 where number = 0',
      ],
      ['a month that is not there', takeAway(world), 'not-there', putBack(world)],
      [
        'a seal after the newest checkpoint',
        'update access_log.sealer set checkpoint_size = checkpoint_size - 1',
        'unsigned',
        'update access_log.sealer set checkpoint_size = size',
      ],
    ];
    for (const [what, attack, reason, undo] of attacks) {
      await act(attack);
      expect(await purge(world), what).toMatchObject({ months: [], refused: { reason, month: monthsBefore(world, 9) } });
      await act(undo);
    }
    const [row] = await world.owner<{ checkpoint: string }>('select checkpoint from access_log.sealer');
    leaveCheckpoint(world.config, (row?.checkpoint ?? '').replace(/\n\d+\n/, '\n99999\n'), world.clock.now());
    expect(await purge(world)).toMatchObject({ refused: { reason: 'checkpoints' } });
    rmSync(join(world.config.data, 'checkpoints'), { recursive: true });
    await signedIn(world, new Date(Date.parse(monthsBefore(world, 9)) + DAY_MS), 77);
    expect(await purge(world)).toMatchObject({ refused: { reason: 'unsealed' } });
    expect(await world.owner('select from access_log.seals where kind = 4')).toEqual([]);

    // Nothing is left of the attacks, and the row is sealed: now it goes.
    await sealNow(world);
    expect(await purge(world)).toMatchObject({ refused: undefined, months: { length: 3 } });
  });

  test('when the clock ran ahead: nothing new was sealed for long', async () => {
    const world = await lived(9, { skip: (month) => month < 2 });
    // The clock of the database cannot be set by a test: instead the log ends two months before it.
    await (await intruder(world))(`delete from access_log.seals where month >= $1::date`, [monthsBefore(world, 1)]);
    await keptFor(world, 180);

    expect(await purge(world)).toMatchObject({ months: [], refused: { reason: 'asleep' } });
  });

  test('when the clock ran ahead: the log has not lived through the months that have passed', async () => {
    const world = await lived(9, { skip: (month) => month > 0 && month < 5 });
    await keptFor(world, 180);

    expect(await purge(world)).toMatchObject({ months: [], refused: { reason: 'not-lived' } });
  });

  test('when only the clock of this node runs ahead of the database’s', async () => {
    const world = await lived(5, { at: systemClock.now() });
    await keptFor(world, 180);
    world.clock.advance({ days: 3_000 });

    expect(await purge(world)).toMatchObject({ months: [], refused: { reason: 'too-young' } });
  });
});

describe('D5 R2.21 verifying tells a purge from a removal', () => {
  const verified = async (world: World, act: Act, attacks: readonly Attack[]): Promise<void> => {
    const [row] = await world.owner<{ checkpoint: string }>('select checkpoint from access_log.sealer');
    const outside = parseCheckpoint(row?.checkpoint ?? '') as SignedCheckpoint;
    for (const [what, attack, kinds, undo] of attacks) {
      await act(attack);
      const { findings } = await verify(world, [outside]);
      expect([...new Set(findings.map(({ kind }) => kind))].sort(), what).toEqual(kinds);
      for (const text of findings.flatMap((finding) => Object.values(findingSentence(finding))))
        expect(text, what).not.toMatch(/undefined|NaN|null/);
      await act(undo);
    }
    expect(await verify(world, [outside])).toMatchObject({ faults: 0 });
  };

  test('where nothing was purged', async () => {
    const world = await lived(9);
    const act = await intruder(world);
    const forged = `insert into access_log.seals (number, era, kind, of_table, month, kept, from_xid, to_xid, rows, root, first_at, last_at, closed_at, note, digests)
      select z.size, z.era, 4, 1, s.month, false, z.next_xid, z.next_xid, s.rows, s.root, s.first_at, s.last_at, now(),
        '{"days":180,"last":"' || encode(s.root, 'hex') || '","seals":1}', ''
      from access_log.seals s, access_log.sealer z where s.kind = 1 and s.month = '${monthsBefore(world, 9)}'`;
    const stranger = Buffer.from(keysFrom(Buffer.alloc(32, 9)).checkpoints.publicKey).toString('hex');
    const unforged = `${putBack(world)}; delete from access_log.seals where kind = 4`;

    await verified(world, act, [
      ['a month that is gone without a word', takeAway(world), ['rows-removed'], putBack(world)],
      [
        'a purge that nobody signed',
        `${takeAway(world)}; ${forged}`,
        ['checkpoint-missing', 'purge-differs', 'purge-unsigned', 'purge-untold', 'tree-differs'],
        unforged,
      ],
      [
        'a purge under a key that somebody put into the database',
        `${takeAway(world)}; ${forged}; insert into access_log.seal_keys (from_size, public_key, since) values (0, '\\x${stranger}', now())`,
        ['checkpoint-missing', 'purge-differs', 'purge-unsigned', 'purge-untold', 'tree-differs'],
        `${unforged}; delete from access_log.seal_keys where public_key = '\\x${stranger}'`,
      ],
    ]);
  });

  test('where months were purged', async () => {
    const world = await lived(9);
    await keptFor(world, 180);
    await purge(world);
    await sealNow(world);
    const act = await intruder(world);
    const first = '(select min(number) from access_log.seals where kind = 4)';

    await verified(world, act, [
      [
        'a purge that no row tells of',
        `update access_log.entries set event = 2 where event = ${events['log-purged']}`,
        ['purge-untold', 'row-changed'],
        `update access_log.entries set event = ${events['log-purged']} where event = 2`,
      ],
      [
        'rows that are there although they were purged',
        `insert into access_log.entries (at, xid, n, organization_id, event, channel)
         select first_at, from_xid, 1, organization_id, 99, 1 from access_log.seals, (select organization_id from access_log.subjects limit 1) o
         where kind = 1 and month = '${monthsBefore(world, 9)}'`,
        ['purged-rows-there'],
        'delete from access_log.entries where event = 99',
      ],
      [
        'another number of rows',
        `update access_log.seals set rows = rows + 1 where number = ${first}`,
        ['another-history', 'purge-differs', 'purge-unsigned', 'tree-differs'],
        `update access_log.seals set rows = rows - 1 where number = ${first}`,
      ],
      [
        'a purge that was too early',
        `update access_log.seals set closed_at = closed_at - interval '150 days' where number = ${first}`,
        ['another-history', 'purge-early', 'purge-unsigned', 'tree-differs'],
        `update access_log.seals set closed_at = closed_at + interval '150 days' where number = ${first}`,
      ],
      [
        'a purge of a month that had gone before',
        `drop index access_log.seals_purge;
         insert into access_log.seals (number, from_xid, to_xid, first_at, last_at, closed_at, month, rows, era, kind, of_table, kept, root, note, digests)
         select z.size, z.next_xid, z.next_xid, first_at, last_at, closed_at, month, rows, s.era, kind, of_table, kept, root, note, digests
         from access_log.seals s, access_log.sealer z where s.number = ${first}`,
        ['checkpoint-missing', 'purged-twice', 'tree-differs'],
        'delete from access_log.seals where number = (select size from access_log.sealer)',
      ],
    ]);
  });

  test('by a clock that was set back afterwards', async () => {
    const world = await lived(9);
    await keptFor(world, 180);
    await purge(world);
    world.clock.setWall(new Date(Date.parse(monthsBefore(world, 5))));
    await signedIn(world, world.clock.now(), 3);
    await sealNow(world);

    const { findings } = await verify(world);

    expect([...new Set(findings.map(({ kind }) => kind))]).toEqual(['purge-early']);
  });
});

import { events } from '@varco/shared/access-log/events';
import { keyHashOf, parseCheckpoint, type SignedCheckpoint, signedNote } from '@varco/shared/access-log/evidence/checkpoint';
import { type Finding, findingSentence } from '@varco/shared/access-log/evidence/findings';
import type { UserId } from '@varco/shared/ids';
import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { keysFrom } from '#core/keys';
import { freshWorld, type World } from '#testing/world';
import { record } from '../record.ts';
import { beginEra } from './begin-era.ts';
import { checkersInThreads } from './checkers.ts';
import { Commitments } from './commitments.ts';
import { sealRows, sha256 } from './seal-rows.ts';
import { openSealing } from './store.ts';
import { verifyLog } from './verify-log.ts';

const connectionOf = (world: World, role: 'owner' | 'root'): pg.ClientConfig => ({
  ...(JSON.parse(inject('postgres')[role]) as pg.ClientConfig),
  database: world.db.connectionConfig.database,
});

/** Somebody with every right on the database, who has switched the guards off. */
async function intruder(world: World): Promise<(text: string, values?: unknown[]) => Promise<pg.QueryResultRow[]>> {
  const client = new pg.Client({ ...connectionOf(world, 'root'), options: '-c timezone=UTC' });
  await client.connect();
  onTestFinished(() => client.end());
  const { rows } = await client.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class where relnamespace = 'access_log'::regnamespace and relkind in ('r', 'p')`,
  );
  for (const { name } of rows) await client.query(`alter table ${name} disable trigger all`);
  return async (text, values = []) => (await client.query(text, values)).rows;
}

async function seal(world: World): Promise<SignedCheckpoint> {
  const connection = await openSealing(world.db.connectionConfig, () => undefined);
  try {
    // Other tests write in the same cluster, and a transaction of theirs keeps ours from being final.
    const [last] = await world.owner<{ xid: string }>('select max(xid) as xid from access_log.entries');
    await expect.poll(() => connection.finalBelow(), { interval: 5 }).toBeGreaterThan(Number(last?.xid));
    await connection.round((round) => sealRows(world, round));
    const { checkpoint } = await connection.place();
    return parseCheckpoint(checkpoint ?? '') as SignedCheckpoint;
  } finally {
    await connection.close();
  }
}

const happened = (world: World, number: number) =>
  record(world.db, {
    at: world.clock.now(),
    event: 'signed-in',
    organizationId: world.organizationId,
    subject: {
      userId: `01890000-0000-7000-8000-${number.toString(16).padStart(12, '0')}` as UserId,
      organizationId: world.organizationId,
      username: `u${number}`,
      name: `Nome ${number}`,
    },
    sessionNumber: String(number),
    client: world.client(`192.0.2.${number}`),
  });

/** A log with three checkpoints: after 20, 40 and 60 sign-ins, an hour apart. */
async function written(): Promise<{ world: World; checkpoints: readonly SignedCheckpoint[] }> {
  const world = await freshWorld();
  const checkpoints: SignedCheckpoint[] = [];
  for (let number = 1; number <= 60; number += 1) {
    world.clock.advance({ minutes: 3 });
    await happened(world, number);
    if (number % 20 === 0) checkpoints.push(await seal(world));
  }
  return { world, checkpoints };
}

const verify = (world: World, checkpoints: readonly SignedCheckpoint[] = [], keys: readonly Uint8Array[] = [], threads = 0) =>
  verifyLog(world, connectionOf(world, 'owner'), {
    witnesses: checkpoints.map((checkpoint) => ({ file: 'safe.txt', checkpoint })),
    keys,
    progress: () => undefined,
    threads,
  });

const kindsOf = (findings: readonly Finding[]) => [...new Set(findings.map(({ kind }) => kind))].sort();

/** The transaction of the sign-in of a number. */
const xidOf = async (world: World, number: number) =>
  (await world.owner<{ xid: string }>('select xid from access_log.entries where session_number = $1', [number]))[0]?.xid;

test('R2.21 a log that nobody touched agrees with every checkpoint kept elsewhere', async () => {
  const { world, checkpoints } = await written();

  const verdict = await verify(world, checkpoints);

  expect(verdict).toMatchObject({ faults: 0, rows: 61, compared: 3, agrees: { size: checkpoints[2]?.size } });
  expect(checkpoints.map(({ size }) => size)).toEqual([2, 3, 4]);
});

test('R2.21 a changed row is found and named, whichever of its fields it is', async () => {
  const { world, checkpoints } = await written();
  const act = await intruder(world);
  const xid = await xidOf(world, 30);
  for (const change of [
    `at = at + interval '1 ms'`,
    'event = 2',
    'reason = 1',
    'channel = 2',
    'session_number = 999',
    'session_number = null',
    `locked_until = 'infinity'`,
    'subject_id = subject_id + 1',
    'actor_id = subject_id',
    'on_behalf_of = subject_id',
    'object_id = gen_random_uuid()',
    'address_id = null',
    'browser_id = browser_id + 1000',
    'count = 1',
    'n = n + 1',
    `organization_id = gen_random_uuid()`,
    'kept = true',
  ]) {
    await act('begin');
    const before = await act('select * from access_log.entries where xid = $1', [xid]);
    await act(`update access_log.entries set ${change} where xid = $1`, [xid]);
    await act('commit');

    const { findings } = await verify(world, checkpoints);

    if (change === 'kept = true') expect(kindsOf(findings), change).toEqual(['row-inserted', 'rows-removed']);
    else expect(findings, change).toContainEqual(expect.objectContaining({ kind: 'row-changed', seal: 2, xid }));
    await act('delete from access_log.entries where xid = $1', [xid]);
    await act('insert into access_log.entries select * from jsonb_populate_recordset(null::access_log.entries, $1)', [
      JSON.stringify(before),
    ]);
  }
  expect(await verify(world, checkpoints)).toMatchObject({ faults: 0 });
});

test.for<readonly [string, (act: Awaited<ReturnType<typeof intruder>>, xid: string) => Promise<unknown>, Finding['kind'][]]>([
  [
    'a row inserted into a sealed batch',
    (act, xid) =>
      act(
        `insert into access_log.entries (at, xid, n, organization_id, event, channel) select at, xid, 9, organization_id, 1, 1 from access_log.entries where xid = $1`,
        [xid],
      ),
    ['row-inserted'],
  ],
  [
    'a row inserted where there was none',
    (act) =>
      act(
        `insert into access_log.entries (at, xid, n, organization_id, event, channel, kept) select at, 5, 1, organization_id, 1, 1, false from access_log.entries limit 1`,
      ),
    ['row-inserted'],
  ],
  [
    'a row inserted into a month that its range does not have',
    (act, xid) =>
      act(
        `insert into access_log.entries (at, xid, n, organization_id, event, channel) select '2027-01-05', xid, 1, organization_id, 1, 1 from access_log.entries where xid = $1`,
        [xid],
      ),
    ['row-inserted'],
  ],
  ['a row removed', (act, xid) => act('delete from access_log.entries where xid = $1', [xid]), ['rows-removed']],
  [
    'two rows in each other’s place',
    async (act, xid) => {
      await act('update access_log.entries set xid = -1 where xid = $1', [xid]);
      await act('update access_log.entries set xid = $1 where session_number = 31', [xid]);
      await act(`update access_log.entries set xid = $1 where xid = -1`, [Number(xid) + 1]);
    },
    ['row-changed'],
  ],
  [
    'another value in a dictionary',
    (act) => act(`update access_log.subjects set name = 'Altro Nome' where username = 'u30'`),
    ['value-changed'],
  ],
  ['another salt', (act) => act(`update access_log.subjects set salt = sha256('') where username = 'u30'`), ['value-changed']],
  [
    'another commitment',
    (act) => act(`update access_log.addresses set commitment = sha256('') where address = '192.0.2.30'`),
    ['row-changed', 'value-changed'],
  ],
  [
    'a value with its salt and a commitment that fits',
    (act) =>
      act(
        `update access_log.addresses set address = '198.51.100.1', commitment = sha256(salt || access_log.canonical('address/1', '198.51.100.1'))
         where address = '192.0.2.30'`,
      ),
    ['row-changed'],
  ],
  ['a value taken away', (act) => act(`delete from access_log.subjects where username = 'u30'`), ['row-changed', 'value-missing']],
  [
    'a value that only pretends to be erased',
    (act) =>
      act(
        `update access_log.subjects set user_id = null, username = null, name = null, salt = null, commitment = sha256(''), erased_at = now() where username = 'u30'`,
      ),
    ['row-changed'],
  ],
  [
    'a seal that says another root',
    (act) => act(`update access_log.seals set root = sha256('') where number = 2`),
    ['another-history', 'seal-changed', 'tree-differs'],
  ],
  [
    'a seal that says another month',
    (act) => act(`update access_log.seals set month = '2026-10-01' where number = 2`),
    ['another-history', 'row-inserted', 'rows-removed', 'tree-differs'],
  ],
  [
    'a seal that says other digests',
    (act) => act(`update access_log.seals set digests = overlay(digests placing '\\x0000' from 1) where number = 2`),
    ['seal-changed'],
  ],
  [
    'a seal that says another moment',
    (act) => act(`update access_log.seals set first_at = first_at - interval '1 day' where number = 2`),
    ['another-history', 'seal-changed', 'tree-differs'],
  ],
  [
    'a seal taken away',
    (act) => act('delete from access_log.seals where number = 2'),
    ['another-history', 'row-inserted', 'seal-missing', 'tail-missing', 'tree-differs'],
  ],
  [
    'the tail cut off, with the seals, the place and the checkpoint made to fit',
    async (act) => {
      await act('delete from access_log.entries where xid >= (select from_xid from access_log.seals where number = 3)');
      await act('delete from access_log.seals where number = 3');
      await act('update access_log.sealer set size = 3, checkpoint = null, next_xid = (select max(to_xid) from access_log.seals)');
    },
    ['checkpoint-missing', 'tail-missing', 'tree-differs'],
  ],
])('R2.21 against a checkpoint kept elsewhere it is found: %s', async ([, attack, kinds]) => {
  const { world, checkpoints } = await written();
  const act = await intruder(world);

  await attack(act, (await xidOf(world, 30)) ?? '');
  const verdict = await verify(world, checkpoints);

  expect(verdict.faults).toBeGreaterThan(0);
  expect(kindsOf(verdict.findings)).toEqual(kinds);
  for (const finding of verdict.findings) expect(findingSentence(finding).it).not.toMatch(/undefined|NaN|null/);
});

test('R2.21 threads of their own find what one finds, in the same order', async () => {
  const { world, checkpoints } = await written();
  const act = await intruder(world);
  const untouched = await verify(world, checkpoints, [], 2);
  for (const number of [10, 30, 50]) await act('update access_log.entries set event = 2 where session_number = $1', [number]);
  await act(`delete from access_log.subjects where username in ('u31', 'u52')`);

  const alone = await verify(world, checkpoints);
  const together = await verify(world, checkpoints, [], 2);

  expect(untouched).toMatchObject({ faults: 0, rows: 61, agrees: { size: checkpoints[2]?.size } });
  expect(alone.faults).toBeGreaterThan(4);
  expect(together).toEqual(alone);
});

test('R2.21 a thread that cannot read ends the verification, and says why', async () => {
  const { world } = await written();

  const broken = checkersInThreads(
    connectionOf(world, 'owner'),
    'no-such-moment',
    { subjects: new Commitments(), addresses: new Commitments(), browsers: new Commitments(), details: new Commitments() },
    1,
  );
  onTestFinished(() => broken.close());

  await expect(broken.check([], () => undefined)).rejects.toThrow(/snapshot/);
});

test('R2.21 a whole history computed anew with the real key is another one, and it is said between which moments it differs', async () => {
  const { world, checkpoints } = await written();
  const act = await intruder(world);
  await act(`update access_log.entries set address_id = null where session_number = 30`);
  await act('delete from access_log.seals');
  await act('delete from access_log.seal_keys');
  await act(`update access_log.sealer set size = 0, next_xid = 0, peaks = '', checkpoint = null, checkpoint_size = null`);
  // The first batch is sealed as it was; the guards are off, so that the ranges of the first time can be had again.
  const [first] = checkpoints as [SignedCheckpoint];
  const forged = await seal(world);

  const alone = await verify(world);
  const verdict = await verify(world, checkpoints);

  expect(alone).toMatchObject({ faults: 0 });
  expect(forged.size).toBeLessThan(first.size + 3);
  expect(kindsOf(verdict.findings)).toEqual(['another-history', 'tail-missing']);
});

test('R2.21 without the installation’s key nobody can sign a history of his own, whatever the database says of keys', async () => {
  const { world } = await written();
  const act = await intruder(world);
  await act('delete from access_log.entries where session_number = 30');
  await act('delete from access_log.seals');
  await act(`update access_log.sealer set size = 0, next_xid = 0, peaks = '', checkpoint = null, checkpoint_size = null`);
  const forger = { ...world, keys: { ...world.keys, checkpoints: keysFrom(Buffer.alloc(32, 9)).checkpoints } };

  await seal(forger);
  const forged = await verify(world);
  await act('update access_log.sealer set checkpoint = null, checkpoint_size = null');
  const unsigned = await verify(world);

  expect(kindsOf(forged.findings)).toEqual(['checkpoint-of-unknown-key']);
  expect(kindsOf(unsigned.findings)).toEqual(['checkpoint-missing']);
  expect(findingSentence(unsigned.findings[0] as Finding).en).toMatch(/No checkpoint/);
});

test('R2.21 seals after the newest signature of the database are told', async () => {
  const { world, checkpoints } = await written();
  const act = await intruder(world);
  const [, middle] = checkpoints as [SignedCheckpoint, SignedCheckpoint];
  const note = signedNote(middle.text, middle.signatures[0] as (typeof middle.signatures)[0]);
  await act('update access_log.sealer set checkpoint = $1, checkpoint_size = $2', [note, middle.size]);

  const { findings } = await verify(world);

  expect(findings).toEqual([{ kind: 'checkpoint-missing', size: middle.size, seals: middle.size + 1 }]);
});

test('R2.21 after a new secret key the checkpoint of the earlier one is believed', async () => {
  const { world } = await written();
  const renewed = { ...world, keys: keysFrom(Buffer.alloc(32, 9), [Buffer.alloc(32, 7)]) };

  expect(await verify(renewed)).toMatchObject({ faults: 0 });
});

test.for([
  ['before every seal', '-5'],
  ['that names no transaction', 'null'],
  ['of a transaction that has not been yet', '900000000000'],
])('R2.21 a row %s, which no seal could close, is found', async ([, xid]) => {
  const { world } = await written();
  const act = await intruder(world);
  await act('alter table access_log.entries alter column xid drop not null');
  await act(
    `insert into access_log.entries (at, xid, n, organization_id, event, channel) select at, ${xid}, 1, organization_id, 1, 1 from access_log.entries limit 1`,
  );

  const { findings } = await verify(world);

  expect(findings).toEqual([expect.objectContaining({ kind: 'row-inserted', seal: null, n: 1 })]);
  expect(findingSentence(findings[0] as Finding).it).not.toMatch(/undefined|NaN|null/);
});

test('D5 a value that is said to be erased and still says something is found', async () => {
  const { world } = await written();
  const act = await intruder(world);
  for (const [table, check] of [
    ['subjects', 'subjects_kind_check'],
    ['addresses', 'addresses_erased_check'],
  ]) {
    await act(`alter table access_log.${table} drop constraint ${check}`);
  }
  await act(`update access_log.subjects set name = 'Mallory', erased_at = now() where username = 'u30'`);
  await act(`update access_log.addresses set address = '203.0.113.9', salt = null, erased_at = now() where address = '192.0.2.30'`);

  const { findings } = await verify(world);

  expect(findings.map(({ kind, ...of }) => [kind, 'dictionary' in of && of.dictionary])).toEqual([
    ['value-changed', 'subjects'],
    ['value-changed', 'addresses'],
  ]);
});

test('R2.21 what was changed lies between the last checkpoint that agrees and the first that does not', async () => {
  const { world, checkpoints } = await written();
  const act = await intruder(world);
  await act(`update access_log.seals set note = null, closed_at = closed_at + interval '1 s' where number = 2`);

  const { findings } = await verify(world, checkpoints);

  expect(findings).toContainEqual({
    kind: 'another-history',
    file: 'safe.txt',
    size: 3,
    at: checkpoints[1]?.at,
    agreesUpTo: { size: 2, at: checkpoints[0]?.at },
  });
});

test('D5 a checkpoint of another log, of an unknown key or with a false signature counts for nothing, and is told', async () => {
  const { world, checkpoints } = await written();
  const [, , last] = checkpoints as [SignedCheckpoint, SignedCheckpoint, SignedCheckpoint];
  const stranger = keysFrom(Buffer.alloc(32, 9)).checkpoints;
  const sign = (text: string, name: string, key: Uint8Array, signature: Uint8Array) =>
    parseCheckpoint(signedNote(text, { name, keyHash: keyHashOf(sha256, name, key), signature })) as SignedCheckpoint;
  const own = world.keys.checkpoints;
  const elsewhere = last.text.replace(last.origin, 'varco-log/other');

  const verdict = await verify(world, [
    sign(elsewhere, 'varco-log/other', own.publicKey, own.sign(Buffer.from(elsewhere))),
    sign(last.text, last.origin, stranger.publicKey, stranger.sign(Buffer.from(last.text))),
    sign(last.text, last.origin, own.publicKey, stranger.sign(Buffer.from(last.text))),
  ]);

  expect(verdict.findings.map(({ kind }) => kind)).toEqual([
    'checkpoint-of-another-log',
    'checkpoint-of-unknown-key',
    'checkpoint-badly-signed',
  ]);
  expect(verdict.agrees).toBeNull();
  // A key given apart is believed alone, whatever the database says of keys.
  expect(kindsOf((await verify(world, [last], [stranger.publicKey])).findings)).toEqual(['checkpoint-of-unknown-key']);
  expect(await verify(world, [last], [own.publicKey])).toMatchObject({ faults: 0, agrees: { size: last.size } });
});

test('D5 after a move a new era begins above every transaction of the old one, and names the checkpoint it comes from', async () => {
  const { world, checkpoints } = await written();
  const act = await intruder(world);
  // What another cluster has written last, whose counter was far ahead of this one's; it was not sealed yet.
  await act(`insert into access_log.entries (at, xid, n, organization_id, event, channel) values ($1, 9000000000, 1, $2, 1, 1)`, [
    world.clock.now(),
    world.organizationId,
  ]);

  await beginEra(world, connectionOf(world, 'owner'), world.operator, 'moved', 'From the old machine.');
  await happened(world, 61);
  const last = await seal(world);
  const verdict = await verify(world, [...checkpoints, last]);

  const seals = await world.owner<{ era: number; kind: number; note: string | null; from_xid: string }>(
    'select era, kind, note, from_xid from access_log.seals order by number',
  );
  expect(verdict).toMatchObject({ faults: 0, unsealed: { rows: 0 }, agrees: { size: last.size } });
  const passage = seals.find(({ kind }) => kind === 2);
  expect(passage).toMatchObject({ era: 2, from_xid: '9000000001' });
  expect(parseCheckpoint(passage?.note?.split('\n\n').slice(1).join('\n\n') ?? '')?.size).toBe(5);
  expect(BigInt((await xidOf(world, 61)) ?? 0)).toBeGreaterThan(9_000_000_000n);
  expect((await world.logRows()).map(({ event }) => event)).toContain(events['era-begun']);
});

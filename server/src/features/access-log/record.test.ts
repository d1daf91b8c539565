import { createHash } from 'node:crypto';
import { INSTALLATION, type OrganizationId, type UserId } from '@varco/shared/ids';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '#db/database';
import { freshWorld, type World } from '#testing/world';
import { type LogFact, record } from './record.ts';

const ROSSI = '01890000-0000-7000-8000-0000000000a1' as UserId;
const BIANCHI = '01890000-0000-7000-8000-0000000000b2' as UserId;

const named = (world: World, userId: UserId, username: string, name: string) => ({
  userId,
  organizationId: world.organizationId,
  username,
  name,
});
const rossi = (world: World) => named(world, ROSSI, 'm.rossi', 'Mario Rossi');
const bianchi = (world: World) => named(world, BIANCHI, 'a.bianchi', 'Anna Bianchi');

const signedIn = (world: World, more: Partial<LogFact> = {}): LogFact => ({
  at: world.clock.now(),
  event: 'signed-in',
  organizationId: world.organizationId,
  subject: rossi(world),
  client: world.client(),
  ...more,
});

/** The bytes a commitment covers, made here a second time: each field with its length, absent ones marked. */
function canonical(...fields: (string | null)[]): Buffer {
  const parts = fields.map((field) => {
    if (field === null) return Buffer.from([0]);
    const text = Buffer.from(field, 'utf8');
    const head = Buffer.alloc(5);
    head.writeUInt8(1);
    head.writeInt32BE(text.length, 1);
    return Buffer.concat([head, text]);
  });
  return Buffer.concat(parts);
}

const commitment = (salt: Buffer, bytes: Buffer): string => createHash('sha256').update(salt).update(bytes).digest('hex');

test('R2.20 an entry says who, what, when, from where and by which browser, in the words of the moment', async () => {
  const world = await freshWorld();
  await record(world.db, signedIn(world, { sessionNumber: '77' }));

  const [row] = await world.owner(
    `select e.at, e.event, e.channel, e.session_number, e.organization_id, s.user_id, s.username, s.name, host(a.address) as address, b.family, b.version, b.system
     from access_log.entries e join access_log.subjects s on s.id = e.subject_id
     join access_log.addresses a on a.id = e.address_id join access_log.browsers b on b.id = e.browser_id where s.user_id = $1`,
    [ROSSI],
  );

  expect(row).toEqual({
    at: world.clock.now(),
    event: 1,
    channel: 1,
    session_number: '77',
    organization_id: world.organizationId,
    user_id: ROSSI,
    username: 'm.rossi',
    name: 'Mario Rossi',
    address: '192.0.2.10',
    family: 'Firefox',
    version: '140',
    system: 'Linux',
  });
});

test('D5 a value stands once in its dictionary, and a new name of the same person beside the old one', async () => {
  const world = await freshWorld();
  await record(world.db, signedIn(world));
  await record(world.db, signedIn(world));
  await record(world.db, signedIn(world, { subject: named(world, ROSSI, 'm.rossi', 'Mario Rossi Verdi') }));

  const names = await world.owner('select name from access_log.subjects where user_id = $1 order by id', [ROSSI]);
  const [counted] = await world.owner(
    'select (select count(*)::int from access_log.addresses) as addresses, (select count(*)::int from access_log.browsers) as browsers',
  );

  expect(names).toEqual([{ name: 'Mario Rossi' }, { name: 'Mario Rossi Verdi' }]);
  expect(counted).toEqual({ addresses: 1, browsers: 1 });
});

test('D5 of a name that belongs to nobody the log keeps a keyed hash and never the text', async () => {
  const world = await freshWorld();
  const typed = 'Un-nome-che-nessuno-porta';
  const nameHash = world.keys.mac('username', typed);
  await record(
    world.db,
    signedIn(world, { event: 'sign-in-refused', reason: 'unknown-user', organizationId: INSTALLATION, subject: undefined, nameHash }),
  );

  const [subject] = await world.owner(
    'select user_id, username, name, name_hash, organization_id from access_log.subjects where name_hash is not null',
  );
  const everything = await world.owner<{ text: string }>(
    `select (select string_agg(e::text, '') from access_log.entries e) || (select string_agg(s::text, '') from access_log.subjects s) as text`,
  );

  expect(subject).toEqual({ user_id: null, username: null, name: null, name_hash: nameHash, organization_id: INSTALLATION });
  expect(everything[0]?.text).not.toContain(typed);
});

test('D5 whoever has the salt and the value can compute the commitment of every dictionary entry again', async () => {
  const world = await freshWorld();
  const nameHash = world.keys.mac('username', 'nessuno');
  await record(world.db, signedIn(world, { subject: named(world, ROSSI, 'm.rossi', 'Mário «Rossi» 🙂') }));
  await record(
    world.db,
    signedIn(world, { organizationId: INSTALLATION, subject: undefined, nameHash, client: world.client('2001:DB8:0:0::1') }),
  );
  await record(world.db, signedIn(world, { event: 'user-unlocked', actor: { operator: 'root' } }));

  const subjects = await world.owner<
    Record<'organization_id' | 'user_id' | 'username' | 'name', string | null> & Record<'name_hash' | 'salt' | 'commitment', Buffer>
  >('select * from access_log.subjects');
  const addresses = await world.owner<{ address: string; salt: Buffer; commitment: Buffer }>(
    'select host(address) as address, salt, commitment from access_log.addresses',
  );
  const browsers = await world.owner<{ family: string; version: string; system: string; salt: Buffer; commitment: Buffer }>(
    'select * from access_log.browsers',
  );

  expect(subjects.length).toBeGreaterThanOrEqual(3);
  expect(addresses.map(({ address }) => address)).toContain('2001:db8::1');
  for (const { organization_id, user_id, username, name, name_hash, salt, commitment: kept } of subjects) {
    expect(commitment(salt, canonical('subject/1', organization_id, user_id, username, name, name_hash?.toString('hex') ?? null))).toBe(
      kept.toString('hex'),
    );
  }
  for (const { address, salt, commitment: kept } of addresses)
    expect(commitment(salt, canonical('address/1', address))).toBe(kept.toString('hex'));
  for (const { family, version, system, salt, commitment: kept } of browsers) {
    expect(commitment(salt, canonical('browser/1', family, version, system))).toBe(kept.toString('hex'));
  }
  const salts = [...subjects, ...addresses, ...browsers].map(({ salt }) => salt.toString('hex'));
  expect(salts.every((salt) => salt.length === 64)).toBe(true);
  expect(new Set(salts).size).toBe(salts.length);
});

test('D5 the rows of one transaction carry its number and are counted inside it', async () => {
  const world = await freshWorld();
  const transaction = await world.db.transaction().execute(async (tx) => {
    for (let time = 0; time < 5; time += 1) await record(tx, signedIn(world, { sessionNumber: String(time) }));
    const { rows } = await sql<{ xid: string }>`select pg_current_xact_id()::text as xid`.execute(tx);
    return rows[0]?.xid;
  });
  await record(world.db, signedIn(world, { sessionNumber: '5' }));

  const rows = await world.owner<{ xid: string; n: number }>(
    'select xid, n from access_log.entries where session_number is not null order by session_number',
  );
  expect(rows.slice(0, 5)).toEqual([1, 2, 3, 4, 5].map((n) => ({ xid: transaction, n })));
  expect(rows[5]).toMatchObject({ n: 1 });
  expect(rows[5]?.xid).not.toBe(transaction);
});

test('D5 two hundred facts of one transaction are two hundred places', async () => {
  const world = await freshWorld();
  await world.db.transaction().execute(async (tx) => {
    for (let time = 0; time < 200; time += 1) await record(tx, signedIn(world, { sessionNumber: '1' }));
  });

  const [counted] = await world.owner(
    'select count(distinct (xid, n))::int as places, count(distinct xid)::int as transactions from access_log.entries where session_number = 1',
  );
  expect(counted).toEqual({ places: 200, transactions: 1 });
});

test('D5 a fact that is undone leaves no entry', async () => {
  const world = await freshWorld();
  const undone = world.db.transaction().execute(async (tx) => {
    await record(tx, signedIn(world, { sessionNumber: '9' }));
    throw new Error('undone');
  });

  await expect(undone).rejects.toThrow('undone');
  expect(await world.owner('select from access_log.entries where session_number = 9')).toHaveLength(0);
});

test('R3.54 an entry names another person or an operator who did it, and nobody when it was the person himself', async () => {
  const world = await freshWorld();
  await record(world.db, signedIn(world, { event: 'user-changed', actor: bianchi(world) }));
  await record(
    world.db,
    signedIn(world, { event: 'user-unlocked', actor: { operator: 'root (riga di comando)' }, client: world.operator.client }),
  );
  await record(world.db, signedIn(world, { event: 'password-changed', actor: rossi(world) }));

  const rows = await world.owner(
    `select e.event, e.channel, a.user_id, a.name from access_log.entries e left join access_log.subjects a on a.id = e.actor_id
     where e.subject_id in (select id from access_log.subjects where user_id = $1) order by e.xid`,
    [ROSSI],
  );

  expect(rows).toEqual([
    { event: 21, channel: 1, user_id: BIANCHI, name: 'Anna Bianchi' },
    { event: 26, channel: 3, user_id: null, name: 'root (riga di comando)' },
    { event: 10, channel: 1, user_id: null, name: null },
  ]);
});

test('R3.59 what a delegate does keeps both names, also where it is himself or the delegator whom it concerns', async () => {
  const world = await freshWorld();
  const delegate = { ...bianchi(world), onBehalfOf: rossi(world) };
  const verdi = named(world, '01890000-0000-7000-8000-000000000001' as UserId, 'l.verdi', 'Luca Verdi');
  for (const subject of [verdi, rossi(world), bianchi(world)])
    await record(world.db, signedIn(world, { event: 'user-changed', subject, actor: delegate }));

  const rows = await world.owner(
    `select s.name, a.name as actor, b.name as "onBehalfOf" from access_log.entries e join access_log.subjects s on s.id = e.subject_id
     join access_log.subjects a on a.id = e.actor_id join access_log.subjects b on b.id = e.on_behalf_of order by e.xid`,
  );

  expect(rows).toEqual(
    ['Luca Verdi', 'Mario Rossi', 'Anna Bianchi'].map((name) => ({ name, actor: 'Anna Bianchi', onBehalfOf: 'Mario Rossi' })),
  );
});

test('D2 R3.59 in the log of another organization a delegator is known by his name alone', async () => {
  const world = await freshWorld();
  const elsewhere = '01890000-0000-7000-8000-0000000000ee' as OrganizationId;
  await record(
    world.db,
    signedIn(world, {
      event: 'role-changed',
      organizationId: elsewhere,
      subject: undefined,
      actor: { ...bianchi(world), onBehalfOf: rossi(world) },
    }),
  );

  const [row] = await world.owner(
    'select s.username, s.name, s.organization_id from access_log.entries e join access_log.subjects s on s.id = e.on_behalf_of',
  );
  expect(row).toEqual({ username: '', name: 'Mario Rossi', organization_id: elsewhere });
});

test('D5 fifty writers who bring the same new names, address and browser at once make one entry of each', async () => {
  const world = await freshWorld();
  const client = { ...world.client('203.0.113.50'), browser: { family: 'Edge', version: '150', system: 'Windows 11' } };
  const crossed = (time: number) =>
    time % 2 === 0 ? { subject: rossi(world), actor: bianchi(world) } : { subject: bianchi(world), actor: rossi(world) };
  const crowd = openDatabase(world.db.connectionConfig, { connections: 16 });
  onTestFinished(() => crowd.close());
  const writers = Array.from({ length: 50 }, (_, time) =>
    crowd.transaction().execute(async (tx) => {
      await record(tx, signedIn(world, { event: 'user-changed', client, ...crossed(time) }));
    }),
  );

  await Promise.all(writers);

  const [counted] = await world.owner(
    `select (select count(*)::int from access_log.addresses where address = '203.0.113.50') as addresses,
      (select count(*)::int from access_log.browsers where family = 'Edge') as browsers,
      (select count(*)::int from access_log.subjects where user_id in ($1, $2)) as people,
      (select count(*)::int from access_log.entries where event = 21) as entries`,
    [ROSSI, BIANCHI],
  );
  expect(counted).toEqual({ addresses: 1, browsers: 1, people: 2, entries: 50 });
});

test('D5 two hundred facts recorded at once are two hundred entries, each its own', async () => {
  const world = await freshWorld();
  const facts = Array.from({ length: 200 }, (_, number) =>
    signedIn(world, { sessionNumber: String(number), client: world.client(`198.51.100.${number % 20}`) }),
  );

  await Promise.all(facts.map((fact) => record(world.db, fact)));

  const [counted] = await world.owner(
    'select count(*)::int as entries, count(distinct (xid, n))::int as places, count(distinct session_number)::int as sessions from access_log.entries where session_number is not null',
  );
  expect(counted).toEqual({ entries: 200, places: 200, sessions: 200 });
});

test('D8 the door records before any organization is in sight, and still sees nothing', async () => {
  const world = await freshWorld();
  await record(world.db, signedIn(world));

  const seen = await sql`select from access_log.entries`.execute(world.db);
  const names = await sql`select id from access_log.subjects`.execute(world.db);

  expect([seen.rows, names.rows]).toEqual([[], []]);
});

test('D5 the salts of the dictionaries are not for the application', async () => {
  const world = await freshWorld();

  for (const dictionary of ['subjects', 'addresses', 'browsers']) {
    await expect(sql`select salt from ${sql.table(`access_log.${dictionary}`)}`.execute(world.db)).rejects.toMatchObject({ code: '42501' });
  }
});

test('D2 the names of an organization are another entry in the log of another one', async () => {
  const world = await freshWorld();
  const elsewhere = '01890000-0000-7000-8000-0000000000ff' as OrganizationId;
  await record(world.db, signedIn(world, { event: 'user-unlocked', actor: { operator: 'root' } }));
  await record(
    world.db,
    signedIn(world, {
      event: 'user-unlocked',
      actor: { operator: 'root' },
      organizationId: elsewhere,
      subject: { ...rossi(world), organizationId: elsewhere },
    }),
  );

  const operators = await world.owner(
    `select organization_id from access_log.subjects where name = 'root' and user_id is null order by id`,
  );

  expect(operators).toEqual([{ organization_id: world.organizationId }, { organization_id: elsewhere }]);
});

test('D4 the hash of a name typed is kept whoever has the name, and the fact stays the person’s', async () => {
  const world = await freshWorld();
  const nameHash = world.keys.mac('username', 'e.rossi');
  const fact = signedIn(world, { event: 'sign-in-refused', reason: 'wrong-password', nameHash });

  await record(world.db, fact);
  await record(world.db, fact);

  const kept = await world.owner('select organization_id, user_id from access_log.subjects where name_hash = $1', [nameHash]);
  expect(kept).toEqual([{ organization_id: INSTALLATION, user_id: null }]);
  expect((await world.logRows()).slice(-2).map(({ username }) => username)).toEqual([fact.subject?.username, fact.subject?.username]);
});

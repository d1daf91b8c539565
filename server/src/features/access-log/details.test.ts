import { createHash } from 'node:crypto';
import { changeFields } from '@varco/shared/access-log/changes';
import { eventNamed, events } from '@varco/shared/access-log/events';
import { canonical } from '@varco/shared/access-log/evidence/leaf';
import type { OrganizationId } from '@varco/shared/ids';
import { sql } from 'kysely';
import type pg from 'pg';
import { expect, test } from 'vitest';
import { keysFrom } from '#core/keys';
import { changeUser, readUser, resetPassword } from '#features/directory';
import { changePolicy, readPolicy } from '#features/policy';
import { renewKeys } from '#features/sign-in';
import { ADMINISTRATOR, freshWorld, signedIn, type World } from '#testing/world';
import { openDetail } from './details.ts';
import { verifyLog } from './seals/verify-log.ts';
import { search } from './search.ts';
import type { OrganizationKey } from './store.ts';

const connectionOf = (world: World, user: 'owner'): pg.ClientConfig => ({
  ...world.db.connectionConfig,
  user: `varco_${user}`,
});

const newest = async (world: World, core: Parameters<typeof search>[0] = world) =>
  (await search(core, world.scope, { outcome: 'all', order: 'newest', limit: 50 })).items;
const itemsOf = async (world: World, event: string) => (await newest(world)).find((line) => line.event === event)?.changes?.items;

interface StoredDetail {
  readonly id: number;
  readonly organization_id: OrganizationId;
  readonly key_id: number;
  readonly ciphertext: Buffer;
  readonly commitment: Buffer;
}
const storedDetails = (world: World) => world.owner<StoredDetail & Record<string, unknown>>('select * from access_log.details order by id');
const storedKeys = (world: World) =>
  world.owner<OrganizationKey & Record<string, unknown>>(
    'select organization_id as "organizationId", id, wrapped from access_log.organization_keys order by id',
  );

async function change(world: World) {
  const { id } = await world.user({ email: 'elena@comune.example' });
  const user = await readUser(world, world.operator, world.scope, id);
  await changeUser(world, world.operator, world.scope, id, {
    version: user.version,
    email: 'e.desantis@comune.example',
    status: 'inactive',
  });
  return id;
}

test('R3.56 a change of a user says each field before and after, each stop by its own line', async () => {
  const world = await freshWorld();
  await change(world);

  expect(await itemsOf(world, 'user-changed')).toEqual([
    { field: 'email', before: 'elena@comune.example', after: 'e.desantis@comune.example' },
  ]);
  expect(await itemsOf(world, 'user-deactivated')).toEqual([{ field: 'status', before: 'active', after: 'inactive' }]);
  expect(await itemsOf(world, 'user-created')).toContainEqual({ field: 'email', before: null, after: 'elena@comune.example' });
});

test('R3.56 a change of the policy says each rule, old and new, and the reason', async () => {
  const world = await freshWorld();
  const { version, rules } = await readPolicy(world, world.scope, world.organizationId);
  const before = rules.find(({ rule }) => rule === 'attempts')?.inForce;
  await changePolicy(
    world,
    signedIn(world, world.administrator, { id: '01890000-0000-7000-8000-0000000000e1', number: '7' }, true),
    world.scope,
    { version, values: { attempts: 4 }, reason: 'Dopo la verifica' },
  );

  expect(before).not.toBe(4);
  expect(await itemsOf(world, 'policy-changed')).toEqual([
    { field: 'attempts', before, after: 4 },
    { field: 'reason', before: null, after: 'Dopo la verifica' },
  ]);
});

test('D5 what changed is encrypted, and its commitment covers the salt and the text that come out', async () => {
  const world = await freshWorld();
  await change(world);
  const keys = await storedKeys(world);
  const details = await storedDetails(world);

  expect(details.length).toBeGreaterThan(3);
  for (const { organization_id: organizationId, key_id, ciphertext, commitment } of details) {
    expect(ciphertext.includes('comune.example')).toBe(false);
    const opened = openDetail(world.keys, { organizationId, ciphertext, key: keys.find(({ id }) => id === key_id) });
    const covered = canonical(['detail/1', organizationId, opened?.text ?? '']);
    expect(
      createHash('sha256')
        .update(opened?.salt ?? '')
        .update(covered)
        .digest('hex'),
    ).toBe(commitment.toString('hex'));
  }
});

test('D5 verifying opens every detail, and names one whose ciphertext is another', async () => {
  const world = await freshWorld();
  await change(world);
  const wishes = { witnesses: [], keys: [], progress: () => undefined };
  const owner = connectionOf(world, 'owner');

  expect(await verifyLog(world, owner, wishes)).toMatchObject({ faults: 0, unreadable: 0 });
  const [first, second] = await storedDetails(world);
  await world.owner('alter table access_log.details disable trigger refuse_change');
  await world.owner('update access_log.details set ciphertext = $1 where id = $2', [second?.ciphertext, first?.id]);
  expect((await verifyLog(world, owner, wishes)).findings).toContainEqual({ kind: 'value-changed', dictionary: 'details', id: first?.id });
  await world.owner(`update access_log.details set ciphertext = set_byte(ciphertext, 40, 255 - get_byte(ciphertext, 40)) where id = $1`, [
    first?.id,
  ]);
  expect((await verifyLog(world, owner, wishes)).findings).toContainEqual({ kind: 'detail-changed', id: first?.id });
});

test('D5 without the key of the organization nobody reads what changed, the lines stay, and the log verifies', async () => {
  const world = await freshWorld();
  await change(world);
  await world.owner('delete from access_log.organization_keys where organization_id = $1', [world.organizationId]);

  const lines = await newest(world);
  const verdict = await verifyLog(world, connectionOf(world, 'owner'), { witnesses: [], keys: [], progress: () => undefined });

  expect(lines.find(({ event }) => event === 'user-changed')?.changes).toEqual({ items: [], erased: false, unreadable: true });
  expect(verdict).toMatchObject({ faults: 0 });
  expect(verdict.unreadable).toBeGreaterThan(3);
});

test('D5 an erased detail says so', async () => {
  const world = await freshWorld();
  await change(world);
  const ids = (await storedDetails(world)).map(({ id }) => id);
  await world.owner('select access_log.erase($1, $2, now())', ['details', ids]);

  expect((await newest(world)).find(({ event }) => event === 'user-changed')?.changes).toEqual({
    items: [],
    erased: true,
    unreadable: false,
  });
});

test('D7 another secret reads nothing and goes on under a key of its own; the next secret reads everything', async () => {
  const world = await freshWorld();
  await change(world);
  const lost = { ...world, keys: keysFrom(Buffer.alloc(32, 8)) };
  const rotated = { ...world, keys: keysFrom(Buffer.alloc(32, 9), [Buffer.alloc(32, 7)]) };

  expect((await newest(world, lost)).find(({ event }) => event === 'user-changed')?.changes).toMatchObject({ unreadable: true });
  expect(await renewKeys(rotated, world.scope, world.operator)).toBe('renewed');
  const alone = { ...world, keys: keysFrom(Buffer.alloc(32, 9)) };
  expect((await newest(world, alone)).find(({ event }) => event === 'user-changed')?.changes?.items).toHaveLength(1);
  await resetPassword(lost, world.operator, world.scope, world.administrator.id);
  expect((await newest(world, lost)).find(({ event }) => event === 'password-reset')?.changes).toMatchObject({ unreadable: false });
});

test('D2 the changes of another organization are never read, nor is a key added to it', async () => {
  const world = await freshWorld();
  await change(world);
  const elsewhere = { organizations: ['01890000-0000-7000-8000-0000000000ff' as OrganizationId] };

  expect((await search(world, elsewhere, { outcome: 'all', order: 'newest', limit: 50 })).items).toEqual([]);
  const seen = await world.db.as(elsewhere, (tx) =>
    sql`select from access_log.details union all select from access_log.organization_keys`.execute(tx),
  );
  expect(seen.rows).toEqual([]);
  const adding = world.db.as(elsewhere, (tx) => sql`select access_log.add_organization_key(${world.organizationId}, 'x')`.execute(tx));
  await expect(adding).rejects.toMatchObject({ code: '42501' });
});

test('R3.56 nothing that is kept for ever is without what it changed, but for the beginning of an era', () => {
  const { 'user-created': _, ...others } = changeFields;
  expect(Object.keys(others).length).toBeGreaterThan(15);
  const silent = Object.keys(events).filter((event) => !(event in changeFields));
  // Ways in and out, of the gate or of an organization, one's own password, an era: none of them changes a field of anybody. Of whoever is erased nothing may be kept.
  expect(silent).toEqual([
    'signed-in',
    'sign-in-refused',
    'signed-out',
    'password-changed',
    'password-change-refused',
    'person-erased',
    'era-begun',
    'organization-entered',
    'organization-left',
  ]);
});

test('D7 no secret is ever among the changes: not a password, not a hash, not a key', async () => {
  const world = await freshWorld();
  const id = await change(world);
  const { temporaryPassword } = await resetPassword(world, world.operator, world.scope, id);
  const keys = await storedKeys(world);
  const texts = (await storedDetails(world)).map(
    ({ organization_id: organizationId, key_id, ciphertext }) =>
      openDetail(world.keys, { organizationId, ciphertext, key: keys.find((key) => key.id === key_id) })?.text ?? '',
  );
  const hashes = await world.owner<{ hash: string; mac: string }>(
    `select p.hash, encode(u.username_mac, 'hex') as mac from credentials.passwords p join identity.users u on u.id = p.user_id`,
  );

  expect(texts.length).toBeGreaterThan(4);
  for (const secret of ['Autunno-2026', ADMINISTRATOR.password, temporaryPassword, ...hashes.flatMap(({ hash, mac }) => [hash, mac])])
    expect(texts.filter((text) => text.includes(secret))).toEqual([]);
  const facts = await world.owner<{ event: number; detail_id: number | null }>('select event, detail_id from access_log.entries');
  const bare = facts.filter(({ event, detail_id }) => detail_id === null && (eventNamed.get(event) ?? '') in changeFields);
  expect(bare).toEqual([]);
});

import { spawnSync } from 'node:child_process';
import { parseCheckpoint, type SignedCheckpoint } from '@varco/shared/access-log/evidence/checkpoint';
import { erasedLabel } from '@varco/shared/identity/erased';
import type { UserId } from '@varco/shared/ids';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { record, verifyLog } from '#features/access-log';
import { inLog } from '#features/identity';
import { sealNow } from '#testing/seals';
import { freshWorld, rolesOf, type World } from '#testing/world';
import { erasePerson } from './erase-person.ts';
import { readErasure } from './read-erasure.ts';

/** Somebody whose every text is nobody else's, in any file of this machine. */
const somebody = {
  username: 'zq.wexlerova',
  familyName: 'Zqwexlerova',
  givenName: 'Xandrüselma',
  fullName: 'Perito Vyndhôlm',
  taxCode: null,
  email: 'zq.mailbox@yvorzano.example',
  employeeNumber: 'MZQ-77431',
} as const;
const texts = Object.values(somebody).filter((text) => text !== null);

const goneFrom = async (world: World): Promise<{ id: UserId }> => {
  const { id } = await world.user({ ...somebody, status: 'inactive' });
  return { id };
};

/** The files of the database server that hold a text, as it is written in UTF-8. */
async function filesWith(world: World, text: string): Promise<string[]> {
  const client = new pg.Client(rolesOf(world.db).root);
  await client.connect();
  const { rows } = await client.query<{ data_directory: string }>('show data_directory');
  await client.end();
  const folder = rows[0]?.data_directory ?? '';
  const { stdout, stderr } = spawnSync('grep', ['-rlaF', '--', text, folder], { encoding: 'utf8', env: { LC_ALL: 'C' } });
  // Other tests drop their databases on the same server meanwhile: a file that is gone holds nothing.
  expect(stderr.split('\n').filter((line) => line !== '' && !line.endsWith(': No such file or directory'))).toEqual([]);
  return stdout.split('\n').filter((line) => line !== '');
}

/** The tables in which a row holds one of the texts, however it is stored. */
async function tablesWith(world: World, wanted: readonly string[]): Promise<string[]> {
  const tables = await world.owner<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema)' order by 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await world.owner(
      `select from ${name} t where exists (select from unnest($1::text[]) s (x) where strpos(lower(t::text), lower(s.x)) > 0) limit 1`,
      [wanted],
    );
    if (rows.length > 0) found.push(name);
  }
  return found;
}

/** For each change of him in the log: whether what was before and after can still be read. */
const detailsOf = async (world: World, id: UserId): Promise<boolean[]> =>
  (
    await world.owner<{ readable: boolean }>(
      `select d.ciphertext is not null as readable from access_log.entries e join access_log.details d on d.id = e.detail_id
       where e.subject_id in (select s.id from access_log.subjects s where s.user_id = $1) and e.event in (20, 21)`,
      [id],
    )
  ).map(({ readable }) => readable);

const verify = (world: World, checkpoint: SignedCheckpoint) =>
  verifyLog(world, rolesOf(world.db).owner, { witnesses: [{ file: 'safe.txt', checkpoint }], keys: [], progress: () => undefined });

describe('D5 erasing a person', () => {
  test('D5 leaves no text of his in any table nor in any file, and every proof still holds against a checkpoint kept elsewhere', async () => {
    const world = await freshWorld({ maintained: true });
    const browser = await world.browser();
    const { id } = await goneFrom(world);
    await browser.signIn({ username: somebody.username, password: 'Autunno-2026' });
    await browser.signIn(world.administrator);
    expect((await browser.send('PATCH', `/api/users/${id}`, { version: 1, fullName: 'Zqwexlerova del Vyndhôlm' })).status).toBe(200);
    await world.owner('analyze');
    const outside = parseCheckpoint(await sealNow(world)) as SignedCheckpoint;
    expect(await detailsOf(world, id)).toEqual([true, true]);
    for (const text of texts) expect(await filesWith(world, text), text).not.toEqual([]);

    const answer = await browser.post(`/api/users/${id}/erasure`, { username: somebody.username, reason: 'prot. 2026/118' });
    expect(answer.status).toBe(201);
    await world.runJobs();

    expect(await tablesWith(world, texts)).toEqual([]);
    expect((await detailsOf(world, id)).filter((readable) => readable)).toEqual([]);
    for (const text of texts) expect(await filesWith(world, text), text).toEqual([]);
    await sealNow(world);
    expect(await verify(world, outside)).toMatchObject({ faults: 0, compared: 1, agrees: { size: outside.size } });
    expect(await readErasure(world, world.scope, id)).toMatchObject({
      by: 'Conti Laura',
      reason: 'prot. 2026/118',
      filesRewritten: true,
      run: { state: 'done' },
    });
  });

  test('D5 his lines in the log still hang together, under a number that names nobody', async () => {
    const world = await freshWorld({ maintained: true });
    const { id } = await goneFrom(world);
    await erasePerson(world, world.operator, world.scope, id, { username: somebody.username, reason: '' });
    await world.runJobs();
    const browser = await world.browser();
    await browser.signIn(world.administrator);

    const { body } = await browser.get(`/api/access-log?user=${id}`);

    const items = body.items as { event: string; user: { id: string; name: string } }[];
    expect(items.map(({ event }) => event)).toEqual(['person-erased', 'user-created']);
    expect(items.map(({ user }) => user)).toMatchObject([
      { id, name: erasedLabel(id) },
      { id, name: erasedLabel(id) },
    ]);
    expect((await browser.get(`/api/users/${id}`)).body).toMatchObject({
      state: 'ceased',
      username: erasedLabel(id),
      familyName: erasedLabel(id),
      givenName: '',
      email: null,
    });
    const list = (await browser.get('/api/users')).body.items as { id: string }[];
    expect(list.map((line) => line.id)).not.toContain(id);
    expect(((await browser.get('/api/users?state=ceased')).body.items as { id: string }[]).map((line) => line.id)).toEqual([id]);
  });

  test('R5.14 nobody erased comes back, not even by a statement of the application', async () => {
    const world = await freshWorld();
    const { id } = await goneFrom(world);
    await erasePerson(world, world.operator, world.scope, id, { username: somebody.username, reason: '' });
    const browser = await world.browser();
    await browser.signIn(world.administrator);

    expect((await browser.send('PATCH', `/api/users/${id}`, { version: 2, status: 'active' })).body).toMatchObject({
      type: 'identity.erased',
    });
    expect((await browser.post(`/api/users/${id}/password-resets`, {})).body).toMatchObject({ type: 'identity.erased' });
    expect((await browser.post(`/api/users/${id}/erasure`, { username: erasedLabel(id) })).body).toMatchObject({ type: 'identity.erased' });
    await expect(
      world.db.as(world.scope, (tx) => tx.updateTable('identity.users').set({ status: 'active' }).where('id', '=', id).execute()),
    ).rejects.toThrow('cannot come back');
    // His name is free again: it is nobody's any more.
    await world.user({ username: somebody.username });
  });

  test('D5 an active user, oneself, the last administrator and a wrong confirmation are refused, and nothing is lost', async () => {
    const world = await freshWorld();
    const active = await world.user({ ...somebody });
    const browser = await world.browser();
    await browser.signIn(world.administrator);
    const before = await world.owner('select * from identity.users order by id');
    const ask = async (id: string, body: object) => (await browser.post(`/api/users/${id}/erasure`, body)).body;

    expect(await ask(active.id, { username: active.username })).toMatchObject({ type: 'erasure.still-active', status: 409 });
    expect(await ask(world.administrator.id, { username: world.administrator.username })).toMatchObject({ type: 'erasure.oneself' });
    await expect(
      erasePerson(world, world.operator, world.scope, world.administrator.id, { username: world.administrator.username, reason: '' }),
    ).rejects.toMatchObject({ code: 'identity.last-administrator' });
    expect(await ask(active.id, { username: 'ZQ.wexlerova', reason: 'Richiesta di Zqwexlerova' })).toMatchObject({
      type: 'erasure.refused',
      issues: [
        { field: 'username', rule: 'erasure-confirmation' },
        { field: 'reason', rule: 'erasure-reason' },
      ],
    });
    expect(await ask(active.id, { username: active.username, reason: 'x'.repeat(201) })).toMatchObject({ type: 'request.invalid' });
    expect(await ask('01890000-0000-7000-8000-00000000beef', { username: 'x' })).toMatchObject({ type: 'request.not-found' });
    expect(await world.owner('select * from identity.users order by id')).toEqual(before);
  });

  test('D8 another organization erases nobody here, and whoever administers nothing is refused', async () => {
    const world = await freshWorld();
    const { id } = await goneFrom(world);
    const elsewhere = { organizations: ['01890000-0000-7000-8000-0000000000aa' as typeof world.organizationId] };
    await expect(erasePerson(world, world.operator, elsewhere, id, { username: somebody.username, reason: '' })).rejects.toMatchObject({
      code: 'request.not-found',
    });
    const person = await world.user();
    const browser = await world.browser();
    await browser.signIn(person);

    expect((await browser.post(`/api/users/${id}/erasure`, { username: somebody.username })).status).toBe(403);
  });

  test('D5 the application erases nothing from the log by itself', async () => {
    const world = await freshWorld();
    const { id } = await goneFrom(world);
    const client = new pg.Client(world.db.connectionConfig);
    await client.connect();
    await expect(client.query('select erasure.erase_from_log($1, $2, now())', [id, []])).rejects.toThrow('permission denied');
    await expect(client.query('select access_log.erase($1, $2, now())', ['subjects', [1]])).rejects.toThrow('permission denied');
    await client.end();
    // Nor does the owner, as long as somebody is not erased.
    await expect(world.owner('select erasure.erase_from_log($1, $2, now())', [id, []])).rejects.toThrow('only whoever was erased');
  });

  test('D5 who read the name before and writes it into the log after brings no text back', async () => {
    const world = await freshWorld({ maintained: true });
    const { id } = await goneFrom(world);
    // A sign-in that waits for its hash, or a lock that waits for its minute, knows him as he was called.
    const subject = inLog({ ...somebody, id, organizationId: world.organizationId });
    const late = () =>
      record(world.db, {
        at: world.clock.now(),
        event: 'sign-in-refused',
        reason: 'wrong-password',
        organizationId: world.organizationId,
        subject,
        client: world.client(),
      });
    await erasePerson(world, world.operator, world.scope, id, { username: somebody.username, reason: '' });
    await late();
    await world.runJobs();
    expect(await tablesWith(world, texts)).toEqual([]);

    await late();

    expect(await tablesWith(world, texts)).toEqual([]);
    const lines = await world.owner<{ user_id: string; name: string | null }>(
      'select s.user_id, s.name from access_log.entries e join access_log.subjects s on s.id = e.subject_id where e.event = 2',
    );
    expect(lines).toEqual([
      { user_id: id, name: null },
      { user_id: id, name: null },
    ]);
    await sealNow(world);
    expect(await verifyLog(world, rolesOf(world.db).owner, { witnesses: [], keys: [], progress: () => undefined })).toMatchObject({
      faults: 0,
    });
  });

  test('D5 two who erase the same person at once leave one erasure', async () => {
    const world = await freshWorld();
    const { id } = await goneFrom(world);
    const erase = () => erasePerson(world, world.operator, world.scope, id, { username: somebody.username, reason: '' });

    const outcomes = await Promise.allSettled([erase(), erase(), erase()]);

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await world.owner('select from erasure.erasures')).toHaveLength(1);
    expect(await world.owner('select from access_log.entries where event = 28 and kept')).toHaveLength(1);
  });

  test('D5 a run that failed goes on when somebody asks again', async () => {
    const world = await freshWorld({ maintained: true });
    const { id } = await goneFrom(world);
    await erasePerson(world, world.operator, world.scope, id, { username: somebody.username, reason: '' });
    await world.owner('update jobs.runs set state = \'failed\', ended_at = now(), outcome = \'{"code": "fault"}\'');

    await erasePerson(world, world.operator, world.scope, id, { username: '', reason: '' });
    await world.runJobs();

    expect(await readErasure(world, world.scope, id)).toMatchObject({ filesRewritten: true, run: { state: 'done' } });
    expect(await tablesWith(world, texts)).toEqual([]);
  });
});

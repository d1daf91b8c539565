import { UserQuery } from '@varco/shared/directory/api';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Cost, costOf } from '#testing/costs';
import { insertPeople, withoutIndexes } from '#testing/people';
import { freshWorld, type Somebody, type TestBrowser, type World } from '#testing/world';
import { findUsers } from '../find-users.ts';

describe('R2.10 the list of users keeps', () => {
  let world: World;
  let desk: TestBrowser;
  let ids: Readonly<Record<'social' | 'minors' | 'adults' | 'taxes' | 'counter' | 'role' | 'other', string>>;

  const made = async (path: string, body: object): Promise<string> => String((await desk.post(path, body)).body.id);
  const found = async (query: string): Promise<string[]> => {
    const answer = await desk.get(`/api/users?state=all&${query}`);
    return (answer.body.items as { familyName: string }[]).map(({ familyName }) => familyName);
  };
  const place = (who: Somebody, unitId: string, from: string, to: string | null = null) =>
    made(`/api/users/${who.id}/placements`, { unitId, from, to });

  beforeEach(async () => {
    // In Rome it is already the 21st.
    world = await freshWorld({ at: new Date('2026-11-20T23:30:00Z') });
    desk = await world.browser();
    await desk.signIn(world.administrator);
    const social = await made('/api/departments', { name: 'Servizi sociali' });
    const taxes = await made('/api/departments', { name: 'Tributi' });
    const minors = await made('/api/units', { departmentId: social, name: 'Minori' });
    const adults = await made('/api/units', { departmentId: social, name: 'Adulti' });
    const counter = await made('/api/units', { departmentId: taxes, name: 'Sportello' });
    const role = await made('/api/roles', { name: 'Operatore', grants: {} });
    const other = await made('/api/roles', { name: 'Esterno', forUnplaced: true, grants: {} });
    ids = { social, minors, adults, taxes, counter, role, other };
    const [anna, bruno, carla, dario] = [
      await world.user({ familyName: 'Anna' }),
      await world.user({ familyName: 'Bruno' }),
      await world.user({ familyName: 'Carla' }),
      await world.user({ familyName: 'Dario' }),
    ];
    await place(anna, minors, '2026-01-01');
    await place(anna, adults, '2026-01-01');
    await place(bruno, adults, '2026-01-01', '2026-11-20');
    await place(bruno, counter, '2026-11-21');
    await place(carla, minors, '2026-11-22');
    await desk.send('PUT', `/api/users/${dario.id}/placed`, { placed: false });
    await made(`/api/users/${anna.id}/assignments`, { roleId: role, unitId: minors, from: '2026-01-01' });
    await made(`/api/users/${anna.id}/assignments`, { roleId: role, unitId: adults, from: '2026-01-01' });
    await made(`/api/users/${bruno.id}/assignments`, { roleId: role, unitId: counter, from: '2026-11-21', to: '2026-11-21' });
    await made(`/api/users/${carla.id}/assignments`, { roleId: role, unitId: minors, from: '2026-11-22' });
    await made(`/api/users/${dario.id}/assignments`, { roleId: other, unitId: null, from: '2026-01-01' });
  });

  test('those who are placed today in a unit, or in any unit of a department', async () => {
    expect(await found(`unit=${ids.minors}`)).toEqual(['Anna']);
    expect(await found(`unit=${ids.counter}`)).toEqual(['Bruno']);
    expect(await found(`department=${ids.social}`)).toEqual(['Anna']);
    expect(await found(`department=${ids.social}&unit=${ids.counter}`)).toEqual([]);
    world.clock.advance({ days: 1 });
    await desk.signIn(world.administrator);
    expect(await found(`department=${ids.social}`)).toEqual(['Anna', 'Carla']);
  });

  test('those who have a role today, once, and R2.9 says how many roles each has', async () => {
    expect(await found(`role=${ids.role}`)).toEqual(['Anna', 'Bruno']);
    const { body } = await desk.get('/api/users?state=all');
    expect((body.items as object[]).map((item) => item)).toMatchObject([
      { familyName: 'Anna', roles: 1, placed: true },
      { familyName: 'Bruno', roles: 1, placed: true },
      { familyName: 'Carla', roles: 0, placed: true },
      { familyName: 'Conti', roles: 0, placed: true },
      { familyName: 'Dario', roles: 1, placed: false },
    ]);
    world.clock.advance({ days: 1 });
    await desk.signIn(world.administrator);
    expect(await found(`role=${ids.role}`)).toEqual(['Anna', 'Carla']);
  });

  test('R2.12 those who are placed nowhere, or the others', async () => {
    expect(await found('placed=no')).toEqual(['Dario']);
    expect(await found('placed=yes')).toEqual(['Anna', 'Bruno', 'Carla', 'Conti']);
  });

  test('D9 those whose last access was within days of the organization, both ends included, and never whoever did not enter', async () => {
    await (await world.browser({ address: '192.0.2.7' })).signIn(await world.user({ familyName: 'Elsa' }));
    world.clock.advance({ days: 4 });
    await desk.signIn(world.administrator);

    expect(await found('lastFrom=2026-11-21&lastTo=2026-11-21')).toEqual(['Elsa']);
    expect(await found('lastTo=2026-11-20')).toEqual([]);
    expect(await found('lastTo=2026-11-24')).toEqual(['Elsa']);
    expect(await found('lastFrom=2026-11-22')).toEqual(['Conti']);
    expect(await found('lastFrom=2026-11-21&sort=last-access')).toEqual(['Conti', 'Elsa']);
  });

  test('what all of them keep together, with the search, in the export and for first passwords', async () => {
    expect(await found(`department=${ids.social}&role=${ids.role}&placed=yes&search=ann`)).toEqual(['Anna']);
    expect(await found(`department=${ids.social}&role=${ids.role}&search=bru`)).toEqual([]);
    expect((await desk.get(`/api/users/export?state=all&department=${ids.taxes}`)).text.split('\r\n')).toHaveLength(3);
    const preview = await desk.post('/api/first-passwords/previews', { matching: { state: 'all', unit: ids.counter } });
    expect(preview.body).toMatchObject({ people: 1 });
  });

  test('R2.18 a period that ends before it begins is refused with its sentence', async () => {
    const answer = await desk.get('/api/users?lastFrom=2026-11-22&lastTo=2026-11-21');

    expect(answer).toMatchObject({ status: 422, body: { type: 'access-log.period-invalid' } });
    expect((await desk.get('/api/users?lastFrom=2026-02-30')).status).toBe(400);
    expect((await desk.get('/api/users?unit=here')).status).toBe(400);
  });

  test('R2.4 nobody by what the asker may not look up, neither in the list nor as a whole', async () => {
    const reader = await world.user({ familyName: 'Zelda' });
    const looks = await made('/api/roles', { name: 'Rubrica', grants: { users: { search: 'organization', modify: 'organization' } } });
    await place(reader, ids.minors, '2026-01-01');
    await made(`/api/users/${reader.id}/assignments`, { roleId: looks, unitId: ids.minors, from: '2026-01-01' });
    const browser = await world.browser({ address: '192.0.2.9' });
    await browser.signIn(reader);
    const refused = (capability: string) => ({ status: 403, body: { type: 'authorization.not-allowed', capability, action: 'search' } });

    for (const query of [`unit=${ids.minors}`, `department=${ids.social}`, 'placed=no']) {
      expect([query, await browser.get(`/api/users?${query}`)]).toMatchObject([query, refused('structure')]);
      expect([query, await browser.get(`/api/users/export?${query}`)]).toMatchObject([query, refused('structure')]);
    }
    expect(await browser.get(`/api/users?role=${ids.role}`)).toMatchObject(refused('roles'));
    const matching = { state: 'all', role: ids.role };
    expect(await browser.post('/api/first-passwords/previews', { matching })).toMatchObject(refused('roles'));
    const { body } = await browser.get('/api/users');
    expect((body.items as object[]).some((item) => 'roles' in item || 'placed' in item)).toBe(false);
  });

  test('D2 nobody of another organization, whose units and roles keep nobody here', async () => {
    const elsewhere = '0197b3a0-0000-7000-8000-000000000001';
    expect(await found(`unit=${elsewhere}`)).toEqual([]);
    expect(await found(`role=${elsewhere}`)).toEqual([]);
  });
});

describe('D8 the plans of the filters, under row security, among 50,000 users', () => {
  const PEOPLE = 50_000;
  let world: World;
  let ids: Readonly<Record<string, string>>;

  beforeAll(async () => {
    world = await freshWorld();
    const { db, keys, organizationId, owner } = world;
    await withoutIndexes(owner, () => insertPeople(db, keys, { count: PEOPLE, organizationId, at: world.clock.now() }));
    await owner(
      `insert into structure.departments (organization_id, id, name, name_folded, created_at)
       select $1, gen_random_uuid(), 'Servizio ' || n, 'servizio ' || lpad(n::text, 3, '0'), now() from generate_series(1, 20) n`,
      [organizationId],
    );
    await owner(
      `insert into structure.units (organization_id, id, department_id, name, name_folded, created_at)
       select organization_id, gen_random_uuid(), id, 'Unità ' || n, 'unita ' || lpad(n::text, 3, '0'), now()
       from structure.departments, generate_series(1, 10) n where organization_id = $1`,
      [organizationId],
    );
    await owner(
      `insert into "authorization".roles (organization_id, id, name, name_folded, created_at)
       select $1, gen_random_uuid(), 'Ruolo ' || n, 'ruolo ' || lpad(n::text, 3, '0'), now() from generate_series(1, 40) n`,
      [organizationId],
    );
    // One in four stands in the first unit; the others are spread; every other placement is over. Role 1 has nearly everybody, 2 has seven.
    await owner(
      `with numbered as (select id, row_number() over (order by id) as n from identity.users where organization_id = $1),
         units as (select id, row_number() over (order by name_folded, id) as n from structure.units where organization_id = $1)
       insert into structure.placements (organization_id, id, user_id, unit_id, starts_on, ends_on)
       select $1, gen_random_uuid(), u.id, s.id, case when over then '2015-01-01'::date else '2020-01-01' end, case when over then '2019-12-31'::date end
       from numbered u cross join (values (false), (true)) as both_of (over)
       join units s on s.n = case when u.n % 4 = 0 and not over then 1 else 1 + (u.n / 4 + case when over then 7 else 0 end) % 200 end`,
      [organizationId],
    );
    await owner(
      `with numbered as (select id, row_number() over (order by id) as n from identity.users where organization_id = $1),
         roles as (select id, row_number() over (order by name_folded) as n from "authorization".roles where organization_id = $1)
       insert into "authorization".assignments (organization_id, id, user_id, role_id, starts_on)
       select $1, gen_random_uuid(), u.id, r.id, '2021-01-01' from numbered u join roles r
         on (r.n = 1 and u.n % 10 <> 0) or (r.n = 2 and u.n % 7000 = 1) or (r.n > 2 and u.n % 38 = r.n - 3)`,
      [organizationId],
    );
    await owner(`update identity.enablements set placed = false where user_id in (select id from identity.users order by id limit 1500)`);
    await owner('vacuum analyze');
    const one = async (text: string): Promise<string> => (await owner(`${text}`))[0]?.id ?? '';
    ids = {
      bigUnit: await one('select unit_id as id from structure.placements where ends_on is null group by 1 order by count(*) desc limit 1'),
      smallUnit: await one('select unit_id as id from structure.placements where ends_on is null group by 1 order by count(*) limit 1'),
      department: await one(`select id from structure.departments where name_folded = 'servizio 007'`),
      everyRole: await one(`select id from "authorization".roles where name_folded = 'ruolo 001'`),
      rareRole: await one(`select id from "authorization".roles where name_folded = 'ruolo 002'`),
      role: await one(`select id from "authorization".roles where name_folded = 'ruolo 009'`),
    };
  }, 180_000);

  const large = /^(users|persons|user_words|last_accesses|enablements|placements|assignments)$/;
  const cost = async (wish: object): Promise<Cost> => {
    const read = await costOf(world, (core) => findUsers(core, core.scope, UserQuery.parse(wish)));
    return { ...read, whole: read.whole.filter((name) => large.test(name)) };
  };

  const wishes = (): object[] => [
    { unit: ids.bigUnit },
    { unit: ids.smallUnit },
    { department: ids.department },
    { role: ids.everyRole },
    { role: ids.rareRole },
    { role: ids.role },
    { placed: 'no' },
    { placed: 'yes' },
    { lastFrom: '2026-11-01' },
    { lastTo: '2026-01-31' },
    { lastFrom: '2026-11-20', lastTo: '2026-11-20' },
    { unit: ids.bigUnit, role: ids.role },
    { department: ids.department, role: ids.everyRole, placed: 'yes', lastFrom: '2026-01-01' },
    { unit: ids.bigUnit, placed: 'no', lastTo: '2026-06-30' },
    { unit: ids.bigUnit, search: 'm' },
    { department: ids.department, search: 'monteal' },
    { role: ids.everyRole, search: 'a b' },
    { placed: 'yes', search: 'm' },
  ];

  test.for(['name', 'last-access'] as const)('by %s each reads its page or its people, never a table', async (sort) => {
    for (const state of ['can-enter', 'all', 'disabled'] as const) {
      for (const narrowed of wishes()) {
        const wish = { sort, state, ...narrowed };
        const { whole, pages } = await cost(wish);
        expect([wish, whole, pages < 45_000 ? 'few' : pages]).toEqual([wish, [], 'few']);
      }
    }
  });

  test.for(['name', 'last-access'] as const)('however it is read, by %s it is the same list', async (sort) => {
    for (const narrowed of wishes() as Readonly<Record<string, string>>[]) {
      const wish = { sort, state: 'all', limit: 100, ...narrowed };
      const first = await findUsers(world, world.scope, UserQuery.parse(wish));
      const second = first.next === null ? undefined : await findUsers(world, world.scope, UserQuery.parse({ ...wish, after: first.next }));
      const expected = await plainly(narrowed, sort);

      expect([wish, [first, second].flatMap((page) => page?.items.map((user) => user.id) ?? [])]).toEqual([wish, expected.ids]);
      expect([wish, first.total]).toEqual([wish, { count: Math.min(expected.count, 1_000), more: expected.count > 1_000 }]);
    }
  });

  /** The same list as somebody would ask for it who cares for nothing but the answer. */
  async function plainly(wish: Readonly<Record<string, string>>, sort: string): Promise<{ ids: string[]; count: number }> {
    const conditions = Object.entries(wish).map(([name, value]) => {
      const today = `'2026-11-21' between starts_on and coalesce(ends_on, 'infinity')`;
      if (name === 'unit') return `u.id in (select user_id from structure.placements where ${today} and unit_id = '${value}')`;
      if (name === 'department') {
        return `u.id in (select user_id from structure.placements p join structure.units s on s.id = p.unit_id
          where ${today} and s.department_id = '${value}')`;
      }
      if (name === 'role') return `u.id in (select user_id from "authorization".assignments where ${today} and role_id = '${value}')`;
      if (name === 'placed') return `u.id in (select user_id from identity.enablements where placed = ${value === 'yes'})`;
      if (name === 'lastFrom') return `e.at >= ('${value}'::timestamp at time zone 'Europe/Rome')`;
      if (name === 'lastTo') return `e.at > '-infinity' and e.at < (('${value}'::date + 1)::timestamp at time zone 'Europe/Rome')`;
      return value
        .split(' ')
        .map((word) => `u.id in (select user_id from identity.user_words where word like '${word}%')`)
        .join(' and ');
    });
    const order = sort === 'name' ? 'u.sort_key, u.id' : 'e.at desc, u.id desc';
    const rows = await world.owner<{ id: string }>(`
      select u.id from identity.users u join identity.last_accesses e on e.user_id = u.id
      where ${conditions.join(' and ')} order by ${order}`);
    return { ids: rows.slice(0, 200).map((row) => row.id), count: rows.length };
  }
});

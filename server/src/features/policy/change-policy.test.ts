import { events } from '@varco/shared/access-log/events';
import { addDays, dayAt } from '@varco/shared/days';
import type { RuleInForce } from '@varco/shared/policy/api';
import type { ProfileName } from '@varco/shared/policy/profiles';
import { issueSentence } from '@varco/shared/problem-messages';
import type { Issue } from '@varco/shared/problems';
import { expect, test } from 'vitest';
import { forgetPolicy } from '#features/policy';
import { policyOf } from '#testing/policy';
import { ADMINISTRATOR, browserOf, freshWorld, type TestBrowser, type World } from '#testing/world';

/** The administrator at work. */
async function atWork(profile: ProfileName = 'oracle-crm'): Promise<{ world: World; browser: TestBrowser }> {
  const world = await freshWorld({ profile });
  const browser = await world.browser();
  await browser.signIn(ADMINISTRATOR);
  world.clock.advance({ minutes: 1 });
  return { world, browser };
}

const versionOf = async (browser: TestBrowser) => String((await browser.get('/api/policy')).body.version);
const save = async (browser: TestBrowser, values: object, more: object = {}) =>
  browser.send('PUT', '/api/policy', { version: await versionOf(browser), values, reason: 'Verbale 12 del CED', ...more });
const ruleOf = (answer: { body: Record<string, unknown> }, rule: string) =>
  (answer.body.rules as RuleInForce[]).find((known) => known.rule === rule);

test.each([
  ['R3.2', 'attempts', [1, 2, 3], [0, 4, -1, 1.5, 'never', true, '3', 1e9], 'Inserire un numero tra 1 e 3'],
  ['R3.5', 'lockMinutes', [15, 30, 60, 'never'], [0, 1, 14, 45, 61, 1440, 15.5, false], 'Scegli tra 15, 30 o 60'],
  ['R3.6', 'maxSessionHours', [1, 12, 9_999, 'never'], [0, -1, 10_000, 1.5, '12'], 'Inserire un numero tra 1 e 9.999'],
  ['R2.28', 'inactivityMonths', [1, 6, 24, 'never'], [0, -1, 25, 1.5, true], 'Inserire un numero tra 1 e 24'],
  ['R3.46', 'idleMinutes', [5, 30, 120], [0, 4, 121, 'never'], 'Inserire un numero tra 5 e 120'],
] as const)('%s in the profile oracle-crm %s is what the source allows, and nothing else', async (_, rule, allowed, refused, sentence) => {
  const { world, browser } = await atWork();

  for (const value of refused) {
    const answer = await save(browser, { [rule]: value });
    expect(answer.status, String(value)).toBe(typeof value === 'string' && value !== 'never' ? 400 : 422);
    const [issue] = answer.body.issues as Issue[];
    if (answer.status === 422) expect(issueSentence('it', issue ?? { rule: '' }), String(value)).toContain(sentence);
  }
  for (const value of allowed) {
    world.clock.advance({ seconds: 1 });
    expect(ruleOf(await save(browser, { [rule]: value }), rule), String(value)).toMatchObject({ inForce: value });
    expect(await policyOf(world)).toMatchObject({ [rule]: value });
  }
});

test('D1 the product’s own limits are wider, where the profile is not narrower', async () => {
  const { browser } = await atWork('infinity');

  for (const values of [
    { attempts: 100, lockMinutes: 1 },
    { lockMinutes: 1_440, minLength: 6, minCharacterClasses: 0 },
    { lockMinutes: 7, minLength: 128 },
  ])
    expect((await save(browser, values)).status).toBe(200);
  expect((await save(browser, { attempts: 101, lockMinutes: 1_441, minLength: 129, minCharacterClasses: 5 })).body.issues).toHaveLength(4);
});

test('R3.7 every value is shown with its default and where it comes from', async () => {
  const { browser } = await atWork();

  const answer = await browser.get('/api/policy');

  expect(answer.body).toMatchObject({ profile: 'oracle-crm', profileVersion: 1, profileNews: [], profileChosenBy: 'Conti Laura' });
  expect(ruleOf(answer, 'maxSessionHours')).toEqual({
    rule: 'maxSessionHours',
    here: null,
    inForce: 12,
    origin: 'profile',
    since: null,
    changedBy: null,
    reason: null,
    breaks: [],
  });
});

test('D1 a change keeps who, when and why, and is a row in the log', async () => {
  const { world, browser } = await atWork();

  const answer = await save(browser, { attempts: 2 });

  expect(ruleOf(answer, 'attempts')).toEqual({
    rule: 'attempts',
    here: 2,
    inForce: 2,
    origin: 'organization',
    since: world.clock.now().toISOString(),
    changedBy: 'Conti Laura',
    reason: 'Verbale 12 del CED',
    breaks: [],
  });
  expect((await world.logRows()).at(-1)).toMatchObject({ event: events['policy-changed'], username: ADMINISTRATOR.username });
});

test('D1 a change records which rules of the standards it breaks, and so does the choice of a profile', async () => {
  const { world, browser } = await atWork('infinity');
  const broken = (answer: { body: Record<string, unknown> }) =>
    Object.fromEntries((answer.body.rules as RuleInForce[]).map(({ rule, breaks }) => [rule, breaks]));

  const chosen = await browser.get('/api/policy');
  const changed = await save(browser, { minLength: 6, minCharacterClasses: 0, maxSessionHours: 8, attempts: 3 });
  world.clock.advance({ minutes: 1 });
  const givenBack = await save(browser, { maxSessionHours: null });

  expect(broken(chosen)).toEqual({
    attempts: ['misure-minime'],
    lockMinutes: ['misure-minime'],
    lockReachesKnownBrowsers: [],
    maxSessionHours: ['asvs-7.3.2', 'nist-2.1.3', 'misure-minime'],
    idleMinutes: [],
    idleWarningMinutes: [],
    minLength: ['nist-3.1.1.2-1'],
    minCharacterClasses: ['asvs-6.2.5', 'nist-3.1.1.2-5', 'misure-minime'],
    differsFromUsername: [],
    changeAtFirstAccess: [],
    inactivityMonths: ['misure-minime'],
  });
  expect(broken(changed)).toMatchObject({
    attempts: [],
    maxSessionHours: [],
    minLength: ['asvs-6.2.1', 'nist-3.1.1.2-1', 'misure-minime'],
    minCharacterClasses: ['misure-minime'],
  });
  expect(broken(givenBack)).toMatchObject({ maxSessionHours: ['asvs-7.3.2', 'nist-2.1.3', 'misure-minime'] });
  expect(await world.owner('select rule, breaks from policy.rules order by since, rule')).toEqual([
    { rule: 'attempts', breaks: [] },
    { rule: 'maxSessionHours', breaks: [] },
    { rule: 'minCharacterClasses', breaks: ['misure-minime'] },
    { rule: 'minLength', breaks: ['asvs-6.2.1', 'nist-3.1.1.2-1', 'misure-minime'] },
    { rule: 'maxSessionHours', breaks: ['asvs-7.3.2', 'nist-2.1.3', 'misure-minime'] },
  ]);
});

test('D1 a change touches those who may sign in today, of one’s own organization', async () => {
  const { world, browser } = await atWork();
  const people = async () => (await browser.get('/api/policy')).body.people;
  const today = dayAt(world.config.timeZone, world.clock.now());
  const [yesterday, tomorrow] = [addDays(today, -1), addDays(today, 1)];
  const before = await people();

  await world.user();
  await world.user({ validFrom: today, validTo: today });
  await world.user({ status: 'inactive' });
  await world.user({ disabled: true });
  await world.user({ validTo: yesterday });
  await world.user({ validFrom: tomorrow });

  expect([before, await people()]).toEqual([1, 3]);
});

test('D1 what was chosen last holds also when the clock goes back, to before anything was chosen', async () => {
  const { world, browser } = await atWork('guida-attuale');
  await save(browser, { attempts: 2 });
  world.clock.advance({ minutes: 1 });
  await save(browser, { attempts: 1 });

  for (const at of [world.clock.now().getTime() - 90_000, 0]) {
    world.clock.setWall(new Date(at));
    forgetPolicy(world);

    expect(await policyOf(world)).toMatchObject({ attempts: 1, minLength: 15 });
  }
});

test('D5 after a clock that ran ahead was set right a change counts from after the last one, and the log says when it was made', async () => {
  const { world, browser } = await atWork();
  const right = world.clock.now();
  world.clock.setWall(new Date(right.getTime() + 20 * 60_000));
  await save(browser, { attempts: 2 });
  world.clock.setWall(right);

  expect(ruleOf(await save(browser, { attempts: 1 }), 'attempts')).toMatchObject({ inForce: 1 });

  const made = await world.owner<{ at: Date }>('select at from access_log.entries where event = $1 order by xid', [
    events['policy-changed'],
  ]);
  expect(made[1]?.at).toEqual(right);
});

test('D8 who changes a policy is a user of the same organization', async () => {
  const { world } = await atWork();
  const stranger = world.random.id();

  for (const insert of [
    `insert into policy.rules values ($1, 'organization', $1, 'attempts', '1', now(), $2, 'x', '{}')`,
    `insert into policy.profiles values ($1, 'icaro', 1, now(), $2, 'x', '{}')`,
  ])
    await expect(world.owner(insert, [world.organizationId, stranger])).rejects.toMatchObject({ code: '23503' });
});

test('D1 a change needs a reason', async () => {
  const { browser } = await atWork();

  for (const reason of ['', '   ', undefined, 'x'.repeat(501)]) expect((await save(browser, { attempts: 2 }, { reason })).status).toBe(400);
});

test('D1 a rule given back has the value of the profile again, and its history stays', async () => {
  const { world, browser } = await atWork();
  await save(browser, { attempts: 1 });
  world.clock.advance({ minutes: 1 });

  const answer = await save(browser, { attempts: null });

  expect(ruleOf(answer, 'attempts')).toMatchObject({ here: null, inForce: 3, origin: 'profile' });
  expect(await policyOf(world)).toMatchObject({ attempts: 3 });
  expect(await world.owner(`select value from policy.rules where rule = 'attempts' order by since`)).toEqual([
    { value: 1 },
    { value: null },
  ]);
});

test('D1 of several faults all are told and nothing is saved', async () => {
  const { world, browser } = await atWork();

  const answer = await save(browser, { attempts: 9, lockMinutes: 20, minLength: 8, differsFromUsername: 1 });

  expect(answer).toMatchObject({ status: 422, body: { type: 'policy.values-refused' } });
  expect(answer.body.issues).toEqual([
    { field: 'attempts', rule: 'out-of-range', min: 1, max: 3, never: false },
    { field: 'lockMinutes', rule: 'out-of-range', min: 15, max: 60, never: true, only: [15, 30, 60] },
    { field: 'differsFromUsername', rule: 'choice' },
  ]);
  expect(await world.owner('select 1 from policy.rules')).toEqual([]);
});

test('R2.29 the warning comes before the end it warns of', async () => {
  const { browser } = await atWork();

  expect((await save(browser, { idleMinutes: 5, idleWarningMinutes: 5 })).body.issues).toEqual([
    { field: 'idleWarningMinutes', rule: 'warning-after-idle', idle: 5 },
  ]);
  expect((await save(browser, { idleWarningMinutes: 10 })).status).toBe(200);
  expect((await save(browser, { idleMinutes: 9 })).body.issues).toEqual([
    { field: 'idleWarningMinutes', rule: 'warning-after-idle', idle: 9 },
  ]);
});

test('of two changes made on the same values the second is told, with the present ones', async () => {
  const { browser } = await atWork();
  const version = await versionOf(browser);
  await save(browser, { attempts: 2 });

  const late = await save(browser, { attempts: 1 }, { version });

  expect(late).toMatchObject({ status: 409, body: { type: 'request.changed-meanwhile' } });
  expect(ruleOf({ body: late.body.current as Record<string, unknown> }, 'attempts')).toMatchObject({ inForce: 2 });
});

test('of ten changes sent at once on the same values one is saved', async () => {
  const { world, browser } = await atWork();
  const version = await versionOf(browser);

  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      browser.send('PUT', '/api/policy', { version, values: { attempts: (n % 2) + 1 }, reason: 'prova' }),
    ),
  );

  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(409)]);
  expect(await world.owner('select 1 from policy.rules')).toHaveLength(1);
});

test('a save that changes nothing leaves no trace', async () => {
  const { world, browser } = await atWork();
  await save(browser, { attempts: 2 });
  const version = await versionOf(browser);
  const rows = (await world.logRows()).length;

  expect((await save(browser, { attempts: 2 })).body.version).toBe(version);

  expect(await world.logRows()).toHaveLength(rows);
});

test('D1 a change is in force at once here, and within a second on another node', async () => {
  const { world, browser } = await atWork();
  const user = await world.user();
  const other = browserOf(await world.secondNode());
  await other.signIn({ ...user, password: 'Sbagliata-26' });
  expect(await policyOf(world)).toMatchObject({ idleMinutes: 30 });
  await save(browser, { idleMinutes: 60 });

  const his = await world.browser();
  await his.signIn(user);
  expect((await his.get('/api/me')).body.session).toMatchObject({ idleMinutes: 60 });
  world.clock.advance({ seconds: 1 });
  await other.signIn(user);
  expect((await other.get('/api/me')).body.session).toMatchObject({ idleMinutes: 60 });
});

test('the policy is read and changed by administrators only', async () => {
  const world = await freshWorld();
  const user = await world.user();
  const browser = await world.browser();
  await browser.signIn(user);

  expect((await browser.get('/api/policy')).body).toMatchObject({ status: 403, type: 'authorization.not-allowed', capability: 'policy' });
  expect((await browser.send('PUT', '/api/policy', { version: '', values: {}, reason: 'x' })).status).toBe(403);
  expect((await (await world.browser()).get('/api/policy')).status).toBe(401);
});

test('rules that do not exist, or whose names are ways of objects, are refused', async () => {
  const { browser } = await atWork();

  for (const name of ['altro', '__proto__', 'constructor', 'toString'])
    expect(
      (await browser.send('PUT', '/api/policy', JSON.parse(`{"version":"x","values":{"${name}":1},"reason":"x"}`) as object)).status,
    ).toBeLessThan(500);
  expect((await save(browser, { altro: 1 })).status).toBe(400);
});

import { channels, events, reasonNamed, reasons } from '@varco/shared/access-log/events';
import { expect, test } from 'vitest';
import { setPolicy } from '#testing/policy';
import { statementsOf } from '#testing/statements';
import { type Ask, freshWorld, type World } from '#testing/world';

const WRONG = 'Sbagliata-26';

/** One name for each cause for which the door stays shut; all of the same length, so that pages which show them are too. */
async function causes(world: World) {
  const named = (username: string, more: Parameters<World['user']>[0] = {}) => world.user({ username, password: 'Autunno-2026', ...more });
  await named('giusto1');
  await named('chiuso1');
  await named('spento1', { disabled: true });
  await named('inatti1', { status: 'inactive' });
  const { id } = await named('sospes1');
  await world.owner(`update identity.users set status = 'suspended' where id = $1`, [id]);
  await named('scadut1', { validTo: '2026-11-20' });
  await named('futuro1', { validFrom: '2026-11-22' });
  await named('ultima1', { administrator: true });
  const browser = await world.browser();
  for (let n = 0; n < 3; n += 1) await browser.signIn({ username: 'chiuso1', password: WRONG });
  const right = 'Autunno-2026';
  return [
    { cause: 'unknown-user', username: 'nessuno', password: WRONG },
    { cause: 'wrong-password', username: 'giusto1', password: WRONG },
    { cause: 'wrong-password', username: 'ultima1', password: WRONG },
    { cause: 'locked', username: 'chiuso1', password: right },
    { cause: 'disabled', username: 'spento1', password: right },
    { cause: 'wrong-password', username: 'spento1', password: WRONG },
    { cause: 'inactive', username: 'inatti1', password: right },
    { cause: 'wrong-password', username: 'sospes1', password: WRONG },
    { cause: 'out-of-validity', username: 'scadut1', password: right },
    { cause: 'out-of-validity', username: 'futuro1', password: right },
  ] as const;
}

test('D4 the same statements are sent to the database and one hash is computed, whatever shuts the door', async () => {
  const world = await freshWorld();
  const browser = await world.browser();
  // Only the sentence of the suspended differs, and only behind the right password (requirements R5.27).
  const tries = [...(await causes(world)), { cause: 'suspended', username: 'sospes1', password: 'Autunno-2026' } as const];
  const seen: { statements: string[]; hashes: number }[] = [];

  for (const knock of tries) {
    const before = world.hasher.compared + world.hasher.decoys;
    const statements = await statementsOf(() => browser.signIn(knock));
    seen.push({ statements, hashes: world.hasher.compared + world.hasher.decoys - before });
    expect(reasonNamed.get((await world.logRows()).at(-1)?.reason ?? 0)).toBe(knock.cause);
  }

  expect(seen[0]?.statements.length).toBe(3);
  for (const one of seen) expect(one).toEqual({ statements: seen[0]?.statements, hashes: 1 });
});

test('D4 under a permanent lock the last administrator is asked for in the same words as anybody else', async () => {
  const world = await freshWorld({ profile: 'oracle-crm' });
  await setPolicy(world, { lockMinutes: 'never' });
  const browser = await world.browser();
  await browser.signIn({ username: 'altro', password: WRONG });

  const [unknown, last] = [
    await statementsOf(() => browser.signIn({ username: 'nessuno', password: WRONG })),
    await statementsOf(() => browser.signIn({ username: 'l.conti', password: WRONG })),
  ];

  expect(last).toEqual(unknown);
});

test.each<[string, Ask]>([
  ['JSON', {}],
  ['a page', { html: true, form: true }],
])('R5.27 every cause that there is so far gets the same answer, to the byte, as %s', async (_, ask) => {
  const world = await freshWorld();
  const tries = await causes(world);
  const answers: { status: number; headers: object; text: string }[] = [];

  for (const { username, password } of tries) {
    const { status, headers, text } = await (await world.browser()).post('/sign-in', { username, password, returnTo: '/utenti' }, ask);
    const { date: _date, ...rest } = headers;
    answers.push({ status, headers: rest, text: text.replaceAll(username, 'NAME') });
  }

  expect(answers[0]).toMatchObject({ status: 401 });
  expect(answers[0]?.text).toMatch(/Accesso non riuscito\./);
  expect(answers[0]?.headers).not.toHaveProperty('set-cookie');
  for (const answer of answers) expect(answer).toEqual(answers[0]);
});

test('R5.22 every outcome of a name and a password is one row in the log, with its reason, address, browser and channel', async () => {
  const world = await freshWorld();
  const tries = [
    ...(await causes(world)),
    { cause: 'new-password-required', ...(await world.user({ mustChangePassword: true })) },
    { cause: null, ...(await world.user()) },
  ] as const;

  for (const { cause, username, password } of tries) {
    const before = (await world.logRows()).length;
    await (await world.browser({ address: '2001:db8::9' })).signIn({ username, password });
    const rows = await world.owner(
      `select e.event, e.reason, e.channel, host(a.address) as address, b.family, b.version, b.system
       from access_log.entries e left join access_log.addresses a on a.id = e.address_id left join access_log.browsers b on b.id = e.browser_id
       order by e.xid, e.n offset $1`,
      [before],
    );
    const [event, reason] = cause === null ? [events['signed-in'], null] : [events['sign-in-refused'], reasons[cause]];
    const where = { channel: channels.web, address: '2001:db8::9', family: 'Firefox', version: '140', system: 'Linux' };
    expect([username, rows]).toEqual([username, [{ event, reason, ...where }]]);
  }
});

test('R1.44 R5.27 after a refusal the page keeps the name, escaped, and never the password', async () => {
  const world = await freshWorld();
  const browser = await world.browser();
  const password = 'Segreta-<26>"';

  const { text } = await browser.post('/sign-in', { username: `"><script>alert('x')</script>`, password }, { html: true, form: true });

  expect(text).not.toContain('<script>alert');
  expect(text).toContain('&lt;script&gt;');
  expect(text).not.toContain('Segreta');
});

test('D5 of a name that nobody has neither log nor counters keep the text', async () => {
  const world = await freshWorld();
  await (await world.browser()).signIn({ username: 'Password-Scritta-Qui', password: WRONG });

  const [everything] = await world.owner<{ all: string }>(
    `select (select string_agg(t::text, ' ') from (select * from access_log.subjects) t) || (select string_agg(t::text, ' ') from sign_in.attempts t) as all`,
  );

  expect(everything?.all).not.toMatch(/scritta/i);
});

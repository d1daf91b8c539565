import { LogPage } from '@varco/shared/access-log/api';
import type { UserId } from '@varco/shared/ids';
import { expect, test } from 'vitest';
import { type Answer, freshWorld } from '#testing/world';

test('R2.16 an administrator finds the accesses of a user with the period proposed', async () => {
  const world = await freshWorld();
  const browser = await world.browser();
  await browser.signIn(world.administrator);

  const period = await browser.get(`/api/access-log/period?user=${world.administrator.id}`);
  const page = await browser.get(
    `/api/access-log?user=${world.administrator.id}&from=${period.body.from}&to=${period.body.to}&outcome=succeeded`,
  );

  expect(period).toMatchObject({ status: 200, body: { from: '2026-11-21', to: '2026-11-21' } });
  expect(page).toMatchObject({
    status: 200,
    body: {
      total: { count: 1, more: false },
      next: null,
      previous: null,
      items: [{ event: 'signed-in', user: { username: world.administrator.username }, address: '192.0.2.10', channel: 'web' }],
    },
  });
});

test('R2.16 the log is not for whoever has no right to it, nor for whoever is not signed in', async () => {
  const world = await freshWorld();
  const person = await world.browser();
  await person.signIn(await world.user());
  const nobody = await world.browser();

  for (const path of ['/api/access-log', '/api/access-log/period']) {
    expect(await person.get(path)).toMatchObject({ status: 403, body: { type: 'authorization.not-allowed' } });
    expect(await nobody.get(path)).toMatchObject({ status: 401 });
  }
  expect(await nobody.get('/api/me/accesses')).toMatchObject({ status: 401 });
});

test('R5.13 everyone has his own accesses, the present one marked', async () => {
  const world = await freshWorld();
  const browser = await world.browser();
  await browser.signIn(await world.user());

  const { status, body } = await browser.get('/api/me/accesses?limit=1');

  expect({ status, body }).toMatchObject({
    status: 200,
    body: { items: [{ event: 'signed-in', current: true, byAnother: false }], next: expect.any(String) },
  });
  expect(await browser.get(`/api/me/accesses?after=${body.next}`)).toMatchObject({
    status: 200,
    body: { items: [{ event: 'user-created', current: false, byAnother: true }], next: null },
  });
});

test('R3.57 R2.19 the lines of a search are counted and drawn, and its browsers are those of the log', async () => {
  const world = await freshWorld();
  const browser = await world.browser();
  await browser.signIn({ ...world.administrator, password: 'no' });
  await browser.signIn(world.administrator);
  const query = 'outcome=sign-ins&from=2026-11-21&to=2026-11-21';

  expect(await browser.get(`/api/access-log/count?${query}`)).toMatchObject({ status: 200, body: { count: 2 } });
  expect(await browser.get(`/api/access-log/chart?${query}`)).toMatchObject({
    status: 200,
    body: { unit: 'hour', succeeded: 1, refused: 1, reasons: [{ reason: 'wrong-password', refused: 1 }] },
  });
  expect(await browser.get('/api/access-log/browsers')).toMatchObject({ status: 200, body: { items: ['Firefox'] } });
  expect((await browser.get(`/api/access-log?${query}&browser=Firefox&order=oldest`)).body).toMatchObject({
    items: [{ event: 'sign-in-refused' }, { event: 'signed-in' }],
  });
  for (const path of ['count?session=x', 'chart?event=none', 'chart?reason=none', 'count?browser=', '?order=random']) {
    expect((await browser.get(`/api/access-log/${path}`.replace('/?', '?'))).status, path).toBe(400);
  }
});

test('R3.55 a program reads the sign-ins of one person page by page: each once, as the page has them, until no next page is named', async () => {
  const world = await freshWorld();
  const somebody = await world.user();
  const person = await world.browser();
  const browser = await world.browser();
  for (const password of ['no', 'not']) await person.signIn({ ...somebody, password });
  await person.signIn(somebody);
  await browser.signIn(world.administrator);
  const wanted = `/api/access-log?user=${somebody.id}&outcome=sign-ins&order=oldest`;
  const whole = await browser.get(wanted);

  const walked: LogPage['items'] = [];
  let next: string | null = '';
  for (let pages = 0; next !== null && pages < 10; pages += 1) {
    const answer: Answer = await browser.get(`${wanted}&limit=2${next && `&after=${encodeURIComponent(next)}`}`);
    const page = LogPage.parse(answer.body);
    walked.push(...page.items);
    next = page.next;
  }

  expect(walked.map(({ event }) => event)).toEqual(['sign-in-refused', 'sign-in-refused', 'signed-in']);
  expect(walked).toEqual(LogPage.parse(whole.body).items);
  expect(whole.body).toMatchObject({ next: null, total: { count: 3, more: false } });
});

test('R2.18 faults of a search are named', async () => {
  const world = await freshWorld();
  const browser = await world.browser();
  await browser.signIn(world.administrator);

  expect(await browser.get('/api/access-log?from=2026-11-22&to=2026-11-21')).toMatchObject({
    status: 422,
    body: { type: 'access-log.period-invalid' },
  });
  expect(await browser.get('/api/access-log?address=here')).toMatchObject({
    status: 400,
    body: { type: 'request.invalid', issues: [{ field: 'address', rule: 'address' }] },
  });
  for (const query of ['from=2026-02-30', 'outcome=none', 'user=me', 'limit=0', 'limit=201', 'channel=post']) {
    expect(await browser.get(`/api/access-log?${query}`), query).toMatchObject({ status: 400, body: { type: 'request.invalid' } });
  }
});

test('R2.21 no route adds, changes or removes an entry', async () => {
  const world = await freshWorld();
  const browser = await world.browser();
  await browser.signIn(world.administrator);
  const before = await world.logRows();

  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
    for (const path of ['/api/access-log', '/api/access-log/1.1', '/api/me/accesses']) {
      expect((await browser.send(method, path, {})).status, `${method} ${path}`).toBeOneOf([404, 405]);
    }
  }
  expect(await world.logRows()).toEqual(before);
});

test('R5.13 an administrator who asks for his own accesses sees his own alone', async () => {
  const world = await freshWorld();
  await world.user();
  const browser = await world.browser();
  await browser.signIn(world.administrator);

  const { body } = await browser.get('/api/me/accesses');
  const own = await world.owner<{ count: number }>(
    'select count(*)::int as count from access_log.entries e join access_log.subjects s on s.id = e.subject_id where s.user_id = $1',
    [world.administrator.id satisfies UserId],
  );

  expect(body.items).toHaveLength(own[0]?.count ?? -1);
});

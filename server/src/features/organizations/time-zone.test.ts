import { expect, test } from 'vitest';
import { enabledIn, neighbour } from '#testing/neighbour';
import { ADMINISTRATOR, freshWorld, type TestBrowser } from '#testing/world';

const atDesk = async (later: { hours?: number; minutes?: number } = {}) => {
  const world = await freshWorld();
  world.clock.advance(later);
  const desk = await world.browser();
  await desk.signIn(ADMINISTRATOR);
  return { world, desk };
};
const choose = async (desk: TestBrowser, timeZone: string | null) => {
  const { version } = (await desk.get('/api/organization')).body;
  return desk.send('PATCH', '/api/organization', { version, timeZone });
};
const zones = async (browser: TestBrowser) => {
  const { timeZone, dayZone } = (await browser.get('/api/me')).body;
  return { timeZone, dayZone };
};

test('D9 an organization has its own time zone: shown in it at once in open sessions, and none is that of the installation', async () => {
  const { desk } = await atDesk();
  expect(await zones(desk)).toEqual({ timeZone: 'Europe/Rome', dayZone: 'Europe/Rome' });

  expect((await choose(desk, ' asia/tokyo ')).body).toMatchObject({ timeZone: 'Asia/Tokyo' });
  await expect.poll(() => zones(desk)).toEqual({ timeZone: 'Asia/Tokyo', dayZone: 'Europe/Rome' });
  const { items } = (await desk.get('/api/organization/history')).body as { items: { changes: { items: unknown[] } }[] };
  expect(items[0]?.changes.items).toEqual([{ field: 'timeZone', before: null, after: 'Asia/Tokyo' }]);

  expect((await choose(desk, null)).status).toBe(200);
  await expect.poll(() => zones(desk)).toEqual({ timeZone: 'Europe/Rome', dayZone: 'Europe/Rome' });
});

test('D9 what is no zone of the list is refused, and how far from UTC is none', async () => {
  const { desk } = await atDesk();

  for (const wrong of ['Roma', '+01:00', '', 'x'.repeat(65)]) {
    const answer = await choose(desk, wrong);
    expect([wrong, answer.status]).toEqual([wrong, 400]);
    expect((answer.body.issues as { field: string }[]).map(({ field }) => field)).toContain('timeZone');
  }
  expect((await choose(desk, 'Roma')).body.issues).toEqual([{ field: 'timeZone', rule: 'time-zone' }]);
});

test('D9 who works for another organization sees the hours of that one', async () => {
  const { world } = await atDesk();
  const there = await neighbour(world);
  const elena = await world.user({ username: 'e.desantis' });
  await enabledIn(world, elena, there.organizationId);
  const theirs = await world.browser({ address: '192.0.2.40' });
  await theirs.signIn(there.administrator);
  expect((await choose(theirs, 'America/New_York')).status).toBe(200);
  const browser = await world.browser({ address: '192.0.2.20' });
  await browser.signIn(elena);
  expect(await zones(browser)).toMatchObject({ timeZone: 'Europe/Rome' });

  expect((await browser.send('PUT', '/api/me/organization', { organizationId: there.organizationId })).status).toBe(204);

  expect(await zones(browser)).toMatchObject({ timeZone: 'America/New_York' });
});

test('D9 the log is searched by the days of the organization, and its file holds their hours', async () => {
  // 23:30 of the 21st in Rome, the 22nd at 07:30 in Tokyo.
  const { world, desk } = await atDesk({ hours: 13, minutes: 30 });
  const clerk = await world.user({ username: 'm.verdi' });
  await (await world.browser({ address: '192.0.2.30' })).signIn(clerk);
  const on = async (day: string) =>
    ((await desk.get(`/api/access-log?from=${day}&to=${day}&user=${clerk.id}`)).body.items as unknown[]).length;
  const [before, after] = [await on('2026-11-21'), await on('2026-11-22')];
  expect([before > 0, after]).toEqual([true, 0]);

  expect((await choose(desk, 'Asia/Tokyo')).status).toBe(200);
  await expect.poll(() => on('2026-11-22')).toBe(before);
  expect(await on('2026-11-21')).toBe(0);

  world.clock.advance({ minutes: 1 });
  const asked = await desk.post('/api/access-log/exports', { user: clerk.id });
  expect(asked.status).toBe(201);
  const file = await desk.get(`/api/access-log/exports/${String(asked.body.id)}/file`);
  expect(file.text).toContain('2026-11-22');
  expect(file.text).toContain('+09:00');
});

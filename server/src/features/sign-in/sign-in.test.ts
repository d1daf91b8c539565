import { events, reasons } from '@varco/shared/access-log/events';
import { expect, test } from 'vitest';
import { ADMINISTRATOR, freshWorld } from '#testing/world';

test('R2.23 the right name and password open a session, written in the log', async () => {
  const world = await freshWorld();
  const browser = await world.browser();

  const answer = await browser.signIn(ADMINISTRATOR);

  expect(answer.body).toEqual({ step: 'enter', location: '/' });
  expect((await browser.get('/api/me')).body).toMatchObject({ user: { username: ADMINISTRATOR.username }, administrator: true });
  expect((await world.logRows()).map((row) => row.event)).toEqual([events['installation-set-up'], events['signed-in']]);
});

test('R2.24 the name is compared exactly: another case is an unknown name', async () => {
  const world = await freshWorld();
  const browser = await world.browser();

  const answer = await browser.signIn({ ...ADMINISTRATOR, username: 'L.Conti' });

  expect(answer.status).toBe(401);
  expect((await world.logRows()).at(-1)).toMatchObject({ reason: reasons['unknown-user'], username: null });
});

test('R2.24 the password is compared exactly: another case is a wrong password', async () => {
  const world = await freshWorld();
  const browser = await world.browser();

  const answer = await browser.signIn({ ...ADMINISTRATOR, password: 'primavera-26' });

  expect(answer.status).toBe(401);
  expect((await world.logRows()).at(-1)).toMatchObject({ reason: reasons['wrong-password'] });
});

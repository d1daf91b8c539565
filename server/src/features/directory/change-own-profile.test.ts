import { events } from '@varco/shared/access-log/events';
import { expect, test } from 'vitest';
import { browserOf, freshWorld } from '#testing/world';

test('R3.62 a person corrects how he is called; status and user name are not his to change (role, manager and e-mail are not there yet)', async () => {
  const world = await freshWorld();
  const person = await world.user();
  const browser = await world.browser();
  await browser.signIn(person);

  const answer = await browser.send('PATCH', '/api/me', {
    familyName: 'De Santis Rossi',
    givenName: 'Elena',
    fullName: 'Elena De Santis',
    username: 'altro',
    status: 'inactive',
    administrator: true,
  });

  expect(answer.status).toBe(204);
  const me = await browser.get('/api/me');
  expect(me.body).toMatchObject({
    administrator: false,
    user: { username: person.username, familyName: 'De Santis Rossi', fullName: 'Elena De Santis' },
  });
  expect((await world.logRows()).at(-1)).toMatchObject({ event: events['user-changed'], username: person.username });
});

test('R3.62 D10 every node calls him by his new name at once', async () => {
  const world = await freshWorld();
  const person = await world.user();
  const browser = await world.browser();
  await browser.signIn(person);
  const house = await world.secondNode();
  const elsewhere = browserOf(house);
  for (const [name, value] of browser.cookies) elsewhere.cookies.set(name, value);
  await expect.poll(() => house.sessions.isLive).toBe(true);
  const familyName = async () => ((await elsewhere.get('/api/me')).body as { user: { familyName: string } }).user.familyName;
  expect(await familyName()).toBe('De Santis');

  await browser.send('PATCH', '/api/me', { familyName: 'Ferri', givenName: 'Elena', fullName: '' });

  await expect.poll(familyName).toBe('Ferri');
});

test('R3.62 what does not change is not written', async () => {
  const world = await freshWorld();
  const person = await world.user();
  const browser = await world.browser();
  await browser.signIn(person);
  const before = (await world.logRows()).length;

  await browser.send('PATCH', '/api/me', { familyName: 'De Santis', givenName: 'Elena', fullName: '' });

  expect((await world.logRows()).length).toBe(before);
});

test('R3.62 a name without letters on one line is refused with the field', async () => {
  const world = await freshWorld();
  const person = await world.user();
  const browser = await world.browser();
  await browser.signIn(person);

  const answer = await browser.send('PATCH', '/api/me', { familyName: ' ', givenName: 'E\nlena', fullName: '' });

  expect(answer.status).toBe(400);
  expect((answer.body.issues as { field: string }[]).map((issue) => issue.field).sort()).toEqual(['familyName', 'givenName']);
});

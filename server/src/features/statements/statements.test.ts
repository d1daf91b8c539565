import { events } from '@varco/shared/access-log/events';
import { expect, test } from 'vitest';
import { ADMINISTRATOR, freshWorld } from '#testing/world';

test('anybody reads the statements, before anything is set up and without signing in', async () => {
  const world = await freshWorld({ empty: true });
  const browser = await world.browser();

  const [accessibility, privacy] = [await browser.get('/accessibility', { html: true }), await browser.get('/privacy', { html: true })];

  expect(accessibility.status).toBe(200);
  expect(accessibility.text).toContain('EN 301 549');
  expect(privacy.text).toContain('<h1>');
});

test('an administrator words a statement, in each language apart, and the log says so', async () => {
  const world = await freshWorld();
  const browser = await world.browser();
  await browser.signIn(ADMINISTRATOR);

  const answer = await browser.send('PUT', '/api/statements/privacy', { it: 'Chiamaci allo 010 000000.', en: null });

  expect(answer.body).toMatchObject({ it: { text: 'Chiamaci allo 010 000000.', own: true }, en: { own: false } });
  expect((await browser.get('/privacy', { html: true })).text).toContain('Chiamaci allo 010 000000.');
  expect((await world.logRows()).at(-1)).toMatchObject({ event: events['statement-changed'], username: ADMINISTRATOR.username });
});

test('a wording is text: markup in it is shown, not obeyed', async () => {
  const world = await freshWorld();
  const browser = await world.browser();
  await browser.signIn(ADMINISTRATOR);

  await browser.send('PUT', '/api/statements/accessibility', { it: '<script>alert(1)</script>', en: null });

  const page = await browser.get('/accessibility', { html: true });
  expect(page.text).not.toContain('<script>alert(1)');
  expect(page.text).toContain('&lt;script&gt;alert(1)');
});

test('null gives a language back to the text of the product; saving the same twice writes nothing', async () => {
  const world = await freshWorld();
  const browser = await world.browser();
  await browser.signIn(ADMINISTRATOR);
  const own = { it: 'Nostro testo.', en: 'Our text.' };
  await browser.send('PUT', '/api/statements/privacy', own);
  const before = (await world.logRows()).length;

  await browser.send('PUT', '/api/statements/privacy', own);
  const back = await browser.send('PUT', '/api/statements/privacy', { it: null, en: 'Our text.' });

  expect(back.body).toMatchObject({ it: { own: false }, en: { own: true } });
  expect((await world.logRows()).length).toBe(before + 1);
});

test('nobody else words a statement', async () => {
  const world = await freshWorld();
  const person = await world.user();
  const browser = await world.browser();
  await browser.signIn(person);

  const answer = await browser.send('PUT', '/api/statements/privacy', { it: 'Falso', en: null });

  expect(answer).toMatchObject({ status: 403, body: { type: 'authorization.not-allowed' } });
});

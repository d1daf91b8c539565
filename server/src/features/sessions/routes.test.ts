import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { setPolicy } from '#testing/policy';
import { ADMINISTRATOR, browserOf, freshWorld, type TestBrowser, type World } from '#testing/world';
import { createApp } from '../../app.ts';

/** A browser of a house that serves the console: here a page of one line. */
async function withConsole(world: World): Promise<TestBrowser> {
  const pages = mkdtempSync(join(tmpdir(), 'varco-pages-'));
  mkdirSync(join(pages, '.vite'));
  mkdirSync(join(pages, 'assets'));
  writeFileSync(
    join(pages, '.vite/manifest.json'),
    JSON.stringify({ 'src/door/door.ts': { file: 'assets/door.js', css: ['assets/door.css'] } }),
  );
  writeFileSync(join(pages, 'index.html'), '<!doctype html><html lang="it"><title>Varco</title>');
  const house = await createApp(world, { pages, owner: null, jobs: false });
  onTestFinished(async () => {
    await house.close();
    rmSync(pages, { recursive: true });
  });
  return browserOf(house);
}

test('R1.44 after signing in the console opens, and nothing of it is kept by the browser', async () => {
  const world = await freshWorld();
  const browser = await withConsole(world);

  const entered = await browser.post('/sign-in', { ...ADMINISTRATOR }, { html: true, form: true });
  const page = await browser.get('/', { html: true });

  expect(entered).toMatchObject({ status: 303, headers: { location: '/' } });
  expect(page.status).toBe(200);
  expect(page.text).toContain('<title>Varco</title>');
  expect(page.headers['cache-control']).toBe('no-store');
});

test.each([
  ['R3.8 at the longest duration', { maxSessionHours: 1, idleMinutes: 120 }, 60, /durata massima/],
  ['R2.29 after the idle minutes', { maxSessionHours: 'never', idleMinutes: 45 }, 45, /Sessione scaduta/],
] as const)(
  '%s the next page leads to the door, which says why, and after the sign-in one is back where one wanted to go',
  async (_, policy, minutes, why) => {
    const world = await freshWorld();
    await setPolicy(world, policy);
    const browser = await withConsole(world);
    await browser.signIn(ADMINISTRATOR);
    world.clock.advance({ minutes });

    const sent = await browser.get('/utenti?cerca=rossi&pagina=2', { html: true });
    const door = await browser.get(String(sent.headers.location), { html: true });
    const [, returnTo = ''] = /name="returnTo" value="([^"]*)"/.exec(door.text) ?? [];
    const entered = await browser.post('/sign-in', { ...ADMINISTRATOR, returnTo: plain(returnTo) }, { html: true, form: true });

    expect(sent).toMatchObject({ status: 303, headers: { location: '/sign-in?returnTo=%2Futenti%3Fcerca%3Drossi%26pagina%3D2&ended=1' } });
    expect(door.text).toMatch(why);
    expect(entered.headers.location).toBe('/utenti?cerca=rossi&pagina=2');
  },
);

const plain = (text: string) =>
  text.replace(/&#x([0-9A-F]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16))).replaceAll('&amp;', '&');

test('R2.31 after signing out Back shows nothing: every page leads to the door again', async () => {
  const world = await freshWorld();
  const browser = await withConsole(world);
  await browser.signIn(ADMINISTRATOR);
  await browser.get('/utenti', { html: true });

  await browser.post('/sign-out', {}, { html: true, form: true });

  expect(await browser.get('/utenti', { html: true })).toMatchObject({ status: 303, headers: { location: '/sign-in?returnTo=%2Futenti' } });
  expect((await browser.get('/api/me')).status).toBe(401);
});

test('R2.31 the button works for whoever has no session any more', async () => {
  const world = await freshWorld();
  const browser = await world.browser();
  browser.cookies.set('varco', 'A'.repeat(43));

  expect((await browser.post('/sign-out', {}, { html: true, form: true })).headers.location).toBe('/sign-in?out=1');
  expect((await (await world.browser()).post('/sign-out')).status).toBe(204);
});

test('R2.29 whoever asks who he is learns when his session ends', async () => {
  const world = await freshWorld();
  const browser = await world.browser();
  await browser.signIn(ADMINISTRATOR);
  const begin = world.clock.now().getTime();
  world.clock.advance({ minutes: 10 });

  const { body } = await browser.get('/api/me');

  expect(body.session).toMatchObject({
    openedAt: new Date(begin).toISOString(),
    idleEndsAt: new Date(begin + 40 * 60_000).toISOString(),
    endsAt: new Date(begin + 12 * 3_600_000).toISOString(),
    idleMinutes: 30,
    warningMinutes: 2,
  });
  expect(JSON.stringify(body)).not.toContain(browser.cookies.get('varco'));
});

test('nothing but the built files is served, whoever asks', async () => {
  const world = await freshWorld();
  const browser = await withConsole(world);
  await browser.signIn(ADMINISTRATOR);

  for (const path of ['../index.html', '%2e%2e/index.html', '%2e%2e%2findex.html', '..%5cindex.html', '.vite/manifest.json', '', '%00'])
    expect((await browser.get(`/assets/${path}`, { html: true })).text, path).not.toMatch(/<title>Varco<\/title>|door\.css"\]/);
});

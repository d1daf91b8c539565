import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ADMINISTRATOR, browserOf, freshWorld } from '#testing/world';
import { createApp } from '../app.ts';

/** A house with the least that a build leaves. */
async function houseWithPages() {
  const pages = mkdtempSync(join(tmpdir(), 'varco-pages-'));
  mkdirSync(join(pages, '.vite'));
  mkdirSync(join(pages, 'assets'));
  const manifest = { 'src/door/door.ts': { file: 'assets/door.js', css: ['assets/door.css'] } };
  writeFileSync(join(pages, '.vite', 'manifest.json'), JSON.stringify(manifest));
  const words = '<noscript lang="it"><p>Sei\nentrato</p></noscript>\n<noscript lang="en"><p>You are\nin</p></noscript>';
  writeFileSync(join(pages, 'index.html'), `<!doctype html><html lang="it"><title>console</title>${words}`);
  writeFileSync(join(pages, 'assets', 'door.js'), 'plain');
  writeFileSync(join(pages, 'assets', 'door.js.br'), 'small');
  const house = await createApp(await freshWorld(), { pages, owner: null, jobs: false });
  onTestFinished(async () => {
    await house.close();
    rmSync(pages, { recursive: true });
  });
  return house;
}

test('whoever is signed in gets the document of the console at every address, in his language, and a program none', async () => {
  const browser = browserOf(await houseWithPages());
  expect((await browser.get('/users', { html: true })).headers.location).toBe('/sign-in?returnTo=%2Fusers');
  await browser.signIn(ADMINISTRATOR);

  const document = await browser.get('/users/1?tab=x', { html: true, headers: { 'accept-language': 'en' } });

  const words = '<noscript lang="en"><p>You are\nin</p></noscript>';
  expect(document).toMatchObject({ status: 200, text: `<!doctype html><html lang="en"><title>console</title>${words}` });
  const italian = await browser.get('/', { html: true });
  expect([italian.text.includes('Sei\nentrato'), italian.text.includes('You are')]).toEqual([true, false]);
  for (const [url, html] of [
    ['/users', false],
    ['/old.js.map', true],
    ['/api/nothing', true],
  ] as const)
    expect((await browser.get(url, { html })).status, url).toBe(404);
});

test('the built files are for everybody, kept for ever and sent as they were compressed', async () => {
  const { app } = await houseWithPages();
  const ask = (method: 'GET' | 'HEAD', accepted = 'br') =>
    app.inject({ method, url: '/assets/door.js', headers: { 'accept-encoding': accepted } });

  const [small, plain, head] = [await ask('GET'), await ask('GET', 'identity'), await ask('HEAD')];

  expect([small.payload, plain.payload, head.payload]).toEqual(['small', 'plain', '']);
  for (const { statusCode, headers } of [small, plain, head])
    expect([statusCode, headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
  expect(head.headers['content-encoding']).toBe('br');
  expect((await app.inject('/assets/../index.html')).statusCode).not.toBe(200);
});

test('what only the document answers has no methods of its own; the built files have', async () => {
  const { app } = await houseWithPages();

  expect((await app.inject({ method: 'POST', url: '/nowhere' })).statusCode).toBe(404);
  expect((await app.inject({ method: 'POST', url: '/assets/door.js' })).headers.allow).toBe('GET, HEAD');
});

import { expect, test } from 'vitest';
import { ADMINISTRATOR, freshWorld } from '#testing/world';

const pages = ['/sign-in', '/privacy', '/accessibility', '/sign-out', '/nowhere-at-all'];

test('every document of a demonstration begins with its banner, in the language of the reader; data is left alone', async () => {
  const world = await freshWorld({ environment: { VARCO_DEMO: '1' } });
  const signedIn = await world.browser();
  await signedIn.signIn(ADMINISTRATOR);

  for (const page of pages) {
    // The door sends away whoever is inside, and what is not there is told to nobody else.
    const browser = page.startsWith('/nowhere') ? signedIn : await world.browser();
    const { text } = await browser.get(page, { html: true });
    expect([page, text.split('<aside class="v-demonstration" aria-label="Dimostrazione">').length]).toEqual([page, 2]);
    expect(text).toMatch(/<body[^>]*>\n<aside/);
    const english = await browser.get(page, { html: true, headers: { 'accept-language': 'en' } });
    expect(english.text).toContain('<strong>Demonstration: people, sign-ins and addresses are invented.</strong>');
  }
  const me = await signedIn.get('/api/me');
  expect(me.status).toBe(200);
  expect(me.text).not.toContain('v-demonstration');
  const head = await (await world.house()).app.inject({ method: 'HEAD', url: '/sign-in' });
  const whole = await (await world.house()).app.inject({ method: 'GET', url: '/sign-in' });
  expect(head.headers['content-length']).toBe(whole.headers['content-length']);
  expect(Number(whole.headers['content-length'])).toBe(Buffer.byteLength(whole.payload));
});

test('a real gate shows no banner', async () => {
  const browser = await (await freshWorld()).browser();

  for (const page of pages) expect((await browser.get(page, { html: true })).text).not.toContain('v-demonstration');
});

test('D10 a demonstration has cookies of its own: browsers do not part them by port', async () => {
  const real = await freshWorld({ environment: { VARCO_DEMO: '1' } });
  const browser = await real.browser();
  await browser.signIn(ADMINISTRATOR);

  expect([...browser.cookies.keys()].toSorted()).toEqual(['demo-varco', 'demo-varco-browser']);
  const token = browser.cookies.get('demo-varco') ?? '';
  expect((await browser.get('/api/me', { headers: { cookie: `varco=${token}` } })).status).toBe(401);
});

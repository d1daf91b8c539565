import { expect, test } from 'vitest';
import { ADMINISTRATOR, freshWorld } from '#testing/world';

test('cookies that cannot be read, or that others have set, are no session and no fault', async () => {
  const world = await freshWorld();
  const browser = await world.browser();

  for (const cookie of [
    'varco=%zz',
    'varco',
    '=x',
    ';;;',
    'varco="a',
    'varco=a=b=c',
    `varco=${'x'.repeat(8_000)}`,
    'varco=\u00e8',
    '__proto__=x; varco=y',
  ]) {
    const answer = await browser.get('/api/me', { headers: { cookie } });
    expect([answer.status, answer.body.type], cookie).toEqual([401, 'sign-in.required']);
    for (const other of ['pending', 'browser', 'setup', 'language'])
      expect(
        (await browser.get('/sign-in', { headers: { cookie: cookie.replace('varco', `varco-${other}`) } })).status,
        `${other} ${cookie}`,
      ).toBe(200);
  }
});

test('D10 over https a cookie without the prefix, which a page of a neighbouring host could set, is not looked at', async () => {
  const world = await freshWorld({ environment: { VARCO_BASE_URL: 'https://gate.example.it', VARCO_TRUSTED_PROXIES: '10.0.0.5' } });
  const browser = await world.browser();
  await browser.signIn(ADMINISTRATOR);
  const token = browser.cookies.get('__Host-varco') ?? '';

  expect((await browser.get('/api/me', { headers: { cookie: `varco=planted; __Host-varco=${token}` } })).status).toBe(200);
  expect((await browser.get('/api/me', { headers: { cookie: `varco=${token}` } })).status).toBe(401);
});

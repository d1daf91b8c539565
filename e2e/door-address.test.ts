import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openPage } from './testing/browser.ts';
import { Client } from './testing/client.ts';
import { administrator, type Installation, startInstallation, type User } from './testing/installation.ts';
import { look, pageIsPlainlySound, pageIsSound } from './testing/sound.ts';
import { knock, signIn, titled, wordsOf } from './testing/steps.ts';
import { countWire, said } from './testing/wire.ts';

const VALLE = 'Consorzio Intercomunale per i Servizi Sociali della Valle Alta';
const BORGO = 'Comune di Borgo Ligure';
let varco: Installation;
let valle: string;
let elena: User;
let ada: { readonly username: string; readonly password: string };

beforeAll(async () => {
  varco = await startInstallation();
  const { hands } = varco;
  await hands.send('PATCH', '/api/organization', { version: 1, loginId: 'borgo' });
  const neri = { familyName: 'Neri', givenName: 'Ada', username: 'a.neri' };
  const made = await hands.post('/api/organizations', { name: VALLE, loginId: 'valle', administrator: neri });
  valle = String(made.body.id);
  const theirs = new Client(varco.url);
  const { username, temporaryPassword } = made.body.administrator as { username: string; temporaryPassword: string };
  await theirs.signIn(username, temporaryPassword);
  await theirs.post('/sign-in/new-password', { next: 'Inverno-2027', confirmation: 'Inverno-2027' });
  const looked = await theirs.send('PUT', '/api/organization/door-look', { version: 0, bandColor: '#7a1f2b', alternative: null });
  expect(looked.status).toBe(200);
  ada = { username, password: 'Inverno-2027' };
  elena = await varco.person({ username: 'e.desantis' });
  const enabled = await hands.send('PUT', `/api/users/${elena.id}/enablements`, { everywhere: false, organizations: [valle], usual: null });
  expect(enabled.status).toBe(200);
});

const words = {
  it: { enters: `Entri per ${VALLE}.`, usual: 'Entra come al solito', desk: 'Scrivania', profile: 'Il mio profilo' },
  en: { enters: `You sign in for ${VALLE}.`, usual: 'Sign in as usual', desk: 'Desk', profile: 'My profile' },
} as const;

/** The door is known for half a minute: opens an address of it until it bears this name. */
async function openDoor(page: Page, path: string, name: string): Promise<void> {
  const band = async () => {
    await page.goto(path);
    return page.locator('.v-band strong').innerText();
  };
  await expect.poll(band, { interval: 1_000 }).toBe(name);
}

/** For which organization the session in this browser works. */
async function placeOf(page: Page): Promise<string> {
  const me = await page.context().request.get('/api/me');
  return ((await me.json()) as { organization: { name: string } }).organization.name;
}

test('R1.43 D3 who administers the installation turns the address on, and before that nothing answers there', async () => {
  const stranger = await openPage(varco.url, { width: 360 });
  await openDoor(stranger, '/sign-in?organization=valle', BORGO);
  expect(await stranger.content()).not.toContain('Valle Alta');

  const theirs = await openPage(varco.url);
  await signIn(theirs, ada);
  await theirs.goto('/organization');
  await theirs.getByText("Per ora da nessuna parte: l'ente non ha un indirizzo di accesso proprio.").waitFor();
  await look(theirs, 'own-organization-without-door');

  const desk = await openPage(varco.url);
  await signIn(desk, administrator);
  await desk.goto(`/organizations/${valle}`);
  await titled(desk, VALLE);
  await desk.getByText("Nessuno: si entra dalla pagina di tutti. Lo attiva chi amministra l'installazione.").waitFor();
  await look(desk, 'organization-without-door');
  await desk.getByRole('link', { name: "Modifica i dati dell'ente" }).click();
  await desk.getByLabel('Indirizzo di accesso proprio').check();
  await look(desk, 'organization-door-edit');
  await desk.getByRole('button', { name: 'Salva' }).click();
  await desk.getByText('Dati salvati').waitFor();
  expect(await desk.locator('code').innerText()).toBe(`${varco.url}/sign-in?organization=valle`);
  await look(desk, 'organization-door');

  await theirs.reload();
  await theirs.getByText(`${varco.url}/sign-in?organization=valle`).waitFor();
  await look(theirs, 'own-organization-door');
});

test('R1.43 D3 without scripts the address is where the work begins, also after a refusal, and one enters as usual from it', async () => {
  const page = await openPage(varco.url, { scripts: false, width: 360 });
  await openDoor(page, '/sign-in?organization=valle&returnTo=/me', VALLE);
  await page.getByText(words.it.enters).waitFor();
  await pageIsPlainlySound(page);
  await knock(page, { ...elena, password: 'sbagliata' });
  expect(await wordsOf(page.getByRole('alert'))).toBe("Accesso non riuscito. Controlla i dati o rivolgiti all'amministratore.");
  await page.getByText(words.it.enters).waitFor();
  await pageIsPlainlySound(page);
  await knock(page, elena);
  await page.waitForURL(`${varco.url}/me`);
  expect(await placeOf(page)).toBe(VALLE);

  const usual = await openPage(varco.url, { scripts: false, width: 360 });
  await usual.goto('/sign-in?organization=valle&returnTo=/me');
  await usual.getByRole('link', { name: words.it.usual }).click();
  await usual.waitForURL(`${varco.url}/sign-in?returnTo=%2Fme`);
  expect(await usual.locator('.v-band strong').innerText()).toBe(BORGO);
  await knock(usual, elena);
  await usual.waitForURL(`${varco.url}/me`);
  expect(await placeOf(usual)).toBe(BORGO);
});

test.each(['it', 'en'] as const)(
  'R1.43 D3 the door at the address of an organization is whole at every width, plain and refused (%s)',
  async (language) => {
    const { enters, desk, profile } = words[language];
    const page = await openPage(varco.url, { language, width: 360 });
    await openDoor(page, '/sign-in?organization=valle&returnTo=/me', VALLE);
    await page.getByText(enters).waitFor();
    await pageIsSound(page, language);
    await look(page, 'sign-in-address', language);
    // Laura is not enabled there: to her, as to everybody, the answer is that of a wrong password.
    await knock(page, administrator, language);
    await page.getByRole('alert').waitFor();
    await page.locator('details.v-more summary').click();
    await pageIsSound(page, language);
    await look(page, 'sign-in-address-refused', language);
    await page.reload();
    await page.getByText(enters).waitFor();
    await knock(page, elena, language);
    await titled(page, profile);
    expect(await placeOf(page)).toBe(VALLE);

    const plain = await openPage(varco.url, { language, width: 360 });
    await plain.goto('/sign-in');
    expect(await plain.content()).not.toContain('Valle Alta');
    await look(plain, 'sign-in-of-all', language);
    await knock(plain, administrator, language);
    await titled(plain, desk);
  },
);

test('R1.43 the sign-in page at the address of an organization is at most 80 KB and 6 requests over the wire', async () => {
  const page = await openPage(varco.url);
  const wire = await countWire(page);
  await page.goto('/sign-in?organization=valle', { waitUntil: 'networkidle' });
  const door = wire();

  console.log(`Over the wire: door of an organization ${said(door)}`);
  await page.getByText(words.it.enters).waitFor();
  expect(door.kilobytes).toBeLessThanOrEqual(80);
  expect(door.requests).toBeLessThanOrEqual(6);
});

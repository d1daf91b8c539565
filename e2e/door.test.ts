import { beforeAll, expect, test } from 'vitest';
import { openPage } from './testing/browser.ts';
import { administrator, type Installation, startInstallation } from './testing/installation.ts';
import { look, pageIsPlainlySound, pageIsSound, picture } from './testing/sound.ts';
import { knock, signIn, titled, wordsOf } from './testing/steps.ts';
import { countWire, said } from './testing/wire.ts';

let varco: Installation;

beforeAll(async () => {
  varco = await startInstallation();
});

test('R2.23 R2.24 R1.11 the door works without scripts: refusal, forced change, and the way out', async () => {
  const elena = await varco.person({ username: 'e.desantis', mustChangePassword: true });
  const page = await openPage(varco.url, { scripts: false });
  await page.goto('/sign-in');
  await pageIsPlainlySound(page);
  await knock(page, { ...elena, password: 'sbagliata' });
  expect(await wordsOf(page.getByRole('alert'))).toBe("Accesso non riuscito. Controlla i dati o rivolgiti all'amministratore.");
  await expect.poll(() => page.getByLabel('Nome utente').inputValue()).toBe('e.desantis');
  await pageIsPlainlySound(page);
  await knock(page, elena);
  await titled(page, 'Scegli una nuova password');
  await pageIsPlainlySound(page);
  await page.getByRole('button', { name: 'Esci senza cambiarla' }).click();
  await titled(page, 'Accedi');
  await knock(page, elena);
  await page.getByLabel('Nuova password', { exact: true }).fill('corta');
  await page.getByRole('button', { name: 'Salva e continua' }).click();
  await expect.poll(() => page.getByRole('alert').getByRole('listitem').count()).toBeGreaterThanOrEqual(2);
  await pageIsPlainlySound(page);
  await page.getByLabel('Nuova password', { exact: true }).fill('Mare-calmo-26');
  await page.getByLabel('Scrivi di nuovo la password', { exact: true }).fill('Mare-calmo-26');
  await page.getByRole('button', { name: 'Salva e continua' }).click();
  await page.waitForURL(`${varco.url}/`);
  expect(await page.locator('noscript').textContent()).toContain('Queste pagine usano gli script');

  await page.goto('/sign-out');
  await titled(page, 'Vuoi uscire?');
  await pageIsPlainlySound(page);
  await page.getByRole('button', { name: 'Esci' }).click();
  await page.getByText('Sei uscito.').waitFor();
  expect((await page.goto('/me'))?.url()).toContain('/sign-in');
});

test('each page of the door is whole in both languages, and the change of language stays on the page', async () => {
  for (const [language, other, back, title] of [
    ['it', 'English', 'Italiano', 'Accedi'],
    ['en', 'Italiano', 'English', 'Sign in'],
  ] as const) {
    const page = await openPage(varco.url, { language });
    await page.goto('/sign-in');
    await look(page, 'sign-in', language);
    await page.getByText(language === 'it' ? 'Non riesci ad accedere?' : 'Trouble signing in?').click();
    await look(page, 'sign-in-trouble', language);
    for (const path of ['/accessibility', '/privacy', '/sign-out'] as const) {
      await page.goto(path);
      await look(page, path.slice(1), language);
    }
    await page.goto('/sign-in?returnTo=/me');
    await page.getByRole('link', { name: other }).click();
    await titled(page, title === 'Accedi' ? 'Sign in' : 'Accedi');
    await expect.poll(() => page.url()).toContain('returnTo=');
    await page.getByRole('link', { name: back }).click();
    await titled(page, title);
  }
});

test('WCAG 3.3.8 a password can be pasted and shown, and hides again when it is sent', async () => {
  const page = await openPage(varco.url);
  await page.goto('/sign-in');
  const password = page.getByLabel('Password', { exact: true });
  await page.getByLabel('Nome utente').fill(administrator.username);
  await password.fill('sbagliata');
  await page.getByRole('button', { name: 'Mostra: Password' }).click();
  await expect.poll(() => password.getAttribute('type')).toBe('text');
  await look(page, 'sign-in-shown');
  await page.getByRole('button', { name: 'Accedi', exact: true }).click();
  await page.getByRole('alert').waitFor();
  await expect.poll(() => password.getAttribute('type')).toBe('password');
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert');
});

test('the sign-in page is at most 80 KB and 6 requests over the wire, the first page inside 220 KB and 10 requests, each next 40 KB', async () => {
  const page = await openPage(varco.url);
  const wire = await countWire(page);
  await page.goto('/sign-in', { waitUntil: 'networkidle' });
  const door = wire();
  await knock(page, administrator);
  await titled(page, 'Scrivania');
  await page.waitForLoadState('networkidle');
  const desk = wire();
  await page.getByRole('link', { name: 'Utenti', exact: true }).click();
  await titled(page, 'Utenti');
  await page.waitForLoadState('networkidle');
  const users = wire();

  console.log(`Over the wire: door ${said(door)}; desk ${said(desk)}; users ${said(users)}`);
  expect(door.kilobytes).toBeLessThanOrEqual(80);
  expect(door.requests).toBeLessThanOrEqual(6);
  expect(desk.kilobytes).toBeLessThanOrEqual(220);
  expect(desk.requests).toBeLessThanOrEqual(10);
  expect(users.kilobytes).toBeLessThanOrEqual(48);
});

test('a reload or Back after a refusal asks again and sends no password a second time', async () => {
  const elena = await varco.person();
  const page = await openPage(varco.url);
  await page.goto('/sign-in?returnTo=/me');
  let sent = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST') sent += 1;
  });
  await knock(page, { ...elena, password: 'sbagliata' });
  await page.getByRole('alert').waitFor();
  await page.reload();
  await page.getByText("Per vedere quella pagina serve l'accesso.").waitFor();
  await knock(page, { ...elena, password: 'sbagliata' });
  await page.getByRole('alert').waitFor();
  await page.getByRole('link', { name: 'English' }).click();
  await titled(page, 'Sign in');
  await page.goBack();
  await titled(page, /Accedi|Sign in/);
  await page.goto('/sign-in?returnTo=/me');
  expect(sent).toBe(2);

  await knock(page, elena, 'en');
  await titled(page, 'My profile');
});

test('WCAG 1.4.10 at 400 % zoom, 320 by 256, everything can be reached and used', async () => {
  const page = await openPage(varco.url, { width: 320, height: 256 });
  await page.goto('/sign-in');
  await pageIsSound(page);
  await picture(page, 'zoom-sign-in');
  await signIn(page, administrator);
  await page.getByRole('button', { name: 'Apri il menu' }).click();
  await page.getByRole('dialog', { name: 'Menu' }).waitFor();
  await pageIsSound(page);
  await picture(page, 'zoom-menu');
  await page.getByRole('dialog', { name: 'Menu' }).getByRole('link', { name: 'Utenti', exact: true }).click();
  await titled(page, 'Utenti');
  await pageIsSound(page);
  await page.getByRole('link', { name: 'Conti Laura' }).click();
  await titled(page, 'Conti Laura');
  await page.getByRole('link', { name: 'Modifica i dati della persona' }).click();
  await page.getByLabel('Nome completo').fill('Responsabile dei servizi demografici');
  await page.getByRole('button', { name: 'Salva' }).click();
  await page.getByText('Responsabile dei servizi demografici').waitFor();
  await picture(page, 'zoom-user');
  await page.getByRole('button', { name: 'Esci' }).click();
  await titled(page, 'Accedi');
});

test('EN 301 549 11.7 forced colours leave every page readable', async () => {
  const page = await openPage(varco.url, { forcedColors: true });
  await page.goto('/sign-in');
  await look(page, 'forced-colours-sign-in');
  await signIn(page, administrator);
  await look(page, 'forced-colours-desk');
  await page.goto('/users');
  await page.getByRole('link', { name: 'Conti Laura' }).waitFor();
  await look(page, 'forced-colours-users');
});

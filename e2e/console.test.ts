import type { Locator } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openPage } from './testing/browser.ts';
import { administrator, type Installation, startInstallation, type User } from './testing/installation.ts';
import { look, picture } from './testing/sound.ts';
import { knock, signIn, titled } from './testing/steps.ts';

let varco: Installation;
let longest: User;

beforeAll(async () => {
  varco = await startInstallation();
  longest = await varco.person({ familyName: 'Della Rovere Castiglioni Montecuccoli Sanvitale', givenName: 'Maria Antonietta Eleonora' });
});

test('WCAG 2.1.4 "?" lists the keys, never while one types, and can be switched off', async () => {
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  const list = page.getByRole('dialog', { name: 'Tasti' });
  await page.keyboard.press('?');
  await list.waitFor();
  await look(page, 'keys');
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'detached' });

  await page.goto('/users');
  await page.getByLabel('Cerca un utente').pressSequentially('co?');
  await expect.poll(() => page.getByLabel('Cerca un utente').inputValue()).toBe('co?');
  await expect.poll(() => list.count()).toBe(0);

  await page.getByRole('button', { name: /profilo e aiuto/ }).click();
  await page.getByRole('menuitem', { name: 'Tasti' }).click();
  await list.getByLabel(/con il tasto/).uncheck();
  await list.getByRole('button', { name: 'Chiudi' }).click();
  await list.waitFor({ state: 'detached' });
  await page.goto('/');
  await titled(page, 'Scrivania');
  await page.keyboard.press('?');
  await page.keyboard.press('Tab');
  await expect.poll(() => list.count()).toBe(0);
});

test.for([
  ['it', 'Queste pagine usano gli script', 'Esci', 'Accedi'],
  ['en', 'These pages use scripts', 'Sign out', 'Sign in'],
] as const)('a console without scripts says what to do, and leads out, %s', async ([language, heading, out, door]) => {
  const page = await openPage(varco.url, { language, width: 360, scripts: false });
  await page.goto('/sign-in');
  await knock(page, administrator, language);
  await titled(page, heading);
  await picture(page, `no-scripts-${language}`);
  expect(await page.locator('main').innerText()).not.toMatch(language === 'it' ? /help desk/ : /impostazioni/);
  await page.getByRole('link', { name: out, exact: true }).click();
  await page.getByRole('button', { name: out, exact: true }).click();
  await titled(page, door);
});

test('in the colours of the system every button still has its box, also one that is a link', async () => {
  const page = await openPage(varco.url, { forcedColors: true });
  await signIn(page, administrator);
  for (const path of ['/', '/users', `/users/${longest.id}`, '/me', '/settings/statements']) {
    await page.goto(path);
    await page.locator('.v-page .btn').first().waitFor();
    const bare = await page.locator('.v-page .btn').evaluateAll((buttons) =>
      buttons
        .filter((button) => {
          const { borderTopStyle, borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(button);
          return borderTopStyle === 'none' || borderTopWidth === '0px' || borderTopColor === backgroundColor;
        })
        .map((button) => button.textContent),
    );
    expect(bare, path).toEqual([]);
  }
});

test('WCAG 1.4.4 1.4.10 between the telephone and the desk, and with letters twice as large, nothing sticks out', async () => {
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  const outside: string[] = [];
  for (const path of ['/users', '/access-log', '/me/accesses', '/seats']) {
    await page.goto(path);
    await page.getByRole('table').waitFor();
    for (const letters of ['100%', '200%']) {
      await page.evaluate((size) => {
        document.documentElement.style.fontSize = size;
      }, letters);
      for (const width of [1440, 1200, 1024, 992, 900, 768, 700, 640, 360]) {
        await page.setViewportSize({ width, height: 900 });
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (beyond > 0) outside.push(`${path} at ${width} px, letters ${letters}: ${beyond} px`);
      }
    }
  }
  expect(outside).toEqual([]);
});

test('D2 an address that does not exist and one that is not yours are the same page', async () => {
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.goto('/users/01a2000f-45ca-77f7-a868-648b862a4d81');
  await titled(page, 'Pagina non trovata');
  await page.getByRole('link', { name: 'Vai alla scrivania' }).click();
  await titled(page, 'Scrivania');
});

test('R1.23 a change of the policy is compared, given a reason and in force at once', async () => {
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.goto('/policy?edit=yes');
  const length = page.getByLabel('Lunghezza minima della password', { exact: true });
  await length.selectOption({ label: "Un valore dell'ente" });
  await page.getByLabel(/Lunghezza minima della password, valore/).fill('12');
  await page.getByRole('button', { name: 'Vedi che cosa cambia' }).click();
  await page.getByLabel('Motivo del cambiamento').waitFor();
  const change = page.getByRole('row', { name: /Lunghezza minima/ });
  const told = ['8 caratteri', '12 caratteri', '2 persone', 'Quelle di oggi restano valide', 'NIST SP 800-63B-4, 3.1.1.2 punto 1'];
  for (const part of told) expect((await change.innerText()).replaceAll('\u00a0', ' ')).toContain(part);
  await look(page, 'policy-review');
  await page.getByRole('button', { name: 'Salva i criteri' }).click();
  await page.getByRole('alert').filter({ hasText: /\S/ }).waitFor();
  await look(page, 'policy-review-faults');
  await page.getByLabel('Motivo del cambiamento').fill('Delibera 12 del 2026');
  await page.getByRole('button', { name: 'Salva i criteri' }).click();
  await page.getByText('Criteri salvati').waitFor();
  await page
    .getByRole('row', { name: /Lunghezza minima/ })
    .getByText('12 caratteri')
    .first()
    .waitFor();
  await look(page, 'policy-changed');
  const rules = await varco.hands.get('/api/policy');
  expect(JSON.stringify(rules.body)).toContain('Delibera 12 del 2026');
});

test('R4.17 the policy is changed by keyboard alone, and focus goes where the work goes on', async () => {
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.goto('/policy');
  const edit = page.getByRole('link', { name: 'Modifica i criteri' });
  const attempts = page.getByLabel('Tentativi prima del blocco', { exact: true });
  const own = page.getByLabel(/Tentativi prima del blocco, valore/);
  const review = page.getByRole('heading', { name: 'Che cosa cambia' });
  const focused = (of: Locator) => expect.poll(() => of.evaluate((element) => element === document.activeElement)).toBe(true);

  await edit.press('Enter');
  await focused(attempts);
  await page.getByRole('button', { name: 'Annulla' }).press('Enter');
  await focused(edit);
  await edit.press('Enter');
  await attempts.press('ArrowDown');
  await page.keyboard.press('Tab');
  await focused(own);
  await own.press('ControlOrMeta+a');
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await focused(review);
  await page.getByRole('button', { name: 'Torna ai valori' }).press('Enter');
  await focused(attempts);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await focused(review);
  await page.keyboard.press('Tab');
  await page.keyboard.type('Verbale 3');
  await page.keyboard.press('Enter');
  await page.getByText('Criteri salvati').waitFor();
});

test('a change of the policy made meanwhile is shown to who was writing another, and stays', async () => {
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.goto('/policy?edit=yes');
  await page.getByLabel('Chiusura per inattività', { exact: true }).selectOption({ label: "Un valore dell'ente" });
  await page.getByLabel(/Chiusura per inattività, valore/).fill('20');
  await page.getByRole('button', { name: 'Vedi che cosa cambia' }).click();
  await page.getByLabel('Motivo del cambiamento').fill('Verbale 4');
  const { version } = (await varco.hands.get('/api/policy')).body;
  await varco.hands.send('PUT', '/api/policy', { version, values: { lockMinutes: 30 }, reason: 'Verbale 5' });

  await page.getByRole('button', { name: 'Salva i criteri' }).click();

  await page.getByText('Nel frattempo qualcun altro ha cambiato i criteri').waitFor();
  await look(page, 'policy-overtaken');
  await expect.poll(() => page.getByRole('row').filter({ hasText: 'Durata del blocco' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Salva i criteri' }).click();
  await page.getByText('Criteri salvati').waitFor();
  const rules = (await varco.hands.get('/api/policy')).body.rules as { rule: string; inForce: unknown }[];
  expect(rules).toContainEqual(expect.objectContaining({ rule: 'lockMinutes', inForce: 30 }));
  expect(rules).toContainEqual(expect.objectContaining({ rule: 'idleMinutes', inForce: 20 }));
});

import { beforeAll, expect, test } from 'vitest';
import { openPage } from './testing/browser.ts';
import { askDatabase } from './testing/database.ts';
import { administrator, type Installation, startInstallation, type User } from './testing/installation.ts';
import { restarted } from './testing/program.ts';
import { look, pageIsSound } from './testing/sound.ts';
import { knock, signIn, titled, wordsOf } from './testing/steps.ts';

let varco: Installation;

beforeAll(async () => {
  varco = await startInstallation();
});

/** Makes a user look idle, as if his last act were so many minutes ago; the program starts anew, since what it remembers counts for more. */
async function lastActive(user: User, minutesAgo: number): Promise<void> {
  askDatabase(
    varco.data,
    `update sessions.sessions set last_active_at = now() - interval '${minutesAgo} minutes' where user_id = '${user.id}' and ended_at is null`,
  );
  varco = { ...varco, ...(await restarted(varco)) };
}

test('R2.30 after thirty idle minutes the next act leads to the door, which says why and leads back', async () => {
  const elena = await varco.person();
  const page = await openPage(varco.url, { language: 'en' });
  await signIn(page, elena, 'en');
  await page.goto('/me');
  await titled(page, 'My profile');
  await lastActive(elena, 31);

  await page.getByRole('link', { name: 'See your sign-ins' }).click();
  await titled(page, 'Sign in');
  expect(await wordsOf(page.getByRole('status').filter({ hasText: /\S/ }))).toBe(
    'Session expired. There was no activity for 30 minutes. Sign in again: you return to the same page.',
  );
  await look(page, 'sign-in-expired', 'en');
  await knock(page, elena, 'en');
  await titled(page, /^My (sign-ins|profile)$/);
});

test('R5.7 WCAG 2.2.1 two minutes before the end the page asks, and one key keeps the session', async () => {
  const elena = await varco.person();
  const page = await openPage(varco.url);
  await page.clock.install();
  await signIn(page, elena);
  await lastActive(elena, 28.1);

  await page.clock.fastForward('28:06');
  const warning = page.getByRole('alertdialog', { name: 'La sessione sta per chiudersi' });
  await warning.waitFor();
  await look(page, 'idle-warning');
  await page.keyboard.press('Enter');
  await warning.waitFor({ state: 'detached' });
  await page.getByText('La sessione continua.').waitFor({ state: 'attached' });
  await page.getByRole('link', { name: 'Tutti i tuoi accessi' }).click();
  await titled(page, 'I miei accessi');
});

test('R1.12 disabling somebody ends what he is doing, and the door says that his access is stopped', async () => {
  const elena = await varco.person({ username: 'e.desantis' });
  const page = await openPage(varco.url);
  await signIn(page, elena);
  const desk = await openPage(varco.url);
  await signIn(desk, administrator);
  await desk.goto(`/users/${elena.id}`);
  await desk.getByRole('button', { name: 'Altre azioni' }).click();
  await desk.getByRole('menuitem', { name: /^Disabilita l.utente$/ }).click();
  await desk
    .getByRole('dialog')
    .getByRole('button', { name: /^Disabilita l.utente$/ })
    .click();
  await desk.getByText('Utente disabilitato').first().waitFor();
  await look(desk, 'user-disabled');

  await page.getByRole('link', { name: 'Tutti i tuoi accessi' }).click();
  await titled(page, 'Accedi');
  await page.getByText('La sessione è stata chiusa perché il tuo accesso è fermo.').waitFor();
  await pageIsSound(page);
  await knock(page, elena);
  await page.getByRole('alert').getByText('Accesso non riuscito.').waitFor();
});

test('R2.31 leaving asks only when something typed would be lost', async () => {
  const elena = await varco.person();
  const page = await openPage(varco.url);
  await signIn(page, elena);
  await page.goto('/me/password');
  await page.getByLabel('Nuova password', { exact: true }).fill('qualcosa');
  await page.getByRole('button', { name: 'Esci' }).click();
  const question = page.getByRole('dialog', { name: 'Uscire senza salvare?' });
  await question.waitFor();
  await look(page, 'sign-out-unsaved');
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  await expect.poll(() => page.getByLabel('Nuova password', { exact: true }).inputValue()).toBe('qualcosa');
  await page.getByRole('button', { name: 'Esci' }).click();
  await question.getByRole('button', { name: 'Esci senza salvare' }).click();
  await titled(page, 'Accedi');
  await page.getByText('Sei uscito.').waitFor();

  await signIn(page, elena);
  await page.getByRole('button', { name: 'Esci' }).click();
  await titled(page, 'Accedi');
});

import { beforeAll, expect, test } from 'vitest';
import { openPage } from './testing/browser.ts';
import { administrator, type Installation, startInstallation } from './testing/installation.ts';
import { look } from './testing/sound.ts';
import { signIn, titled } from './testing/steps.ts';

let varco: Installation;

beforeAll(async () => {
  varco = await startInstallation();
});

const saved = async () => (await varco.hands.get('/api/statements/privacy')).body;

test('two editors of one text: whoever comes second sees both, chooses, and loses nothing', async () => {
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.goto('/settings/statements?edit=privacy');
  await titled(page, 'Testi delle pagine');
  await page.getByLabel('Usa il testo di Varco in italiano').uncheck();
  await page.getByLabel('Testo in italiano', { exact: true }).fill('# Privacy\n\nIl mio testo.');
  await varco.hands.send('PUT', '/api/statements/privacy', { version: 0, it: 'Il testo di un altro.', en: 'The text of another.' });

  await page.getByRole('button', { name: 'Salva' }).click();
  await page.getByText('Nel frattempo qualcun altro ha cambiato lo stesso testo').waitFor();
  await expect.poll(() => page.getByLabel('Testo italiano salvato da un altro').inputValue()).toBe('Il testo di un altro.');
  await expect.poll(() => page.getByLabel('Testo in italiano', { exact: true }).inputValue()).toBe('# Privacy\n\nIl mio testo.');
  await expect.poll(() => page.getByLabel('Testo in inglese', { exact: true }).inputValue()).toBe('The text of another.');
  expect(await saved()).toMatchObject({ version: 1, it: { text: 'Il testo di un altro.' } });
  await look(page, 'statements-conflict');

  await page.getByLabel("L'altro, qui sopra").check();
  await page.getByLabel('Il mio, qui sotto').check();
  await page.getByRole('button', { name: 'Salva' }).click();
  await page.getByText('Testo salvato: Informativa sulla privacy').waitFor();
  expect(await saved()).toMatchObject({ version: 2, it: { text: '# Privacy\n\nIl mio testo.' }, en: { text: 'The text of another.' } });

  await page.getByRole('link', { name: 'Apri la pagina: Informativa sulla privacy' }).click();
  await page.getByText('Il mio testo.').waitFor();
});

test('two editors in different languages: both are kept, and nobody is asked', async () => {
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  const { version } = (await saved()) as { version: number };
  await page.goto('/settings/statements?edit=privacy');
  await page.getByLabel('Testo in italiano', { exact: true }).fill('Solo in italiano.');
  await varco.hands.send('PUT', '/api/statements/privacy', { version, it: '# Privacy\n\nIl mio testo.', en: 'Only in English.' });
  await page.getByRole('button', { name: 'Salva' }).click();
  await page.getByText('Testo salvato: Informativa sulla privacy').waitFor();
  expect(await saved()).toMatchObject({ version: version + 2, it: { text: 'Solo in italiano.' }, en: { text: 'Only in English.' } });
});

test('a text too long is refused beside its field, with what to do', async () => {
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.goto('/settings/statements?edit=accessibility');
  await page.getByLabel('Usa il testo di Varco in italiano').uncheck();
  await page.getByLabel('Testo in italiano', { exact: true }).fill('x'.repeat(20_001));
  await page.getByRole('button', { name: 'Salva' }).click();
  const fault = 'Il testo in italiano può avere al massimo 20.000 caratteri. Accorcialo.';
  await page.getByRole('alert').getByText(fault).waitFor();
  await expect.poll(() => page.getByText(fault).count()).toBe(2);
});

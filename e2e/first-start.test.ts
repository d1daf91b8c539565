import { expect, test } from 'vitest';
import { openPage } from './testing/browser.ts';
import { startVarco } from './testing/program.ts';
import { look, pageIsSound } from './testing/sound.ts';

const words = {
  it: {
    refused: 'Varco va ancora configurato',
    organization: 'Come si chiama il tuo ente?',
    name: "Nome dell'ente",
    on: 'Continua',
    administrator: 'Chi amministra Varco?',
    fields: ['Nome', 'Cognome', 'Nome utente', 'Password', 'Scrivi di nuovo la password'],
    faults: 'Ci sono 5 errori',
    profile: 'Come si entra?',
    compare: 'Confronta i profili',
    summary: 'Controlla le risposte',
    change: /^Cambia ?: Amministratore/,
    create: "Crea l'ente",
    ready: 'Varco è pronto',
    signIn: 'Accedi',
    username: 'Nome utente',
    desk: 'Scrivania',
    used: 'Varco è già configurato',
  },
  en: {
    refused: 'Varco is still being set up',
    organization: 'What is your organization called?',
    name: 'Name of the organization',
    on: 'Continue',
    administrator: 'Who administers Varco?',
    fields: ['Given name', 'Family name', 'User name', 'Password', 'Type the password again'],
    faults: 'There are 5 errors',
    profile: 'How do people sign in?',
    compare: 'Compare the profiles',
    summary: 'Check your answers',
    change: /^Change ?: Administrator/,
    create: 'Create the organization',
    ready: 'Varco is ready',
    signIn: 'Sign in',
    username: 'User name',
    desk: 'Desk',
    used: 'Varco is already set up',
  },
} as const;

test.for(['it', 'en'] as const)('R1.40 from the link in the terminal to the desk of the first administrator, %s', async (language) => {
  const t = words[language];
  const varco = await startVarco();
  const page = await openPage(varco.url, { language });
  const next = () => page.getByRole('button', { name: t.on }).click();
  const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

  expect((await page.goto('/sign-in'))?.status()).toBe(503);
  await heading(t.refused);
  await look(page, 'setup-0-required', language);

  await page.goto(await varco.setupLink());
  await heading(t.organization);
  await expect.poll(() => page.url()).not.toContain('#');
  await look(page, 'setup-1-organization', language);
  await next();
  await pageIsSound(page, language);
  await page.getByLabel(t.name).fill('Comune di Borgo Ligure');
  await next();

  await heading(t.administrator);
  await look(page, 'setup-2-administrator', language);
  const [given, family, username, password, again] = t.fields.map((label) => page.getByLabel(label, { exact: true }));
  await family?.fill('Conti');
  await username?.fill('l conti');
  await password?.fill('corta');
  await again?.fill('un’altra');
  await next();
  await page.getByRole('alert').filter({ hasText: t.faults }).waitFor();
  await expect.poll(() => family?.inputValue()).toBe('Conti');
  await expect.poll(() => password?.inputValue()).toBe('');
  await look(page, 'setup-2-administrator-faults', language);
  await given?.fill('Laura');
  await username?.fill('l.conti');
  await password?.fill('Primavera-26');
  await again?.fill('Primavera-26');
  await next();

  await heading(t.profile);
  await look(page, 'setup-3-profile', language);
  await page.getByText(t.compare).click();
  await page.getByRole('table').waitFor();
  await look(page, 'setup-3-profile-compared', language);
  await next();

  await heading(t.summary);
  await look(page, 'setup-4-summary', language);
  await page.getByRole('link', { name: t.change }).click();
  await heading(t.administrator);
  await look(page, 'setup-2-administrator-kept', language);
  await given?.fill('Laura Maria');
  await next();
  await page.getByText('Laura Maria Conti').waitFor();
  await page.getByRole('button', { name: t.create }).click();

  await heading(t.ready);
  await look(page, 'setup-5-ready', language);
  await page.getByRole('link', { name: t.signIn }).click();
  await page.getByLabel(t.username).fill('l.conti');
  await page.getByLabel('Password', { exact: true }).fill('Primavera-26');
  await page.getByRole('button', { name: t.signIn }).click();
  await heading(t.desk);
  await pageIsSound(page, language);
  await page.getByText('Comune di Borgo Ligure').first().waitFor();

  expect((await page.goto('/setup'))?.status()).toBe(409);
  await heading(t.used);
  await look(page, 'setup-6-used', language);
});

import { beforeAll, expect, test } from 'vitest';
import { openPage } from './testing/browser.ts';
import { administrator, type Installation, startInstallation } from './testing/installation.ts';
import { look } from './testing/sound.ts';
import { signIn, titled } from './testing/steps.ts';

let varco: Installation;

beforeAll(async () => {
  varco = await startInstallation();
});

test('R1.38 R1.39 the mail is switched on, the organization and a person choose, its program reads both; switched off it is gone', async () => {
  const ada = await varco.person({ givenName: 'Ada', familyName: 'Bruni', username: 'a.bruni' });
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.getByRole('link', { name: 'Moduli', exact: true }).click();
  await titled(page, 'Moduli');
  await page.getByRole('button', { name: 'Attiva Posta' }).click();
  await page.getByText('Posta è attivo.').waitFor();
  await look(page, 'modules-switched');

  await page.getByRole('link', { name: 'Impostazioni comuni: Posta' }).click();
  await titled(page, 'Impostazioni Posta');
  await page.getByRole('link', { name: 'Layout', exact: true }).click();
  await page.getByRole('link', { name: 'Modifica: Layout' }).click();
  await page.getByLabel('Righe per pagina').fill('mille');
  await page.getByRole('button', { name: 'Salva' }).click();
  await page.getByRole('link', { name: 'Scrivi un numero intero tra 10 e 200.' }).waitFor();
  await look(page, 'common-settings-fault');
  await page.getByLabel('Righe per pagina').fill('100');
  await page.getByRole('button', { name: 'Salva' }).click();
  await page.getByText('Impostazioni salvate.').waitFor();

  const person = await openPage(varco.url, { width: 360 });
  await signIn(person, ada);
  await person.goto('/me/settings');
  await person.getByRole('link', { name: 'Impostazioni Posta' }).click();
  await titled(person, 'Impostazioni Posta');
  await person.getByRole('link', { name: 'Layout', exact: true }).click();
  await person.getByText("dell'ente", { exact: true }).waitFor();
  await person.getByRole('link', { name: 'Modifica: Layout' }).click();
  await person.getByLabel('Densità').selectOption({ label: 'Compatta' });
  await person.getByRole('button', { name: 'Salva' }).click();
  await person.getByText('Impostazioni salvate.').waitFor();
  await person.getByText('scelta tua', { exact: true }).waitFor();

  const { items } = (await varco.hands.get('/api/applications')).body as { items: { id: string; code: string }[] };
  const mail = items.find(({ code }) => code === 'mail')?.id;
  const { token } = (await varco.hands.post(`/api/applications/${mail}/secrets`)).body as { token: string };
  const read = async () => {
    const answer = await fetch(new URL(`/access/v1/settings/${ada.id}`, varco.url), { headers: { authorization: `Bearer ${token}` } });
    return { status: answer.status, body: (await answer.json()) as unknown };
  };
  expect(await read()).toMatchObject({
    status: 200,
    body: { values: { rows: 100, density: 'compact' }, origins: { rows: 'organization', density: 'user', order: 'default' } },
  });

  await page.goto(`/users/${ada.id}`);
  await page.getByRole('link', { name: 'Impostazioni Posta' }).click();
  await page.getByRole('link', { name: 'Layout', exact: true }).click();
  await page.getByText("scelta dell'utente", { exact: true }).waitFor();
  await page.goto('/settings/modules');
  await page.getByRole('button', { name: 'Disattiva Posta' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disattiva Posta' }).click();
  await page.getByText('Posta non è più attivo.').waitFor();
  expect(await read()).toMatchObject({ status: 404 });
  await person.reload();
  await titled(person, 'Pagina non trovata');
  await page.goto(`/users/${ada.id}`);
  await page.getByRole('link', { name: 'Accesso', exact: true }).waitFor();
  await expect.poll(() => page.getByRole('link', { name: 'Impostazioni Posta' }).count()).toBe(0);
});

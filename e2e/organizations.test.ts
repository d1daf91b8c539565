import { beforeAll, expect, test } from 'vitest';
import { openPage } from './testing/browser.ts';
import { administrator, type Installation, startInstallation, type User } from './testing/installation.ts';
import { look } from './testing/sound.ts';
import { knock, signIn, titled } from './testing/steps.ts';

let varco: Installation;
let elena: User;

beforeAll(async () => {
  varco = await startInstallation();
  elena = await varco.person({ username: 'e.desantis' });
});

test('D2 R1.14 R3.1 an organization is made, somebody works for it too, sees what is there, and is sent home', async () => {
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.getByRole('link', { name: "Profilo dell'ente", exact: true }).click();
  await titled(page, "Profilo dell'ente");
  await page.getByRole('link', { name: "Modifica i dati dell'ente" }).click();
  await look(page, 'own-organization-edit');
  await page.getByLabel('ID di accesso').fill('borgo');
  await page.getByRole('button', { name: 'Salva' }).click();
  await page.getByText('Dati salvati').waitFor();

  await page.getByRole('link', { name: 'Enti', exact: true }).click();
  await titled(page, 'Enti');
  await page.getByRole('link', { name: 'Nuovo ente' }).click();
  await titled(page, 'Nuovo ente');
  await page.getByRole('button', { name: "Crea l'ente" }).click();
  await page.getByRole('form').getByRole('alert').waitFor();
  await look(page, 'new-organization-faults');
  await page.getByLabel('Denominazione').fill('Consorzio Valle Alta');
  await page.getByLabel('ID di accesso').fill('valle');
  await page.getByLabel('Cognome').fill('Neri');
  await page.getByLabel('Nome', { exact: true }).fill('Ada');
  await page.getByLabel('Nome utente').fill('a.neri');
  await page.getByRole('button', { name: "Crea l'ente" }).click();
  await page.getByRole('button', { name: 'Fine', exact: true }).waitFor();
  await look(page, 'new-organization-made');
  const password = (await page.locator('.v-secret__password').innerText()).replaceAll(/\s/g, '');
  await page.getByRole('button', { name: 'Fine', exact: true }).click();
  await titled(page, 'Consorzio Valle Alta');
  await look(page, 'organization');

  await page.goto(`/users/${elena.id}?edit=organizations`);
  await page.getByLabel('Consorzio Valle Alta').check();
  await look(page, 'user-edit-organizations');
  await page.getByRole('button', { name: 'Salva' }).click();
  await page.getByText('Enti abilitati salvati').waitFor();

  const hers = await openPage(varco.url);
  await signIn(hers, elena);
  await hers.getByRole('button', { name: 'Lavori per Comune di Borgo Ligure. Cambia ente' }).click();
  await hers.getByLabel('Consorzio Valle Alta').check();
  await look(hers, 'choose-organization');
  await hers.getByRole('button', { name: 'Lavora per questo ente' }).click();
  await hers.getByRole('button', { name: 'Lavori per Consorzio Valle Alta. Cambia ente' }).waitFor();
  await hers.goto('/me');
  await titled(hers, 'Il mio profilo');
  await look(hers, 'profile-elsewhere');

  const theirs = await openPage(varco.url);
  await theirs.goto('/sign-in');
  await knock(theirs, { username: 'valle/a.neri', password });
  await theirs.getByLabel('Nuova password', { exact: true }).fill('Inverno-2027');
  await theirs.getByLabel('Scrivi di nuovo la password', { exact: true }).fill('Inverno-2027');
  await theirs.getByRole('button', { name: 'Salva e continua' }).click();
  await titled(theirs, 'Scrivania');
  await theirs.goto('/users');
  await theirs.getByRole('link', { name: 'De Santis Elena' }).waitFor();
  expect(await theirs.getByText(elena.username).count()).toBe(0);
  await look(theirs, 'users-with-guests');
  await theirs.getByRole('link', { name: 'De Santis Elena' }).click();
  await titled(theirs, 'De Santis Elena');
  await theirs.getByText('Persona di un altro ente').waitFor();
  await look(theirs, 'guest');
  await theirs.getByRole('button', { name: "Termina l'abilitazione" }).click();
  await look(theirs, 'guest-end');
  await theirs.getByRole('dialog').getByRole('button', { name: "Termina l'abilitazione" }).click();
  await titled(theirs, 'Utenti');
  await expect.poll(() => theirs.getByRole('link', { name: 'De Santis Elena' }).count()).toBe(0);

  await hers.reload();
  await titled(hers, 'Il mio profilo');
  await hers.locator('.v-band').getByText('Comune di Borgo Ligure').waitFor();
  expect(await hers.getByRole('button', { name: /Cambia ente/ }).count()).toBe(0);
});

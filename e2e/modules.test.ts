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
  await page.getByRole('link', { name: 'Modifica: Layout' }).press('Enter');
  await page.getByRole('button', { name: 'Annulla' }).press('Enter');
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Modifica: Layout');
  await page.getByRole('link', { name: 'Modifica: Layout' }).press('Enter');
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

test('R1.46 R1.36 R1.37 each area of a user has an address; those of the modules come and go with them, and nobody sees one beyond his rights', async () => {
  const ada = await varco.person({ givenName: 'Ada', familyName: 'Rinaldi', username: 'a.rinaldi' });
  const clerk = await varco.person({ givenName: 'Ugo', familyName: 'Sala', username: 'u.sala' });
  const made = async (address: string, body: object) => {
    const answer = await varco.hands.post(address, body);
    expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
    return (answer.body as { id: string }).id;
  };
  const roleId = await made('/api/roles', { name: 'Anagrafica', grants: { users: { search: 'organization' } }, forUnplaced: true });
  await varco.hands.send('PUT', `/api/users/${clerk.id}/placed`, { placed: false });
  await made(`/api/users/${clerk.id}/assignments`, { roleId, from: '2026-01-01' });
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.goto(`/users/${ada.id}`);
  const nav = page.getByRole('navigation', { name: "Sezioni dell'utente" });
  const areas = nav.getByRole('link');
  const always = ['Profilo', 'Accesso', 'Gruppi', 'Ruoli e collocazioni', 'Perché può?', 'Autorizzazione', 'Applicazioni'];
  const last = ['Accessi recenti', 'Storia'];
  await expect.poll(() => areas.allInnerTexts()).toEqual([...always, ...last]);

  await page.goto('/settings/modules');
  for (const name of ['CRM', 'Documenti']) {
    await page.getByRole('button', { name: `Attiva ${name}` }).click();
    await page.getByText(`${name} è attivo.`).waitFor();
  }
  await page.goto(`/users/${ada.id}`);
  await expect.poll(() => areas.allInnerTexts()).toEqual([...always, 'Impostazioni CRM', 'Impostazioni Documenti', ...last]);
  // With the keyboard alone: each leads to an address of its own, which names the person and says where one is.
  const addresses = new Set<string>();
  for (const name of await areas.allInnerTexts()) {
    await nav.getByRole('link', { name, exact: true }).focus();
    await page.keyboard.press('Enter');
    await nav.locator('[aria-current="page"]', { hasText: name }).waitFor();
    await titled(page, /Rinaldi/);
    addresses.add(page.url());
    await page.reload();
    await nav.locator('[aria-current="page"]', { hasText: name }).waitFor();
  }
  expect(addresses.size).toBe(always.length + last.length + 2);

  const person = await openPage(varco.url, { width: 360 });
  await signIn(person, clerk);
  await person.goto(`/users/${ada.id}`);
  const seen = person.getByRole('navigation', { name: "Sezioni dell'utente" }).getByRole('link');
  await expect.poll(() => seen.allInnerTexts()).toEqual(['Profilo', 'Accesso', 'Impostazioni CRM', 'Impostazioni Documenti']);
  await look(person, 'areas-of-a-user-for-who-searches');
  await person.goto(`/users/${ada.id}/groups`);
  await titled(person, 'Non puoi aprire questa pagina');

  await page.goto('/settings/modules');
  await page.getByRole('button', { name: 'Disattiva Documenti' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disattiva Documenti' }).click();
  await page.getByText('Documenti non è più attivo.').waitFor();
  await person.goto(`/users/${ada.id}`);
  await expect.poll(() => seen.allInnerTexts()).toEqual(['Profilo', 'Accesso', 'Impostazioni CRM']);
});

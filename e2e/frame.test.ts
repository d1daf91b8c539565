import { beforeAll, expect, test } from 'vitest';
import { openPage } from './testing/browser.ts';
import { administrator, type Installation, startInstallation } from './testing/installation.ts';
import { look } from './testing/sound.ts';
import { signIn, titled } from './testing/steps.ts';

let varco: Installation;

beforeAll(async () => {
  varco = await startInstallation();
});

test('R2.3 every page says who is signed in, for which organization and unit, and the version; it finds a user, and leaves', async () => {
  const { hands } = varco;
  const moretti = await varco.person({ givenName: 'Luca', familyName: 'Moretti', username: 'l.moretti' });
  const department = (await hands.post('/api/departments', { name: 'Tributi' })).body as { id: string };
  const unit = (await hands.post('/api/units', { departmentId: department.id, name: 'Tariffe' })).body as { id: string };
  const from = '2026-01-01';
  expect((await hands.post(`/api/users/${moretti.id}/placements`, { unitId: unit.id, from, to: null })).status).toBe(201);
  const role = (await hands.post('/api/roles', { name: 'Sportello', grants: { users: { search: 'organization' } } })).body as {
    id: string;
  };
  const given = { roleId: role.id, unitId: null, from, to: null, isDefault: true };
  expect((await hands.post(`/api/users/${moretti.id}/assignments`, given)).status).toBe(201);
  await varco.person({ givenName: 'Ada', familyName: 'Bruni', username: 'a.bruni', disabled: true });

  const page = await openPage(varco.url);
  await signIn(page, moretti);
  const band = page.getByRole('banner');
  for (const said of ['Moretti', 'Tariffe', 'Esci']) await band.getByText(said).first().waitFor();
  const { organization, version } = (await hands.get('/api/me')).body as { organization: { name: string }; version: string };
  await band.getByText(organization.name).waitFor();
  await band.getByText(version, { exact: true }).waitFor();

  // Also somebody who may not enter, and from any page.
  await page.getByRole('searchbox', { name: 'Trova un utente' }).fill('bruni');
  await page.keyboard.press('Enter');
  await titled(page, 'Utenti');
  await page.getByRole('link', { name: 'Bruni Ada' }).waitFor();
  await look(page, 'quick-search');
  // The toolbar is that of his rights: he only looks.
  expect(await page.getByRole('link', { name: 'Nuovo utente' }).count()).toBe(0);
  await page.getByRole('searchbox', { name: 'Trova un utente' }).fill('moretti');
  await page.getByRole('button', { name: 'Trova', exact: true }).click();
  await page.getByRole('link', { name: 'Moretti Luca' }).waitFor();
  await band.getByRole('button', { name: 'Esci' }).click();
  await page.waitForURL((url) => url.pathname === '/sign-in');

  const phone = await openPage(varco.url, { width: 360 });
  await signIn(phone, administrator);
  await phone.getByRole('button', { name: 'Apri il menu' }).click();
  await phone.getByRole('searchbox', { name: 'Trova un utente' }).fill('moretti');
  await look(phone, 'quick-search-phone');
  await phone.keyboard.press('Enter');
  await titled(phone, 'Utenti');
  await phone.getByRole('link', { name: 'Moretti Luca' }).waitFor();
});

test('R2.3 who may not look for users has no quick search', async () => {
  const clerk = await varco.person({ givenName: 'Eva', familyName: 'Neri', username: 'e.neri' });
  const page = await openPage(varco.url);
  await signIn(page, clerk);

  expect(await page.getByRole('searchbox').count()).toBe(0);
});

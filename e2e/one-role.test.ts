import { beforeAll, expect, test } from 'vitest';
import { openPage } from './testing/browser.ts';
import { administrator, type Installation, startInstallation } from './testing/installation.ts';
import { look } from './testing/sound.ts';
import { signIn } from './testing/steps.ts';

let varco: Installation;

beforeAll(async () => {
  varco = await startInstallation();
});

test('R5.9 one role for each user: who has two is named first, then it holds, and a second one is refused with the first', async () => {
  const made = async (address: string, body: object) => {
    const answer = await varco.hands.post(address, body);
    expect([address, answer.status, answer.body]).toEqual([address, 201, expect.anything()]);
    return (answer.body as { id: string }).id;
  };
  const ugo = await varco.person({ givenName: 'Ugo', familyName: 'Doppi', username: 'u.doppi' });
  const [first, second] = [await made('/api/roles', { name: 'Primo ruolo' }), await made('/api/roles', { name: 'Secondo ruolo' })];
  await made(`/api/users/${ugo.id}/assignments`, { roleId: first, from: '2026-01-01' });
  const other = await made(`/api/users/${ugo.id}/assignments`, { roleId: second, from: '2026-01-01' });
  const desk = await openPage(varco.url, { width: 360 });
  await signIn(desk, administrator);
  await desk.goto('/organization');
  const choose = async () => {
    await desk.getByRole('button', { name: 'Un solo ruolo per utente' }).click();
    await desk.getByRole('dialog').getByRole('button', { name: 'Un solo ruolo per utente' }).click();
  };
  await choose();
  await desk.getByText('Prima di cambiare, sistema i ruoli di questi utenti').waitFor();
  await look(desk, 'one-role-held-back');
  await desk.getByRole('link', { name: 'Doppi Ugo' }).waitFor();
  await varco.hands.send('DELETE', `/api/users/${ugo.id}/assignments/${other}`);
  await choose();
  await desk.getByText('Da adesso ogni utente ha un solo ruolo').first().waitFor();
  await desk.getByText('Uno solo per giorno, suo o avuto da un gruppo.').waitFor();

  await desk.goto(`/users/${ugo.id}/roles`);
  await desk.getByRole('link', { name: 'Assegna ruolo' }).click();
  await desk.getByLabel('Unità', { exact: true }).selectOption({ label: 'Ovunque lavori' });
  await desk.getByLabel('Ruolo', { exact: true }).selectOption({ label: 'Secondo ruolo' });
  await desk.getByRole('button', { name: 'Assegna ruolo' }).click();
  await desk
    .getByRole('alert')
    .getByText(/Primo ruolo|Doppi Ugo/)
    .first()
    .waitFor();
  await look(desk, 'one-role-refused');
  await desk.goto(`/users/${ugo.id}/roles`);
  await desk.getByText('Primo ruolo').first().waitFor();
  expect(await desk.getByText('Secondo ruolo').count()).toBe(0);
});

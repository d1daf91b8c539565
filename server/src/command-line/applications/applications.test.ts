import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { events } from '@varco/shared/access-log/events';
import { expect, onTestFinished, test } from 'vitest';
import { settingsOf, testTerminal } from '#testing/terminal';
import { freshWorld } from '#testing/world';
import { explain } from '../explain.ts';
import { organizationCreate } from '../organizations/create.ts';
import { organizationList } from '../organizations/list.ts';
import { userAuthorize } from '../users/authorize.ts';
import { userCreate } from '../users/create.ts';
import { applicationCreate } from './create.ts';
import { applicationFunctions } from './functions.ts';
import { applicationList } from './list.ts';
import { applicationSecret } from './secret.ts';

const refusal = (attempt: Promise<void>): Promise<string> =>
  attempt.then(
    () => 'It was done.',
    (fault: unknown) => explain(fault, 'it'),
  );

const file = (text: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'varco-manifest-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'manifest.json'), text);
  return join(folder, 'manifest.json');
};

test('R5.9 an application is added, gets its secret once and registers its functions; faults are told, the log says who', async () => {
  const world = await freshWorld();
  const settings = settingsOf(world);
  const at = () => testTerminal(settings, 'it');
  const manifest = { functions: [{ name: 'cases', label: 'Cartelle', actions: [{ name: 'search', levels: ['organization'] }] }] };

  await applicationCreate(at(), { code: 'social', name: 'Cartella sociale', organization: [], allOrganizations: true });
  const secret = at();
  await applicationSecret(secret, 'social');
  const trial = at();
  await applicationFunctions(trial, 'social', { file: file(JSON.stringify(manifest)), dryRun: true });
  expect(trial.answers.join('')).toContain('funzioni nuove 1, cambiate 0, tolte 0; ruoli che perdono qualcosa 0\n+ ');
  const empty = at();
  await applicationFunctions(empty, 'social', { json: true });
  expect(empty.answers).toEqual(['[]\n']);
  await applicationFunctions(at(), 'social', { file: file(JSON.stringify(manifest)) });

  const list = at();
  await applicationList(list, {});
  expect(list.answers.join('')).toMatch(/^social +Cartella sociale +sì +Comune di Borgo Ligure +1 +1$/m);
  expect(secret.answers.join('')).toMatch(/^\S{30,}\n$/);
  expect(secret.remarks.join('')).not.toContain(secret.answers[0]?.trim());
  const functions = at();
  await applicationFunctions(functions, 'social', {});
  expect(functions.answers.join('')).toMatch(/cases +Cartelle +search/);
  const rows = await world.owner('select from access_log.entries where event = any ($1)', [
    [events['application-changed'], events['application-secret-made']],
  ]);
  expect(rows.length).toBeGreaterThanOrEqual(3);

  expect(await refusal(applicationSecret(at(), 'nobody'))).toContain('Nessuna applicazione ha il codice «nobody»');
  expect(await refusal(applicationCreate(at(), { code: 'X', name: '', organization: [] }))).toMatch(/\n {2}.*\n {2}/);
  expect(await refusal(applicationCreate(at(), { code: 'other', name: 'Altra', organization: ['nowhere'] }))).toContain('«nowhere»');
  expect(await refusal(applicationFunctions(at(), 'social', { file: file('{') }))).toContain('non è JSON');
  expect(await refusal(applicationFunctions(at(), 'social', { file: '/nowhere' }))).toContain('non si può leggere');
  expect(await refusal(applicationFunctions(at(), 'social', { file: file('{"functions":[{}]}') }))).not.toBe('It was done.');
});

test('D2 R3.1 an organization is made with its administrator, listed, and gets users of its own', async () => {
  const world = await freshWorld();
  const settings = settingsOf(world);
  const at = () => testTerminal(settings, 'it');
  const wished = { name: 'Consorzio della Valle', loginId: 'valle', username: 'capo', familyName: 'Neri', givenName: 'Ugo' };

  expect(await refusal(organizationCreate(at(), wished))).toContain('ID di accesso');
  await world.owner(`update identity.organizations set login_id = 'borgo', login_id_folded = 'borgo'`);
  const made = at();
  await organizationCreate(made, wished);
  expect(made.answers.join('')).toMatch(/^\S+\n$/);
  expect(made.remarks.join(' ')).toContain('valle/capo');
  await userCreate(at(), { username: 'valle/m.rossi', familyName: 'Rossi', givenName: 'Mara', organization: 'VALLE' });

  const list = at();
  await organizationList(list, {});
  expect(list.answers.join('')).toMatch(/^valle +Consorzio della Valle +sì$/m);
  const rows = await world.owner<{ name: string }>(
    `select o.name from identity.users u join identity.organizations o on o.id = u.organization_id where u.username = 'valle/m.rossi'`,
  );
  expect(rows).toEqual([{ name: 'Consorzio della Valle' }]);
  expect(await refusal(userCreate(at(), { username: 'x', familyName: 'R', givenName: 'A', organization: 'monte' }))).toContain('«monte»');
  expect(await refusal(organizationCreate(at(), { ...wished, loginId: 'v' }))).toContain('da 2 a 20 lettere');
});

test('R4.31 whoever runs the machine records an authorization, and lets an administrator in again', async () => {
  const world = await freshWorld();
  const settings = settingsOf(world);
  const at = () => testTerminal(settings, 'it');
  await world.owner('update identity.organizations set authorization_required = true');
  const door = await world.browser();
  expect((await door.signIn(world.administrator)).status).toBe(401);
  const act = { act: 'decree', number: '7', actDate: '2026-11-01', signer: 'Il sindaco', purpose: 'Amministrazione', from: '2026-11-01' };

  expect(await refusal(userAuthorize(at(), 'nobody', act))).toContain('«nobody»');
  expect(await refusal(userAuthorize(at(), world.administrator.username, { ...act, actDate: 'ieri', number: '' }))).toMatch(
    /\n {2}.*\n {2}/,
  );
  await userAuthorize(at(), world.administrator.username, act);

  expect((await door.signIn(world.administrator)).status).toBe(200);
});

import { events } from '@varco/shared/access-log/events';
import type { SettingsOf } from '@varco/shared/application-settings/api';
import { beforeEach, describe, expect, test } from 'vitest';
import { neighbour } from '#testing/neighbour';
import { statementsOf } from '#testing/statements';
import { ADMINISTRATOR, freshWorld, type Somebody, type TestBrowser, type World } from '#testing/world';
import { registerModules } from './modules/register.ts';

let world: World;
let desk: TestBrowser;

beforeEach(async () => {
  world = await freshWorld();
  await registerModules(world);
  desk = await world.browser();
  await desk.signIn(ADMINISTRATOR);
});

const modules = ['agenda', 'crm', 'documents', 'mail'] as const;
const made = async (url: string, body: object): Promise<string> => {
  const answer = await desk.post(url, body);
  expect([url, answer.status, answer.body]).toEqual([url, 201, expect.anything()]);
  return String(answer.body.id);
};
const issuesOf = (answer: { body: Record<string, unknown> }) =>
  (answer.body.issues as { field: string; rule: string }[] | undefined)?.map(({ field, rule }) => `${field} ${rule}`);
const switchTo = async (code: string, active: boolean) => {
  const answer = await desk.send('PUT', `/api/modules/${code}`, { active });
  expect([answer.status, answer.body]).toEqual([204, {}]);
};
const signedIn = async (who: Somebody, address: string) => {
  const browser = await world.browser({ address });
  await browser.signIn(who);
  return browser;
};
const program = async (secret: string) => {
  const browser = await world.browser({ agent: 'cartella/1.0' });
  const headers = { authorization: `Bearer ${secret}` };
  return {
    get: (url: string, more: Record<string, string> = {}) => browser.get(url, { headers: { ...headers, ...more } }),
    post: (url: string, body: object) => browser.post(url, body, { headers }),
    put: (url: string, body: object) => browser.send('PUT', url, body, { headers }),
  };
};
const programOf = async (code: string) => {
  const { body } = await desk.get('/api/applications');
  const id = (body.items as { id: string; code: string }[]).find((one) => one.code === code)?.id ?? '';
  return { id, ...(await program(String((await desk.post(`/api/applications/${id}/secrets`)).body.token))) };
};
const application = (more: object = {}) =>
  made('/api/applications', { code: 'social', name: 'Cartella', organizations: [world.organizationId], ...more });
const rows = { kind: 'whole-number', name: 'rows', label: 'Righe', min: 10, max: 100, default: 50 };
const schemaOf = (...settings: object[]) => ({ sections: [{ name: 'main', label: 'Generale', settings }] });
const stateOf = (body: Record<string, unknown>, name: string) => (body as unknown as SettingsOf).values[name];

describe('a schema of settings', () => {
  test('R1.38 holds up nobody while it is read or planned, and is changed by one at a time', async () => {
    const url = `/api/applications/${await application()}/settings-schema`;
    const held = async (work: () => Promise<{ status: number }>) => {
      const answers: number[] = [];
      const sent = await statementsOf(async () => answers.push((await work()).status));
      const asked = sent.filter((text) => text.includes('schemas'));
      return [...answers, asked.length > 0, asked.some((text) => /for update/i.test(text))];
    };

    expect(await held(() => desk.get(url))).toEqual([200, true, false]);
    expect(await held(() => desk.post(`${url}/plans`, schemaOf(rows)))).toEqual([200, true, false]);
    expect(await held(() => desk.send('PUT', url, schemaOf(rows)))).toEqual([200, true, true]);
  });

  test('R1.38 is refused with every fault at once, and nothing is saved', async () => {
    const url = `/api/applications/${await application()}/settings-schema`;

    const answer = await desk.send('PUT', url, {
      sections: [
        {
          name: 'main',
          label: 'Generale',
          settings: [
            { kind: 'colour', name: 'x', label: 'X' },
            { ...rows, min: 60, max: 50 },
            { ...rows, default: 500 },
            {
              kind: 'choice',
              name: 'view',
              label: 'Vista',
              options: [
                { value: 'a', label: 'A' },
                { value: 'a', label: 'B' },
              ],
            },
            { kind: 'sharing-groups', name: 'groups', label: 'Gruppi', default: ['x'] },
            { kind: 'text', name: 'Bad name', label: '' },
          ],
        },
        { name: 'main', label: 'Altro', settings: [] },
      ],
    });

    expect(answer.body).toMatchObject({ type: 'request.invalid', status: 400 });
    expect(issuesOf(answer)).toEqual([
      'sections.0.settings.0.kind setting-kind',
      'sections.0.settings.1.max setting-min-above-max',
      'sections.0.settings.2.default setting-default',
      'sections.0.settings.3.options.1.value setting-option-twice',
      'sections.0.settings.4.default setting-no-default',
      'sections.0.settings.5.name setting-name',
      'sections.0.settings.5.label required',
      'sections.1.settings setting-section-empty',
      'sections.1.name setting-section-twice',
      'sections.0.settings.2.name setting-twice',
    ]);
    expect((await desk.get(url)).body).toEqual({ sections: [] });
    for (const body of [{ sections: 'x' }, {}, schemaOf(...Array.from({ length: 201 }, (_, n) => ({ ...rows, name: `r${n}` })))])
      expect((await desk.send('PUT', url, body)).status).toBe(400);
  });

  test('R1.38 a plan says what changes and how many values no longer fit; they stay aside unseen and hold again when they fit', async () => {
    const id = await application();
    const url = `/api/applications/${id}/settings-schema`;
    const asked = await program(String((await desk.post(`/api/applications/${id}/secrets`)).body.token));
    await desk.send('PUT', url, schemaOf(rows, { kind: 'text', name: 'note', label: 'Nota' }));
    const clerk = await world.user({});
    const at = await signedIn(clerk, '192.0.2.20');
    await desk.send('PUT', '/api/common-settings/social', { version: 0, values: { rows: 40 } });
    await at.send('PUT', '/api/me/settings/social', { version: 0, values: { rows: 90, note: 'mia' } });
    const narrower = schemaOf({ ...rows, max: 60 }, { kind: 'yes-no', name: 'loud', label: 'Forte' });

    const plan = { added: ['loud'], changed: ['rows'], removed: ['note'], valuesAside: 2 };
    expect((await desk.post(`${url}/plans`, narrower)).body).toEqual(plan);
    expect(stateOf((await at.get('/api/me/settings/social')).body, 'rows')).toMatchObject({ chosen: 90 });
    expect((await asked.put('/access/v1/settings-schema', narrower)).body).toEqual(plan);

    const seen = (await at.get('/api/me/settings/social')).body;
    expect(stateOf(seen, 'rows')).toEqual({ chosen: null, otherwise: 40, otherwiseFrom: 'organization' });
    expect(stateOf(seen, 'note')).toBeUndefined();
    // Saved with nothing in it: what is not seen is not taken away.
    const saved = await at.send('PUT', '/api/me/settings/social', { version: 1, values: { rows: null, loud: true } });
    expect(saved.status).toBe(200);
    await desk.send('PUT', url, schemaOf(rows, { kind: 'text', name: 'note', label: 'Nota' }));
    const again = (await at.get('/api/me/settings/social')).body;
    expect([stateOf(again, 'rows')?.chosen, stateOf(again, 'note')?.chosen]).toEqual([90, 'mia']);
    expect((await world.logRows()).filter(({ event }) => event === events['settings-schema-changed']).length).toBe(3);
    // The same again changes nothing and leaves no line.
    await desk.send('PUT', url, schemaOf(rows, { kind: 'text', name: 'note', label: 'Nota' }));
    expect((await world.logRows()).filter(({ event }) => event === events['settings-schema-changed']).length).toBe(3);
  });

  test('R2.4 is registered by who administers the installation and by the application itself, by nobody else', async () => {
    const id = await application();
    const role = await made('/api/roles', {
      name: 'Impostazioni',
      grants: { settings: { search: 'organization', modify: 'organization' }, users: { search: 'organization', modify: 'organization' } },
    });
    const clerk = await world.user({});
    await made(`/api/users/${clerk.id}/assignments`, { roleId: role, from: '2026-01-01' });
    const at = await signedIn(clerk, '192.0.2.20');

    expect((await at.send('PUT', `/api/applications/${id}/settings-schema`, schemaOf(rows))).status).toBe(403);
    expect((await at.send('PUT', '/api/modules/mail', { active: true })).status).toBe(403);
    expect((await at.get('/api/modules')).status).toBe(200);
    expect((await (await program('x'.repeat(43))).put('/access/v1/settings-schema', schemaOf(rows))).status).toBe(401);
  });
});

describe('values', () => {
  test('R1.38 the user’s own first, then the organization’s, then what is proposed; each with its origin', async () => {
    await switchTo('mail', true);
    const clerk = await world.user({});
    const at = await signedIn(clerk, '192.0.2.20');
    const { get } = await programOf('mail');
    const rowsNow = async () => {
      const { body } = await get(`/access/v1/settings/${clerk.id}`);
      const { values, origins } = body as { values: Record<string, unknown>; origins: Record<string, unknown> };
      return [values.rows, origins.rows];
    };

    expect(await rowsNow()).toEqual([50, 'default']);
    expect((await desk.send('PUT', '/api/common-settings/mail', { version: 0, values: { rows: 100 } })).status).toBe(200);
    expect(await rowsNow()).toEqual([100, 'organization']);
    const { body } = await at.send('PUT', '/api/me/settings/mail', { version: 0, values: { rows: 20 } });
    expect(stateOf(body, 'rows')).toEqual({ chosen: 20, otherwise: 100, otherwiseFrom: 'organization' });
    expect(await rowsNow()).toEqual([20, 'user']);
    await at.send('PUT', '/api/me/settings/mail', { version: 1, values: { rows: null } });
    expect(await rowsNow()).toEqual([100, 'organization']);
  });

  test('R1.38 every fault stands beside its field, and nothing is saved', async () => {
    await switchTo('mail', true);
    await switchTo('crm', true);
    await switchTo('agenda', true);
    const values = { rows: 5, order: 'sideways', signature: 'x'.repeat(2_001), 'keep-sent': 'sì', 'display-name': 'a\u202eb', other: 1 };

    const answer = await desk.send('PUT', '/api/common-settings/mail', { version: 0, values });

    expect(answer.body).toMatchObject({ type: 'application-settings.refused', status: 422 });
    expect(issuesOf(answer)).toEqual([
      'values.rows setting-number',
      'values.order setting-choice',
      'values.signature setting-text-long',
      'values.keep-sent setting-yes-no',
      'values.display-name setting-text',
      'values.other setting-unknown',
    ]);
    expect((await desk.get('/api/common-settings/mail')).body.version).toBe(0);
    const stranger = '01980000-0000-7000-8000-00000000000e';
    expect(issuesOf(await desk.send('PUT', '/api/common-settings/crm', { version: 0, values: { manager: stranger } }))).toEqual([
      'values.manager setting-user',
    ]);
    const times = { 'day-starts': '24:00', 'day-ends': '8:00', 'shared-with': [stranger] };
    expect(issuesOf(await desk.send('PUT', '/api/common-settings/agenda', { version: 0, values: times }))).toEqual([
      'values.day-starts setting-time',
      'values.day-ends setting-time',
      'values.shared-with setting-groups',
    ]);
  });

  test('R1.38 a text that no database keeps is refused as unreadable, and any name of a setting is a name', async () => {
    const id = await application();
    const note = { kind: 'text', name: 'constructor', label: 'Nota' };
    const schema = `/api/applications/${id}/settings-schema`;
    expect((await desk.send('PUT', schema, schemaOf(note))).status).toBe(200);

    for (const broken of ['\ud800', 'a\udc00b']) {
      const answer = await desk.send('PUT', '/api/me/settings/social', { version: 0, values: { constructor: broken } });
      expect([answer.status, answer.body.type]).toEqual([400, 'request.unreadable']);
    }
    expect((await desk.send('PUT', schema, schemaOf({ ...note, label: 'a\ud800' }))).status).toBe(400);
    const own = await desk.send('PUT', '/api/me/settings/social', { version: 0, values: { constructor: '😀' } });
    expect([own.status, stateOf(own.body, 'constructor')]).toEqual([200, { chosen: '😀', otherwise: null, otherwiseFrom: 'default' }]);
  });

  test('R1.54 sharing groups are chosen by name, and one that is switched off counts as not chosen', async () => {
    await switchTo('agenda', true);
    const group = await made('/api/groups', { kind: 'sharing', name: 'Giunta', parentId: null });
    const security = await made('/api/groups', { kind: 'security', name: 'Segreti', parentId: null });
    const { body } = await desk.get('/api/me/settings/agenda');
    expect(body.groups).toEqual([{ id: group, name: 'Giunta', nameEnglish: '' }]);

    const refused = await desk.send('PUT', '/api/me/settings/agenda', { version: 0, values: { 'shared-with': [security] } });
    expect(issuesOf(refused)).toEqual(['values.shared-with setting-groups']);
    expect((await desk.send('PUT', '/api/me/settings/agenda', { version: 0, values: { 'shared-with': [group] } })).status).toBe(200);
    const { get } = await programOf('agenda');
    const told = async () =>
      ((await get(`/access/v1/settings/${world.administrator.id}`)).body.values as Record<string, unknown>)['shared-with'];
    expect(await told()).toEqual([group]);
    await world.owner('update groups.groups set active = false where id = $1', [group]);
    expect(await told()).toBeNull();
  });

  test('R1.6 a person is looked for by name alone, only where a setting asks for one', async () => {
    await switchTo('crm', true);
    await switchTo('mail', true);
    const other = await world.user({ familyName: 'Rinaldi', givenName: 'Ugo', username: 'zz.top' });
    const at = await signedIn(await world.user({}), '192.0.2.20');

    const found = await at.get('/api/me/settings/crm/people?search=rinaldi%20u');
    expect(found.body).toEqual({ items: [{ id: other.id, name: 'Rinaldi Ugo' }] });
    expect((await at.get('/api/me/settings/crm/people?search=zz.top')).body).toEqual({ items: [] });
    expect((await at.get('/api/me/settings/crm/people?search=--')).body).toEqual({ items: [] });
    expect((await at.get('/api/me/settings/crm/people?search=r')).status).toBe(400);
    expect((await at.get('/api/me/settings/mail/people?search=rinaldi')).status).toBe(404);
    const saved = await at.send('PUT', '/api/me/settings/crm', { version: 0, values: { manager: other.id } });
    expect(saved.body).toMatchObject({ people: { [other.id]: 'Rinaldi Ugo' } });
    expect(saved.text).not.toContain('zz.top');
  });

  test('R1.60 a service that a setting names is called by its one name, without blanks', async () => {
    await switchTo('crm', true);
    const { id } = await world.user({ familyName: 'Rinaldi', givenName: '', licence: 'service', noSessions: false });

    expect((await desk.get('/api/me/settings/crm/people?search=rinaldi')).body).toEqual({ items: [{ id, name: 'Rinaldi' }] });
    const saved = await desk.send('PUT', '/api/me/settings/crm', { version: 0, values: { manager: id } });
    expect(saved.body).toMatchObject({ people: { [id]: 'Rinaldi' } });
  });

  test('R1.60 a service, which opens no session, is not offered where a setting asks for a person', async () => {
    await switchTo('crm', true);
    const person = await world.user({ familyName: 'Rinaldi', givenName: 'Ugo' });
    await world.user({ familyName: 'Rinaldi', givenName: 'Protocollo', licence: 'service' });

    expect((await desk.get('/api/me/settings/crm/people?search=rinaldi')).body).toEqual({
      items: [{ id: person.id, name: 'Rinaldi Ugo' }],
    });
  });

  test('R2.4 D2 a clerk changes only his own; who may change users changes theirs, but for those above him', async () => {
    await switchTo('mail', true);
    const clerk = await world.user({});
    const at = await signedIn(clerk, '192.0.2.20');
    const change = { version: 0, values: { rows: 20 } };

    expect((await at.get('/api/common-settings/mail')).status).toBe(403);
    expect((await at.send('PUT', '/api/common-settings/mail', change)).status).toBe(403);
    expect((await at.send('PUT', `/api/users/${clerk.id}/settings/mail`, change)).status).toBe(403);
    expect((await at.get(`/api/users/${world.administrator.id}/settings/mail`)).status).toBe(403);

    const role = await made('/api/roles', { name: 'Utenti', grants: { users: { search: 'organization', modify: 'organization' } } });
    await made(`/api/users/${clerk.id}/assignments`, { roleId: role, from: '2026-01-01' });
    await expect.poll(async () => (await at.get(`/api/users/${clerk.id}/settings/mail`)).status).toBe(200);
    const other = await world.user({});
    expect((await at.send('PUT', `/api/users/${other.id}/settings/mail`, change)).status).toBe(200);
    const above = await at.send('PUT', `/api/users/${world.administrator.id}/settings/mail`, change);
    expect(above.body).toMatchObject({ type: 'authorization.above-own' });
    expect((await at.get('/api/users/01980000-0000-7000-8000-00000000000e/settings/mail')).status).toBe(404);
  });

  test('R3.56 what was before and what is after stands in the log; of two who save at once one is told', async () => {
    await switchTo('mail', true);
    const clerk = await world.user({});
    const url = `/api/users/${clerk.id}/settings/mail`;
    const save = (value: number, version: number) => desk.send('PUT', url, { version, values: { rows: value } });

    const answers = await Promise.all([10, 20, 30, 40, 60].map((value) => save(value, 0)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      type: 'request.changed-meanwhile',
      current: { version: 1 },
    });
    expect((await save(100, 1)).status).toBe(200);
    // Nothing new: no line, and the version stays.
    expect((await save(100, 2)).body.version).toBe(2);

    const { body } = await desk.get(`/api/access-log?user=${clerk.id}`);
    const lines = (body.items as { event: string; changes: unknown }[]).filter(({ event }) => event === 'user-settings-changed');
    expect(lines.length).toBe(2);
    expect(lines[0]?.changes).toMatchObject({
      items: [{ field: 'application' }, { field: 'settings', after: ['Righe per pagina: 100'] }],
    });
  });

  test('R5.14 of somebody who is erased nothing stays that he chose', async () => {
    await switchTo('mail', true);
    const clerk = await world.user({ username: 'm.verdi' });
    const at = await signedIn(clerk, '192.0.2.20');
    await at.send('PUT', '/api/me/settings/mail', { version: 0, values: { signature: 'Maria Verdi\nAnagrafe' } });
    expect(await world.owner('select 1 from application_settings.own')).toHaveLength(1);
    await desk.send('PATCH', `/api/users/${clerk.id}`, { version: 1, status: 'inactive' });

    const erased = await desk.post(`/api/users/${clerk.id}/erasure`, { username: 'm.verdi', reason: '' });

    expect([erased.status, erased.body]).toEqual([expect.any(Number), expect.anything()]);
    expect(await world.owner('select 1 from application_settings.own')).toHaveLength(0);
  });
});

describe('applications read', () => {
  test('R1.38 D2 only their own settings, only of those who work where they serve; all other questions are one answer', async () => {
    const id = await application();
    await desk.send('PUT', `/api/applications/${id}/settings-schema`, schemaOf(rows));
    const { get, post } = await program(String((await desk.post(`/api/applications/${id}/secrets`)).body.token));
    const clerk = await world.user({});

    const answer = await get(`/access/v1/settings/${clerk.id}`);
    expect(answer.body).toEqual({ user: clerk.id, values: { rows: 50 }, origins: { rows: 'default' } });
    const etag = String(answer.headers.etag);
    expect((await get(`/access/v1/settings/${clerk.id}`, { 'if-none-match': etag })).status).toBe(304);
    await desk.send('PUT', '/api/common-settings/social', { version: 0, values: { rows: 11 } });
    expect((await get(`/access/v1/settings/${clerk.id}`, { 'if-none-match': etag })).status).toBe(200);

    const nobody = '01980000-0000-7000-8000-00000000000e';
    const unknown = await get(`/access/v1/settings/${nobody}`);
    expect(unknown.status).toBe(404);
    for (const url of [
      `/access/v1/settings/x`,
      `/access/v1/settings/${clerk.id}?organization=${nobody}`,
      `/access/v1/settings/${clerk.id}?organization=x`,
    ]) {
      const same = await get(url);
      expect([url, same.status, same.text]).toEqual([url, 404, unknown.text]);
    }
    const many = await post('/access/v1/settings', { users: [clerk.id, nobody, 'x', clerk.id.toUpperCase()] });
    expect(many.body).toEqual({ items: [{ user: clerk.id, values: { rows: 11 }, origins: { rows: 'organization' } }] });
    expect((await post('/access/v1/settings', { users: [clerk.id], organization: nobody })).body).toEqual({ items: [] });
    expect((await post('/access/v1/settings', { users: Array.from({ length: 501 }, () => clerk.id) })).status).toBe(400);
    // One that serves nobody here has no settings here either.
    await desk.send('PUT', `/api/applications/${id}`, { version: 1, name: 'Cartella', organizations: [] });
    expect((await get(`/access/v1/settings/${clerk.id}`)).text).toBe(unknown.text);
    expect((await desk.get('/api/me/settings/social')).status).toBe(404);
  });

  test('R1.38 D2 one that serves several organizations says which it asks about, and is told nothing of any without', async () => {
    const there = await neighbour(world);
    const id = await application({ organizations: [world.organizationId, there.organizationId] });
    await desk.send('PUT', `/api/applications/${id}/settings-schema`, schemaOf(rows));
    const { get } = await program(String((await desk.post(`/api/applications/${id}/secrets`)).body.token));
    const clerk = await world.user({});

    expect((await get(`/access/v1/settings/${clerk.id}`)).status).toBe(404);
    expect((await get(`/access/v1/settings/${clerk.id}?organization=${there.organizationId}`)).status).toBe(404);
    expect((await get(`/access/v1/settings/${clerk.id}?organization=${world.organizationId}`)).body).toMatchObject({
      values: { rows: 50 },
    });
  });

  test('R1.38 many users at once', async () => {
    await switchTo('agenda', true);
    const clerks = await Promise.all(Array.from({ length: 12 }, () => world.user({})));
    const { post } = await programOf('agenda');

    const { body } = await post('/access/v1/settings', { users: clerks.map(({ id }) => id) });

    expect((body.items as unknown[]).length).toBe(12);
  });
});

const fields: Readonly<Record<(typeof modules)[number], readonly string[]>> = {
  agenda: [
    'Vista iniziale',
    'Inizio orario di lavoro',
    'Fine orario di lavoro',
    'Primo giorno della settimana',
    'Durata predefinita',
    'Promemoria predefinito',
    'Visibilità predefinita',
    'Calendari condivisi con',
  ],
  crm: ['Area di competenza', 'Responsabile', 'Codice agente', 'Notifiche', 'Visibilità'],
  documents: ['Cartella iniziale', 'Quota', 'Tipi ammessi', 'Visibilità predefinita', 'Conservazione versioni'],
  mail: [
    'Mittente predefinito',
    'Nome visualizzato',
    'Firma',
    'Risposta automatica',
    'Controllo nuovi messaggi ogni',
    'Salva inviati',
    'Richiesta ricevuta',
    'Righe per pagina',
    'Riquadro di lettura',
    'Ordinamento',
    'Formato',
    'Densità',
  ],
};

describe('a module', () => {
  test('R1.39 is new switched off; registered again it stays as it is, also by several nodes at once', async () => {
    const { body } = await desk.get('/api/modules');
    expect((body.modules as { code: string; active: boolean }[]).map(({ code, active }) => [code, active])).toEqual(
      modules.map((code) => [code, false]),
    );
    await switchTo('mail', true);
    await desk.send('PUT', '/api/common-settings/mail', { version: 0, values: { rows: 20 } });
    const before = await world.owner('select id, active, version from applications.applications order by id');

    await Promise.all([registerModules(world), registerModules(world), registerModules(world)]);

    expect(await world.owner('select id, active, version from applications.applications order by id')).toEqual(before);
    expect((await desk.get('/api/common-settings/mail')).body).toMatchObject({ version: 1 });
  });

  test('R1.39 is not deleted, renamed or registered by anybody; its code is nobody else’s', async () => {
    const { id, put } = await programOf('mail');
    const { body } = await desk.get(`/api/applications/${id}`);
    const own = {
      version: body.version,
      name: 'Posta',
      nameEnglish: 'Mail',
      description: body.description,
      active: false,
      organizations: [],
    };

    for (const answer of [
      await desk.send('DELETE', `/api/applications/${id}`),
      await desk.send('PUT', `/api/applications/${id}`, { ...own, name: 'Mia' }),
      await desk.send('PUT', `/api/applications/${id}/functions`, { functions: [] }),
      await desk.send('PUT', `/api/applications/${id}/settings-schema`, { sections: [] }),
      await put('/access/v1/functions', { functions: [] }),
      await put('/access/v1/settings-schema', { sections: [] }),
    ])
      expect(answer.body).toMatchObject({ type: 'applications.built-in', status: 409 });
    expect((await desk.send('PUT', `/api/applications/${id}`, { ...own, isToldWhy: true })).status).toBe(204);
    expect((await desk.post('/api/applications', { code: 'mail', name: 'Altra' })).body).toMatchObject({ type: 'applications.code-taken' });
    expect((await desk.send('PUT', '/api/modules/social', { active: true })).status).toBe(404);
  });

  for (const [number, code] of [
    ['R1.35', 'agenda'],
    ['R1.36', 'crm'],
    ['R1.37', 'documents'],
    ['R1.38', 'mail'],
  ] as const) {
    test(`${number} the settings of ${code} appear only while it is switched on, with the same fields for everybody and for the organization`, async () => {
      const clerk = await world.user({});
      const at = await signedIn(clerk, '192.0.2.20');
      const addresses = [`/api/me/settings/${code}`, `/api/users/${clerk.id}/settings/${code}`, `/api/common-settings/${code}`];
      const offered = async () => ((await at.get('/api/me/settings')).body.items as { code: string }[]).map((one) => one.code);
      for (const address of addresses) expect([address, (await desk.get(address)).status]).toEqual([address, 404]);
      expect(await offered()).toEqual([]);

      await switchTo(code, true);

      expect(await offered()).toEqual([code]);
      for (const address of addresses) {
        const { body } = await desk.get(address);
        const { schema } = body as unknown as SettingsOf;
        expect(schema.sections.flatMap(({ settings }) => settings.map(({ label }) => label))).toEqual(fields[code]);
        expect(schema.sections.map(({ label }) => label).length).toBe(code === 'mail' ? 2 : 1);
        for (const { settings } of schema.sections) for (const { labelEnglish } of settings) expect(labelEnglish).not.toBe('');
      }
    });

    test(`R1.39 ${code} switched off is gone from pages, programs and decisions, keeps its data, and is there again`, async () => {
      await switchTo(code, true);
      const clerk = await world.user({});
      const at = await signedIn(clerk, '192.0.2.20');
      const { body: list } = await desk.get('/api/functions');
      const name =
        (list.items as { application: { code: string }; functions: { name: string }[] }[]).find((one) => one.application.code === code)
          ?.functions[0]?.name ?? '';
      const role = await made('/api/roles', { name: 'Programma', grants: { [name]: { search: 'organization' } } });
      await made(`/api/users/${clerk.id}/assignments`, { roleId: role, from: '2026-01-01' });
      const first = fields[code][0];
      const { body: settings } = await at.get(`/api/me/settings/${code}`);
      const setting = (settings as unknown as SettingsOf).schema.sections[0]?.settings.find(({ label }) => label === first);
      const value = setting?.kind === 'choice' ? 'month' : 'Mia';
      await at.send('PUT', `/api/me/settings/${code}`, { version: 0, values: { [setting?.name ?? '']: value } });
      const asking = await programOf(code);
      const question = {
        subject: { type: 'user', id: clerk.id },
        action: { name: 'search' },
        resource: { type: name, id: '1', properties: { organization: world.organizationId } },
        context: { organization: world.organizationId },
      };
      const may = async () => (await asking.post('/access/v1/evaluation', question)).body;
      expect(await may()).toMatchObject({ decision: true });
      await expect.poll(async () => (await at.get('/api/me')).body.grants).toHaveProperty([name]);

      await switchTo(code, false);

      expect(await may()).toMatchObject({ decision: false });
      expect((await asking.get(`/access/v1/settings/${clerk.id}`)).status).toBe(404);
      expect((await asking.post('/access/v1/settings', { users: [clerk.id] })).status).toBe(404);
      for (const address of [`/api/me/settings/${code}`, `/api/users/${clerk.id}/settings/${code}`, `/api/common-settings/${code}`]) {
        expect((await desk.get(address)).status).toBe(404);
        expect((await desk.send('PUT', address, { version: 0, values: {} })).status).toBe(404);
      }
      await expect.poll(async () => (await at.get('/api/me')).body.grants).not.toHaveProperty([name]);
      const why = await desk.get(`/api/users/${clerk.id}/decision?function=${encodeURIComponent(name)}&action=search`);
      expect(why.body).toMatchObject({ allowed: false, lacking: ['module'], ways: [{ by: 'role' }] });
      for (const other of modules.filter((one) => one !== code)) await switchTo(other, true);
      expect(((await at.get('/api/me/settings')).body.items as { code: string }[]).map((one) => one.code)).not.toContain(code);

      await switchTo(code, true);

      expect(await may()).toMatchObject({ decision: true });
      expect(stateOf((await at.get(`/api/me/settings/${code}`)).body, setting?.name ?? '')).toMatchObject({ chosen: value });
      expect((await desk.get(`/api/roles/${role}`)).body.grants).toEqual({ [name]: { search: 'organization' } });
    });
  }
});

import type { ImportLine, LineOutcome } from '@varco/shared/staff-import/api';
import type { StructureImport, StructureOptions } from '@varco/shared/staff-import/structure-api';
import { describe, expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { insertPeople } from '#testing/people';
import { ADMINISTRATOR, type Answer, freshWorld, type Somebody, type TestBrowser, type World } from '#testing/world';

const today = '2026-11-21';

async function atDesk(): Promise<{ world: World; browser: TestBrowser }> {
  const world = await freshWorld();
  const browser = await world.browser();
  await browser.signIn(ADMINISTRATOR);
  return { world, browser };
}

const upload = (browser: TestBrowser, content: string | Buffer, name = 'struttura.csv'): Promise<Answer> =>
  browser.send('POST', `/api/structure-imports?name=${encodeURIComponent(name)}`, Buffer.from(content), {
    headers: { 'content-type': 'application/octet-stream' },
  });

async function tried(browser: TestBrowser, content: string | Buffer, differs: Partial<StructureOptions> = {}): Promise<StructureImport> {
  const uploaded = (await upload(browser, content)).body as unknown as StructureImport;
  const answer = await browser.post(`/api/structure-imports/${uploaded.id}/trials`, { ...uploaded.options, ...differs });
  expect([answer.status, answer.body.issues]).toEqual([200, undefined]);
  return answer.body as unknown as StructureImport;
}

const linesOf = async (
  browser: TestBrowser,
  { id }: StructureImport,
  outcome: LineOutcome,
  limit = 200,
  after = 0,
): Promise<ImportLine[]> =>
  (await browser.get(`/api/structure-imports/${id}/lines?outcome=${outcome}&limit=${limit}&after=${after}`)).body.items as ImportLine[];

const confirm = (browser: TestBrowser, { id, trial }: StructureImport): Promise<Answer> =>
  browser.post(`/api/structure-imports/${id}/confirmations`, { trial });

/** From a file to the structure, all the way. */
async function imported(world: World, browser: TestBrowser, content: string | Buffer): Promise<StructureImport> {
  const found = await tried(browser, content);
  expect([found.counts?.faulty, (await linesOf(browser, found, 'faulty')).map(({ faults }) => faults)]).toEqual([0, []]);
  expect((await confirm(browser, found)).status).toBe(200);
  await world.runJobs();
  expect(await world.owner('select state, outcome from jobs.runs where state <> $1', ['done'])).toEqual([]);
  return (await browser.get(`/api/structure-imports/${found.id}`)).body as unknown as StructureImport;
}

const structureOf = async (browser: TestBrowser) => (await browser.get('/api/structure')).body.departments;
const placementsOf = async (browser: TestBrowser, { id }: Pick<Somebody, 'id'>) =>
  ((await browser.get(`/api/users/${id}/rights`)).body.placements as { unit: { name: string }; from: string; to: string | null }[]).map(
    ({ unit, from, to }) => [unit.name, from, to],
  );
const rulesOf = (lines: readonly ImportLine[]) =>
  lines.map(({ row, faults }) => [row, ...faults.map(({ column, rule }) => `${column} ${rule}`)]);
const made = async (browser: TestBrowser, path: string, body: object): Promise<string> => String((await browser.post(path, body)).body.id);
const events = async (world: World) => (await world.logRows()).map(({ event }) => event);

describe('R2.45 a file becomes departments, units and placements', () => {
  test('in Italian headings of any order, in one transaction, and the log says each and the whole', async () => {
    const { world, browser } = await atDesk();
    const elena = await world.user({ employeeNumber: '00042' });
    const file = [
      'Matricola;Sede;Unità operativa;Servizio;Servizio in inglese;Dal;Al;Qualifica',
      ';;;Servizi sociali;Social services;;;',
      ';Via Roma 1;Minori;Servizi sociali;;;;',
      '42;;Adulti;servizi  sociali;;01/12/2026;31/12/2026;Assistente',
      ';;;Archivio;;;;',
    ].join('\r\n');

    const found = await tried(browser, file);
    expect(found.counts).toEqual({ new: 4, changed: 0, unchanged: 0, faulty: 0, missing: 0 });
    expect(await structureOf(browser)).toEqual([]);
    const done = await imported(world, browser, file);

    expect(done).toMatchObject({ stage: 'done', remembered: true });
    expect(await structureOf(browser)).toMatchObject([
      { name: 'Archivio', active: true, units: [] },
      {
        name: 'Servizi sociali',
        nameEnglish: 'Social services',
        units: [
          { name: 'Adulti', site: '' },
          { name: 'Minori', site: 'Via Roma 1' },
        ],
      },
    ]);
    expect(await placementsOf(browser, elena)).toEqual([['Adulti', '2026-12-01', '2026-12-31']]);
    expect((await events(world)).slice(-6).toSorted()).toEqual([120, 90, 90, 91, 91, 92]);
    const whole = (await browser.get('/api/access-log?event=structure-imported')).body.items as {
      changes: { items: object[] };
      actor: object;
    }[];
    expect(whole[0]).toMatchObject({
      actor: { name: 'Conti Laura' },
      changes: {
        items: [
          { field: 'departments', after: 2 },
          { field: 'placements', after: 1 },
          { field: 'units', after: 2 },
        ],
      },
    });
    const placed = (await browser.get(`/api/access-log?event=placement-changed&user=${elena.id}`)).body.items as {
      changes: { items: object[] };
    }[];
    expect(placed[0]?.changes.items.map((change) => Object.values(change)[0])).toEqual(['from', 'qualification', 'to', 'unit']);
  });

  test('the same file twice changes nothing, also on another day where it says no first day', async () => {
    const { world, browser } = await atDesk();
    const elena = await world.user({ username: 'e.desantis' });
    const file = 'Servizio;Unità operativa;Unità attiva;Nome utente\nTributi;Sportello;sì;E.DeSantis\n';
    await imported(world, browser, file);
    expect(await placementsOf(browser, elena)).toEqual([['Sportello', today, null]]);
    world.clock.advance({ days: 1 });
    await browser.signIn(ADMINISTRATOR);

    const again = await tried(browser, file);

    expect(again.counts).toMatchObject({ new: 0, changed: 0, unchanged: 1, faulty: 0 });
    expect((await confirm(browser, again)).body).toMatchObject({ type: 'structure-import.nothing-to-do', status: 422 });
  });

  test('R4.40 what was exported imports again without change, in both languages', async () => {
    const { browser } = await atDesk();
    const social = await made(browser, '/api/departments', { name: 'Servizi sociali', nameEnglish: 'Social services' });
    await made(browser, '/api/departments', { name: '=Tributi()', active: false });
    await made(browser, '/api/units', { departmentId: social, name: 'Minori', site: 'Via Roma 1; piano 2', nameEnglish: 'Minors' });
    await made(browser, '/api/units', { departmentId: social, name: 'Adulti', active: false });

    for (const language of ['it', 'en']) {
      const { text } = await browser.get('/api/structure/export', { headers: { 'accept-language': language } });
      const found = await tried(browser, text);
      expect(found.options.columns.filter((field) => field === null)).toEqual([null]);
      expect(found.counts).toEqual({ new: 0, changed: 0, unchanged: 3, faulty: 0, missing: 0 });
    }
  });

  test('a spreadsheet is read as well, and what differs is shown before and after', async () => {
    const { world, browser } = await atDesk();
    const social = await made(browser, '/api/departments', { name: 'Servizi sociali' });
    const minors = await made(browser, '/api/units', { departmentId: social, name: 'Minori', site: 'Via Roma 1' });
    const elena = await world.user({ employeeNumber: '7' });
    await made(browser, `/api/users/${elena.id}/placements`, { unitId: minors, from: '2026-01-01' });
    const rows = [
      ['Servizio', 'Unità operativa', 'Sede', 'Servizio attivo', 'Matricola', 'Dal', 'Al'],
      ['Servizi sociali', 'Minori', 'Via Po 2', 'no', '7', '2026-01-01', '2026-12-31'],
    ].map((cells) => cells.map((value) => ({ value, type: String })));
    const found = await tried(browser, await writeXlsxFile(rows).toBuffer());

    expect((await linesOf(browser, found, 'changed')).map(({ name, changes }) => [name, changes])).toEqual([
      [
        'Servizi sociali / Minori / De Santis Elena',
        [
          { field: 'departmentActive', before: 'yes', after: 'no' },
          { field: 'site', before: 'Via Roma 1', after: 'Via Po 2' },
          { field: 'to', before: null, after: '2026-12-31' },
        ],
      ],
    ]);
    expect((await confirm(browser, found)).status).toBe(200);
    await world.runJobs();
    expect(await structureOf(browser)).toMatchObject([{ active: false, version: 2, units: [{ site: 'Via Po 2', version: 2 }] }]);
    expect(await placementsOf(browser, elena)).toEqual([['Minori', '2026-01-01', '2026-12-31']]);
  });
});

describe('R2.45 every fault is told by row and column, and nothing is saved', () => {
  test('all of a row at once', async () => {
    const { world, browser } = await atDesk();
    await world.user({ familyName: 'Rossi', givenName: 'Mario', employeeNumber: '1', taxCode: 'RSSMRA80A01H501U' });
    const nowhere = await world.user({ familyName: 'Due', employeeNumber: '2' });
    await browser.send('PUT', `/api/users/${nowhere.id}/placed`, { placed: false });
    const twice = await world.user({ familyName: 'Tre', employeeNumber: '3' });
    const social = await made(browser, '/api/departments', { name: 'Sociali' });
    const minors = await made(browser, '/api/units', { departmentId: social, name: 'Minori' });
    await made(browser, `/api/users/${twice.id}/placements`, { unitId: minors, from: '2026-03-01', to: '2026-03-31' });
    const file = [
      'Servizio;Servizio attivo;Unità operativa;Sede;Matricola;Codice fiscale;Dal;Al;Qualifica',
      ';;Minori;;;;;;',
      '…;forse;;Via Po;;;;;',
      `${'x'.repeat(201)};;;;;;;;`,
      'Sociali;sì;Minori;A;99;XXX;31/02/2026;;',
      'Sociali;no;Minori;B;3;RSSMRA80A01H501U;;;',
      'Sociali;;Minori;;2;;;;',
      'Sociali;;Minori;;1;;02/05/2026;01/05/2026;',
      'Sociali;;Minori;;3;;15/03/2026;;',
      'Sociali;;Minori;;1;;01/06/2026;30/06/2026;',
      'Sociali;;Minori;;1;;30/06/2026;;',
      'Sociali;;Minori;;;;01/01/2026;;Capo',
      '=HYPERLINK("x");;;;;;;;',
    ].join('\n');

    const found = await tried(browser, file);

    expect(rulesOf(await linesOf(browser, found, 'faulty'))).toEqual([
      [2, 'Servizio department-needed'],
      [3, 'Servizio letters-needed', 'Servizio attivo yes-no-unread', 'Sede unit-needed'],
      [4, 'Servizio too-long'],
      [5, 'Dal day', 'Matricola person-unknown', 'Codice fiscale person-unknown'],
      [6, 'Servizio attivo differs-from-row', 'Sede differs-from-row', 'Codice fiscale keys-conflict'],
      [7, 'Matricola placed-nowhere'],
      [8, 'Al ends-before-begins'],
      [9, 'Dal placed-overlap'],
      [11, 'Matricola placed-twice-in-file'],
      [12, 'Dal person-needed', 'Qualifica person-needed'],
    ]);
    expect((await confirm(browser, found)).body).toMatchObject({ type: 'structure-import.has-faults', status: 422, faulty: 10 });
    expect((await structureOf(browser)) as object[]).toHaveLength(1);
    const csv = await browser.get(`/api/structure-imports/${found.id}/faults`);
    expect(csv.text.split('\r\n')).toHaveLength(1 + 17 + 1);
    expect(csv.text).toContain(
      '9;Dal;15/03/2026;La persona è già collocata in questa unità in una parte di questi giorni, dal 01/03/2026 al 31/03/2026.',
    );
  });

  test('of 10,000 rows with 300 faults each one, and mended they are all saved', { timeout: 300_000 }, async () => {
    const { world, browser } = await atDesk();
    const { organizationId } = world;
    await insertPeople(world.db, world.keys, { count: 9_000, organizationId, at: world.clock.now() });
    await world.owner(
      `update identity.persons p set employee_number = n.number::text
       from (select id, row_number() over (order by id) as number from identity.persons) n where n.id = p.id`,
    );
    const rows = Array.from({ length: 10_000 }, (_, place) =>
      place < 1_000
        ? `Servizio ${place % 100};Unità ${Math.floor(place / 100)};Via ${place};;`
        : `Servizio ${place % 100};Unità ${place % 10};;${place - 998};01/0${1 + (place % 9)}/2026`,
    );
    const header = 'Servizio;Unità operativa;Sede;Matricola;Dal';
    const broken = rows.map((row, place) => (place % 33 === 0 && place < 9_900 ? row.replace(/;[^;]*$/, ';31/02/2026') : row));

    const found = await tried(browser, [header, ...broken].join('\n'));

    expect(found.counts).toMatchObject({ faulty: 300 });
    const pages = [await linesOf(browser, found, 'faulty')];
    pages.push(await linesOf(browser, found, 'faulty', 200, pages[0]?.at(-1)?.place ?? 0));
    expect(pages.flat().map(({ row }) => row)).toEqual(Array.from({ length: 300 }, (_, place) => place * 33 + 2));
    expect(await structureOf(browser)).toEqual([]);

    const done = await imported(world, browser, [header, ...rows].join('\n'));
    expect(done.counts).toMatchObject({ new: 10_000, faulty: 0 });
    expect(await world.owner('select count(*)::int as count from structure.placements')).toEqual([{ count: 9_000 }]);
    expect(await world.owner('select count(*)::int as count from structure.units')).toEqual([{ count: 1_000 }]);
  });

  test('columns that do not suffice are refused all at once', async () => {
    const { browser } = await atDesk();
    const uploaded = (await upload(browser, 'Servizio;Unità;Sede;Dal\nA;B;C;01/01/2026\n')).body as unknown as StructureImport;
    const columns = [null, null, 'site', 'from', 'site'];
    const answer = await browser.post(`/api/structure-imports/${uploaded.id}/trials`, { ...uploaded.options, columns });

    expect(answer).toMatchObject({ status: 422, body: { type: 'staff-import.columns-refused' } });
    expect((answer.body.issues as { rule: string }[]).map(({ rule }) => rule)).toEqual([
      'department-column-needed',
      'unit-column-needed',
      'person-column-needed',
      'column-twice',
    ]);
  });
});

describe('R1.47 who imports is given nothing that he could not do by hand', () => {
  /** Somebody who manages the structure and looks people up, and nothing else. */
  async function clerkOf(world: World, browser: TestBrowser, more: object = {}) {
    const clerk = await world.user({ familyName: 'Neri', username: 'p.neri', employeeNumber: '5' });
    const office = await made(browser, '/api/departments', { name: 'Personale' });
    const unitId = await made(browser, '/api/units', { departmentId: office, name: 'Organico' });
    const grants = {
      users: { search: 'organization' },
      structure: { search: 'organization', create: 'organization', modify: 'organization' },
    };
    const roleId = await made(browser, '/api/roles', { name: 'Organico', grants: { ...grants, ...more } });
    await made(browser, `/api/users/${clerk.id}/placements`, { unitId, from: '2026-01-01' });
    const assignment = await made(browser, `/api/users/${clerk.id}/assignments`, { roleId, unitId, from: '2026-01-01' });
    const desk = await world.browser({ address: '192.0.2.44' });
    await desk.signIn(clerk);
    return { clerk, desk, assignment };
  }

  test('neither an administrator nor himself, nor whoever would have more again, and not what is switched off for that', async () => {
    const { world, browser } = await atDesk();
    const { desk } = await clerkOf(world, browser);
    const ugo = await world.user({ familyName: 'Ugo', employeeNumber: '8' });
    const ada = await world.user({ familyName: 'Ada', employeeNumber: '9' });
    await world.owner(`update identity.persons set employee_number = '1' where family_name = 'Conti'`);
    const taxes = await made(browser, '/api/departments', { name: 'Tributi' });
    const counter = await made(browser, '/api/units', { departmentId: taxes, name: 'Sportello' });
    const closed = await made(browser, '/api/units', { departmentId: taxes, name: 'Chiusa' });
    const strong = await made(browser, '/api/roles', {
      name: 'Forte',
      grants: { policy: { search: 'organization', modify: 'organization' } },
    });
    for (const unitId of [counter, closed]) {
      const placement = await made(browser, `/api/users/${ugo.id}/placements`, {
        unitId,
        from: '2026-01-01',
        to: unitId === closed ? null : '2026-06-30',
      });
      expect(placement).not.toBe('undefined');
      await world.owner(
        `insert into "authorization".assignments (organization_id, id, user_id, role_id, unit_id, unit_department_id, starts_on)
         values ($1, gen_random_uuid(), $2, $3, $4, $5, '2026-01-01')`,
        [world.organizationId, ugo.id, strong, unitId, taxes],
      );
    }
    await browser.send('PUT', `/api/units/${closed}`, { version: 1, departmentId: taxes, name: 'Chiusa', active: false });
    const file = [
      'Servizio;Unità operativa;Unità attiva;Matricola;Dal;Al',
      'Tributi;Sportello;;1;;',
      'Tributi;Sportello;;5;;',
      'Tributi;Sportello;;8;01/01/2026;31/12/2026',
      'Tributi;Chiusa;sì;;;',
      'Tributi;Sportello;;9;;',
      'Tributi;Nuova;;9;;',
    ].join('\n');

    const found = await tried(desk, file);

    expect(rulesOf(await linesOf(desk, found, 'faulty'))).toEqual([
      [2, 'Matricola placement-above-own'],
      [3, 'Matricola placement-own'],
      [4, 'Matricola placement-beyond-own'],
      [5, 'Unità attiva placement-beyond-own'],
    ]);
    expect((await tried(browser, file)).counts).toMatchObject({ faulty: 0 });
    const allowed = await tried(desk, [file.split('\n')[0], ...file.split('\n').slice(5)].join('\n'));
    await confirm(desk, allowed);
    await world.runJobs();
    expect(await placementsOf(browser, ada)).toHaveLength(2);
  });

  test('nor whoever a group, or one under it, would give more through that unit', async () => {
    const { world, browser } = await atDesk();
    const { desk } = await clerkOf(world, browser);
    const ada = await world.user({ familyName: 'Ada', employeeNumber: '9' });
    const taxes = await made(browser, '/api/departments', { name: 'Tributi' });
    const counter = await made(browser, '/api/units', { departmentId: taxes, name: 'Sportello' });
    await made(browser, '/api/units', { departmentId: taxes, name: 'Altro' });
    const strong = await made(browser, '/api/roles', { name: 'Forte', grants: { policy: { search: 'organization' } } });
    const over = await made(browser, '/api/groups', { kind: 'organizational', name: 'Area' });
    const under = await made(browser, '/api/groups', { kind: 'organizational', name: 'Ufficio', parentId: over });
    await made(browser, `/api/groups/${over}/members`, { userId: ada.id, from: '2026-01-01' });
    const given = await browser.post(`/api/groups/${under}/roles`, { roleId: strong, unitId: counter, from: '2026-01-01' });
    expect(given.status).toBe(201);

    const found = await tried(desk, 'Servizio;Unità operativa;Matricola\nTributi;Sportello;9\nTributi;Altro;9\n');

    expect(rulesOf(await linesOf(desk, found, 'faulty'))).toEqual([[2, 'Matricola placement-beyond-own']]);
    expect(found.counts).toMatchObject({ new: 1, faulty: 1 });
  });

  test('a right that is lost before the run begins saves nothing, and says why', async () => {
    const { world, browser } = await atDesk();
    const { clerk, desk, assignment } = await clerkOf(world, browser);
    const found = await tried(desk, 'Servizio\nTributi\n');
    await confirm(desk, found);
    await browser.send('DELETE', `/api/users/${clerk.id}/assignments/${assignment}`);

    await world.runJobs();

    expect(await world.owner('select outcome from jobs.runs')).toEqual([
      { outcome: { code: 'structure-not-imported', reason: 'authorization.not-allowed' } },
    ]);
    expect((await structureOf(browser)) as object[]).toHaveLength(1);
  });

  test('and without the right to create, to modify or to look people up there is no import', async () => {
    const { world, browser } = await atDesk();
    const reader = await clerkOf(world, browser, { structure: { search: 'organization', create: 'organization' }, users: {} });
    expect(await upload(reader.desk, 'Servizio\nA\n')).toMatchObject({ status: 403, body: { capability: 'structure', action: 'modify' } });

    const uploaded = (await upload(browser, 'Servizio;Unità;Matricola\nA;B;5\n')).body as unknown as StructureImport;
    expect((await reader.desk.post(`/api/structure-imports/${uploaded.id}/trials`, uploaded.options)).status).toBe(403);
  });

  test('who may not look people up imports no placements', async () => {
    const { world, browser } = await atDesk();
    const { desk } = await clerkOf(world, browser, { users: {} });
    const uploaded = (await upload(desk, 'Servizio;Unità;Matricola\nA;B;5\n')).body as unknown as StructureImport;
    const at = `/api/structure-imports/${uploaded.id}/trials`;

    expect(await desk.post(at, uploaded.options)).toMatchObject({ status: 403, body: { capability: 'users', action: 'search' } });
    expect((await desk.post(at, { ...uploaded.options, columns: ['department', 'unit', null] })).status).toBe(200);
  });
});

describe('what others do meanwhile', () => {
  test('is seen: nothing is saved, and another trial shows it', async () => {
    const { world, browser } = await atDesk();
    const file = 'Servizio;Unità operativa;Sede\nTributi;Sportello;Via Po\n';
    const found = await tried(browser, file);
    await confirm(browser, found);
    await made(browser, '/api/departments', { name: 'TRIBUTI' });

    await world.runJobs();

    expect(await world.owner('select outcome from jobs.runs')).toEqual([
      { outcome: { code: 'structure-not-imported', reason: 'structure-import.changed-meanwhile' } },
    ]);
    expect((await structureOf(browser)) as object[]).toMatchObject([{ name: 'TRIBUTI', units: [] }]);
    expect((await confirm(browser, { ...found, trial: 'x' })).body).toMatchObject({ type: 'structure-import.changed-meanwhile' });
  });

  test('a file of one kind is none of the other, and none of another organization', async () => {
    const { browser } = await atDesk();
    const found = await tried(browser, 'Servizio\nTributi\n');

    expect((await browser.get(`/api/staff-imports/${found.id}`)).status).toBe(404);
    expect((await browser.get('/api/structure-imports/0197b3a0-0000-7000-8000-000000000001')).status).toBe(404);
    expect((await browser.post('/api/first-passwords/previews', { import: found.id })).status).toBe(404);
  });

  test('confirmed twice it is carried out once', async () => {
    const { world, browser } = await atDesk();
    const found = await tried(browser, 'Servizio\nTributi\n');
    const [one, other] = await Promise.all([confirm(browser, found), confirm(browser, found)]);
    expect([one.status, other.status]).toEqual([200, 200]);
    await world.runJobs();

    expect(await world.owner('select count(*)::int as count from jobs.runs')).toEqual([{ count: 1 }]);
    expect((await confirm(browser, found)).body).toMatchObject({ type: 'staff-import.already-done' });
  });
});

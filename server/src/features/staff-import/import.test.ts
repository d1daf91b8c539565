import { FamilyName } from '@varco/shared/identity/api';
import type { OrganizationId } from '@varco/shared/ids';
import type { ImportLine, ImportOptions, LineOutcome, StaffImport } from '@varco/shared/staff-import/api';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ADMINISTRATOR, type Answer, freshWorld, type TestBrowser, type World } from '#testing/world';

const header = 'Cognome;Nome;Codice fiscale;Data di nascita;Sesso;Matricola;E-mail';
const rossi = 'Rossi;Mario;RSSMRA80A01H501U;01/01/1980;M;00042;mario.rossi@example.org';
const maria = 'Rossi;Maria;RSSMRA80A41H501Y;01/01/1980;F;00043;maria.rossi@example.org';

async function atDesk(): Promise<{ world: World; browser: TestBrowser }> {
  const world = await freshWorld();
  const browser = await world.browser();
  await browser.signIn(ADMINISTRATOR);
  return { world, browser };
}

async function upload(browser: TestBrowser, content: string | Buffer, name = 'elenco.csv'): Promise<Answer> {
  return browser.send('POST', `/api/staff-imports?name=${encodeURIComponent(name)}`, Buffer.from(content), {
    headers: { 'content-type': 'application/octet-stream' },
  });
}

async function tried(browser: TestBrowser, content: string | Buffer, differs: Partial<ImportOptions> = {}): Promise<StaffImport> {
  const uploaded = (await upload(browser, content)).body as unknown as StaffImport;
  const answer = await browser.post(`/api/staff-imports/${uploaded.id}/trials`, { ...uploaded.options, ...differs });
  expect([answer.status, answer.body.issues]).toEqual([200, undefined]);
  return answer.body as unknown as StaffImport;
}

async function linesOf(browser: TestBrowser, { id }: StaffImport, outcome: LineOutcome): Promise<ImportLine[]> {
  return (await browser.get(`/api/staff-imports/${id}/lines?outcome=${outcome}`)).body.items as ImportLine[];
}

const confirm = (browser: TestBrowser, { id, trial }: StaffImport, onlyGood = false): Promise<Answer> =>
  browser.post(`/api/staff-imports/${id}/confirmations`, { trial, onlyGood });

/** From a file to users, all the way. */
async function imported(
  world: World,
  browser: TestBrowser,
  content: string | Buffer,
  differs: Partial<ImportOptions> = {},
): Promise<StaffImport> {
  const found = await tried(browser, content, differs);
  const { status } = await confirm(browser, found);
  expect(status).toBe(200);
  await world.runJobs();
  expect(await world.owner('select state, outcome from jobs.runs where state <> $1', ['done'])).toEqual([]);
  return (await browser.get(`/api/staff-imports/${found.id}`)).body as unknown as StaffImport;
}

const usersOf = async (browser: TestBrowser): Promise<Record<string, unknown>[]> =>
  (await browser.get('/api/users?state=all&limit=200')).body.items as Record<string, unknown>[];

describe('R1.55 a staff list becomes users', () => {
  test('without credentials, with all it says of them, and the log says who made them', async () => {
    const { world, browser } = await atDesk();

    const done = await imported(world, browser, [header, rossi, maria].join('\r\n'));

    expect(done).toMatchObject({ stage: 'done', counts: { new: 2, changed: 0, unchanged: 0, faulty: 0 } });
    const [line] = await linesOf(browser, done, 'new');
    const record = (await browser.get(`/api/users/${line?.userId}`)).body;
    expect(record).toMatchObject({
      familyName: 'Rossi',
      givenName: 'Mario',
      username: 'mario.rossi',
      taxCode: 'RSSMRA80A01H501U',
      birthDate: '1980-01-01',
      sex: 'm',
      employeeNumber: '00042',
      email: 'mario.rossi@example.org',
      status: 'active',
      passwordCreatedAt: null,
    });
    expect((await world.logRows()).slice(-3).map(({ event, username }) => [event, username])).toEqual([
      [20, 'mario.rossi'],
      [20, 'maria.rossi'],
      [51, null],
    ]);
    expect(
      await world.owner(
        `select distinct a.name from access_log.entries e join access_log.subjects a on a.id = e.actor_id where e.event in (20, 51)`,
      ),
    ).toEqual([{ name: 'Conti Laura' }]);
    expect((await browser.get('/api/users?search=maria')).body).toMatchObject({ total: { count: 1 } });
  });

  test('the same file twice changes nothing', async () => {
    const { world, browser } = await atDesk();
    const file = [header, rossi, maria].join('\n');
    await imported(world, browser, file);

    const again = await tried(browser, file);

    expect(again.counts).toEqual({ new: 0, changed: 0, unchanged: 2, faulty: 0, missing: 0 });
    expect((await confirm(browser, again)).body).toMatchObject({ type: 'staff-import.nothing-to-do' });
  });

  test('D2 somebody is recognized by tax code, employee number, user name or e-mail, and what differs is shown before and after', async () => {
    const { world, browser } = await atDesk();
    await imported(world, browser, [header, rossi, maria].join('\n'));

    const found = await tried(
      browser,
      `Cognome;Nome;Matricola;E-mail\nRossi;Mario;42;m.rossi@example.org\nRossi Bianchi;Maria;;MARIA.ROSSI@example.org\n`,
    );

    expect(found.counts).toMatchObject({ changed: 2, new: 0, faulty: 0 });
    expect((await linesOf(browser, found, 'changed')).map(({ row, changes }) => [row, changes])).toEqual([
      [2, [{ field: 'email', before: 'mario.rossi@example.org', after: 'm.rossi@example.org' }]],
      [
        3,
        [
          { field: 'familyName', before: 'Rossi', after: 'Rossi Bianchi' },
          { field: 'email', before: 'maria.rossi@example.org', after: 'MARIA.ROSSI@example.org' },
        ],
      ],
    ]);
    await confirm(browser, found);
    await world.runJobs();
    expect(await usersOf(browser)).toMatchObject([{ familyName: 'Conti' }, { givenName: 'Mario' }, { familyName: 'Rossi Bianchi' }]);
  });

  test('names in capitals become proper ones, and are no change of somebody who is called so', async () => {
    const { world, browser } = await atDesk();
    const list = "Cognome;Nome\nDELL'ORTO;NICOLÒ\nDE SANTIS;ELENA MARIA\n";
    await imported(world, browser, list);

    expect((await usersOf(browser)).map(({ familyName, givenName }) => `${familyName}, ${givenName}`)).toEqual([
      'Conti, Laura',
      'De Santis, Elena Maria',
      "Dell'Orto, Nicolò",
    ]);
    const again = await tried(
      browser,
      "Cognome;Nome;Username\nDELL'ORTO;NICOLO';nicolo.dellorto\nDe Santis;ELENA MARIA;elenamaria.desantis\n",
    );
    expect(again.counts).toMatchObject({ unchanged: 2, changed: 0, new: 0 });
  });

  test('R2.24 a user name in other capitals finds its user and renames nobody', async () => {
    const { world, browser } = await atDesk();
    await imported(world, browser, 'Cognome;Nome;Username;Codice fiscale\nRossi;Mario;m.Rossi;RSSMRA80A01H501U\nVerdi;Ada;Ada.Verdi;\n');

    const byName = await tried(browser, 'Cognome;Nome;Username\nRossi;Mario;M.ROSSI\nVERDI;Ada Maria;ADA.VERDI\n');
    const byCode = await tried(browser, 'Cognome;Nome;Username;Codice fiscale\nRossi;Mario;M.ROSSI;RSSMRA80A01H501U\n');

    expect(byName.counts).toMatchObject({ unchanged: 1, changed: 1, new: 0, faulty: 0 });
    const [line] = await linesOf(browser, byName, 'changed');
    expect(line).toMatchObject({ username: 'Ada.Verdi', changes: [{ field: 'givenName', after: 'Ada Maria' }] });
    expect(byCode.counts).toMatchObject({ unchanged: 1, changed: 0 });
    await confirm(browser, byName);
    await world.runJobs();
    expect((await usersOf(browser)).map(({ username }) => username).sort()).toEqual(
      ['Ada.Verdi', ADMINISTRATOR.username, 'm.Rossi'].sort(),
    );
  });

  test('R1.55 nobody changes his own sign-in name by an import without being told; an operator may', async () => {
    const { world, browser } = await atDesk();
    await imported(world, browser, 'Cognome;Nome;Username;Matricola\nConti;Laura;l.conti;77\n');

    const found = await tried(browser, 'Cognome;Nome;Username;Matricola\nConti;Laura;laura.conti;77\nVerdi;Ada;a.verdi;78\n');

    expect(found.counts).toMatchObject({ faulty: 1, new: 1, changed: 0 });
    const [line] = await linesOf(browser, found, 'faulty');
    expect(line?.faults).toMatchObject([{ rule: 'own-username', column: 'Username', value: 'laura.conti', present: 'l.conti' }]);
    expect((await confirm(browser, found)).body).toMatchObject({ type: 'staff-import.has-faults' });
    expect((await confirm(browser, found, true)).status).toBe(200);
    await world.runJobs();
    expect((await usersOf(browser)).map(({ username }) => username).sort()).toEqual(['a.verdi', 'l.conti']);
  });

  test('user names follow the rule, and one that is taken gets a number', async () => {
    const { world, browser } = await atDesk();
    await world.user({ username: 'A.VERDI' });

    const found = await tried(browser, 'Cognome;Nome\nVerdi;Ada\nVerdi;Anna\nÆsøp;Ugo\n', { usernameRule: 'initial-dot-family' });

    expect((await linesOf(browser, found, 'new')).map(({ username }) => username)).toEqual(['a.verdi2', 'a.verdi3', 'u.aesop']);
  });

  test('those missing from the file are proposed, and deactivated only when chosen', async () => {
    const { world, browser } = await atDesk();
    await imported(world, browser, [header, rossi, maria].join('\n'));
    const found = await tried(browser, [header, maria].join('\n'));
    const missing = await linesOf(browser, found, 'missing');

    expect(missing.map(({ username, administrator }) => [username, administrator])).toEqual([['mario.rossi', false]]);
    expect((await usersOf(browser)).map(({ state }) => state)).toEqual(['active', 'active', 'active']);
    const stranger = (await usersOf(browser)).find(({ username }) => username === 'maria.rossi')?.id;
    const answer = await browser.post(`/api/staff-imports/${found.id}/deactivations`, { users: [missing[0]?.userId, stranger] });

    expect(answer.body).toEqual({ items: [{ userId: missing[0]?.userId, name: 'Rossi Mario', refusal: null }] });
    expect((await usersOf(browser)).map(({ username, state }) => [username, state])).toEqual([
      ['l.conti', 'active'],
      ['maria.rossi', 'active'],
      ['mario.rossi', 'inactive'],
    ]);
  });

  test('what the columns hold is remembered for the next file with the same headings, in any order', async () => {
    const { browser } = await atDesk();
    const first = (await upload(browser, 'Alfa;Beta;Gamma\nRossi;Mario;42\n')).body as unknown as StaffImport;
    expect(first).toMatchObject({ remembered: false, options: { columns: [null, null, null], headerRow: 1 } });
    await browser.post(`/api/staff-imports/${first.id}/trials`, {
      ...first.options,
      columns: ['familyName', 'givenName', 'employeeNumber'],
    });

    const next = await upload(browser, 'gamma;ALFA;béta\n43;Rossi;Maria\n');

    expect(next.body).toMatchObject({ remembered: true, options: { columns: ['employeeNumber', 'familyName', 'givenName'] } });
  });
});

describe('R1.55 a file with faults', () => {
  test('tells each by row and column with the value seen, and saves nothing until they are left out knowingly', async () => {
    const { world, browser } = await atDesk();
    const file = [header, rossi, '', 'Verdi;;RSSMRA80A01H501V;30/02/1980;X;1,2E+10;ada', maria].join('\n');
    const found = await tried(browser, file);

    expect(found.counts).toMatchObject({ new: 2, faulty: 1 });
    const [faulty] = await linesOf(browser, found, 'faulty');
    expect(faulty?.row).toBe(4);
    expect(faulty?.faults.map(({ column, value, rule }) => [column, value, rule])).toEqual([
      ['Data di nascita', '30/02/1980', 'day'],
      ['Sesso', 'X', 'sex-unread'],
      ['Matricola', '1,2E+10', 'number-shortened'],
      ['E-mail', 'ada', 'email'],
      ['Nome', '', 'required'],
      ['Codice fiscale', 'RSSMRA80A01H501V', 'tax-code-check'],
    ]);
    expect((await confirm(browser, found)).body).toMatchObject({ type: 'staff-import.has-faults', status: 422 });
    const csv = await browser.get(`/api/staff-imports/${found.id}/faults`);
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.text.split('\r\n')).toHaveLength(8);
    expect(csv.text.startsWith('\ufeffRiga;Colonna;Valore;Errore\r\n4;Data di nascita;30/02/1980;')).toBe(true);

    expect((await confirm(browser, found, true)).status).toBe(200);
    await world.runJobs();
    expect((await usersOf(browser)).map(({ username }) => username)).toEqual(['l.conti', 'maria.rossi', 'mario.rossi']);
  });

  test.for<readonly [string, string, string, string]>([
    ['one person twice', [rossi, rossi].join('\n'), 'same-person-twice', 'Codice fiscale'],
    ['one address of two people', [rossi, maria.replace('maria.rossi@', 'MARIO.rossi@')].join('\n'), 'same-value-twice', 'E-mail'],
    ['a code of somebody else', rossi.replace('Rossi;Mario', 'Bianchi;Mario'), 'tax-code-family-name', 'Codice fiscale'],
    ['a day of the other order', maria.replace('01/01/1980', '01/13/1980'), 'day', 'Data di nascita'],
    ['a year of two figures', rossi.replace('1980;M', '80;M'), 'day-unread', 'Data di nascita'],
    ['a day as Excel counts it', rossi.replace('01/01/1980', '29221'), 'day-as-number', 'Data di nascita'],
    ['a formula that failed', rossi.replace('00042', '#RIF!'), 'cell-fault', 'Matricola'],
    ['a broken letter', rossi.replace('Rossi;', 'R\ufffdssi;'), 'broken-text', 'Cognome'],
    ['a name of a megabyte, cut', `${'x'.repeat(100_000)};Mario`, 'too-long', 'Cognome'],
  ])('names %s', async ([, rows, rule, column]) => {
    const { browser } = await atDesk();

    const found = await tried(browser, `${header}\n${rows}\n`, { dateOrder: 'dmy' });

    const lines = await linesOf(browser, found, 'faulty');
    expect(lines.at(-1)?.faults.map((fault) => [fault.rule, fault.column])).toContainEqual([rule, column]);
  });

  test('keys that lead to two people, or to one with another tax code, name them', async () => {
    const { world, browser } = await atDesk();
    await imported(world, browser, [header, rossi, maria].join('\n'));

    const found = await tried(
      browser,
      `${header}\n${rossi.replace('00042', '00043')}\nBianchi;Ugo;BNCGUO80A01H501U;;;;maria.rossi@example.org\n`,
    );

    const lines = await linesOf(browser, found, 'faulty');
    expect(lines[0]?.faults).toContainEqual(
      expect.objectContaining({ rule: 'keys-conflict', column: 'Matricola', one: 'Rossi Mario', other: 'Rossi Maria' }),
    );
    expect(lines[1]?.faults.map(({ rule }) => rule)).toContain('another-person');
  });

  test.for<readonly [string, string | Buffer, string]>([
    ['nothing', '', 'file-empty'],
    ['blank rows alone', '\n;;\n\n', 'file-empty'],
    ['quotation marks never closed', `${header}\n"Rossi;Mario\nVerdi;Ada\n`, 'quote-not-closed'],
    ['a field of a megabyte', `${header}\n"${'x'.repeat(1_000_000)}";Mario\n`, 'row-too-long'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'file-unknown'],
    ['a page of the web', '<!DOCTYPE html><table><tr><td>Cognome</td></tr></table>', 'file-unknown'],
    ['an old Excel file', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'file-old-excel'],
    ['an archive cut short', Buffer.from('504b030414000000', 'hex'), 'file-damaged'],
    ['more columns than anybody has', `${Array.from({ length: 101 }, (_, n) => `c${n}`).join(';')}\n`, 'too-many-columns'],
    ['more rows than are taken', `Cognome;Nome\n${'Rossi;Ada\n'.repeat(30_001)}`, 'too-many-rows'],
  ])('that is %s is refused with its rule', async ([, content, rule]) => {
    const { browser } = await atDesk();

    const answer = await upload(browser, content);

    expect(answer).toMatchObject({ status: 422, body: { type: 'staff-import.file-refused', issues: [{ field: 'file', rule }] } });
  });

  test('columns that are not enough, or doubled, are refused all at once', async () => {
    const { browser } = await atDesk();
    const { id, options } = (await upload(browser, `${header}\n${rossi}\n`)).body as unknown as StaffImport;
    const columns = ['wholeName', 'givenName', 'email', 'email', null, null, null];

    const answer = await browser.post(`/api/staff-imports/${id}/trials`, { ...options, columns, usernameRule: 'tax-code', headerRow: 2 });

    expect((answer.body.issues as { rule: string }[]).map(({ rule }) => rule)).toEqual([
      'names-twice',
      'column-twice',
      'tax-code-rule-needs-column',
      'no-people',
    ]);
  });
});

describe('R1.55 nothing is saved that was not seen', () => {
  test('R1.55 confirmed twice it is carried out once', async () => {
    const { world, browser } = await atDesk();
    const found = await tried(browser, [header, rossi].join('\n'));

    const answers = await Promise.all([confirm(browser, found), confirm(browser, found), confirm(browser, found)]);
    await world.runJobs();
    const late = await confirm(browser, found);

    expect(new Set(answers.map(({ body }) => body.runId)).size).toBe(1);
    expect(late).toMatchObject({ status: 409, body: { type: 'staff-import.already-done' } });
    expect(await usersOf(browser)).toHaveLength(2);
  });

  test('of two imports of the same people at once one is carried out, the other told that things have changed', async () => {
    const { world, browser } = await atDesk();
    const [one, other] = [await tried(browser, [header, rossi].join('\n')), await tried(browser, [header, rossi, maria].join('\n'))];
    await confirm(browser, one);
    const second = (await confirm(browser, other)).body;
    await world.runJobs();

    expect((await browser.get(`/api/runs/${second.runId}`)).body).toMatchObject({
      state: 'failed',
      outcome: { code: 'staff-not-imported', reason: 'staff-import.changed-meanwhile' },
    });
    expect(await usersOf(browser)).toHaveLength(2);
    expect((await browser.get(`/api/staff-imports/${other.id}`)).body).toMatchObject({ stage: 'tried' });
  });

  test('a user changed since the trial is not overwritten', async () => {
    const { world, browser } = await atDesk();
    await imported(world, browser, [header, rossi].join('\n'));
    const found = await tried(browser, [header, rossi.replace('00042', '00050')].join('\n'));
    const [line] = await linesOf(browser, found, 'changed');
    await browser.send('PATCH', `/api/users/${line?.userId}`, { version: 1, employeeNumber: '00060' });

    const { body } = await confirm(browser, found);
    await world.runJobs();

    expect((await browser.get(`/api/runs/${body.runId}`)).body).toMatchObject({ state: 'failed' });
    expect((await browser.get(`/api/users/${line?.userId}`)).body).toMatchObject({ employeeNumber: '00060' });
  });

  test('R3.50 the last administrator keeps his days', async () => {
    const { browser } = await atDesk();

    const found = await tried(browser, 'Cognome;Nome;Username;Fine validità\nConti;Laura;l.conti;31/12/2026\n');

    expect((await linesOf(browser, found, 'faulty'))[0]?.faults).toMatchObject([
      { rule: 'last-administrator-stays', column: 'Fine validità' },
    ]);
  });

  test('R1.15 whose days end by the file is out at once', async () => {
    const { world, browser } = await atDesk();
    const elena = await world.user({ username: 'e.desantis' });
    const hers = await world.browser();
    await hers.signIn(elena);
    expect((await hers.get('/api/me')).status).toBe(200);

    await imported(world, browser, 'Cognome;Nome;Username;Fine validità\nDe Santis;Elena;e.desantis;01/01/2026\n');

    expect((await hers.get('/api/me')).status).toBe(401);
  });

  test('D2 a file of another organization is not there, and one whose day is over is forgotten', async () => {
    const { world, browser } = await atDesk();
    const found = await tried(browser, [header, rossi].join('\n'));
    const other = '01980000-0000-7000-8000-00000000000f' as OrganizationId;
    await world.owner('insert into identity.organizations (id, name, created_at) values ($1, $2, $3)', [
      other,
      'Altrove',
      world.clock.now(),
    ]);
    await world.owner(
      `insert into staff_import.imports (organization_id, id, file_name, format, created_at, expires_at, sheets, options, remembered)
       select $1, $2, file_name, format, created_at, expires_at, sheets, options, remembered from staff_import.imports where id = $3`,
      [other, other, found.id],
    );

    for (const path of ['', '/lines?outcome=new', '/faults'])
      expect((await browser.get(`/api/staff-imports/${other}${path}`)).status).toBe(404);
    expect((await browser.post(`/api/staff-imports/${other}/trials`, found.options)).status).toBe(404);
    expect((await browser.post(`/api/staff-imports/${other}/confirmations`, { trial: 'x' })).status).toBe(404);
    expect((await browser.post(`/api/staff-imports/${other}/deactivations`, { users: [other] })).status).toBe(404);
    world.clock.advance({ hours: 24 });
    await browser.signIn(ADMINISTRATOR);
    expect((await confirm(browser, found)).body).toMatchObject({ type: 'staff-import.expired', status: 410 });
  });

  test('a body that is no file, too large a one, and a confirmation without a trial are refused', async () => {
    const { browser } = await atDesk();
    const { id } = (await upload(browser, `${header}\n${rossi}\n`)).body;

    expect((await browser.post('/api/staff-imports', { a: 1 })).status).toBe(415);
    expect((await upload(browser, Buffer.alloc(20 * 1024 * 1024 + 1, 65))).status).toBe(413);
    expect((await browser.post(`/api/staff-imports/${id}/confirmations`, { trial: 'x' })).body.type).toBe('staff-import.not-tried');
    const elsewhere = await browser.send('POST', '/api/users', Buffer.from('{}'), {
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect(elsewhere.status).toBe(415);
  });

  test('a person who administers nothing is refused', async () => {
    const { world } = await atDesk();
    const browser = await world.browser();
    await browser.signIn(await world.user());

    expect((await upload(browser, 'Cognome;Nome\nRossi;Ada\n')).status).toBe(403);
  });
});

describe('R4.40 export and import', () => {
  test('change nothing, whatever people are called', async () => {
    const { browser } = await atDesk();
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((text) => FamilyName.safeParse(text).success && !/[\ufffd]|^#/.test(text));
    const obeyed = fc.tuple(fc.constantFrom('=', '+', '-', '@', "'=", "''@", '"', ';', "'"), name).map(([sign, text]) => sign + text);
    const called = fc.oneof(name, obeyed);
    const people = fc.sample(fc.record({ familyName: called, givenName: called, fullName: called, sex: fc.constantFrom('f', 'm', null) }), {
      numRuns: 60,
      seed: 26,
    });
    for (const [number, person] of people.entries()) {
      const { status } = await browser.post('/api/users', {
        ...person,
        username: `${['=', '-', "'+", ''][number % 4]}u${number}`,
        employeeNumber: number % 3 === 0 ? `0${number}` : null,
        email: number % 2 === 0 ? `u${number}@example.org` : null,
        birthDate: number % 5 === 0 ? '1980-01-31' : null,
        validTo: number % 7 === 0 ? '2027-12-31' : null,
      });
      expect(status).toBe(201);
    }
    const exported = await browser.get('/api/users/export?state=all');

    const found = await tried(browser, exported.text);

    expect([...(await linesOf(browser, found, 'faulty')), ...(await linesOf(browser, found, 'changed'))]).toEqual([]);
    expect(found.counts).toEqual({ new: 0, changed: 0, unchanged: 61, faulty: 0, missing: 0 });
  });
});

test('R1.55 more people than are written at once are tried and carried out, one entry of the log for each', async () => {
  const { world, browser } = await atDesk();
  const row = (n: number) => `Cognome${letters(n)};Nome${letters(n * 7)};${String(n).padStart(6, '0')};a${n}@example.org`;
  const file = `Cognome;Nome;Matricola;E-mail\n${Array.from({ length: 2_300 }, (_, n) => row(n)).join('\n')}\n`;

  await confirm(browser, await tried(browser, file));
  await world.runJobs();

  expect((await world.owner<{ count: string }>('select count(*) from access_log.entries where event = 20'))[0]?.count).toBe('2300');
});

const letters = (number: number): string => [...String(number)].map((figure) => 'abcdefghij'[Number(figure)]).join('');

test('D2 a provisional tax code of eleven figures imports, is recognized again and comes out as it went in', async () => {
  const { world, browser } = await atDesk();
  const file = 'Cognome e nome;Codice fiscale\nNGUYEN ADA;90000010125\nDIALLO MODOU;07643520568\n';

  const found = await tried(browser, file);
  const [wrong] = await linesOf(browser, found, 'faulty');
  await confirm(browser, found, true);
  await world.runJobs();
  const again = await tried(browser, (await browser.get('/api/users/export?state=all')).text);

  expect(found.counts).toMatchObject({ new: 1, faulty: 1 });
  expect(wrong?.faults).toMatchObject([{ field: 'taxCode', rule: 'tax-code-check-figure', value: '07643520568' }]);
  expect(again.counts).toMatchObject({ unchanged: 2, changed: 0, faulty: 0 });
});

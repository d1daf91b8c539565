import { UserExportQuery } from '@varco/shared/directory/api';
import { describe, expect, test } from 'vitest';
import { Refusal } from '#core/refusal';
import { insertPeople } from '#testing/people';
import { ADMINISTRATOR, freshWorld } from '#testing/world';
import { exportUsers } from './export-users.ts';

describe('R5.25 the export of users', () => {
  test('R4.40 is UTF-8 with its mark, parted by semicolons, with ISO days, and no cell that a spreadsheet would obey', async () => {
    const world = await freshWorld();
    const browser = await world.browser();
    await browser.signIn(ADMINISTRATOR);
    await browser.post('/api/users', {
      familyName: '=cmd()',
      givenName: '\'@Ada; "la" maga',
      fullName: '+39',
      username: '-ada',
      taxCode: null,
      birthDate: '1980-01-31',
      sex: 'f',
      email: 'ada@example.org',
      employeeNumber: '00042',
      validTo: '2026-12-31',
    });

    const { status, headers, text } = await browser.get('/api/users/export?search=ada');

    expect([status, headers['content-type'], headers['content-disposition']]).toEqual([
      200,
      'text/csv; charset=utf-8',
      'attachment; filename="utenti.csv"',
    ]);
    expect(text).toBe(
      '\ufeffCognome;Nome;Nome completo;Nome utente;Codice fiscale;Data di nascita;Sesso;E-mail;Matricola;Inizio validità;Fine validità;Licenza;Tipo di persona;Stato;Tipo;Ultimo accesso\r\n' +
        `'=cmd();"''@Ada; ""la"" maga";'+39;'-ada;;1980-01-31;F;ada@example.org;00042;;2026-12-31;Professional;Interno;attivo;Utente;\r\n`,
    );
    expect((await world.logRows()).at(-1)).toMatchObject({ event: 50 });
    expect(text).not.toMatch(/argon2|password/i);
  });

  test('R2.22 is broken off at the page before which it is allowed no more', async () => {
    const world = await freshWorld();
    await insertPeople(world.db, world.keys, { count: 1_203, organizationId: world.organizationId, at: world.clock.now() });
    let isOver = false;
    const stillAllowed = async () => {
      if (isOver) throw new Refusal('sessions.ended');
    };
    const query = UserExportQuery.parse({});
    const blocks = await exportUsers(world, world.operator, world.scope, query, { language: 'it', stillAllowed });
    for (const _ of ['the headings', 'the first page']) expect((await blocks.next()).done).toBe(false);

    isOver = true;

    await expect(blocks.next()).rejects.toMatchObject({ code: 'sessions.ended' });
  });

  test('holds all the pages of the list as it is filtered and sorted, in its order', async () => {
    const world = await freshWorld();
    const people = await insertPeople(world.db, world.keys, { count: 1_203, organizationId: world.organizationId, at: world.clock.now() });
    const browser = await world.browser();
    await browser.signIn(ADMINISTRATOR);
    const linesOf = async (query: string) => (await browser.get(`/api/users/export${query}`)).text.trimEnd().split('\r\n').slice(1);

    const all = await linesOf('?state=all');
    const inactive = await linesOf('?state=inactive&sort=last-access');

    expect(all).toHaveLength(1_204);
    expect(new Set(all).size).toBe(1_204);
    expect(inactive).toHaveLength(people.filter(({ status }) => status === 'inactive').length);
    const seen = inactive.map((line) => line.split(';').at(-1) ?? '');
    expect(seen).toEqual(seen.toSorted((a, b) => (a < b ? 1 : -1)));
  });

  test('is refused to who administers nothing', async () => {
    const world = await freshWorld();
    const browser = await world.browser();
    await browser.signIn(await world.user());

    expect((await browser.get('/api/users/export')).status).toBe(403);
    expect((await world.logRows()).some(({ event }) => event === 50)).toBe(false);
  });
});

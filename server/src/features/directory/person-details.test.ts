import { describe, expect, test } from 'vitest';
import { ADMINISTRATOR, freshWorld } from '#testing/world';

const rossi = {
  familyName: 'Rossi',
  givenName: 'Mario',
  username: 'm.rossi',
  taxCode: 'rss mra 80a01 h501u',
  birthDate: '1980-01-01',
  sex: 'm',
  email: 'Mario.Rossi@Comune.example',
  employeeNumber: '00042',
};

describe('D2 what is known of a person', () => {
  test('is saved with the user, read back, changed and taken away again', async () => {
    const world = await freshWorld();
    const browser = await world.browser();
    await browser.signIn(ADMINISTRATOR);

    const created = await browser.post('/api/users', rossi);
    const url = `/api/users/${created.body.id}`;
    const seen = await browser.get(url);
    const changed = await browser.send('PATCH', url, { version: 1, employeeNumber: '00043', email: null });

    expect(created.status).toBe(201);
    expect(seen.body).toMatchObject({ ...rossi, taxCode: 'RSSMRA80A01H501U' });
    expect(changed.body).toMatchObject({ employeeNumber: '00043', email: null, taxCode: 'RSSMRA80A01H501U', version: 2 });
    expect((await world.logRows()).at(-1)).toMatchObject({ event: 21, username: 'm.rossi' });
  });

  test('may have a provisional tax code of eleven figures, which tells nothing of name, birth and sex', async () => {
    const world = await freshWorld();
    const browser = await world.browser();
    await browser.signIn(ADMINISTRATOR);
    const issuesOf = async (taxCode: string) => (await browser.post('/api/users', { ...rossi, username: 'other', taxCode })).body.issues;

    expect((await browser.post('/api/users', { ...rossi, taxCode: '900 000 10125' })).status).toBe(201);
    expect(await issuesOf('90000010126')).toContainEqual({ field: 'taxCode', rule: 'tax-code-check-figure' });
    expect(await issuesOf('90000010125')).toContainEqual(expect.objectContaining({ field: 'taxCode', rule: 'tax-code-taken' }));
    expect(await issuesOf('9000001012')).toContainEqual({ field: 'taxCode', rule: 'tax-code' });
  });

  test('is refused with all its faults, those of the shape and those of the sense', async () => {
    const world = await freshWorld();
    const browser = await world.browser();
    await browser.signIn(ADMINISTRATOR);
    await browser.post('/api/users', rossi);

    const again = await browser.post('/api/users', {
      ...rossi,
      username: 'mario.rossi',
      email: 'MARIO.ROSSI@comune.example',
      birthDate: '2980-01-01',
      sex: 'f',
      validFrom: '2026-02-30',
    });

    expect(again.status).toBe(400);
    expect((again.body.issues as { field: string; rule: string }[]).map(({ field, rule }) => `${field} ${rule}`).toSorted()).toEqual([
      'birthDate birth-date',
      'email email-taken',
      'employeeNumber employee-number-taken',
      'taxCode tax-code-sex',
      'taxCode tax-code-taken',
      'validFrom day',
    ]);
  });

  test('of two people who save the same tax code at once one is refused, with the field', async () => {
    const world = await freshWorld();
    const browser = await world.browser();
    await browser.signIn(ADMINISTRATOR);
    const one = { ...rossi, email: null, employeeNumber: null };

    const answers = await Promise.all(['a', 'b'].map((username) => browser.post('/api/users', { ...one, username })));

    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 422]);
    expect(answers.find(({ status }) => status === 422)?.body).toMatchObject({ issues: [{ field: 'taxCode', rule: 'tax-code-taken' }] });
  });
});

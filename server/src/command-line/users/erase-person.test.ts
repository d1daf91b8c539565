import { expect, test } from 'vitest';
import { settingsOf, testTerminal } from '#testing/terminal';
import { freshWorld } from '#testing/world';
import { explain } from '../explain.ts';
import { personErase } from './erase-person.ts';

const outcome = (attempt: Promise<void>): Promise<string> =>
  attempt.then(
    () => 'It was done.',
    (fault: unknown) => explain(fault, 'en'),
  );

test('D5 a person is erased from the terminal after the name was typed again, and the command says what is left', async () => {
  const world = await freshWorld();
  const { username } = await world.user({ username: 'e.desantis', status: 'inactive' });
  const terminal = testTerminal(settingsOf(world), 'en', ['e.desantis']);

  expect(await outcome(personErase(terminal, username, { reason: 'prot. 12/2026' }))).toBe('It was done.');

  expect(terminal.answers.join('')).toMatch(/^#[0-9A-F]{12}\n$/);
  expect(terminal.remarks.join('\n')).toContain('Archives and copies of the outside database');
  expect(await world.owner("select from access_log.subjects where username = 'e.desantis' or name like '%De Santis%'")).toEqual([]);
  expect(await world.owner('select by_operator, reason, files_rewritten from erasure.erasures')).toEqual([
    { by_operator: 'giulia', reason: 'prot. 12/2026', files_rewritten: false },
  ]);
  expect(await outcome(personErase(testTerminal(settingsOf(world)), terminal.answers.join('').trim(), { yes: true }))).toContain(
    'This person has been erased',
  );
});

test('D5 without the name typed again nothing is erased, and each refusal says how to mend it', async () => {
  const world = await freshWorld();
  const { username } = await world.user({ username: 'e.desantis' });
  const before = await world.owner('select * from identity.users order by id');
  const erase = (typed: readonly string[], options: { reason?: string; yes?: boolean }, name = username) =>
    outcome(personErase(testTerminal(settingsOf(world), 'en', typed), name, options));

  expect(await erase([], {})).toContain('Nothing has been erased');
  expect(await erase(['E.DeSantis'], {})).toContain('Nothing has been erased');
  expect(await erase([], { yes: true })).toContain('Deactivate it');
  expect(await erase([], { yes: true, reason: 'asked by De Santis' })).toContain('reference number');
  expect(await erase([], { yes: true, reason: 'x'.repeat(201) })).toContain('200');
  expect(await erase([], { yes: true }, 'nobody')).toContain('nobody');
  expect(await world.owner('select * from identity.users order by id')).toEqual(before);
});

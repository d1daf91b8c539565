import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { settingsOf, testTerminal } from '#testing/terminal';
import { freshWorld } from '#testing/world';
import { explain } from '../explain.ts';
import { userCreate } from './create.ts';

const refusal = (attempt: Promise<void>): Promise<string> =>
  attempt.then(
    () => 'It was done.',
    (fault: unknown) => explain(fault, 'it'),
  );

test('R2.11 a password from a file is judged by the policy in force, and every fault is told at once', async () => {
  const world = await freshWorld();
  const settings = settingsOf(world);
  const passwordFile = join(settings.VARCO_DATA ?? '', 'password');
  writeFileSync(passwordFile, 'corta\n');
  const terminal = testTerminal(settings);

  const sentence = await refusal(userCreate(terminal, { username: 'a.rossi', familyName: 'Rossi', givenName: 'Anna', passwordFile }));

  expect(sentence.split('\n')[0]).toBe("I dati dell'utente vanno corretti. Sistema i campi indicati e riprova.");
  expect(sentence).toContain('Servono almeno');
  expect(terminal.answers).toEqual([]);
  expect(await world.owner("select from identity.users where username = 'a.rossi'")).toEqual([]);
});

test('R5.10 a name that somebody has, or that no name may be, is refused with its sentence', async () => {
  const world = await freshWorld();
  const terminal = testTerminal(settingsOf(world));
  const person = { familyName: 'Rossi', givenName: 'Anna' };

  expect(await refusal(userCreate(terminal, { ...person, username: 'L.CONTI' }))).toContain('Username già presente.');
  expect(await refusal(userCreate(terminal, { ...person, username: 'a b', familyName: '' }))).toMatch(/^I dati.*\n {2}.*\n {2}.*$/);
});

test('a password file that cannot be read is named', async () => {
  const terminal = testTerminal({});

  const sentence = await refusal(
    userCreate(terminal, { username: 'a', familyName: 'R', givenName: 'A', passwordFile: '/nowhere/password' }),
  );

  expect(sentence).toMatch(/^Il file della password \/nowhere\/password /);
});

test('R1.40 the first user comes from the wizard: before it there is one clear line', async () => {
  const world = await freshWorld({ empty: true });
  const terminal = testTerminal(settingsOf(world));

  const sentence = await refusal(userCreate(terminal, { username: 'a.rossi', familyName: 'Rossi', givenName: 'Anna' }));

  expect(sentence).toMatch(/^Varco va ancora configurato\. [^\n]*$/);
});

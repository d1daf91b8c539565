import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readPdf } from '#testing/pdf';
import { settingsOf, testTerminal } from '#testing/terminal';
import { freshWorld } from '#testing/world';
import { explain } from '../explain.ts';
import { userFirstPasswords } from './first-passwords.ts';
import { userImport } from './import.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'varco-letters-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

const refusal = (attempt: Promise<void>): Promise<string> =>
  attempt.then(
    () => 'It was done.',
    (fault: unknown) => explain(fault, 'it'),
  );

test('R1.55 letters for everybody who never signed in come from the terminal too, readable by their maker only', async () => {
  const world = await freshWorld();
  await world.user({ username: 'm.rossi', givenName: 'Marta', familyName: 'Rossi' });
  const to = folder();
  const terminal = testTerminal(settingsOf(world));

  await userFirstPasswords(terminal, { allNeverSignedIn: true, to, format: 'letters', language: 'it' });

  const path = join(to, 'prime-password-parte-1.pdf');
  expect(terminal.answers.join('')).toContain(`${path}\n`);
  expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
  expect(readPdf(readFileSync(path), 'pdftotext')).toContain('Le credenziali di Marta Rossi');
  expect(await world.owner('select from first_passwords.items where secret is not null')).toEqual([]);
  expect((await world.logRows()).filter(({ event }) => event === 54).length).toBe(1);
});

test('R1.55 a file in the way, a folder that is none and nobody to prepare are refused before anything is handed out', async () => {
  const world = await freshWorld();
  const to = folder();
  const terminal = testTerminal(settingsOf(world));
  const options = { allNeverSignedIn: true, to, format: 'csv', language: 'en' } as const;
  expect(await refusal(userFirstPasswords(terminal, { ...options, to: join(to, 'nowhere') }))).toMatch(/non è una cartella/);
  writeFileSync(join(to, 'first-passwords-part-1.csv'), 'mine');
  await world.owner('update identity.users set entered = true');
  expect(await refusal(userFirstPasswords(terminal, options))).toMatch(/^Nessuna di queste persone/);
  await world.user({ username: 'm.rossi' });

  expect(await refusal(userFirstPasswords(terminal, options))).toMatch(/c'è già un file/);

  expect(readFileSync(join(to, 'first-passwords-part-1.csv'), 'utf8')).toBe('mine');
  expect((await world.owner('select from first_passwords.items where secret is not null')).length).toBe(1);
});

test('R1.55 the users an import created, by the number "user import" wrote, and no other choice beside it', async () => {
  const world = await freshWorld();
  const settings = settingsOf(world);
  const to = folder();
  await world.user({ username: 'never.entered' });
  writeFileSync(join(to, 'list.csv'), 'Cognome;Nome;Matricola\nRossi;Ada;1\n');
  const importing = testTerminal(settings);
  await userImport(importing, join(to, 'list.csv'), {});
  const id = /--import (\S+) --to/.exec(importing.remarks.join('\n'))?.[1] ?? '';
  const terminal = testTerminal(settings);
  const options = { to, format: 'csv', language: 'en' } as const;

  await userFirstPasswords(terminal, { ...options, import: id });

  const [, ...rows] = readFileSync(join(to, 'first-passwords-part-1.csv'), 'utf8').trim().split('\r\n');
  expect(rows.map((row) => row.split(';')[2])).toEqual(['ada.rossi']);
  expect(await refusal(userFirstPasswords(terminal, options))).toMatch(/^Scegli per chi/);
  expect(await refusal(userFirstPasswords(terminal, { ...options, allNeverSignedIn: true, import: id }))).toMatch(/^Scegli per chi/);
  expect(await refusal(userFirstPasswords(terminal, { ...options, import: world.random.id() }))).toMatch(/^Non c’è nessuna importazione/);
  expect(await refusal(userFirstPasswords(terminal, { ...options, import: '12' }))).toMatch(/^Non c’è nessuna importazione/);
});

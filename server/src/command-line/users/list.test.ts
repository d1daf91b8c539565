import { expect, test } from 'vitest';
import { settingsOf, testTerminal } from '#testing/terminal';
import { freshWorld } from '#testing/world';
import { userList } from './list.ts';

test('R5.14 the list comes page by page to the last user, each once, as one JSON array', async () => {
  const world = await freshWorld();
  for (let made = 0; made < 205; made += 1) await world.user();
  const terminal = testTerminal(settingsOf(world));

  await userList(terminal, { state: 'all', json: true });

  const users = JSON.parse(terminal.answers.join('')) as { username: string }[];
  expect(users).toHaveLength(206);
  expect(new Set(users.map(({ username }) => username)).size).toBe(206);
  expect(terminal.answers.length).toBe(3);
  expect(terminal.answers.join('').split('\n')).toHaveLength(206 + 3);
});

test('R5.14 the table says who may enter and who may not, in columns and in the language of the system', async () => {
  const world = await freshWorld();
  await world.user({ username: 'e.desantis' });
  await world.user({ username: 'off', familyName: 'Niccolò', givenName: 'Ugo', status: 'inactive' });
  const terminal = testTerminal(settingsOf(world), 'it');

  await userList(terminal, { state: 'all' });

  expect(terminal.answers.join('').split('\n')).toEqual(
    [
      'UTENTE      COGNOME E NOME    STATO     AMMINISTRA  ULTIMO ACCESSO',
      'l.conti     Conti Laura       attivo    sì          mai',
      'e.desantis  De Santis Elena   attivo                mai',
      'off         Niccolò Ugo       inattivo              mai',
      '',
    ].map((line) => expect.stringMatching(new RegExp(`^${line.replace(/ +/g, ' +')}$`))),
  );
});

test('a name cannot give orders to the terminal', async () => {
  const world = await freshWorld();
  await world.user({ username: 'u', familyName: 'Rossi\u200b\u{e0041}' });
  const terminal = testTerminal(settingsOf(world));

  await userList(terminal, { state: 'can-enter', search: 'rossi' });

  expect(terminal.answers.join('')).not.toMatch(/[^\P{C}\n]/u);
});

test('nobody found is an empty array', async () => {
  const world = await freshWorld();
  const terminal = testTerminal(settingsOf(world));

  await userList(terminal, { state: 'all', search: 'nessuno', json: true });

  expect(JSON.parse(terminal.answers.join(''))).toEqual([]);
});

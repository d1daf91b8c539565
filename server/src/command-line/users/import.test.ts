import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { settingsOf, testTerminal } from '#testing/terminal';
import { freshWorld } from '#testing/world';
import { userExport } from './export.ts';
import { userImport } from './import.ts';

const header = 'Cognome;Nome;Matricola;E-mail\n';

async function atTerminal() {
  const world = await freshWorld();
  const settings = settingsOf(world);
  const file = join(settings.VARCO_DATA ?? '', 'personale.csv');
  const write = (text: string) => writeFileSync(file, text);
  return { world, file, write, terminal: () => testTerminal(settings, 'it') };
}

test('R1.55 a staff list is tried, then turned into users; the log names the operator', async () => {
  const { world, file, write, terminal } = await atTerminal();
  write(`${header}ROSSI;ADA;00042;ada@example.org\nVerdi;Ugo;43;\n`);
  const [dry, real, again] = [terminal(), terminal(), terminal()];

  expect(await userImport(dry, file, { dryRun: true })).toBe(0);
  expect(dry.answers).toEqual(['nuovi 2, modificati 0, già uguali 0, con errori 0, non nel file 1\n']);
  expect(await world.owner('select username from identity.users')).toHaveLength(1);
  expect(await userImport(real, file, { json: true })).toBe(0);
  expect(JSON.parse(real.answers.join(''))).toMatchObject({ carriedOut: true, counts: { new: 2 } });
  expect(await userImport(again, file, {})).toBe(0);

  expect(again.remarks).toEqual(['Non c’è nulla da salvare.']);
  expect((await world.logRows()).map(({ event }) => event).filter((event) => event === 20 || event === 51)).toEqual([20, 20, 51]);
  expect(
    await world.owner(
      `select distinct s.name from access_log.entries e join access_log.subjects s on s.id = e.actor_id where e.event = 51`,
    ),
  ).toEqual([{ name: 'giulia' }]);
});

test('faults are told by row and column, and keep everything out unless it is wanted otherwise', async () => {
  const { world, file, write, terminal } = await atTerminal();
  write(`${header}Rossi;Ada;00042;ada\u202e@\nVerdi;Ugo;43;\n`);
  const [stopped, good] = [terminal(), terminal()];

  expect(await userImport(stopped, file, {})).toBe(1);
  expect(stopped.remarks[0]).toBe("Riga 2, E-mail: «ada @». L'e-mail non è completa. Scrivila come nome@ente.it, senza spazi.");
  expect(await world.owner('select username from identity.users')).toHaveLength(1);
  expect(await userImport(good, file, { onlyGood: true })).toBe(0);

  expect(await world.owner('select username from identity.users order by 1')).toEqual([{ username: 'l.conti' }, { username: 'ugo.verdi' }]);
});

test('R5.25 users are written as CSV, and a file that cannot be read is told', async () => {
  const { world, terminal } = await atTerminal();
  const [at, lost] = [terminal(), terminal()];

  await userExport(at, { state: 'all' });

  expect(at.answers.join('').split('\r\n')[1]).toBe('Conti;Laura;;l.conti;;;;;;;;Professional;Interno;attivo;Amministratore;');
  expect((await world.logRows()).at(-1)).toMatchObject({ event: 50 });
  await expect(userImport(lost, '/nowhere/personale.csv', {})).rejects.toMatchObject({
    sentence: { it: expect.stringContaining('non si può leggere') },
  });
});

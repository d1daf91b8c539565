import { writeFileSync } from 'node:fs';
import { command } from '../command.ts';
import { digits } from '../table.ts';
import type { Measurement } from './measurement.ts';

const PEOPLE = 10_000;

/** A staff list of a large body, tried and then confirmed, by the command as it is. */
export const staffImport: Measurement = {
  name: 'staff-import',
  on: 'nothing',
  async run(ground) {
    const { data } = await ground.install();
    const settings = ground.settings(data);
    const file = `${ground.freshFolder()}.csv`;
    const row = (number: number): string =>
      `Cognome${letters(number)};Nome${letters(number * 7)};${10_000 + number};persona${number}@example.org`;
    writeFileSync(file, `Cognome;Nome;Matricola;E-mail\n${Array.from({ length: PEOPLE }, (_, number) => row(number)).join('\n')}\n`);
    const idle = await command(['log', 'key'], settings);
    const tried = await command(['user', 'import', file, '--dry-run'], settings);
    const done = await command(['user', 'import', file], settings);
    const seconds = tried.seconds + done.seconds - 2 * idle.seconds;
    const each = (of: 'server' | 'postgres'): number => (tried.spent[of] + done.spent[of]) / PEOPLE;
    return [
      {
        what: `staff list of ${PEOPLE.toLocaleString('en')} people, tried and confirmed`,
        figure: seconds,
        unit: 's',
        goal: { atMost: 20 },
        note: `trial ${digits(tried.seconds - idle.seconds)} s, trial again and users ${digits(done.seconds - idle.seconds)} s, without the start of the command; CPU a person: ours ${digits(each('server'))} + PostgreSQL ${digits(each('postgres'))} ms; memory ${Math.max(tried.memory.most, done.memory.most).toFixed(0)} MiB`,
      },
    ];
  },
};

/** A number as letters: names of people have no digits. */
const letters = (number: number): string =>
  String(number)
    .split('')
    .map((digit) => 'abcdefghij'[Number(digit)])
    .join('');

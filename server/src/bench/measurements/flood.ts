import { finish } from '../child.ts';
import { allOf, atRate, type Load } from '../load.ts';
import { quantile } from '../statistics.ts';
import { rawHash } from './argon2.ts';
import type { Measurement } from './measurement.ts';
import { peopleInBrowsers } from './sign-ins.ts';

const GUESSES_A_SECOND = 500;
const PEOPLE_A_SECOND = 12;
const SECONDS = 25;

/** People in browsers they have used before, while somebody at one address tries passwords as fast as he can. */
export const flood: Measurement = {
  name: 'flood',
  on: 'product',
  async run(ground) {
    const gate = await ground.product();
    const { people, browsers, enter } = await peopleInBrowsers(gate, 'cittadino', 14, 64);
    const hash = await rawHash(1, 1);
    const calm = allOf(await atRate(browsers, PEOPLE_A_SECOND, 3, enter), 200);
    const before = gate.spent();
    // Half of the guesses are at the names of the very people who are signing in.
    const names = people.map(({ username }) => username).join(',');
    const attack = finish('attack', [
      String(gate.port),
      '127.15.0.1',
      String(GUESSES_A_SECOND),
      String(SECONDS + 1),
      names,
    ]) as Promise<Load>;
    const [load, guesses] = await Promise.all([atRate(browsers, PEOPLE_A_SECOND, SECONDS, enter), attack]);
    const after = gate.spent();
    const cores = (milliseconds: number) => (milliseconds / 1_000 / guesses.seconds).toFixed(2);
    for (const browser of browsers) browser.close();
    allOf(load, 200);
    const p99 = quantile(load.milliseconds, 0.99);
    const heard = Object.entries(guesses.statuses).map(([status, many]) => `${many} × ${status}`);
    return [
      {
        what: `known browsers under ${GUESSES_A_SECOND} wrong passwords/s from one address: p99 beyond the hash`,
        figure: p99 - hash.milliseconds,
        unit: 'ms',
        limit: `${hash.milliseconds.toFixed(0)} ms: the hash by itself`,
        goal: { atMost: 300 },
        note:
          `${load.answers} sign-ins, ${PEOPLE_A_SECOND}/s: p50 ${quantile(load.milliseconds, 0.5).toFixed(0)}, p99 ${p99.toFixed(0)} ms, p50 without flood ${quantile(calm.milliseconds, 0.5).toFixed(0)} ms; ` +
          `guesses answered ${(guesses.answers / guesses.seconds).toFixed(0)}/s (${heard.join(', ')}); the server used ${cores(after.server - before.server)} cores, PostgreSQL ${cores(after.postgres - before.postgres)}`,
      },
    ];
  },
};

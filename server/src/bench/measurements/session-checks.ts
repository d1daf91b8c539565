import { makePeople, type Person, signIn } from '../ground.ts';
import { median } from '../statistics.ts';
import { digits } from '../table.ts';
import type { Measurement } from './measurement.ts';
import { type Answering, answersOf, crowd, startBare } from './node-http.ts';

const PATH = '/api/me/session';
const ROUNDS = 5;

/** A question of somebody who is signed in, beside an answer of node:http under the same crowd. */
export const sessionChecks: Measurement = {
  name: 'session-checks',
  on: 'house',
  async run(ground) {
    const gate = await ground.house('none');
    const browsers = crowd(gate.port);
    const people = await makePeople(gate, 'presente', browsers.length);
    for (const [index, browser] of browsers.entries()) await signIn(browser, people[index] as Person);
    const bare = await startBare();
    await answersOf(gate, browsers, PATH, 1.5);
    const rounds: { least: Answering; check: Answering; ratio: number }[] = [];
    for (let time = 0; time < ROUNDS; time += 1) {
      const least = await answersOf(bare.server, bare.browsers, '/', 0.8);
      const check = await answersOf(gate, browsers, PATH, 1.2);
      rounds.push({ least, check, ratio: check.cpuMs / least.cpuMs });
    }
    for (const browser of browsers) browser.close();
    await bare.server.stop();
    const micro = (of: (round: (typeof rounds)[number]) => number) => (median(rounds.map(of)) * 1_000).toFixed(0);
    return [
      {
        what: `session check (GET ${PATH}) against bare node:http: CPU`,
        figure: median(rounds.map(({ ratio }) => ratio)),
        unit: '×',
        limit: `${micro(({ least }) => least.cpuMs)} µs: bare node:http`,
        goal: { atMost: 4 },
        note: `${micro(({ check }) => check.cpuMs)} µs and ${digits(median(rounds.map(({ check }) => check.postgresMs)) * 1_000)} µs of PostgreSQL; ${median(rounds.map(({ check }) => check.perSecond)).toFixed(0)}/s; median of the ratios of ${ROUNDS} rounds side by side`,
      },
    ];
  },
};

import { availableParallelism } from 'node:os';
import { type Gate, makePeople, type Person } from '../ground.ts';
import { allOf, type Browser, browsersOn, inTurns, type Load } from '../load.ts';
import { type Spent, spentEach } from '../processes.ts';
import { median, quantile } from '../statistics.ts';
import { digits, type Row } from '../table.ts';
import { rawHash } from './argon2.ts';
import type { Measurement } from './measurement.ts';
import { memoryRow } from './memory.ts';

const AT_ONCE = 16;
const SESSION = 'varco';

interface Round {
  readonly load: Load;
  readonly each: Spent;
}

/** People each in a browser known to the gate, from an address of his own. */
export async function peopleInBrowsers(gate: Gate, prefix: string, network: number, many: number) {
  const people = await makePeople(gate, prefix, many);
  const browsers = browsersOn(gate.port, network, many);
  // As in the morning: the cookie of yesterday's session went when the browser was closed.
  const enter = (browser: Browser, index: number) => {
    browser.cookies.delete(SESSION);
    return browser.ask('POST', '/sign-in', people[index] as Person);
  };
  // The first time the browser is new; the second it is known.
  allOf(await inTurns(browsers, AT_ONCE, { times: 2, seconds: 20 }, enter), 200);
  return { people, browsers, enter };
}

async function round(gate: Gate, ask: () => Promise<Load>): Promise<Round> {
  const before = gate.spent();
  const load = await ask();
  return { load, each: spentEach(before, gate.spent(), load.answers) };
}

const cpu = ({ each }: Round): number => each.server + each.postgres;
const perSecond = (rounds: readonly Round[]): number => median(rounds.map(({ load }) => load.answers / load.seconds));
const middle = (rounds: readonly Round[], of: (round: Round) => number): number => median(rounds.map(of));

const parts = (rounds: readonly Round[]): string =>
  `CPU ours ${digits(middle(rounds, ({ each }) => each.server))} + PostgreSQL ${digits(middle(rounds, ({ each }) => each.postgres))} ms; ` +
  `p99 ${quantile(
    rounds.flatMap(({ load }) => load.milliseconds),
    0.99,
  ).toFixed(0)} ms; ${AT_ONCE} at once, median of ${rounds.length} rounds`;

/** Sign-ins of the product as it is, and wrong passwords, beside the hash by itself. */
export const signIns: Measurement = {
  name: 'sign-ins',
  on: 'product',
  async run(ground) {
    const gate = await ground.product();
    const cores = availableParallelism();
    const { browsers, enter } = await peopleInBrowsers(gate, 'persona', 10, 48);
    const strangers = browsersOn(gate.port, 11, 64);
    let names = 0;
    const guess = (browser: Browser) => {
      names += 1;
      return browser.ask('POST', '/sign-in', { username: `nessuno${names}`, password: 'Sbagliata-1' });
    };
    const rounds = { hash: [] as number[], rate: [] as number[], right: [] as Round[], wrong: [] as Round[], ratio: [] as number[] };
    // The machine's speed drifts: many short rounds, each beside its own hash.
    for (let time = 0; time < 9; time += 1) {
      const raw = await rawHash(cores, 0.6);
      const right = await round(gate, async () => allOf(await inTurns(browsers, AT_ONCE, { seconds: 1.5 }, enter), 200));
      rounds.wrong.push(await round(gate, async () => allOf(await inTurns(strangers, AT_ONCE, { seconds: 0.7 }, guess), 401)));
      rounds.hash.push(raw.cpuMs);
      rounds.rate.push(raw.perSecond);
      rounds.right.push(right);
      rounds.ratio.push(cpu(right) / raw.cpuMs);
    }
    for (const browser of [...browsers, ...strangers]) browser.close();
    const hash = `${digits(median(rounds.hash))} ms of CPU and ${median(rounds.rate).toFixed(0)}/s: the hash by itself, ${cores} at once`;
    return [
      { what: 'password sign-ins', figure: perSecond(rounds.right), unit: '/s', limit: hash, note: parts(rounds.right) },
      {
        what: 'CPU of a sign-in against the hash by itself',
        figure: median(rounds.ratio),
        unit: '×',
        limit: hash,
        goal: { atMost: 1.35 },
        note: `${digits(middle(rounds.right, cpu))} ms, server and PostgreSQL, over ${digits(median(rounds.hash))} ms; median of the ratios of ${rounds.ratio.length} rounds side by side`,
      },
      {
        what: 'wrong passwords, names of nobody from 64 addresses',
        figure: perSecond(rounds.wrong),
        unit: '/s',
        limit: hash,
        note: parts(rounds.wrong),
      },
    ];
  },
};

const PEOPLE = 200;
const TIMES = 10;
const ROUNDS = 5;
/** On a machine that others keep busy fewer sign-ins must do; the line says how many there were. */
const LONGEST_ROUND_SECONDS = 12;

/** Everything of a sign-in but the hash, and what 10,000 of them leave in memory. */
export const signInsWithoutHash: Measurement = {
  name: 'sign-ins-no-hash',
  on: 'house',
  async run(ground) {
    const gate = await ground.house('none');
    const { browsers, enter } = await peopleInBrowsers(gate, 'persona', 12, PEOPLE);
    const rounds: Round[] = [];
    while (rounds.length < ROUNDS)
      rounds.push(
        await round(gate, async () =>
          allOf(await inTurns(browsers, AT_ONCE, { times: TIMES, seconds: LONGEST_ROUND_SECONDS }, enter), 200),
        ),
      );
    for (const browser of browsers) browser.close();
    const each = middle(rounds, cpu);
    const done = rounds.reduce((sum, { load }) => sum + load.answers, 0);
    const rows: Row[] = [
      { what: 'sign-ins, hash that costs nothing', figure: perSecond(rounds), unit: '/s', note: parts(rounds) },
      {
        what: 'sign-ins a core, hash that costs nothing',
        figure: 1_000 / each,
        unit: '/s',
        goal: { atLeast: 300 },
        note: `1 second / ${digits(each)} ms, the CPU of server and PostgreSQL together`,
      },
      await memoryRow(gate, `after ${done.toLocaleString('en')} sign-ins, hash that costs nothing`),
    ];
    return rows;
  },
};

import { systemRandom } from '#core/random';
import { type Gate, makePeople, type Person } from '../ground.ts';
import { allOf, Browser, browsersOn, inTurns } from '../load.ts';
import { areaUnderCurve, median } from '../statistics.ts';
import type { Row } from '../table.ts';
import type { Measurement } from './measurement.ts';

const SAMPLES = 3_000;
const ATTEMPTS = 50;
const NAMES = SAMPLES / ATTEMPTS;
/** On a machine that others keep busy fewer samples must do; the line says how many there were. */
const LONGEST_SECONDS = 75;

const kinds = ['unknown', 'wrong password', 'disabled', 'locked', 'out of validity'] as const;
type Kind = (typeof kinds)[number];

/**
 * Names of every kind, each to be tried as often as any other: the first try of a name writes a row, the following ones change it.
 * Where only the user's standing keeps him out the password is right, which is the harder case.
 */
async function namesOf(gate: Gate): Promise<Record<Kind, Person[]>> {
  const policy = JSON.parse((await gate.administrator.expect(200, 'GET', '/api/policy')).body) as { version: string };
  const values = { attempts: ATTEMPTS, lockMinutes: 60 };
  await gate.administrator.expect(200, 'PUT', '/api/policy', { version: policy.version, values, reason: 'bench' });
  const wrong = (people: readonly Person[]) => people.map(({ username }) => ({ username, password: 'Sbagliata-1' }));
  const locked = await makePeople(gate, 'bloccato', NAMES);
  const guesses = wrong(locked);
  const strangers = browsersOn(gate.port, 13, NAMES);
  const lock = (browser: Browser, index: number) => browser.ask('POST', '/sign-in', guesses[index]);
  // Once more than the attempts, so that the samples begin with the lock.
  allOf(await inTurns(strangers, 12, { times: ATTEMPTS + 1, seconds: 60 }, lock), 401);
  for (const browser of strangers) browser.close();
  return {
    unknown: Array.from({ length: NAMES }, (_, index) => ({ username: `nessuno${index + 1}`, password: 'Sbagliata-1' })),
    'wrong password': wrong(await makePeople(gate, 'sbadato', NAMES)),
    disabled: await makePeople(gate, 'disabile', NAMES, { disabled: true }),
    locked,
    'out of validity': await makePeople(gate, 'scaduto', NAMES, { validTo: '2020-01-01' }),
  };
}

function shuffled<Value>(values: readonly Value[]): Value[] {
  const rest = [...values];
  return values.flatMap(() => rest.splice(systemRandom.below(rest.length), 1));
}

async function timingOf(gate: Gate, hash: string): Promise<Row[]> {
  const names = await namesOf(gate);
  const browser = new Browser(gate.port);
  const times: Record<Kind, number[]> = { unknown: [], 'wrong password': [], disabled: [], locked: [], 'out of validity': [] };
  const answers = new Set<string>();
  const until = performance.now() + LONGEST_SECONDS * 1_000;
  for (let index = 0; index < SAMPLES && performance.now() < until; index += 1) {
    for (const kind of shuffled(kinds)) {
      const answer = await browser.ask('POST', '/sign-in', names[kind][index % NAMES]);
      times[kind].push(answer.milliseconds);
      answers.add(`${answer.status} ${answer.body}`);
    }
  }
  browser.close();
  if (answers.size !== 1) throw new Error(`The door answers differently: ${[...answers].join(' / ')}`);
  return kinds.slice(1).map((kind) => ({
    what: `door, ${kind} told from unknown by time: AUC, ${hash}`,
    figure: areaUnderCurve(times[kind], times.unknown),
    unit: '',
    goal: { value: 0.5, within: 0.03 },
    note: `medians ${median(times[kind]).toFixed(3)} and ${median(times.unknown).toFixed(3)} ms; ${times[kind].length.toLocaleString('en')} samples each, interleaved, one after the other`,
  }));
}

/** Whether a name's standing can be told by the time of the door's answer: without a hash, where nothing covers a difference. */
export const timing: Measurement = {
  name: 'timing',
  on: 'house',
  run: async (ground) => timingOf(await ground.house('none'), 'no hash'),
};

/** The same through the real hasher with its smallest parameters; long, and seldom another answer. */
export const timingSmallHash: Measurement = {
  name: 'timing-small-hash',
  on: 'house',
  onRequest: true,
  run: async (ground) => timingOf(await ground.house('small'), 'Argon2id of 256 KiB'),
};

import { availableParallelism } from 'node:os';
import { verify } from '@node-rs/argon2';
import { argon2Hasher } from '#core/hasher';
import { PASSWORD } from '../ground.ts';
import { median } from '../statistics.ts';
import type { Measurement } from './measurement.ts';

/** What a hash costs by itself. */
export interface RawHash {
  readonly perSecond: number;
  /** Processor time of one. */
  readonly cpuMs: number;
  /** From asking to having it, in the middle of all. */
  readonly milliseconds: number;
}

let made: Promise<string> | undefined;

/** A hash as the product makes it, parameters included. */
function hashOfProduct(): Promise<string> {
  made ??= argon2Hasher().then((hasher) => hasher.hash(PASSWORD));
  return made;
}

/** Compares passwords with the library alone, `atOnce` at a time, in this process. */
export async function rawHash(atOnce: number, seconds: number): Promise<RawHash> {
  const stored = await hashOfProduct();
  const times: number[] = [];
  const [since, cpu] = [performance.now(), process.cpuUsage()];
  const compare = async () => {
    while (performance.now() - since < seconds * 1_000) {
      const from = performance.now();
      await verify(stored, PASSWORD);
      times.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, compare));
  const { user, system } = process.cpuUsage(cpu);
  return {
    perSecond: times.length / ((performance.now() - since) / 1_000),
    cpuMs: (user + system) / 1_000 / times.length,
    milliseconds: median(times),
  };
}

/** The hash of the product by itself: the limit of every sign-in. */
export const argon2: Measurement = {
  name: 'argon2',
  on: 'nothing',
  async run() {
    const cores = availableParallelism();
    const [one, all] = [await rawHash(1, 1.5), await rawHash(cores, 1.5)];
    const what = `Argon2id ${/m=[\d,tp=]+/.exec(await hashOfProduct())?.[0] ?? ''}`;
    return [
      { what: `${what}, one at a time: CPU`, figure: one.cpuMs, unit: 'ms', note: `${one.perSecond.toFixed(0)} a second` },
      { what: `${what}, ${cores} at once: CPU`, figure: all.cpuMs, unit: 'ms', note: `${all.perSecond.toFixed(0)} a second` },
    ];
  },
};

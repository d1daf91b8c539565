import { type Server, startServer } from '../child.ts';
import { allOf, Browser, inTurns } from '../load.ts';
import { spentEach } from '../processes.ts';
import { median } from '../statistics.ts';
import type { Measurement } from './measurement.ts';

const AT_ONCE = 16;

/** Browsers that keep a server as busy as every other server of these measurements. */
export const crowd = (port: number): Browser[] => Array.from({ length: AT_ONCE }, () => new Browser(port));

/** What one answer of a server costs, and how many it gives in a second. */
export interface Answering {
  readonly cpuMs: number;
  readonly postgresMs: number;
  readonly perSecond: number;
}

/** Asks a server the same question for some seconds, always under the same crowd. */
export async function answersOf(server: Server, browsers: readonly Browser[], path: string, seconds: number): Promise<Answering> {
  const before = server.spent();
  const load = allOf(await inTurns(browsers, AT_ONCE, { seconds }, (browser) => browser.ask('GET', path)), 200);
  const each = spentEach(before, server.spent(), load.answers);
  return { cpuMs: each.server, postgresMs: each.postgres, perSecond: load.answers / load.seconds };
}

/** The bare server, warm. */
export async function startBare(): Promise<{ server: Server; browsers: Browser[] }> {
  const server = await startServer('bare');
  const browsers = crowd(server.port);
  await answersOf(server, browsers, '/', 0.7);
  return { server, browsers };
}

/** An answer of node:http by itself: the limit of everything that answers. */
export const nodeHttp: Measurement = {
  name: 'node-http',
  on: 'nothing',
  async run() {
    const { server, browsers } = await startBare();
    const rounds: Answering[] = [];
    for (let round = 0; round < 3; round += 1) rounds.push(await answersOf(server, browsers, '/', 1));
    await server.stop();
    const perSecond = median(rounds.map((round) => round.perSecond));
    return [
      {
        what: 'bare node:http answer: CPU',
        figure: median(rounds.map(({ cpuMs }) => cpuMs)) * 1_000,
        unit: 'µs',
        note: `${perSecond.toFixed(0)} a second to ${AT_ONCE} connections; median of 3 rounds`,
      },
    ];
  },
};

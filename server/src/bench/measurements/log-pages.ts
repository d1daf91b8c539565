import type { Filled } from '../fill-log.ts';
import type { Browser } from '../load.ts';
import { median } from '../statistics.ts';
import { digits, type Row } from '../table.ts';
import { many } from './log-rows.ts';
import type { Measurement } from './measurement.ts';

const TIMES = 15;

const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/** The questions for a first page, by what they ask. */
function questionsOf({ from, to, user, address, session }: Filled): Readonly<Record<string, readonly [what: string, query: string][]>> {
  const middle = (Date.parse(from) + Date.parse(to)) / 2;
  const period = `from=${dayOf(middle)}&to=${dayOf(middle + 30 * 86_400_000)}`;
  const both = (what: string, query: string): [string, string][] => [
    [what, query],
    [`${what}, a month of the past`, `${query}&${period}`],
  ];
  return {
    usual: [
      ...both('everything', ''),
      ...both('a person', `user=${user}`),
      ...both('an address', `address=${address}`),
      ...both('a session', `session=${session}`),
      ...both('refusals', 'outcome=refused'),
    ],
    other: [
      ['a person at an address', `user=${user}&address=${address}`],
      ['a person, refusals', `user=${user}&outcome=refused`],
      ['an address, sign-outs', `address=${address}&outcome=signed-out`],
      ['a reason that is rare', 'reason=locked'],
      ['a channel that is rare', 'channel=command-line'],
      ['a browser, sign-ins', 'browser=Firefox&outcome=succeeded'],
      ['a browser and a reason', 'browser=Safari&reason=unknown-user'],
      ['changes of a month', `outcome=changes&${period}`],
      ['sign-outs, oldest first', 'outcome=signed-out&order=oldest'],
      ['a person, a channel he never used', `user=${user}&channel=command-line`],
    ],
  };
}

/** First pages of searches of the log, over HTTP, as an administrator has them. */
export const logPages: Measurement = {
  name: 'log-pages',
  on: 'house',
  async run(ground) {
    const gate = await ground.reader();
    const { filled, administrator } = gate;
    const ask = async (query: string) => {
      const before = gate.spent();
      const { status, milliseconds, body } = await administrator.ask('GET', `/api/access-log?${query}`);
      const after = gate.spent();
      const narrow = status === 200 ? undefined : (JSON.parse(body) as { type?: string }).type;
      if (status !== 200 && narrow !== 'access-log.too-wide') throw new Error(`${query} answered ${status}: ${body}`);
      return {
        milliseconds,
        cpu: { server: after.server - before.server, postgres: after.postgres - before.postgres },
        refused: narrow !== undefined,
      };
    };
    const questions = questionsOf(filled);
    const least = await nothingAsked(administrator);
    const rows: Row[] = [];
    for (const [what, query] of questions.usual ?? []) {
      const first = await ask(query);
      const others: Awaited<ReturnType<typeof ask>>[] = [];
      for (let time = 0; time < TIMES; time += 1) others.push(await ask(query));
      const each = (of: 'server' | 'postgres'): string => digits(others.reduce((sum, { cpu }) => sum + cpu[of], 0) / TIMES);
      rows.push({
        what: `first page of ${what}, ${many(filled.rows)}`,
        figure: median(others.map(({ milliseconds }) => milliseconds)),
        unit: 'ms',
        limit: `${digits(least)} ms: an answer that reads nothing`,
        goal: { atMost: 20 },
        note: `median of ${TIMES}; the first time ${digits(first.milliseconds)} ms; CPU ours ${each('server')} + PostgreSQL ${each('postgres')} ms, with the count of what was found`,
      });
    }
    const slow: string[] = [];
    let slowest = 0;
    for (const [what, query] of questions.other ?? []) {
      const { milliseconds, refused } = await ask(query);
      slowest = Math.max(slowest, milliseconds);
      slow.push(`${what} ${refused ? 'is told what to narrow after ' : ''}${digits(milliseconds)} ms`);
    }
    rows.push({
      what: `slowest first page of ${questions.other?.length ?? 0} other combinations, ${many(filled.rows)}`,
      figure: slowest / 1_000,
      unit: 's',
      // The question itself may take two seconds, and so may the count of what it finds.
      goal: { atMost: 4.2 },
      note: slow.join('; '),
    });
    return rows;
  },
};

async function nothingAsked(browser: Browser): Promise<number> {
  const times: number[] = [];
  for (let time = 0; time < TIMES; time += 1) times.push((await browser.expect(200, 'GET', '/api/me/session')).milliseconds);
  return median(times);
}

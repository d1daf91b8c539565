import { finish, startServer } from '../child.ts';
import type { Crowd } from '../fill-people.ts';
import { Browser } from '../load.ts';
import { median } from '../statistics.ts';
import { digits, type Row } from '../table.ts';
import type { Measurement } from './measurement.ts';

const PEOPLE = 1_000_000;
const PAGE = 50;
const TIMES = 15;

/** Pages of the list of users of a very large organization, kept to one department, over HTTP as an administrator has them. */
export const userPages: Measurement = {
  name: 'user-pages',
  on: 'nothing',
  // A million users with all their indexes take minutes to be made.
  onRequest: true,
  async run(ground) {
    const { data } = await ground.install();
    const settings = ground.settings(data);
    const since = performance.now();
    const crowd = (await finish('ledger', ['people', String(PEOPLE)], settings)) as Crowd;
    const preparing = (performance.now() - since) / 1_000;
    const server = await startServer('product', [], settings);
    const browser = new Browser(server.port);
    await ground.signInAdministrator(browser);
    const many = (count: number): string => count.toLocaleString('en');
    const ask = async (query: string) => {
      const { milliseconds, body } = await browser.expect(200, 'GET', `/api/users?limit=${PAGE}&${query}`);
      const { items, next } = JSON.parse(body) as { items: unknown[]; next: string | null };
      if (items.length !== PAGE) throw new Error(`${query} answered ${items.length} people.`);
      return { milliseconds, next };
    };
    const questions: readonly [what: string, query: string][] = [
      [`of a department with ${many(crowd.large.people)} of them`, `department=${crowd.large.id}`],
      [`of a department with ${many(crowd.small.people)} of them`, `department=${crowd.small.id}`],
      ['without a filter', ''],
    ];
    const rows: Row[] = [];
    for (const [what, query] of questions) {
      const first = await ask(query);
      const times: number[] = [];
      const further: number[] = [];
      const before = server.spent();
      for (let time = 0; time < TIMES; time += 1) {
        times.push((await ask(query)).milliseconds);
        further.push((await ask(`${query}&after=${encodeURIComponent(first.next ?? '')}`)).milliseconds);
      }
      const after = server.spent();
      rows.push({
        what: `list of ${PAGE} out of ${many(PEOPLE)} users, ${what}`,
        figure: median(times),
        unit: 'ms',
        goal: { atMost: 20 },
        note: `median of ${TIMES}; the page behind it ${digits(median(further))} ms; the first time ${digits(first.milliseconds)} ms; CPU a page: ours ${digits((after.server - before.server) / (2 * TIMES))} + PostgreSQL ${digits((after.postgres - before.postgres) / (2 * TIMES))} ms; prepared in ${digits(preparing)} s`,
      });
    }
    await server.stop();
    return rows;
  },
};

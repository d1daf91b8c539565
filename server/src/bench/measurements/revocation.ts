import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startServer } from '../child.ts';
import { makePeople, type Person, signIn } from '../ground.ts';
import { Browser } from '../load.ts';
import { quantile } from '../statistics.ts';
import { digits } from '../table.ts';
import type { Measurement } from './measurement.ts';

const TIMES = 100;
const LONGEST_MS = 2_000;

/** How long a session closed on one node is still let in on another: two servers on one PostgreSQL. */
export const revocation: Measurement = {
  name: 'revocation',
  on: 'product',
  async run(ground) {
    const here = await ground.product();
    const database = (role: string) => `postgres://varco_${role}@localhost/varco?host=${encodeURIComponent(join(here.data, 'run'))}`;
    const there = await startServer('product', [], {
      VARCO_PORT: '0',
      VARCO_DATA: ground.freshFolder(),
      VARCO_SECRET_KEY_FILE: join(here.data, 'keys', 'secret'),
      VARCO_DATABASE_URL: database('app'),
      VARCO_DATABASE_OWNER_URL: database('owner'),
    });
    const [somebody] = await makePeople(here, 'uscente', 1);
    const [door, elsewhere] = [new Browser(here.port), new Browser(there.port)];
    const delays: number[] = [];
    while (delays.length < TIMES) {
      await signIn(door, somebody as Person);
      elsewhere.cookies.clear();
      for (const [name, value] of door.cookies) elsewhere.cookies.set(name, value);
      for (let time = 0; time < 3; time += 1) await elsewhere.expect(200, 'GET', '/api/me/session');
      const since = performance.now();
      const closed = door.expect(204, 'POST', '/sign-out');
      while ((await elsewhere.ask('GET', '/api/me/session')).status !== 401) {
        if (performance.now() - since > LONGEST_MS) throw new Error('A closed session is still let in after two seconds.');
        await pause(1);
      }
      delays.push(performance.now() - since);
      await closed;
    }
    door.close();
    elsewhere.close();
    await there.stop();
    return [
      {
        what: 'closed session refused on another node, the slowest',
        figure: Math.max(...delays),
        unit: 'ms',
        goal: { atMost: 250 },
        note: `${TIMES} sign-outs, from sending one to the first refusal elsewhere: p50 ${digits(quantile(delays, 0.5))}, p99 ${digits(quantile(delays, 0.99))} ms`,
      },
    ];
  },
};

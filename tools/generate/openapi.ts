import type { ClientConfig } from 'pg';
import { pino } from 'pino';
import { createApp } from '../../server/src/app.ts';
import { systemClock } from '../../server/src/core/clock.ts';
import { readConfig } from '../../server/src/core/config.ts';
import { Events } from '../../server/src/core/events.ts';
import type { Hasher } from '../../server/src/core/hasher.ts';
import { keysFrom } from '../../server/src/core/keys.ts';
import { systemRandom } from '../../server/src/core/random.ts';
import { openDatabase } from '../../server/src/db/database.ts';
import { Queue } from '../../server/src/jobs/queue.ts';

const FILE = 'docs/openapi.json';

/** Writes the description of the API as the server itself gives it, without its own address. */
export async function generate(context: { app: ClientConfig }): Promise<{ path: string; text: string }[]> {
  const db = openDatabase(context.app, { connections: 1 });
  const core = {
    db,
    clock: systemClock,
    random: systemRandom,
    hasher: {} as Hasher,
    keys: keysFrom(systemRandom.bytes(32)),
    config: readConfig({}),
    events: new Events(),
    queue: new Queue({ clock: systemClock, random: systemRandom }),
    log: pino({ level: 'silent' }),
  };
  try {
    const house = await createApp(core, { pages: null, owner: null, jobs: false });
    const description = house.app.swagger();
    await house.close();
    return [{ path: FILE, text: `${JSON.stringify(description, null, 2)}\n` }];
  } finally {
    await db.close();
  }
}

import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { systemClock } from '#core/clock';
import { readConfig } from '#core/config';
import type { Core } from '#core/core';
import { Events } from '#core/events';
import { argon2Hasher, FairQueue, type Hasher } from '#core/hasher';
import { keysFrom, readSecretKey } from '#core/keys';
import { systemRandom } from '#core/random';
import { openDatabase } from '#db/database';
import { migrate } from '#db/migrate';
import { startPostgres } from '#db/postgres';
import { keepPartitions } from '#features/access-log';
import { setUpUnattended } from '#features/setup';
import { Queue } from '#jobs/queue';
import { createApp } from '../app.ts';
import { pagesFolder } from '../start.ts';

// The product's own house with another hasher: no setting of the product leads here.

/** The least that Argon2 does: the paths of the real hash, and nearly none of its time. */
const smallest = { memory: 256, passes: 1, lanes: 1 };

/** Passwords as they are, behind the queue of the product: what is left is everything but the hash. */
function noHasher(): Hasher {
  const queue = new FairQueue({ slots: availableParallelism(), capacity: 512, perAddress: 16 });
  const inside = { address: null, known: true };
  return {
    hash: async (password) => `none$${password}`,
    matches: (password, stored, place = inside) => queue.run(place, async () => stored === `none$${password}`),
    decoy: (_, place = inside) => queue.run(place, async () => false as const),
    refuseIfCrowded: (place) => queue.refuseIfCrowded(place),
    isOutdated: () => false,
    get load() {
      return queue.load;
    },
  };
}

const config = readConfig(process.env);
const log = pino({ level: 'warn' }, pino.destination({ fd: 2, sync: false }));
const { secret, earlier } = readSecretKey(join(config.data, 'keys', 'secret'), false, systemRandom);
const postgres = await startPostgres(config, log);
await migrate(postgres.owner, postgres.appRole);
await keepPartitions(postgres.owner, systemClock.now());
const db = openDatabase(postgres.app);
const core: Core = {
  db,
  config,
  log,
  clock: systemClock,
  random: systemRandom,
  keys: keysFrom(secret, earlier),
  hasher: process.argv[2] === 'small' ? await argon2Hasher(smallest) : noHasher(),
  events: new Events(),
  queue: new Queue({ clock: systemClock, random: systemRandom }),
};
await setUpUnattended(core);
const house = await createApp(core, { pages: pagesFolder, owner: postgres.owner, jobs: true });

const stop = async () => {
  await house.close();
  await db.close();
  await postgres.stop();
  process.exit();
};
process.once('SIGTERM', () => void stop());
process.once('disconnect', () => void stop());

await house.app.listen({ host: config.host, port: config.port });
const address = house.app.server.address();
process.stdout.write(`Varco is ready at http://localhost:${typeof address === 'object' ? address?.port : ''}\n`);

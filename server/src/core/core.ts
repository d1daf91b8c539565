import type { Logger } from 'pino';
import type { Database } from '#db/database';
import type { Queue } from '#jobs/queue';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Events } from './events.ts';
import type { Hasher } from './hasher.ts';
import type { Keys } from './keys.ts';
import type { Random } from './random.ts';

/** Everything that comes from outside a use case; built once at the start, and once more for each command and each test. */
export interface Core {
  readonly db: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly hasher: Hasher;
  readonly keys: Keys;
  readonly config: Config;
  readonly events: Events;
  readonly queue: Queue;
  readonly log: Logger;
}

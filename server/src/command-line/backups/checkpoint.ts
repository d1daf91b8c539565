import { newestCheckpointOf } from '#features/access-log';
import type { Opened } from '../installation.ts';

/** The newest signed checkpoint of the access log, for the file that leaves this database; none when nothing was ever sealed. */
export const newestCheckpoint = async ({ core }: Pick<Opened, 'core'>): Promise<string | null> =>
  (await newestCheckpointOf(core.db)).checkpoint;

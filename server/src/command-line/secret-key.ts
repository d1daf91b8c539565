import { accessSync, constants } from 'node:fs';
import type { Config } from '#core/config';
import { type Keys, keysFrom, readSecretKey, secretKeyFileOf } from '#core/keys';
import { systemRandom } from '#core/random';
import { lookAt } from '#db/embedded/look';
import { CommandFault, installation } from './messages.ts';

/** The keys of a server that has been started; one made here would belong to another installation than the database. */
export function readExistingKeys(config: Config): Keys {
  const file = secretKeyFileOf(config);
  const sight = config.database ? 'nothing' : lookAt(config.data);
  try {
    accessSync(file, constants.R_OK);
  } catch (fault) {
    const code = fault instanceof Error && 'code' in fault ? fault.code : '';
    if (code === 'EACCES' || code === 'EPERM') throw new CommandFault(installation.closed(file));
    throw new CommandFault(sight === 'database' ? installation.keyLost(file) : installation.neverStarted(file));
  }
  if (sight === 'closed') throw new CommandFault(installation.closed(config.data));
  if (!config.database && sight === 'nothing') throw new CommandFault(installation.neverFinished(config.data));
  const { secret, earlier } = readSecretKey(file, true, systemRandom);
  return keysFrom(secret, earlier);
}

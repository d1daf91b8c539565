import { statSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from './fault.ts';
import { foldersOf } from './folders.ts';

/** What stands in a data folder: a database, none yet, or something this user may not look at. */
export type Sight = 'database' | 'nothing' | 'closed';

/** Looks at a data folder without touching it: whoever only asks must make nothing. */
export function lookAt(data: string): Sight {
  try {
    statSync(join(foldersOf(data).home, 'PG_VERSION'));
    return 'database';
  } catch (fault) {
    return codeOf(fault) === 'EACCES' || codeOf(fault) === 'EPERM' ? 'closed' : 'nothing';
  }
}

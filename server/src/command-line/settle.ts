import { INSTALLATION } from '@varco/shared/ids';
import { pino } from 'pino';
import { BackupFault } from '#backup/fault';
import type { Manifest } from '#backup/manifest';
import type { Scope } from '#core/actor';
import { systemClock } from '#core/clock';
import type { Config } from '#core/config';
import type { Core } from '#core/core';
import type { Keys } from '#core/keys';
import { openDatabase } from '#db/database';
import { migrate } from '#db/migrate';
import { keepPartitions, record } from '#features/access-log';
import { allOrganizations } from '#features/identity';
import { endEverySession } from '#features/sessions';
import { beginAnew, renewKeys } from '#features/sign-in';
import { returns } from './backup-messages.ts';
import { operatorAt } from './installation.ts';
import type { Roles } from './reach.ts';
import type { Terminal } from './terminal.ts';

/** A database that came back, or came here, and is not served yet. */
export interface Returned {
  readonly config: Config;
  readonly roles: Pick<Roles, 'app' | 'owner' | 'appRole'>;
  readonly keys: Keys;
  /** Whether the key it was last used with is gone for good. */
  readonly keyLost: boolean;
  readonly manifest: Manifest;
  readonly event: 'installation-restored' | 'installation-imported';
}

/**
 * Makes a database that came from a file fit to be served: the migrations of this version, the months of the log, the keyed hashes of
 * this key; it says in the log where it came from, and ends every session and sign-in that the file held.
 */
export async function settle(terminal: Terminal, { config, roles, keys, keyLost, manifest, event }: Returned): Promise<void> {
  const clock = systemClock;
  await migrate(roles.owner, roles.appRole);
  await keepPartitions(roles.owner, clock.now());
  const db = openDatabase(roles.app, { connections: 2 });
  try {
    const core = { db, clock, config, keys, log: pino({ level: 'silent' }) };
    const organizations = await allOrganizations(db);
    const scope: Scope = { organizations: [...organizations.map(({ id }) => id), INSTALLATION] };
    await beginEra(core, terminal, scope, manifest, event);
    const actor = operatorAt(terminal);
    if ((await renewKeys(core, scope, actor, keyLost ? 'lost' : undefined)) === 'foreign')
      throw new BackupFault('key-other', returns.keyOther(config.secretKeyFile ?? config.data, manifest.key.fingerprint));
    await beginAnew(core, scope);
    const users = await endEverySession(core, scope);
    if (users > 0) terminal.remark(returns.ended(users)[terminal.language]);
  } finally {
    await db.close();
  }
}

/**
 * The first entry of the log after the return. The numbers of transactions begin anew in another database: where the log is sealed, a new
 * era begins here, whose first leaf names `manifest.checkpoint`.
 */
async function beginEra(
  { db, clock }: Pick<Core, 'db' | 'clock'>,
  terminal: Terminal,
  scope: Scope,
  _manifest: Manifest,
  event: Returned['event'],
): Promise<void> {
  const { client } = operatorAt(terminal);
  const at = clock.now();
  await db.as(scope, (tx) => record(tx, { at, event, organizationId: INSTALLATION, actor: { operator: terminal.account }, client }));
}

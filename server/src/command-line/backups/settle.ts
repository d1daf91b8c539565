import { INSTALLATION } from '@varco/shared/ids';
import { pino } from 'pino';
import type { Manifest } from '#backup/archive/manifest';
import { BackupFault } from '#backup/fault';
import type { Scope } from '#core/actor';
import { systemClock } from '#core/clock';
import type { Config } from '#core/config';
import type { Core } from '#core/core';
import type { Keys } from '#core/keys';
import { systemRandom } from '#core/random';
import { openDatabase } from '#db/database';
import { migrate } from '#db/migrate';
import { beginEra, detailOf, keepPartitions, keptCheckpoints, leaveCheckpoint, newestCheckpointOf, record } from '#features/access-log';
import { allOrganizations } from '#features/identity';
import { endEverySession } from '#features/sessions';
import { beginAnew, renewKeys } from '#features/sign-in';
import { operatorAt } from '../installation.ts';
import type { Roles } from '../reach.ts';
import type { Terminal } from '../terminal.ts';
import { returns } from './messages.ts';

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
    const core = { db, clock, config, keys, random: systemRandom, log: pino({ level: 'silent' }) };
    const organizations = await allOrganizations(db);
    const scope: Scope = { organizations: [...organizations.map(({ id }) => id), INSTALLATION] };
    const actor = operatorAt(terminal);
    await goOnWithLog(core, terminal, scope, roles.owner, { manifest, event });
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
 * The log goes on in a new era: the numbers of transactions begin anew in another database, and come again in an earlier state of this one
 * (requirements D5). Nothing may be written before; its first entries say where the database came from.
 */
async function goOnWithLog(
  core: Pick<Core, 'db' | 'clock' | 'keys' | 'config' | 'random'>,
  terminal: Terminal,
  scope: Scope,
  owner: Roles['owner'],
  { manifest, event }: Pick<Returned, 'manifest' | 'event'>,
): Promise<void> {
  const actor = operatorAt(terminal);
  const lostUntil = lastSealedAfter(core.config, manifest.holdsUntil);
  const isRestored = event === 'installation-restored';
  const from = `${isRestored ? 'Backup' : 'Export'} of ${manifest.postgres.system}, begun at ${manifest.begunAt}, which holds everything until ${manifest.holdsUntil}.`;
  await beginEra(core, owner, actor, isRestored ? 'restored' : 'moved', from);
  const at = core.clock.now();
  await core.db.as(scope, async (tx) =>
    record(tx, {
      at,
      event,
      organizationId: INSTALLATION,
      actor: { operator: terminal.account },
      client: actor.client,
      detail: await detailOf(core, tx, INSTALLATION, event, [
        { field: 'holdsUntil', before: null, after: manifest.holdsUntil },
        { field: 'version', before: null, after: manifest.version },
      ]),
    }),
  );
  const { checkpoint } = await newestCheckpointOf(core.db);
  const unusable = checkpoint === null ? [] : leaveCheckpoint(core.config, checkpoint, at);
  for (const folder of unusable) terminal.remark(returns.checkpointNotLeft(folder)[terminal.language]);
  if (lostUntil !== undefined) terminal.remark(returns.logLost(manifest.holdsUntil, lostUntil)[terminal.language]);
}

/** The newest checkpoint in the folders here, if it was signed after an instant: what it speaks of happened after it. */
function lastSealedAfter(config: Config, instant: string): string | undefined {
  const newest = keptCheckpoints(config)
    .map(({ checkpoint }) => Date.parse(checkpoint.at))
    .reduce((a, b) => Math.max(a, b), 0);
  return newest > Date.parse(instant) ? new Date(newest).toISOString() : undefined;
}

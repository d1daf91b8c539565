import { chmodSync, chownSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import pg from 'pg';
import { writeFault } from '#backup/fault';
import { type Config, readConfig } from '#core/config';
import { keysFrom, parseSecretKey, readSecretKey, secretKeyFileOf } from '#core/keys';
import { systemRandom } from '#core/random';
import { lookAt } from '#db/embedded/look';
import { sealRest } from '#features/access-log';
import { renewKeys } from '#features/sign-in';
import { atInstallation, type Opened } from '../installation.ts';
import { CommandFault } from '../messages.ts';
import type { Terminal } from '../terminal.ts';
import { returns, upkeep } from './messages.ts';

/**
 * Puts a new secret key in the place of the one in use, which stays in the file behind it. No server may run: each holds its key in
 * memory. The file comes first, then the database in one transaction: interrupted between them, the next run or start finishes.
 */
export async function keysRotate(terminal: Terminal, { lost }: { readonly lost?: true }): Promise<void> {
  const config = readConfig(terminal.environment);
  const file = secretKeyFileOf(config);
  const say = (line: { it: string; en: string }): void => terminal.remark(line[terminal.language]);
  // Only for a database that is there: a wrong folder must not get a key.
  if (lost && !existsSync(file) && (config.database || lookAt(config.data) === 'database'))
    readSecretKey(file, config.secretKeyFile !== null, systemRandom);
  await atInstallation(terminal, async (opened) => {
    await refuseServers(opened);
    const { core, scope, actor } = opened;
    const standing = await renewKeys(core, scope, actor, lost && 'lost');
    if (standing === 'foreign') throw new CommandFault(upkeep.keyForeign(file));
    if (standing === 'renewed') {
      await sealRest(core, opened.roles.owner);
      return say(lost ? upkeep.keyAccepted(file) : upkeep.rotationFinished);
    }
    if (lost) return say(upkeep.notLost);
    const { secret, earlier } = addKey(config, core.clock.now());
    const renewed = { ...core, keys: keysFrom(secret, earlier) };
    await renewKeys(renewed, scope, actor);
    await sealRest(renewed, opened.roles.owner);
    say(upkeep.keysRotated(file));
  });
}

/** A server that goes on with the old key would count attempts at names nobody knows any more. */
async function refuseServers({ roles, keeper }: Opened): Promise<void> {
  if (typeof keeper === 'object') throw new CommandFault(returns.serverRuns(keeper.server));
  if (keeper === 'command') return;
  const client = new pg.Client({ ...roles.app, application_name: 'varco keys', connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    // Each server listens on a connection of this name; a role sees what its own connections are called.
    const { rows } = await client.query<{ others: number }>(
      `select count(*)::int as others from pg_stat_activity
       where usename = current_user and datname = current_database() and application_name = 'varco channel'`,
    );
    const others = rows[0]?.others ?? 0;
    if (others > 0) throw new CommandFault(returns.serversConnected(others));
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Writes the key file anew, whole or not at all: the new key on its first line, the others behind it with the day they were left. */
function addKey(config: Config, now: Date): ReturnType<typeof parseSecretKey> {
  const file = secretKeyFileOf(config);
  const text = `${systemRandom.bytes(32).toString('hex')}\n# in use until ${now.toISOString()}\n${readFileSync(file, 'utf8').trim()}\n`;
  const fresh = `${file}.new-${process.pid}`;
  const { mode, uid, gid } = statSync(file);
  try {
    writeFileSync(fresh, text, { mode: 0o600, flag: 'wx', flush: true });
    chmodSync(fresh, mode & 0o777);
    if (process.getuid?.() === 0) chownSync(fresh, uid, gid);
    renameSync(fresh, file);
  } catch (fault) {
    rmSync(fresh, { force: true });
    throw writeFault(fault, file);
  }
  return parseSecretKey(text, file);
}

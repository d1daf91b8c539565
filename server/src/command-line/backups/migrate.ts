import { readConfig } from '#core/config';
import { lookAt } from '#db/embedded/look';
import { migrate, readMigrations } from '#db/migrate';
import { refuseForeign } from '../installation.ts';
import { CommandFault, installation } from '../messages.ts';
import { migrationState } from '../migrations.ts';
import { reachDatabase } from '../reach.ts';
import type { Terminal } from '../terminal.ts';
import { returns, upkeep } from './messages.ts';

/** Brings the database to this version as a start would, or only says what a start would do. */
export async function migrateDatabase(terminal: Terminal, { dryRun }: { readonly dryRun?: true }): Promise<void> {
  const config = readConfig(terminal.environment);
  if (!config.database && lookAt(config.data) === 'closed') throw new CommandFault(installation.closed(config.data));
  if (!config.database && lookAt(config.data) === 'nothing') throw new CommandFault(installation.neverFinished(config.data));
  const { db, keeper, roles, leave } = await reachDatabase(terminal, config);
  const say = (line: { it: string; en: string }): Promise<void> => terminal.answer(`${line[terminal.language]}\n`);
  try {
    const state = await migrationState(db);
    if (state) refuseForeign(state);
    const missing = state?.missing ?? readMigrations().map(({ name }) => name);
    if (missing.length === 0) return await say(upkeep.upToDate);
    if (dryRun) {
      for (const name of missing) await say(upkeep.wouldRun(name));
      return;
    }
    // What runs is of an older version: it would go on with tables it does not know.
    if (typeof keeper === 'object') throw new CommandFault(returns.serverRuns(keeper.server));
    for (const name of await migrate(roles.owner, roles.appRole)) await say(upkeep.applied(name));
  } finally {
    await leave();
  }
}

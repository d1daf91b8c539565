import { systemClock } from '#core/clock';
import { type Config, ConfigFault, readConfig } from '#core/config';
import { lookAt } from '#db/embedded/look';
import { allOrganizations } from '#features/identity';
import * as database from './doctor/database.ts';
import * as evidence from './doctor/evidence.ts';
import { type Finding, fault, warning } from './doctor/finding.ts';
import { baseAddress, dataFolder, freeSpace, nodeVersion, secretKey } from './doctor/machine.ts';
import { portOf } from './doctor/port.ts';
import { explain } from './explain.ts';
import { operatorAt } from './installation.ts';
import { migrationState } from './migrations.ts';
import { type Reached, reachDatabase } from './reach.ts';
import type { Terminal } from './terminal.ts';

/** Looks at the whole installation and says, one line for each thing, what is well and how to mend what is not; 1 when there is a fault. */
export async function doctor(terminal: Terminal): Promise<0 | 1> {
  let ill = false;
  for await (const { level, line } of examine(terminal)) {
    ill ||= level === 'fault';
    await terminal.answer(`${level.padEnd(7)}  ${line.replaceAll(/\s*\n\s*/g, ' ')}\n`);
  }
  return ill ? 1 : 0;
}

async function* examine(terminal: Terminal): AsyncGenerator<Finding> {
  yield nodeVersion();
  let config: Config;
  try {
    config = readConfig(terminal.environment);
  } catch (found) {
    if (!(found instanceof ConfigFault)) throw found;
    for (const line of found.faults) yield fault(line);
    return;
  }
  yield dataFolder(config);
  const space = freeSpace(config);
  if (space) yield space;
  yield secretKey(config);
  yield baseAddress(config);
  yield* examineWithDatabase(terminal, config);
}

/** The port comes here too: whether it should be free depends on whether the server runs. */
async function* examineWithDatabase(terminal: Terminal, config: Config): AsyncGenerator<Finding> {
  const sight = config.database ? 'database' : lookAt(config.data);
  if (sight !== 'database') {
    yield sight === 'closed'
      ? fault(`The database in ${config.data} cannot be looked at by this user: use the user of the service or root.`)
      : warning(`There is no database in ${config.data} yet: the first start makes it.`);
    yield await portOf(config, false);
    return;
  }
  let reached: Reached;
  try {
    reached = await reachDatabase(terminal, config);
  } catch (found) {
    yield fault(`The database cannot be used, nor what depends on it be checked. ${explain(found, 'en')}`);
    yield await portOf(config, false);
    return;
  }
  try {
    yield* examineDatabase(terminal, config, reached);
  } finally {
    await reached.leave();
  }
  yield await portOf(config, typeof reached.keeper === 'object');
}

/** A check that fails is a finding too, and does not keep the others from being made. */
async function look(what: string, check: () => Promise<Finding>): Promise<Finding> {
  try {
    return await check();
  } catch (found) {
    return fault(`${what} could not be checked: ${found instanceof Error ? found.message : String(found)}`);
  }
}

async function* examineDatabase(terminal: Terminal, config: Config, { db, keeper }: Reached): AsyncGenerator<Finding> {
  const clock = systemClock;
  yield await look('The version of the database', () => database.version(db, keeper));
  yield await look('The clock of the database', () => database.clocks(db, clock));
  const state = await migrationState(db);
  if (!state) {
    yield warning('No start has ever prepared the database: start the server once.');
    return;
  }
  yield database.migrations(state, keeper);
  yield await look("The rights of the application's role", () => database.rights(db));
  if (state.missing.length > 0) return;
  const nature = await database.nature(db, config);
  if (nature) yield nature;
  yield await look('The partitions of the log', () => database.partitions(db, clock));
  yield await look('The seals of the log', () => evidence.seals(db, clock));
  yield* await evidence.checkpoints(db, config);
  const organizations = await allOrganizations(db);
  if (organizations.length === 0) yield warning('The installation is not set up yet: open the link that the server shows at its start.');
  const actor = operatorAt(terminal);
  for (const organization of organizations) {
    yield await look(`Who administers ${organization.name}`, () => database.administrators({ db, config, clock }, actor, organization));
  }
}

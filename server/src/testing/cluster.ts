import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type EmbeddedServer, startEmbedded } from '#db/embedded';
import { migrate } from '#db/migrate';
import { keepPartitions } from '#features/access-log';

/** The server of a test run and the migrated template every database of it is copied from. */
export interface Cluster {
  readonly root: pg.ClientConfig;
  readonly owner: pg.ClientConfig;
  readonly app: pg.ClientConfig;
  readonly folder: string;
  stop(): Promise<void>;
}

/** The database that is migrated and otherwise empty. */
export const TEMPLATE = 'varco_template';
/** The day most tests live on; partitions of the log exist around it. */
export const TEST_DAY = new Date('2026-11-21T09:00:00Z');

/** Starts a PostgreSQL that forgets everything quickly, with a locked template; `bin` names another version's programs. */
export async function startCluster(bin: string | undefined): Promise<Cluster> {
  const folder = mkdtempSync(join(quickFolder(), 'varco-test-'));
  const server: EmbeddedServer = await startEmbedded({ data: folder, log: () => undefined, durable: false, ...(bin ? { bin } : {}) });
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const root = server.connection('root', 'postgres');
  try {
    await makeTemplate(root, server.connection('owner', TEMPLATE));
  } catch (fault) {
    await stop();
    throw fault;
  }
  return { root, owner: server.connection('owner'), app: server.connection('app'), folder, stop };
}

async function makeTemplate(root: pg.ClientConfig, owner: pg.ClientConfig): Promise<void> {
  await inOne(root, [
    `create database ${TEMPLATE} owner varco_owner`,
    `revoke all on database ${TEMPLATE} from public`,
    `grant connect on database ${TEMPLATE} to varco_app`,
  ]);
  await migrate(owner, 'varco_app');
  await keepPartitions(owner, TEST_DAY);
  await inOne(root, [`alter database ${TEMPLATE} with is_template true allow_connections false`]);
}

/** Memory, where there is room for it: on a disk each copy of the template waits a quarter of a second for files to be written. */
export function quickFolder(): string {
  const memory = '/dev/shm';
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > 4 * 1024 ** 3 ? memory : tmpdir();
}

/** Copies a template, to which nobody may be connected, into a new database. */
export async function copyTemplate(root: pg.ClientConfig, name: string, template = TEMPLATE): Promise<void> {
  await inOne(root, [
    `create database ${name} template ${template} owner varco_owner strategy file_copy`,
    `revoke all on database ${name} from public`,
    `grant connect on database ${name} to varco_app`,
  ]);
}

/** Throws a database away; PostgreSQL waits a tenth of a second for its last connection, so nobody else should. */
export const dropDatabase = (root: pg.ClientConfig, name: string): Promise<void> =>
  inOne(root, [`drop database if exists ${name} with (force)`]);

async function inOne(connection: pg.ClientConfig, statements: readonly string[]): Promise<void> {
  const client = new pg.Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

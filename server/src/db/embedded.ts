import { chmodSync, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ClientConfig } from 'pg';
import { dropHalfMadeClusters, hasCluster, makeCluster, refuseOtherVersion, writeAccessRules } from './embedded/cluster.ts';
import { dropBallast, watchDisk } from './embedded/disk.ts';
import { dropOtherEngines, type Engine, installedMajor, prepareEngine } from './embedded/engine.ts';
import { codeOf, diskFull, EmbeddedFault, folderFault, inUse, messageOf } from './embedded/fault.ts';
import { type Folders, foldersOf, handOver, makeFolder, openFolders } from './embedded/folders.ts';
import { askHolder, takeHold } from './embedded/hold.ts';
import type { Log } from './embedded/log.ts';
import { makeWay } from './embedded/occupancy.ts';
import { type Launch, LaunchFailure, launch, type Postmaster } from './embedded/postmaster.ts';
import { isAlive } from './embedded/processes.ts';
import { makeRoles } from './embedded/roles.ts';
import { serverSettings } from './embedded/settings.ts';
import { openSocketDoor, port } from './embedded/socket.ts';
import { supervise } from './embedded/supervision.ts';
import { chooseSystemUser } from './embedded/system-user.ts';

export { EmbeddedFault, type EmbeddedFaultCode } from './embedded/fault.ts';

/** The three logins: `root` starts and repairs, `owner` migrates, `app` serves people. */
export type EmbeddedRole = 'root' | 'owner' | 'app';

/** Which folder to serve, and how. */
export interface EmbeddedOptions {
  /** The data folder; made when missing. */
  data: string;
  log: Log;
  /** The programs of another PostgreSQL, 15 or newer. */
  bin?: string;
  /** False only for tests: nothing is forced to the disk. */
  durable?: boolean;
  /** The application's database; `varco` unless named. */
  database?: string;
}

/** A connection for one of the roles, to the application's database unless another is named; good inside this process only. */
export type EmbeddedConnection = (role: EmbeddedRole, database?: string) => ClientConfig;

/** A PostgreSQL of our own, for as long as this process lives. */
export interface EmbeddedServer {
  version: string;
  connection: EmbeddedConnection;
  /** The number of the server process, undefined while it is down. */
  pid(): number | undefined;
  /** Called when every connection has been lost. */
  onDown(listener: () => void): void;
  /** Called when it serves again, without any doing of ours. */
  onUp(listener: () => void): void;
  /** Ends the server in order; resolves when its process has gone. */
  stop(): Promise<void>;
}

/** The folders this process serves: locks between processes do not tell two parts of one process apart. */
const served = new Set<string>();

/** Starts the built-in database on a data folder and keeps it running; throws an `EmbeddedFault` with one sentence when it cannot. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const folders = openFolders(options.data);
  if (served.has(folders.data)) throw inUse(folders.data, process.pid);
  served.add(folders.data);
  try {
    return await serve(folders, options);
  } catch (error) {
    served.delete(folders.data);
    throw error;
  }
}

async function serve(folders: Folders, options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { log, durable = true, database = 'varco' } = options;
  const user = await chooseSystemUser(folders, log);
  const engine = await prepareEngine(folders, user, options.bin);
  refuseOtherVersion(folders, engine);
  makeRunFolder(folders);

  const door = openSocketDoor(folders.run);
  const connection = connectionThrough(door.host, database);
  const place = { folders, connection: connection('root', 'postgres'), log };
  try {
    await makeWay(place);
    if (!hasCluster(folders)) await makeCluster(folders, engine, user, durable);
    claim(folders, user.owner);
    writeAccessRules(folders, user);

    const how = { folders, engine, user, settings: serverSettings(engine, durable), log };
    const server = await supervise({
      start: (stopping) => bringUp({ ...how, stopping }, () => makeWay(place)),
      hold: () => takeHold(place.connection),
      log,
    });
    let stopWatching = (): Promise<void> => Promise.resolve();
    try {
      await makeRoles((name) => connection('root', name), database);
      tidyUp(folders, engine, log);
      if (durable) stopWatching = await watchDisk(folders, log);
    } catch (error) {
      await server.stop();
      throw error;
    }
    return {
      version: engine.version,
      connection,
      pid: server.pid,
      onDown: server.onDown,
      onUp: server.onUp,
      async stop() {
        await stopWatching();
        await server.stop();
        if (served.delete(folders.data)) door.close();
      },
    };
  } catch (error) {
    door.close();
    throw error instanceof EmbeddedFault ? error : answerFault(error, folders);
  }
}

/** What PostgreSQL answered to the statements of the start, as the sentence for the terminal. */
function answerFault(error: unknown, folders: Folders): EmbeddedFault {
  if (codeOf(error) === '53100') return diskFull(folders.data);
  return new EmbeddedFault(
    'not-started',
    `The database in ${folders.home} started but did not let itself be prepared: ${messageOf(error)}`,
  );
}

/** What earlier starts have left; another user's remains are no reason not to start. */
function tidyUp(folders: Folders, engine: Engine, log: Log): void {
  try {
    dropHalfMadeClusters(folders);
    dropOtherEngines(folders, engine);
  } catch (error) {
    log('warn', `Something of an earlier start is left in ${folders.data}: ${messageOf(error)}`);
  }
}

/** Before the server exists nobody may look into the folder of its socket. */
function makeRunFolder(folders: Folders): void {
  try {
    makeFolder(folders.run, 0o700);
  } catch (error) {
    throw folderFault(error, folders.run);
  }
}

/** PostgreSQL insists on being the owner and on 0700, which a copied or restored folder often has lost. */
function claim(folders: Folders, owner: { uid: number; gid: number }): void {
  try {
    for (const folder of [folders.home, folders.run]) {
      handOver(folder, owner);
      chmodSync(folder, 0o700);
    }
  } catch (error) {
    throw error instanceof EmbeddedFault ? error : folderFault(error, folders.data);
  }
}

/** How long the processes of a killed server may take to leave its shared memory. */
const patience = 10_000;

/** Starts the server process; what stands in its way and can be cleared is cleared. */
async function bringUp(how: Launch, makeWay: () => Promise<void>): Promise<Postmaster> {
  const since = performance.now();
  for (;;) {
    try {
      return await launch(how);
    } catch (error) {
      if (!(error instanceof LaunchFailure)) throw error;
      if (error.reason === 'disk-full' && dropBallast(how.folders)) {
        how.log(
          'error',
          `The disk of ${how.folders.data} is full: its reserve of 32 MB has been used to start. Free at least 1 GB there now.`,
        );
        continue;
      }
      const passes = error.reason === 'occupied' || error.reason === 'old-memory';
      if (!passes || how.stopping.aborted || performance.now() - since > patience) throw error.fault;
      await pause(20);
      await makeWay();
    }
  }
}

const connectionThrough =
  (host: string, database: string): EmbeddedConnection =>
  (role, name = database) => ({ host, port, user: `varco_${role}`, database: name, ssl: false });

/** The major version of the built-in PostgreSQL: only folders of that version can be served. */
export const builtInMajor = (): number => installedMajor();

/** Returns when no server runs on the data folder, and throws when one does that may not be stopped: its files may then be moved. */
export async function leaveFree(data: string): Promise<void> {
  const folders = foldersOf(resolve(data));
  if (!hasCluster(folders)) return;
  makeRunFolder(folders);
  const door = openSocketDoor(folders.run);
  try {
    await makeWay({ folders, connection: connectionThrough(door.host, 'postgres')('root'), log: () => undefined });
  } finally {
    door.close();
  }
}

/** A server that another process of ours keeps, for the command line. */
export interface JoinedServer {
  connection: EmbeddedConnection;
  /** The process that keeps it. */
  parent: number;
  leave(): void;
}

/** Finds the server that another process runs on the data folder; undefined when there is none and it may be started here. */
export async function joinEmbedded(data: string, database = 'varco'): Promise<JoinedServer | undefined> {
  const folders = foldersOf(resolve(data));
  if (!hasCluster(folders) || !existsSync(folders.run)) return undefined;
  const door = openSocketDoor(folders.run);
  const connection = connectionThrough(door.host, database);
  try {
    const holder = await askHolder(connection('root', 'postgres'));
    if (holder.parent !== undefined && isAlive(holder.parent)) return { connection, parent: holder.parent, leave: door.close };
  } catch (error) {
    if (codeOf(error) === '28000') {
      throw new EmbeddedFault('foreign-folder', `The database of ${folders.data} runs for another user: use that user or root.`);
    }
    // Nobody listens, or it is just starting or stopping: starting tells which, in one sentence.
  }
  door.close();
  return undefined;
}

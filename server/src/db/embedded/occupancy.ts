import { linkSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ClientConfig } from 'pg';
import { codeOf, EmbeddedFault, inUse } from './fault.ts';
import type { Folders } from './folders.ts';
import { askHolder, type Holder } from './hold.ts';
import type { Log } from './log.ts';
import { isAlive, isServerOf, parentOf } from './processes.ts';
import { port } from './socket.ts';

/** What is needed to find out whether a folder is free. */
export interface Place {
  folders: Folders;
  /** The superuser's connection to the database `postgres`. */
  connection: ClientConfig;
  log: Log;
}

/**
 * Returns when no server runs on the folder: refuses when a living process holds it, stops a server whose parent is dead,
 * deletes the files that a crash has left. An orphan is never adopted: it has old settings, and nobody reads its log.
 */
export async function makeWay(place: Place): Promise<void> {
  const { folders, log } = place;
  const file = join(folders.home, 'postmaster.pid');
  for (;;) {
    const text = await readLock(file);
    if (text === undefined) break;
    const server = processIn(text);
    if (server === undefined || !isServerOf(server, folders.home)) {
      await refuseUnseen(place);
      removeIfStill(file, text);
    } else if (await isOrphan(place, server)) {
      log('info', `A PostgreSQL of an earlier start still runs on ${folders.data} as process ${server}: it is being stopped.`);
      await stopServer(server, folders);
    }
  }
  const socketLock = join(folders.run, `.s.PGSQL.${port}.lock`);
  const text = await readLock(socketLock);
  const server = text === undefined ? undefined : processIn(text);
  if (text !== undefined && (server === undefined || !isServerOf(server, folders.home))) removeIfStill(socketLock, text);
}

/** The text of a lock file; an empty one may belong to a server that is writing it this very moment. */
async function readLock(file: string): Promise<string | undefined> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const text = readFileSync(file, 'utf8');
      if (text !== '' || attempt === 5) return text;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
    await pause(20);
  }
}

/** A stand-alone server writes its number with a minus. */
function processIn(text: string): number | undefined {
  const found = /^-?(\d{1,10})\s*$/m.exec(text.split('\n')[0] ?? '');
  const pid = Number(found?.[1] ?? 0);
  return pid > 0 ? pid : undefined;
}

/** Another start may have put a new file there since we looked: what was not the stale one goes back. */
function removeIfStill(file: string, text: string): void {
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
    if (readFileSync(aside, 'utf8') !== text) linkSync(aside, file);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

type Answer = Holder | 'recovering' | 'silent';

/** Both may be asked while they start: a server in recovery says so, one that does not listen says nothing. */
async function ask(place: Place): Promise<Answer> {
  return askHolder(place.connection).catch((error: unknown) => (codeOf(error) === '57P03' ? 'recovering' : 'silent'));
}

/** Two containers may share the folder but not see each other's processes; they do meet at the socket. */
async function refuseUnseen(place: Place): Promise<void> {
  const answer = await ask(place);
  if (answer === 'silent') return;
  const parent = answer === 'recovering' ? undefined : answer.parent;
  const who = parent === undefined ? 'a process' : `process ${parent}`;
  throw new EmbeddedFault(
    'in-use',
    `Varco already runs on ${place.folders.data} as ${who} that cannot be seen from here, perhaps in another container: stop that one first.`,
  );
}

/** How long a parent that lives may take to connect and to say that the server is his. */
const patience = 3000;
/** How long we watch a server recover from a crash before we believe that its parent waits for it. */
const recovery = 15_000;

/** True for a server without parent, false when it has gone meanwhile; throws when it is in use. */
async function isOrphan(place: Place, server: number): Promise<boolean> {
  const parent = parentOf(server);
  // A container gives the same small numbers again: ours is not the one that started it.
  if (parent !== undefined && (parent === process.pid || !isAlive(parent))) return true;
  const since = performance.now();
  const waited = (): number => performance.now() - since;

  while (isServerOf(server, place.folders.home)) {
    const answer = await ask(place);
    if (parent !== undefined && !isAlive(parent)) return true;
    if (answer === 'recovering' || answer === 'silent' || !isSameFolder(answer.folder, place.folders.home)) {
      if (waited() > (answer === 'recovering' ? recovery : patience))
        throw parent === undefined ? notOurs(place, server) : inUse(place.folders.data, parent);
    } else if (answer.parent !== undefined) {
      // The session of a parent that has just died holds the lock some milliseconds more.
      if ((answer.parent !== process.pid && isAlive(answer.parent)) || waited() > patience) throw inUse(place.folders.data, answer.parent);
    } else if (parent === undefined) {
      throw notOurs(place, server);
    } else if (waited() > patience) {
      // Nobody has claimed it: the parent's number belongs to another program today.
      return true;
    }
    await pause(50);
  }
  return false;
}

/** A server that names no parent was started by a person, who knows why. */
function notOurs(place: Place, server: number): EmbeddedFault {
  return new EmbeddedFault(
    'in-use',
    `A PostgreSQL that Varco did not start runs on ${place.folders.home} as process ${server}: stop that one first, or name another folder with VARCO_DATA.`,
  );
}

function isSameFolder(one: string, other: string): boolean {
  const [a, b] = [statSync(one, { throwIfNoEntry: false }), statSync(other, { throwIfNoEntry: false })];
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}

/** Fast first, then without a checkpoint, from which PostgreSQL recovers. */
async function stopServer(server: number, folders: Folders): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    try {
      process.kill(server, signal);
    } catch (error) {
      if (codeOf(error) === 'ESRCH') return;
      throw new EmbeddedFault(
        'in-use',
        `A PostgreSQL runs on ${folders.data} as process ${server} and may not be stopped by us: stop it as its own user.`,
      );
    }
    for (let left = 20_000; left > 0; left -= 20) {
      if (!isServerOf(server, folders.home)) return;
      await pause(20);
    }
  }
  throw new EmbeddedFault(
    'in-use',
    `A PostgreSQL of an earlier start runs on ${folders.data} as process ${server} and does not stop: end it and start Varco again.`,
  );
}

import { lstatSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { EmbeddedFault } from './fault.ts';
import { type Folders, isRoot } from './folders.ts';
import type { Log } from './log.ts';
import { type Command, finish } from './processes.ts';

/** The system user as whom PostgreSQL runs: it refuses root, and root is what containers and quick installs often are. */
export interface SystemUser {
  /** For messages. */
  name: string;
  /** To whom PostgreSQL's files belong, seen from outside. */
  owner: { uid: number; gid: number };
  /** The names under which the server sees the processes that may connect. */
  clients: readonly string[];
  /** The command that runs a program as this user. */
  command(file: string, args: readonly string[]): Command;
}

/** A user made for Varco is best; `nobody` is shared with other daemons. */
const dedicated = 'varco';
const shared = 'nobody';
/** Ordinary names of every system; never `nobody`, whose number is also that of everyone outside a namespace. */
const namesForNamespace = [dedicated, 'daemon', 'bin', 'mail'];
const namelessOutside = 65_534;

/** Chooses the user for a data folder: ourselves, or for root the owner of what is there, `varco`, `nobody`, and a user namespace when the folder is closed to them. */
export async function chooseSystemUser(folders: Folders, log: Log, inNamespace = namespaceUser): Promise<SystemUser> {
  if (!isRoot()) return ourselves(inNamespace);
  const chosen = await chosenByRoot(folders);
  const closed = await firstClosedFolder(chosen, folders.data);
  if (closed === undefined) return chosen;
  const inside = await inNamespace();
  if (inside === undefined) {
    throw new EmbeddedFault(
      'closed-folder',
      `PostgreSQL runs as ${chosen.name}, who may not pass through ${closed}: allow it with "chmod o+x ${closed}", or name another folder with VARCO_DATA.`,
    );
  }
  log(
    'info',
    `${closed} is closed to ${chosen.name}: PostgreSQL runs in a user namespace instead; "chmod o+x ${closed}" or another VARCO_DATA keeps it apart from root.`,
  );
  return inside;
}

async function ourselves(inNamespace: typeof namespaceUser): Promise<SystemUser> {
  const { uid, gid } = ids();
  const name = nameOf();
  if (name !== undefined)
    return { name, owner: { uid, gid }, clients: withRoot(name), command: (file, args) => ({ file, args, identity: {} }) };
  const inside = await inNamespace();
  if (inside) return inside;
  throw new EmbeddedFault(
    'user-without-name',
    `PostgreSQL cannot run as the system user ${uid}, which has no name: add it to /etc/passwd, start Varco as another user, or name a database with VARCO_DATABASE_URL.`,
  );
}

function ids(): { uid: number; gid: number } {
  return { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
}

function nameOf(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

/** An existing database keeps its owner, so that root's command line does not lock the service out of its own files. */
async function chosenByRoot(folders: Folders): Promise<SystemUser> {
  const nobody = await findUser(shared);
  const keeps = async (path: string): Promise<SystemUser | undefined> => {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (!found || found.uid === 0 || found.uid === nobody?.owner.uid) return undefined;
    const name = await finish({ file: 'id', args: ['-un', String(found.uid)], identity: {} });
    if (name.ok) return named(name.stdout.trim(), { uid: found.uid, gid: found.gid });
    return path === folders.home ? named(`user ${found.uid}`, { uid: found.uid, gid: found.gid }) : undefined;
  };
  const user = (await keeps(folders.home)) ?? (await keeps(folders.data)) ?? (await findUser(dedicated)) ?? nobody;
  if (user) return user;
  throw new EmbeddedFault(
    'user-without-name',
    `PostgreSQL does not run as root: make a user for it with "useradd --system ${dedicated}", or start Varco as another user.`,
  );
}

async function findUser(name: string): Promise<SystemUser | undefined> {
  const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => finish({ file: 'id', args: [flag, name], identity: {} })));
  if (!uid?.ok || !gid?.ok) return undefined;
  return named(name, { uid: Number(uid.stdout), gid: Number(gid.stdout) });
}

function named(name: string, owner: { uid: number; gid: number }): SystemUser {
  return { name, owner, clients: name === shared ? ['root'] : withRoot(name), command: (file, args) => ({ file, args, identity: owner }) };
}

/** The same list whoever starts the database, root or the service itself, so that neither locks the other out; other daemons share `nobody`. */
const withRoot = (name: string): readonly string[] => [...new Set([name, 'root'])].sort();

/** The outermost folder on the way to `path` that the user may not enter. */
async function firstClosedFolder(user: SystemUser, path: string): Promise<string | undefined> {
  const way = [path];
  for (let parent = dirname(path); parent !== way[0]; parent = dirname(parent)) way.unshift(parent);
  const answer = await finish(
    user.command('/bin/sh', ['-c', 'for f; do cd "$f" 2>/dev/null || { printf %s "$f"; exit 1; }; done', 'sh', ...way]),
  );
  return answer.ok ? undefined : answer.stdout || path;
}

/**
 * In a user namespace we appear to the server under another name while the files stay ours, so no folder is closed.
 * Without capabilities: inside we are an ordinary user, outside still ourselves.
 */
async function namespaceUser(): Promise<SystemUser | undefined> {
  if (process.platform !== 'linux') return undefined;
  for (const name of namesForNamespace) {
    const found = await findUser(name);
    if (!found || found.owner.uid === 0 || found.owner.uid === namelessOutside) continue;
    const way = ['--user', `--map-user=${found.owner.uid}`, `--map-group=${found.owner.gid}`, '--'];
    const inside: SystemUser = {
      name: `${name} in a user namespace`,
      owner: ids(),
      clients: [name],
      command: (file, args) => ({ file: 'unshare', args: [...way, file, ...args], identity: {} }),
    };
    if ((await finish(inside.command('/bin/sh', ['-c', ':']))).ok) return inside;
  }
  return undefined;
}

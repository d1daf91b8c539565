import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const heartbeat = 2_000;
const silence = 60_000;

/** Runs `work` while no other process holds the lock at `path`; a lock whose holder died, or fell silent, is taken over. */
export async function withLock(path, work, onWait = () => {}) {
  mkdirSync(dirname(path), { recursive: true });
  const mine = JSON.stringify({ host: hostname(), pid: process.pid });
  for (let waited = 0; !take(path, mine); waited += 200) {
    if (isAbandoned(path)) breakLock(path);
    else await sleep(200);
    if (waited === 1_000) onWait();
  }
  const beating = setInterval(() => beat(path), heartbeat);
  try {
    return await work();
  } finally {
    clearInterval(beating);
    if (read(path) === mine) rmSync(path, { force: true });
  }
}

/** Creates the lock; false means that somebody holds it. */
function take(path, mine) {
  try {
    writeFileSync(path, mine, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function beat(path) {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // The folder was removed under us: whoever waits sees no lock and goes on.
  }
}

/** Whether nobody works behind the lock: its process is gone, or its heartbeat stopped (another machine, a reused number). */
function isAbandoned(path) {
  const text = read(path);
  if (text === undefined) return false;
  const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  if (age > silence) return true;
  try {
    const holder = JSON.parse(text);
    return holder.host === hostname() && !isAlive(holder.pid);
  } catch {
    return age > heartbeat;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Removes an abandoned lock, one process at a time: without the second file a slow remover could throw away the lock of a faster one. */
function breakLock(path) {
  const breaking = `${path}.breaking`;
  if (!take(breaking, '')) {
    const age = Date.now() - (statSync(breaking, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > silence) rmSync(breaking, { force: true });
    return;
  }
  if (isAbandoned(path)) rmSync(path, { force: true });
  rmSync(breaking, { force: true });
}

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from './bootstrap.mjs';
import { withLock } from './lock.mjs';

let folder: string;
let lock: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'varco-lock-'));
  lock = join(folder, 'work.lock');
});

afterEach(() => rmSync(folder, { recursive: true }));

const ended = (child: ReturnType<typeof spawn>): Promise<void> => new Promise((done) => child.once('exit', () => done()));

/** The number of a process that existed and does no more. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await ended(child);
  return child.pid ?? 0;
}

test('twenty processes at once, over a lock whose holder died, work one after the other', async () => {
  const notes = join(folder, 'notes');
  writeFileSync(lock, JSON.stringify({ host: hostname(), pid: await deadPid() }));
  const script = `
    import { appendFileSync } from 'node:fs';
    import { setTimeout } from 'node:timers/promises';
    import { withLock } from ${JSON.stringify(join(root, 'tools/lock.mjs'))};
    await withLock(${JSON.stringify(lock)}, async () => {
      appendFileSync(${JSON.stringify(notes)}, 'in ');
      await setTimeout(5);
      appendFileSync(${JSON.stringify(notes)}, 'out ');
    });`;

  await Promise.all(Array.from({ length: 20 }, () => ended(spawn(process.execPath, ['--input-type=module', '-e', script]))));

  expect(readFileSync(notes, 'utf8')).toBe('in out '.repeat(20));
});

test('a lock whose holder fell silent is taken over, whatever its number says', async () => {
  writeFileSync(lock, JSON.stringify({ host: 'another-machine', pid: process.pid }));
  const longAgo = new Date(Date.now() - 120_000);
  utimesSync(lock, longAgo, longAgo);

  expect(await withLock(lock, async () => 'worked')).toBe('worked');
});

test('a lock is given back when the work fails', async () => {
  await expect(withLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no');

  expect(await withLock(lock, async () => 'worked')).toBe('worked');
});

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inject } from 'vitest';

/**
 * Copies a data folder that is made once in a run, by whichever file of tests needs it first; the others wait for it.
 * `make` leaves a stopped installation in the folder it is given.
 */
export async function copyInstallation(to: string, make: (data: string) => Promise<void>): Promise<void> {
  const run = inject('installation');
  const [making, made] = [join(run, 'making'), join(run, 'made')];
  while (!existsSync(made)) {
    if (!isFirst(making)) {
      await pause(50);
      continue;
    }
    try {
      // Another may have finished between the look and the claim.
      if (existsSync(made)) break;
      const data = join(run, 'data');
      rmSync(data, { recursive: true, force: true });
      await make(data);
      renameSync(data, made);
    } finally {
      rmSync(making, { recursive: true });
    }
  }
  // With owners and modes: PostgreSQL refuses a folder that is not its user's alone.
  execFileSync('cp', ['-a', made, to]);
}

function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

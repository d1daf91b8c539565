import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findOldestPostgres, installLine } from '../../tools/debian-packages.mjs';

/** A program of Debian's PostgreSQL; a missing one is a failed test with the line to run. */
export function postgresProgram(name: 'psql' | 'initdb' | 'postgres'): string {
  const folder = findOldestPostgres();
  if (!folder) throw new Error(`There is no PostgreSQL 15 for this test. ${installLine()}`);
  return join(folder, name);
}

/** Asks the built-in database of a data folder as the owner of the tables; each row is one line, its values separated by `|`. */
export function askDatabase(data: string, sql: string): string[] {
  const { status, stdout, stderr } = spawnSync(
    postgresProgram('psql'),
    ['-h', join(data, 'run'), '-U', 'varco_owner', '-d', 'varco', '-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-c', sql],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout.split('\n').filter((line) => line !== '');
}

import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { quickFolder, startCluster } from './cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { root: string; owner: string; app: string };
    /** A folder in which each world has its own. */
    data: string;
  }
}

/** One PostgreSQL for the whole run; VARCO_TEST_PG_BIN names the programs of another version. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startCluster(process.env.VARCO_TEST_PG_BIN || undefined);
  project.provide('postgres', {
    root: JSON.stringify(cluster.root),
    owner: JSON.stringify(cluster.owner),
    app: JSON.stringify(cluster.app),
  });
  const data = mkdtempSync(join(quickFolder(), 'varco-test-data-'));
  project.provide('data', data);
  return async () => {
    await cluster.stop();
    rmSync(data, { recursive: true, force: true });
  };
}

import type { TestProject } from 'vitest/node';
import { startCluster } from './cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { root: string; owner: string; app: string };
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
  return () => cluster.stop();
}

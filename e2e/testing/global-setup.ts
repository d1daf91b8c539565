import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the run keeps the installation that every other is copied from. */
    installation: string;
  }
}

/** A folder for the whole run, which the user of the database may pass through. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'varco-e2e-run-'));
  chmodSync(folder, 0o711);
  project.provide('installation', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}

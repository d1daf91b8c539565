import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tools/check/longest-first.mjs';

const globalSetup = ['server/src/testing/global-setup.ts'].map((path) => fileURLToPath(new URL(path, import.meta.url))).filter(existsSync);

/** Limits end what hangs; they say nothing about speed, so that a machine ten times slower than ours passes the same tests. */
const patience = { testTimeout: 900_000, hookTimeout: 900_000, expect: { poll: { timeout: 120_000 } } };

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'server/src/**/*.test.ts',
            'shared/src/**/*.test.ts',

            'tools/**/*.test.ts',
            'web/src/**/*.test.{ts,tsx}',
          ],
          pool: 'threads',
          // One for each core, also on two: the default leaves one idle, and each worker has a database of its own.
          maxWorkers: availableParallelism(),
          isolate: false,
          globalSetup,
          ...patience,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['e2e/**/*.test.ts'],
          pool: 'threads',
          globalSetup: ['e2e/testing/global-setup.ts'],
          // Two at once: each waits for its browser as long as it works. More would wait for one another.
          maxWorkers: Math.min(2, availableParallelism()),
          ...patience,
        },
      },
    ],
  },
});

import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { collect, root } from './bootstrap.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'varco-lint-'));
  for (const path of ['biome.json', '.gitignore', 'package.json', 'server/package.json', 'tools/lint']) {
    cpSync(join(root, path), join(folder, path), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** The complaints about a file with these lines, without the places. */
async function complaints(file: string, lines: readonly string[]): Promise<string[]> {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), `${lines.join('\n')}\n`);
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const { output } = await collect(process.execPath, [biome, 'lint', '--max-diagnostics=100', '--colors=off', file], { cwd: folder });
  return [...output.matchAll(/^ +(?:×|✖) (.*)$/gm)]
    .map(([, message]) => message ?? '')
    .filter((message) => !message.startsWith('Some errors'));
}

const bans = [
  {
    name: 'the clock',
    times: 4,
    says: 'Ask the clock',
    edge: 'server/src/core/clock.ts',
    lines: [
      'export const a = Date.now();',
      'export const b = new Date();',
      'export const c = Date();',
      'export const d = [1].map(Date.now);',
    ],
    allowed: ['export const a = new Date(0);', 'export const b = performance.now();'],
  },
  {
    name: 'chance',
    times: 4,
    says: 'Chance comes from',
    edge: 'server/src/core/random.ts',
    lines: [
      "import * as all from 'node:crypto';",
      'export const a = Math.random();',
      'export const b = all.randomBytes(8);',
      'export const c = crypto.randomUUID();',
      'export const d = crypto.getRandomValues(new Uint8Array(8));',
    ],
    allowed: ["import { createHash } from 'node:crypto';", "export const a = createHash('sha256');"],
  },
  {
    name: 'chance imported by name',
    times: 2,
    says: 'Chance comes from',
    edge: 'server/src/core/random.ts',
    lines: ["import { randomBytes, randomUUID } from 'node:crypto';", 'export const a = [randomBytes, randomUUID];'],
    allowed: [],
  },
  {
    name: 'the environment',
    times: 3,
    says: 'Settings are read once',
    edge: 'server/src/core/config.ts',
    lines: ['export const a = process.env.HOME;', 'export const { env } = process;', 'export const b = globalThis.process;'],
    allowed: ['export const a = process.pid;'],
  },
  {
    name: 'the console',
    times: 2,
    says: 'Write to the log',
    edge: 'server/src/main.ts',
    lines: ["console.log('x');", "console.error('x');"],
    allowed: [],
  },
];

describe('lint refuses, and says what to use instead:', () => {
  test.for(bans)('$name', async ({ says, times, lines, allowed }) => {
    const found = await complaints('server/src/features/identity/planted.ts', lines);

    expect(found.map((message) => (message.startsWith(says) ? says : message))).toEqual(Array<string>(times).fill(says));
    expect(await complaints('server/src/features/identity/allowed.ts', allowed)).toEqual([]);
  });

  test.for(bans)('$name, but not at the edge where it enters', async ({ edge, lines }) => {
    expect(await complaints(edge, lines)).toEqual([]);
  });
});

test('lint sees a promise that nobody waits for', async () => {
  const lines = ['async function work(): Promise<void> {}', 'export function start(): void {', '  work();', '}'];

  expect(await complaints('server/src/features/identity/planted.ts', lines)).toHaveLength(1);
});

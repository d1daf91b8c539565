import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from './bootstrap.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'varco-bootstrap-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Starts a wrapper that becomes a program with these lines; answers the wrapper and what the program says, word by word. */
function wrapped(...lines: string[]) {
  writeFileSync(join(folder, 'program.mjs'), lines.join('\n'));
  const handOver = `
    import { become } from ${JSON.stringify(join(root, 'tools/bootstrap.mjs'))};
    await become(process.execPath, ${JSON.stringify(join(folder, 'program.mjs'))}, ['an argument']);`;
  const wrapper = spawn(process.execPath, ['--input-type=module', '-e', handOver], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said = wrapper.stdout.setEncoding('utf8')[Symbol.asyncIterator]();
  return {
    wrapper,
    ended: once(wrapper, 'exit') as Promise<[number | null, NodeJS.Signals | null]>,
    next: async () => ((await said.next()).value as string | undefined)?.trim(),
  };
}

test('the wrapper hands on arguments and the exit code', async () => {
  const { ended, next } = wrapped('console.log(process.argv[2]);', 'process.exitCode = 7;', 'process.disconnect();');

  expect(await next()).toBe('an argument');
  expect(await ended).toEqual([7, null]);
});

test('the wrapper ends by the signal that ended the program', async () => {
  const { ended } = wrapped("process.kill(process.pid, 'SIGKILL');");

  expect(await ended).toEqual([null, 'SIGKILL']);
});

test.for(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('%s sent to the wrapper reaches the program, which ends as it likes', async (signal) => {
  const { wrapper, ended, next } = wrapped(
    `process.on('${signal}', () => { console.log('goodbye'); process.exit(3); });`,
    "setTimeout(() => {}, 60_000); console.log('ready');",
  );
  expect(await next()).toBe('ready');

  wrapper.kill(signal);

  expect(await next()).toBe('goodbye');
  expect(await ended).toEqual([3, null]);
});

test('a wrapper killed without a word is noticed by the program', async () => {
  const { wrapper, next } = wrapped("process.on('disconnect', () => console.log('alone'));", "console.log('ready');");
  expect(await next()).toBe('ready');

  wrapper.kill('SIGKILL');

  expect(await next()).toBe('alone');
});

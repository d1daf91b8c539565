import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from '#core/config';
import { fingerprintOf, keysFrom } from '#core/keys';
import { explain } from './explain.ts';
import { readExistingKeys } from './secret-key.ts';

/** A data folder with these files, and what reading its key says. */
const readIn = (files: Readonly<Record<string, string>>): { data: string; said: string } => {
  const data = mkdtempSync(join(tmpdir(), 'varco-key-'));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(data, name)), { recursive: true });
    writeFileSync(join(data, name), text);
  }
  try {
    return { data, said: fingerprintOf(readExistingKeys(readConfig({ VARCO_DATA: data }))) };
  } catch (fault) {
    return { data, said: explain(fault, 'en') };
  }
};

const key = '5a'.repeat(32);

test('the key of a server that has been started is read as it is', () => {
  expect(readIn({ 'keys/secret': `${key}\n`, 'pg/PG_VERSION': '18\n' }).said).toBe(fingerprintOf(keysFrom(Buffer.from(key, 'hex'))));
});

test.for<readonly [string, Record<string, string>, RegExp]>([
  ['nothing', {}, /^The server has never been started with this folder/],
  ['a database without its key', { 'pg/PG_VERSION': '18\n' }, /^The secret key .* is gone although the database is there/],
  ['a key without a database', { 'keys/secret': `${key}\n` }, /^The server has never completed a start/],
  ['a damaged key', { 'keys/secret': 'chiave\n', 'pg/PG_VERSION': '18\n' }, /is not 64 or more hexadecimal digits/],
])('%s is told in one line, and no key is made', ([, files, line]) => {
  const { data, said } = readIn(files);

  expect(said).toMatch(line);
  expect(said).not.toContain('\n');
  expect(existsSync(join(data, 'keys'))).toBe('keys/secret' in files);
});

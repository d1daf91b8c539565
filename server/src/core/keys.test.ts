import { createHmac, hkdfSync } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { KeyFault, keysFrom, readSecretKey } from './keys.ts';
import { type Random, systemRandom } from './random.ts';
import { UnreadableSecret } from './secret-text.ts';

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'varco-keys-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
const fileIn = (folder: string) => join(folder, 'data', 'keys', 'secret');
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

test('D7 the first start makes a secret of 256 bits that only its user can read, and later starts read it', () => {
  const file = fileIn(dataFolder());

  const first = readSecretKey(file, false, systemRandom);

  expect(first.made).toBe(true);
  expect(first.secret).toHaveLength(32);
  expect(readFileSync(file, 'utf8')).toBe(`${first.secret.toString('hex')}\n`);
  expect([modeOf(file), modeOf(dirname(file))]).toEqual(['600', '700']);
  expect(readdirSync(dirname(file))).toEqual(['secret']);
  expect(readSecretKey(file, false, systemRandom)).toEqual({ secret: first.secret, earlier: [], made: false });
});

test('D7 of two first starts at the same moment both have the same secret', () => {
  const file = fileIn(dataFolder());
  let other: { secret: Buffer; made: boolean } | undefined;
  const slow: Random = {
    ...systemRandom,
    bytes: (count) => {
      // The other start comes in between the look for the file and its making.
      if (other === undefined) other = readSecretKey(file, false, systemRandom);
      return systemRandom.bytes(count);
    },
  };

  const one = readSecretKey(file, false, slow);

  expect(other?.made).toBe(true);
  expect(one).toEqual({ secret: other?.secret, earlier: [], made: false });
  expect(readdirSync(dirname(file))).toEqual(['secret']);
});

test('D7 a key file left open to others is closed again; one that was named is its owner’s business', () => {
  const file = fileIn(dataFolder());
  readSecretKey(file, false, systemRandom);
  chmodSync(file, 0o644);

  readSecretKey(file, true, systemRandom);
  expect(modeOf(file)).toBe('644');
  readSecretKey(file, false, systemRandom);
  expect(modeOf(file)).toBe('600');
});

test('D7 a key that was named and is not there, or is no key, stops the start with what to do', () => {
  const file = fileIn(dataFolder());
  expect(() => readSecretKey(file, true, systemRandom)).toThrow(KeyFault);
  expect(() => readSecretKey(file, true, systemRandom)).toThrow(/restore the key/);

  mkdirSync(dirname(file), { recursive: true });
  for (const text of ['', 'abc', 'z'.repeat(64), '0'.repeat(63)]) {
    writeFileSync(file, text);
    expect(() => readSecretKey(file, false, systemRandom), text).toThrow(/restore it from its copy/);
  }
});

test('D7 each purpose has a key of its own, derived as RFC 5869 says', () => {
  const secret = Buffer.alloc(32, 7);
  const keys = keysFrom(secret);
  const expected = createHmac('sha256', Buffer.from(hkdfSync('sha256', secret, '', 'varco/username/1', 32)))
    .update('m.rossi')
    .digest('hex');

  expect(keys.mac('username', 'm.rossi').toString('hex')).toBe(expected);
  expect(keys.mac('browser', 'm.rossi').toString('hex')).not.toBe(expected);
  expect(keysFrom(Buffer.alloc(32, 8)).mac('username', 'm.rossi').toString('hex')).not.toBe(expected);
});

test('a proof is accepted from 16 bytes up, whole or cut, and never when one bit differs', () => {
  const keys = keysFrom(Buffer.alloc(32, 7));
  const mac = keys.mac('browser', 'text');
  const bent = Buffer.from(mac);
  bent[17] = (bent[17] ?? 0) ^ 1;

  for (const length of [16, 18, 32]) expect(keys.verifyPrefix('browser', 'text', mac.subarray(0, length))).toBe(true);
  for (const proof of [mac.subarray(0, 15), Buffer.alloc(0), bent, bent.subarray(0, 18), Buffer.concat([mac, mac])])
    expect(keys.verifyPrefix('browser', 'text', proof)).toBe(false);
  expect(keys.verifyPrefix('username', 'text', mac)).toBe(false);
});

test('D7 what is encrypted opens in its own place only, under its own key, unchanged', () => {
  const [ours, others] = [keysFrom(Buffer.alloc(32, 1)), keysFrom(Buffer.alloc(32, 2))];
  const place = { table: 'first_passwords.items', column: 'secret', ownerId: '01980000-0000-7000-8000-000000000001' };

  const sealed = ours.encrypt(place, 'ab3d-7hjk-città', systemRandom);

  expect(ours.decrypt(place, sealed)).toBe('ab3d-7hjk-città');
  expect(keysFrom(Buffer.alloc(32, 1)).decrypt(place, sealed)).toBe('ab3d-7hjk-città');
  expect(sealed.includes('ab3d')).toBe(false);
  expect(ours.encrypt(place, 'ab3d-7hjk-città', systemRandom).equals(sealed)).toBe(false);
  expect(() => others.decrypt(place, sealed)).toThrow(UnreadableSecret);
  for (const other of [{ table: 'x.items' }, { column: 'other' }, { ownerId: '01980000-0000-7000-8000-000000000002' }]) {
    expect(() => ours.decrypt({ ...place, ...other }, sealed)).toThrow(UnreadableSecret);
  }
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => ours.decrypt(place, changed), `byte ${at}`).toThrow(UnreadableSecret);
    expect(() => ours.decrypt(place, sealed.subarray(0, at)), `cut at ${at}`).toThrow(UnreadableSecret);
  }
});

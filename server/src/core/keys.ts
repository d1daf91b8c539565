import { createHmac, createSecretKey, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from './config.ts';
import type { Random } from './random.ts';
import { KEY_ID_BYTES, type SecretPlace, type SecretText, secretTextUnder } from './secret-text.ts';
import { type Signer, signerFrom } from './signer.ts';
import { ToldFault } from './told-fault.ts';

/** What a derived key is for. */
export type Purpose = 'username' | 'browser' | 'fingerprint' | 'backup';

/** The installation's secret and what is derived from it, one key for each purpose (HKDF, RFC 5869). */
export interface Keys {
  /** A keyed hash of a text, of the same length for every text; equal texts give equal hashes within one purpose. */
  mac(purpose: Purpose, text: string): Buffer;
  /** Whether `candidate` is the beginning, of 16 bytes at least, of the keyed hash of `text`; compared in constant time. */
  verifyPrefix(purpose: Purpose, text: string, candidate: Buffer): boolean;
  /** What a name's keyed hash becomes that the previous key made. */
  renew(nameMac: Buffer): Buffer;
  /** Signs the checkpoints of the log. */
  readonly checkpoints: Signer;
  /** Encrypts what must be read again, for one place only: moved to another row or column it cannot be read. */
  encrypt(place: SecretPlace, text: string, random: Random): Buffer;
  /** What was encrypted for this place, under this key or one before it; throws `UnreadableSecret` for anything else. */
  decrypt(place: SecretPlace, sealed: Buffer): string;
  /** The keys before the last rotation. */
  readonly previous: Keys | undefined;
}

/**
 * Derives the keys from a secret of at least 32 bytes, and from the secrets before it, the latest first. The keyed hash of a name is the
 * previous key's, hashed again: so those of names that nobody has, which stand in no list of names, can be brought along by a rotation.
 * An encrypted text is read with the key it names; everything else knows the present key alone.
 */
export function keysFrom(secret: Buffer, earlier: readonly Buffer[] = []): Keys {
  const [last, ...others] = earlier;
  const previous = last && keysFrom(last, others);
  const derived = new Map<string, KeyObject>();
  const derive = (purpose: string, bytes = 32): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `varco/${purpose}/1`, bytes));
  const keyOf = (purpose: string): KeyObject => {
    const known = derived.get(purpose);
    if (known) return known;
    // A key object is prepared once; bytes would be for every keyed hash, at five times its cost.
    const key = createSecretKey(derive(purpose));
    derived.set(purpose, key);
    return key;
  };
  const own = (purpose: Purpose, bytes: Buffer): Buffer => createHmac('sha256', keyOf(purpose)).update(bytes).digest();
  const mac: Keys['mac'] = (purpose, text) =>
    own(purpose, previous && purpose === 'username' ? previous.mac(purpose, text) : Buffer.from(text, 'utf8'));
  let checkpoints: Signer | undefined;
  let texts: SecretText | undefined;
  const secretText = (): SecretText => {
    texts ??= secretTextUnder(keyOf('secrets'), derive('key-id', KEY_ID_BYTES));
    return texts;
  };
  return {
    mac,
    previous,
    renew: (nameMac) => own('username', nameMac),
    verifyPrefix: (purpose, text, candidate) =>
      candidate.length >= 16 && candidate.length <= 32 && timingSafeEqual(candidate, mac(purpose, text).subarray(0, candidate.length)),
    get checkpoints() {
      checkpoints ??= signerFrom(derive('checkpoint'));
      return checkpoints;
    },
    encrypt: (place, text, random) => secretText().encrypt(place, text, random),
    decrypt: (place, sealed) =>
      previous && !secretText().isOwn(sealed) ? previous.decrypt(place, sealed) : secretText().decrypt(place, sealed),
  };
}

/** Where the secret key is. */
export const secretKeyFileOf = ({ data, secretKeyFile }: Pick<Config, 'data' | 'secretKeyFile'>): string =>
  secretKeyFile ?? join(data, 'keys', 'secret');

/** The secret key cannot be used; the message names the file and the mend. */
export class KeyFault extends ToldFault {}

/**
 * Reads the secret key file, or makes one on the first start (0600, 64 hexadecimal digits).
 * `made` says that a copy must be kept elsewhere: without it, names in the log and known browsers cannot be recognised again.
 */
export function readSecretKey(file: string, named: boolean, random: Random): { secret: Buffer; earlier: readonly Buffer[]; made: boolean } {
  const made = !existsSync(file) && makeSecretKey(file, named, random);
  const { secret, earlier } = parseSecretKey(readFileSync(file, 'utf8'), file);
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0 && !named) chmodSync(file, 0o600);
  return { secret, earlier, made };
}

/** The text of a key file: the key in use on its first line, then those before it, the latest first; a line with # is for people. */
export function parseSecretKey(text: string, file: string): { secret: Buffer; earlier: readonly Buffer[] } {
  const lines = text
    .trim()
    .split('\n')
    .map((line) => line.trim());
  const [secret, ...earlier] = lines
    .filter((line, index) => index === 0 || (line !== '' && !line.startsWith('#')))
    .map((line) => {
      if (!/^[0-9a-f]{64,}$/i.test(line))
        throw new KeyFault(`The secret key in ${file} is not 64 or more hexadecimal digits: restore it from its copy.`);
      return Buffer.from(line, 'hex');
    });
  if (!secret) throw new KeyFault(`The secret key in ${file} is not 64 or more hexadecimal digits: restore it from its copy.`);
  return { secret, earlier };
}

/** Which key this is, without saying anything of it: for files that belong to a key but do not hold it. */
export const fingerprintOf = (keys: Keys): string => keys.mac('fingerprint', 'varco').subarray(0, 8).toString('hex');

/** The keys as they were when they had this fingerprint: the present ones or those before a rotation; undefined when it is another's. */
export function keysWithFingerprint(keys: Keys, fingerprint: string): Keys | undefined {
  for (let known: Keys | undefined = keys; known; known = known.previous) if (fingerprintOf(known) === fingerprint) return known;
  return undefined;
}

/** Makes the file whole or not at all; false when another start made it at the same moment: that key is everybody's. */
function makeSecretKey(file: string, named: boolean, random: Random): boolean {
  if (named)
    throw new KeyFault(
      `VARCO_SECRET_KEY_FILE names ${file}, which does not exist: restore the key, or remove the setting to make a new one.`,
    );
  // The mode of a recursive mkdir would close every parent too, and the database's user must pass through them.
  mkdirSync(dirname(dirname(file)), { recursive: true, mode: 0o755 });
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const fresh = join(dirname(file), `.new-${random.bytes(6).toString('hex')}`);
  writeFileSync(fresh, `${random.bytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(fresh, file);
    return true;
  } catch (fault) {
    if (existsSync(file)) return false;
    throw fault;
  } finally {
    rmSync(fresh);
  }
}

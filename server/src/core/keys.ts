import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  sign,
  timingSafeEqual,
} from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from './config.ts';
import type { Random } from './random.ts';
import { ToldFault } from './told-fault.ts';

/** What a derived key is for. */
export type Purpose = 'username' | 'browser';

/** The installation's secret and what is derived from it, one key for each purpose (HKDF, RFC 5869). */
export interface Keys {
  /** A keyed hash of a text, of the same length for every text; equal texts give equal hashes within one purpose. */
  mac(purpose: Purpose, text: string): Buffer;
  /** Whether `candidate` is the beginning, of 16 bytes at least, of the keyed hash of `text`; compared in constant time. */
  verifyPrefix(purpose: Purpose, text: string, candidate: Buffer): boolean;
  /** Signs the checkpoints of the log. */
  readonly checkpoints: Signer;
  /** Encrypts what must be read again, for one place only: moved to another row or column it cannot be read. */
  encrypt(place: SecretPlace, text: string, random: Random): Buffer;
  /** What was encrypted for this place; throws `UnreadableSecret` under another key, in another place, or when it was changed. */
  decrypt(place: SecretPlace, sealed: Buffer): string;
}

/** A key that signs (Ed25519), and the 32 bytes by which others check it. */
export interface Signer {
  readonly publicKey: Buffer;
  sign(bytes: Uint8Array): Buffer;
}

/** What stands before the 32 bytes of a private key of Ed25519 (RFC 8410, 7), and how long that is for a public one. */
const PRIVATE_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_HEAD_BYTES = 12;

function signerFrom(seed: Buffer): Signer {
  const key = createPrivateKey({ key: Buffer.concat([PRIVATE_HEAD, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(PUBLIC_HEAD_BYTES);
  return { publicKey, sign: (bytes) => sign(null, bytes, key) };
}

/** Where an encrypted text stands, and whose it is (requirements D7). */
export interface SecretPlace {
  readonly table: string;
  readonly column: string;
  readonly ownerId: string;
}

/** A secret of the database that this installation's key does not open. */
export class UnreadableSecret extends Error {}

// What is stored: one byte for the form, four that say under which key, the nonce, the text, the tag.
const FORM = 1;
const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + KEY_ID_BYTES;

/** Derives the keys from a secret of at least 32 bytes. */
export function keysFrom(secret: Buffer): Keys {
  const derived = new Map<string, KeyObject>();
  const keyOf = (purpose: string): KeyObject => {
    const known = derived.get(purpose);
    if (known) return known;
    // A key object is prepared once; bytes would be for every keyed hash, at five times its cost.
    const key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `varco/${purpose}/1`, 32)));
    derived.set(purpose, key);
    return key;
  };
  let checkpoints: Signer | undefined;
  const mac: Keys['mac'] = (purpose, text) => createHmac('sha256', keyOf(purpose)).update(text, 'utf8').digest();
  return {
    mac,
    get checkpoints() {
      checkpoints ??= signerFrom(Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), 'varco/checkpoint/1', 32)));
      return checkpoints;
    },
    verifyPrefix: (purpose, text, candidate) =>
      candidate.length >= 16 && candidate.length <= 32 && timingSafeEqual(candidate, mac(purpose, text).subarray(0, candidate.length)),
    ...encryptionWith(keyOf('secrets'), Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), 'varco/key-id/1', KEY_ID_BYTES))),
  };
}

/** AES-256-GCM with the place as associated data; the key's name stands in front, so that a rotation knows what it has still to do. */
function encryptionWith(key: KeyObject, keyId: Buffer): Pick<Keys, 'encrypt' | 'decrypt'> {
  const head = Buffer.concat([Buffer.from([FORM]), keyId]);
  const bound = ({ table, column, ownerId }: SecretPlace) => Buffer.concat([head, Buffer.from(JSON.stringify([table, column, ownerId]))]);
  return {
    encrypt: (place, text, random) => {
      const nonce = random.bytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound(place));
      return Buffer.concat([head, nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    decrypt: (place, sealed) => {
      if (sealed.length < HEAD_BYTES + NONCE_BYTES + TAG_BYTES || !sealed.subarray(0, HEAD_BYTES).equals(head)) {
        throw new UnreadableSecret(`A secret of ${place.table}.${place.column} was encrypted under another key.`);
      }
      const nonce = sealed.subarray(HEAD_BYTES, HEAD_BYTES + NONCE_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
        .setAAD(bound(place))
        .setAuthTag(sealed.subarray(-TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES + NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new UnreadableSecret(`A secret of ${place.table}.${place.column} was moved or changed.`, { cause });
      }
    },
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
export function readSecretKey(file: string, named: boolean, random: Random): { secret: Buffer; made: boolean } {
  const made = !existsSync(file) && makeSecretKey(file, named, random);
  const text = readFileSync(file, 'utf8').trim();
  if (!/^[0-9a-f]{64,}$/i.test(text))
    throw new KeyFault(`The secret key in ${file} is not 64 or more hexadecimal digits: restore it from its copy.`);
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0 && !named) chmodSync(file, 0o600);
  return { secret: Buffer.from(text, 'hex'), made };
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

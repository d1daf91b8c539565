import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import type { Random } from './random.ts';

/** Where an encrypted text stands, and whose it is (requirements D7). */
export interface SecretPlace {
  readonly table: string;
  readonly column: string;
  readonly ownerId: string;
}

/** A secret of the database that this installation's key does not open. */
export class UnreadableSecret extends Error {}

/** Encrypts and decrypts what must be read again, under one key. */
export interface SecretText {
  encrypt(place: SecretPlace, text: string, random: Random): Buffer;
  decrypt(place: SecretPlace, sealed: Buffer): string;
  /** Whether it was encrypted under this key, as it says of itself. */
  isOwn(sealed: Buffer): boolean;
}

/** How many bytes name a key. */
export const KEY_ID_BYTES = 4;
// What is stored: one byte for the form, those that say under which key, the nonce, the text, the tag.
const FORM = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + KEY_ID_BYTES;

/** AES-256-GCM with the place as associated data; the key's name stands in front, so that a rotation knows what it has still to do. */
export function secretTextUnder(key: KeyObject, keyId: Buffer): SecretText {
  const head = Buffer.concat([Buffer.from([FORM]), keyId]);
  const bound = ({ table, column, ownerId }: SecretPlace) => Buffer.concat([head, Buffer.from(JSON.stringify([table, column, ownerId]))]);
  const isOwn = (sealed: Buffer) => sealed.length >= HEAD_BYTES + NONCE_BYTES + TAG_BYTES && sealed.subarray(0, HEAD_BYTES).equals(head);
  return {
    isOwn,
    encrypt: (place, text, random) => {
      const nonce = random.bytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound(place));
      return Buffer.concat([head, nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    decrypt: (place, sealed) => {
      if (!isOwn(sealed)) throw new UnreadableSecret(`A secret of ${place.table}.${place.column} was encrypted under another key.`);
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

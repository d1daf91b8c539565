import { createCipheriv, createDecipheriv } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import { z } from 'zod';
import type { Random } from '#core/random';
import { BackupFault } from './fault.ts';

/** The part of a file that holds the secret key. */
export const KEYS_PART = 'keys.json';
/** Fewer characters would be guessed: whoever has the file has all the time he wants. */
const SHORTEST_PASSPHRASE = 14;
const CONTEXT = 'varco/keys/1';
/** Much more than a sign-in costs: it is paid once. */
const cost = { memory: 131_072, passes: 3, lanes: 1 } as const;

const Base64 = z.base64().max(100_000);
/** The secret key under a passphrase: Argon2id makes the key (RFC 9106), AES-256-GCM closes and seals. */
export const SealedKeys = z.object({
  kdf: z.literal('argon2id'),
  // Limits, as a forged file would make whoever opens it pay.
  memory: z.int().min(19_456).max(1_048_576),
  passes: z.int().min(1).max(16),
  lanes: z.int().min(1).max(4),
  salt: Base64,
  nonce: Base64,
  text: Base64,
  tag: Base64,
});
export type SealedKeys = z.infer<typeof SealedKeys>;

type Cost = Pick<SealedKeys, 'memory' | 'passes' | 'lanes'>;

const keyFrom = (passphrase: string, salt: Buffer, { memory, passes, lanes }: Cost): Promise<Buffer> =>
  hashRaw(passphrase.normalize('NFKC'), { salt, memoryCost: memory, timeCost: passes, parallelism: lanes, outputLen: 32 });

/** Closes the text of the key file under a passphrase; refuses one that would be guessed. */
export async function sealKeys(random: Random, text: string, passphrase: string): Promise<SealedKeys> {
  if ([...passphrase].length < SHORTEST_PASSPHRASE)
    throw new BackupFault('short-passphrase', {
      it: `La frase segreta ha meno di ${SHORTEST_PASSPHRASE} caratteri: usane una più lunga, per esempio quattro o cinque parole.`,
      en: `The passphrase has fewer than ${SHORTEST_PASSPHRASE} characters: use a longer one, such as four or five words.`,
    });
  const salt = random.bytes(16);
  const nonce = random.bytes(12);
  const cipher = createCipheriv('aes-256-gcm', await keyFrom(passphrase, salt, cost), nonce).setAAD(Buffer.from(CONTEXT));
  const closed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return {
    kdf: 'argon2id',
    ...cost,
    salt: salt.toString('base64'),
    nonce: nonce.toString('base64'),
    text: closed.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  };
}

/** Opens what `sealKeys` closed. */
export async function openKeys(sealed: SealedKeys, passphrase: string): Promise<string> {
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
  const key = await keyFrom(passphrase, bytes(sealed.salt), sealed);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes(sealed.nonce), { authTagLength: 16 })
      .setAAD(Buffer.from(CONTEXT))
      .setAuthTag(bytes(sealed.tag));
    return Buffer.concat([decipher.update(bytes(sealed.text)), decipher.final()]).toString('utf8');
  } catch (fault) {
    throw new BackupFault(
      'wrong-passphrase',
      {
        it: 'La frase segreta non apre la chiave di questo file: controllala e ripeti. Non è stato cambiato nulla.',
        en: 'The passphrase does not open the key of this file: check it and repeat. Nothing has been changed.',
      },
      { cause: fault },
    );
  }
}

import { createPrivateKey, createPublicKey, sign } from 'node:crypto';

/** A key that signs (Ed25519), and the 32 bytes by which others check it. */
export interface Signer {
  readonly publicKey: Buffer;
  sign(bytes: Uint8Array): Buffer;
}

/** What stands before the 32 bytes of a private key of Ed25519 (RFC 8410, 7), and how long that is for a public one. */
const PRIVATE_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_HEAD_BYTES = 12;

/** The key of a seed of 32 bytes. */
export function signerFrom(seed: Buffer): Signer {
  const key = createPrivateKey({ key: Buffer.concat([PRIVATE_HEAD, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(PUBLIC_HEAD_BYTES);
  return { publicKey, sign: (bytes) => sign(null, bytes, key) };
}

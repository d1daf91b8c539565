import { createHash } from 'node:crypto';

/** SHA-256 of a secret of high entropy: what the database keeps in its place (requirements D7). */
export const digest = (secret: string): Buffer => createHash('sha256').update(secret, 'utf8').digest();

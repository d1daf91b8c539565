import { hash } from 'node:crypto';

/** SHA-256 of a secret of high entropy: what the database keeps in its place (requirements D7). */
export const digest = (secret: string): Buffer => hash('sha256', secret, 'buffer');

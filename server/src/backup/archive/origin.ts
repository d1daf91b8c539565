import { timingSafeEqual } from 'node:crypto';
import { fingerprintOf, type Keys } from '#core/keys';
import { BackupFault } from '../fault.ts';
import type { End, Manifest } from './manifest.ts';

/** What a file says of itself, with what stands for it. */
export interface Said {
  readonly manifest: Manifest;
  readonly end: End;
}

/**
 * The proof that the installation which holds these keys made a file: a keyed hash of the SHA-256 of its manifest, which has the size and
 * the SHA-256 of every part. PostgreSQL's files run code when they are started, so a hash that anybody can compute proves nothing.
 */
export const proofOf = (keys: Keys, manifestSha256: string): string => keys.mac('backup', manifestSha256).toString('hex');

/** Whether these keys, or those before a rotation, made the file. */
export function isMadeUnder(keys: Keys, { end }: Pick<Said, 'end'>): boolean {
  const { mac, manifestSha256 } = end;
  if (mac === undefined) return false;
  for (let known: Keys | undefined = keys; known; known = known.previous)
    if (timingSafeEqual(Buffer.from(mac, 'hex'), Buffer.from(proofOf(known, manifestSha256), 'hex'))) return true;
  return false;
}

/** Refuses a file that these keys did not make, or that somebody has changed. */
export function refuseForged(path: string, said: Said, keys: Keys): void {
  if (isMadeUnder(keys, said)) return;
  const { fingerprint } = said.manifest.key;
  throw new BackupFault('not-authentic', {
    it: `Il file ${path} è di un'altra installazione, oppure è stato cambiato: la prova della sua origine non è di questa chiave segreta (impronta ${fingerprintOf(keys)}, il file dice ${fingerprint}). Usa un altro file; se è di un'altra installazione, indica la sua chiave con VARCO_SECRET_KEY_FILE. Non è stato toccato nulla.`,
    en: `The file ${path} was made by another installation, or has been changed: the proof of its origin is not of this secret key (fingerprint ${fingerprintOf(keys)}, the file says ${fingerprint}). Use another file; if it is of another installation, name its key with VARCO_SECRET_KEY_FILE. Nothing has been touched.`,
  });
}

import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isMadeUnder, refuseForged, type Said } from '#backup/archive/origin';
import { BackupFault, damaged } from '#backup/fault';
import { KEYS_PART, openKeys } from '#backup/key-envelope';
import { readSealedKeys } from '#backup/unpack';
import type { Config } from '#core/config';
import { type Keys, keysFrom, keysWithFingerprint, parseSecretKey, readSecretKey, secretKeyFileOf } from '#core/keys';
import { systemRandom } from '#core/random';
import { belongToOwnerOf } from '#db/embedded/folders';
import type { Terminal } from '../terminal.ts';
import { returns } from './messages.ts';
import { readPassphrase } from './passphrase.ts';

/** Which secret key a database from a file will be served with. */
export interface KeyOfFile {
  /** Whether what the file's own key protects cannot be told any more. */
  readonly isLost: boolean;
  /** The keys that made the file, as its proof says; undefined when it is taken unproven. */
  readonly proof: Keys | undefined;
  /** Puts the key in its place, or makes one where there is none and nobody waits for another; answers the keys. */
  place(mark: string): Keys;
  /** Puts back what was there before. */
  undo(): void;
}

const nothing = (): void => undefined;

/** A file with what it says of itself. */
export interface FileSaid extends Said {
  readonly path: string;
}

/** How the key of a file is found. */
export interface KeySought {
  readonly withoutKey?: true;
  readonly unproven?: true;
  readonly passphraseFile?: string;
}

/** The keys in their place; undefined where there are none. */
export function keysAt(config: Config): Keys | undefined {
  const place = secretKeyFileOf(config);
  if (!existsSync(place)) return undefined;
  const { secret, earlier } = readSecretKey(place, true, systemRandom);
  return keysFrom(secret, earlier);
}

/**
 * Finds the key that belongs to a file before anything is touched: the one in its place, or the one inside the file under a passphrase. That
 * key must also have made the file, as its proof says: a passphrase that opens the keys of another file proves nothing for this one.
 * Without it, `withoutKey` says that the loss is known, and `unproven` that nobody can say who made the file.
 */
export async function keyOfFile(terminal: Terminal, config: Config, file: FileSaid, options: KeySought): Promise<KeyOfFile> {
  const place = secretKeyFileOf(config);
  const { fingerprint, inside } = file.manifest.key;
  const present = keysAt(config);
  if (present && (isMadeUnder(present, file) || keysWithFingerprint(present, fingerprint))) {
    refuseForged(file.path, file, present);
    return { isLost: false, proof: present, place: () => present, undo: nothing };
  }
  if (inside && !options.withoutKey) {
    const sealed = await readSealedKeys(file.path, file.manifest);
    if (!sealed) throw damaged(file.path, KEYS_PART);
    const text = await openKeys(sealed, await readPassphrase(terminal, options.passphraseFile, 'known'));
    const { secret, earlier } = parseSecretKey(text, file.path);
    const keys = keysFrom(secret, earlier);
    refuseForged(file.path, file, keys);
    let undo = nothing;
    return {
      isLost: false,
      proof: keys,
      undo: () => undo(),
      place: (mark) => {
        undo = writeKeyFile(place, text, mark);
        terminal.remark(returns.keysPlaced(place)[terminal.language]);
        return keys;
      },
    };
  }
  if (!options.withoutKey)
    throw present
      ? new BackupFault('key-other', returns.keyOther(place, fingerprint))
      : new BackupFault('key-missing', returns.keyMissing(place, fingerprint));
  if (!options.unproven) throw new BackupFault('origin-unproven', returns.originUnproven(file.path));
  terminal.remark(returns.unproven[terminal.language]);
  return {
    isLost: true,
    proof: undefined,
    undo: nothing,
    place: () => {
      const { secret, earlier } = readSecretKey(place, config.secretKeyFile !== null, systemRandom);
      return keysFrom(secret, earlier);
    },
  };
}

/** Writes a key file whole or not at all; one that is there is kept beside it. Answers how to undo it. */
function writeKeyFile(place: string, text: string, mark: string): () => void {
  mkdirSync(dirname(dirname(place)), { recursive: true, mode: 0o755 });
  mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
  const fresh = `${place}.new-${process.pid}`;
  writeFileSync(fresh, text, { mode: 0o600, flag: 'wx', flush: true });
  chmodSync(fresh, 0o600);
  // As the whole data folder: root restores, the service starts.
  belongToOwnerOf(dirname(dirname(place)), dirname(place));
  belongToOwnerOf(dirname(place), fresh);
  const aside = existsSync(place) ? `${place}.before-${mark}` : undefined;
  if (aside) renameSync(place, aside);
  renameSync(fresh, place);
  return () => {
    if (aside) renameSync(aside, place);
    else rmSync(place, { force: true });
  };
}

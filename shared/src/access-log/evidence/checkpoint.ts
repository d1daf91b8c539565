import { bytesOf, hexadecimal } from './leaf.ts';
import type { Sha256 } from './merkle.ts';

/** A statement about the whole log: so many seals, with this root, at this moment (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** Which log it speaks of. */
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** When it was signed, ISO 8601. */
  readonly at: string;
}

/** A signature under a checkpoint, as it is written: whose, by which key, the signature. */
export interface NoteSignature {
  readonly name: string;
  readonly keyHash: string;
  readonly signature: Uint8Array;
}

/** A checkpoint as it stands in a file: its text, what it says, who signed it. */
export interface SignedCheckpoint extends Checkpoint {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** The algorithm of the key, as signed notes number it. */
const ED25519 = 1;
/** The longest file line that can belong to a checkpoint. */
const MOST = 1_000;

/** Bytes in the base64 of RFC 4648. */
const toBase64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

/** The bytes of a base64 text; undefined when it is none, or written in a second way. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return toBase64(bytes) === text ? bytes : undefined;
}

/** The lines that are signed: origin, size, root, and when. */
export const checkpointText = ({ origin, size, root, at }: Checkpoint): string => `${origin}\n${size}\n${toBase64(root)}\ntime ${at}\n`;

/** The number by which signed notes tell keys apart: of the name and the key, as 8 hexadecimal digits. */
export function keyHashOf(sha256: Sha256, name: string, publicKey: Uint8Array): string {
  const head = new TextEncoder().encode(`${name}\n`);
  return hexadecimal(sha256(Uint8Array.from([...head, ED25519, ...publicKey])).subarray(0, 4));
}

/** A whole signed note. */
export const signedNote = (text: string, { name, keyHash, signature }: NoteSignature): string =>
  `${text}\n— ${name} ${toBase64(Uint8Array.from([...(bytesOf(keyHash) ?? []), ...signature]))}\n`;

/** A public key as people hand it on: `name+keyhash+base64` (signed note's verifier key). */
export const verifierKey = (sha256: Sha256, name: string, publicKey: Uint8Array): string =>
  `${name}+${keyHashOf(sha256, name, publicKey)}+${toBase64(Uint8Array.from([ED25519, ...publicKey]))}`;

/** The name and the 32 bytes of a written public key; undefined when it is none. */
export function parseVerifierKey(sha256: Sha256, text: string): { readonly name: string; readonly publicKey: Uint8Array } | undefined {
  const [, name = '', keyHash, key = ''] = /^([^+\s]{1,200})\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim()) ?? [];
  const bytes = fromBase64(key);
  if (bytes?.length !== 33 || bytes[0] !== ED25519) return undefined;
  const publicKey = bytes.subarray(1);
  return keyHashOf(sha256, name, publicKey) === keyHash ? { name, publicKey } : undefined;
}

/** One checkpoint; undefined when the text is none. */
export function parseCheckpoint(note: string): SignedCheckpoint | undefined {
  const [, text, origin = '', size, rootText = '', at = '', tail = ''] =
    // What is shown of it is plain letters: a terminal would obey others.
    /^(([!-~]{1,200})\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\ntime ([\dTZ:.+-]{20,30})\n)\n((?:— \S+ \S+\n)+)$/.exec(note) ?? [];
  const root = fromBase64(rootText);
  if (text === undefined || !root || !Number.isSafeInteger(Number(size))) return undefined;
  const signatures = tail.split('\n').flatMap((line): NoteSignature[] => {
    const [, name, coded = ''] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = fromBase64(coded);
    if (name === undefined || bytes?.length !== 68) return [];
    return [{ name, keyHash: hexadecimal(bytes.subarray(0, 4)), signature: bytes.subarray(4) }];
  });
  return { text, origin, size: Number(size), root, at, signatures };
}

/** What a file of checkpoints holds, and on which lines it holds something else. */
export interface CheckpointFile {
  readonly checkpoints: readonly SignedCheckpoint[];
  /** Numbers of lines, from one. */
  readonly unreadable: readonly number[];
}

/** All checkpoints of a file, which may follow one another; a last one cut short by a stop in the middle is unreadable. */
export function parseCheckpoints(file: string): CheckpointFile {
  const lines = file.replaceAll('\r\n', '\n').split('\n');
  const checkpoints: SignedCheckpoint[] = [];
  const unreadable: number[] = [];
  for (let at = 0; at < lines.length; ) {
    if ((lines[at] ?? '').trim() === '') {
      at += 1;
      continue;
    }
    let end = at + 5;
    while (end < lines.length && lines[end]?.startsWith('— ')) end += 1;
    const note = `${lines.slice(at, end).join('\n')}\n`;
    const checkpoint = note.length < MOST ? parseCheckpoint(note) : undefined;
    if (checkpoint) {
      checkpoints.push(checkpoint);
      at = end;
    } else {
      unreadable.push(at + 1);
      at += 1;
    }
  }
  return { checkpoints, unreadable };
}

import { createHash, generateKeyPairSync, hash, sign, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { type ArchiveFault, ArchiveReader, type ArchiveVerdict, entryNames } from './archive.ts';
import { checkpointText, fromBase64, keyHashOf, parseCheckpoint, type SignedCheckpoint, signedNote } from './checkpoint.ts';
import { canonical, entryFields, hexadecimal, leafOfPlain, leafTables, type Plain, type PlainRow, sealFields } from './leaf.ts';
import { MerkleTree, type Sha256, SubtreeRun } from './merkle.ts';

const sha256: Sha256 = (bytes) => hash('sha256', bytes, 'buffer');
const origin = 'varco-log/4ff00000-0000-4000-8000-000000000000';
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const rawKey = fromBase64(Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64')) as Uint8Array;

const at = (second: number) => new Date(Date.UTC(2026, 10, 21, 9, 0, second)).toISOString();

/** Signs with the key of the log, which no forger of this file has used for anything but true checkpoints. */
function signed(tree: MerkleTree, name = origin): string {
  const text = checkpointText({ origin: name, size: tree.size, root: tree.root, at: at(59) });
  return signedNote(text, { name, keyHash: keyHashOf(sha256, name, rawKey), signature: sign(null, Buffer.from(text), privateKey) });
}

type Named = readonly [commitment: string, salt: string | null, fields: readonly (string | null)[] | null];

/** A value of a dictionary with its commitment. */
function value(...fields: readonly (string | null)[]): Named {
  const salt = hash('sha256', fields.join(), 'buffer');
  return [hexadecimal(sha256(Buffer.concat([salt, canonical(fields)]))), salt.toString('hex'), fields];
}

const nobody = '00000000-0000-0000-0000-000000000000';
const subject = (name: string): Named => value('subject/1', nobody, '01890000-0000-7000-8000-000000000001', name.toLowerCase(), name, null);

const rowOf = (second: number, name: string): Record<keyof typeof entryFields, Plain> => ({
  at: at(second),
  xid: String(100 + second),
  n: 1,
  kept: false,
  organizationId: nobody,
  event: 1,
  channel: 1,
  sessionNumber: null,
  lockedUntil: null,
  reason: null,
  count: null,
  objectId: null,
  subject: subject(name)[0],
  actor: null,
  onBehalfOf: null,
  address: null,
  browser: null,
  detail: null,
});

/** A seal over one row, the lines that show it, and its leaf. */
function sealed(number: number, name: string) {
  const row = rowOf(number, name);
  const tree = new MerkleTree(sha256);
  tree.append(sha256(leafOfPlain(leafTables.entries, entryFields, row as PlainRow<typeof entryFields>)));
  const seal: PlainRow<typeof sealFields> = {
    number: String(number),
    era: 1,
    kind: 1,
    ofTable: 1,
    month: '2026-11-01',
    kept: false,
    fromXid: String(100 + number),
    toXid: String(101 + number),
    rows: 1,
    root: hexadecimal(tree.root),
    firstAt: at(number),
    lastAt: at(number),
    closedAt: at(number),
    note: null,
  };
  const lines = [{ seal }, { named: subject(name) }, { row: entryNames.map((field) => row[field]) }].map((line) => JSON.stringify(line));
  return { leaf: sha256(leafOfPlain(leafTables.seals, sealFields, seal)), lines };
}

/** The log that is: three seals, and the checkpoint that was signed over them. */
const truth = ['Anna', 'Bruno', 'Carla'].map((name, number) => sealed(number, name));
const tree = new MerkleTree(sha256);
for (const { leaf } of truth) tree.append(leaf);
const checkpoint = signed(tree);

const header = (note = checkpoint, name = origin) =>
  JSON.stringify({ format: 'varco-log-archive/1', origin: name, keys: [], checkpoint: note, from: null, to: null });

/** Reads an archive of these lines, whose last line is made to fit whatever stands before it, as a forger would. */
function read(lines: readonly string[], { seals = 3, rows = 3, checkpoints = [] as SignedCheckpoint[] } = {}): ArchiveVerdict {
  const text = lines.map((line) => `${line}\n`).join('');
  const end = { lines: lines.length, seals, rows, sha256: hash('sha256', text) };
  const reader = new ArchiveReader({
    sha256,
    hashing: () => {
      const fed = createHash('sha256');
      return { update: (bytes) => void fed.update(bytes), digest: () => fed.digest() };
    },
    isSigned: (one) => one.signatures.some(({ signature }) => verify(null, Buffer.from(one.text), publicKey, signature)),
    checkpoints,
  });
  for (const line of [...lines, JSON.stringify({ end })]) if (!reader.read(Buffer.from(line))) break;
  return reader.finish();
}

const kindsOf = ({ faults }: ArchiveVerdict): ArchiveFault['kind'][] => faults.map(({ kind }) => kind);
const whole = [header(), ...truth.flatMap(({ lines }) => lines)];

test('D5 an archive that is what was signed has no fault', () => {
  const verdict = read(whole, { checkpoints: [parseCheckpoint(checkpoint) as SignedCheckpoint] });

  expect(verdict).toMatchObject({ faults: [], rows: 3, shown: 3, seals: 3, agrees: { size: 3 }, uncompared: 0 });
});

test('D5 rows after what was signed are not proved by what stands before them', () => {
  const forged = sealed(3, 'Mallory');

  expect(kindsOf(read([...whole, ...forged.lines], { seals: 4, rows: 4 }))).toEqual(['beyond-the-checkpoint']);
});

test('D5 rows that nobody signed do not pass because the checkpoint falls into what is left out', () => {
  const forged = [0, 1].flatMap((number) => sealed(number, 'Mallory').lines);
  const skip = JSON.stringify({ skip: { from: 2, to: 4, hashes: ['ab'.repeat(32)] } });

  expect(kindsOf(read([header(), ...forged, skip], { seals: 4, rows: 2 }))).toEqual(['beyond-the-checkpoint']);
});

test('D5 what is left out still leads to the checkpoint', () => {
  const run = new SubtreeRun(sha256, 0);
  for (const { leaf } of truth.slice(0, 2)) run.append(leaf);
  const skip = JSON.stringify({ skip: { from: 0, to: 2, hashes: run.hashes.map(hexadecimal) } });

  expect(read([header(), skip, ...(truth[2]?.lines ?? [])], { rows: 1 })).toMatchObject({ faults: [], rows: 1, shown: 1, seals: 3 });
});

/** The archive with the value of its first row said in another way. */
const saying = (named: unknown): string[] => whole.with(2, JSON.stringify({ named }));

test('D5 a value is said as it was committed to: no part of it hides in the salt', () => {
  const [commitment, salt, fields] = subject('Anna');
  const covered = Buffer.from(canonical(fields ?? [])).toString('hex');
  const rest = (fields ?? []).slice(4);

  // All of these have the right hash.
  const hidden = [`${salt}${covered}`, []];
  const shifted = [`${salt}${covered.slice(0, -2 * canonical(rest).length)}`, rest];
  for (const [longer, shown] of [hidden, shifted]) {
    expect(kindsOf(read(saying([commitment, longer, shown])))).toEqual(['bad-line']);
  }
});

test('D5 what no row names has no place in an archive, nor has a value that stands twice', () => {
  const stranger = JSON.stringify({ named: subject('Mallory') });

  expect(kindsOf(read(whole.toSpliced(2, 0, stranger)))).toEqual(['value-unnamed']);
  expect(kindsOf(read(whole.toSpliced(2, 0, whole[2] ?? '')))).toEqual(['bad-line']);
  expect(kindsOf(read(whole.toSpliced(2, 0, JSON.stringify({ named: [subject('Anna')[0], null, null] }))))).toEqual(['bad-line']);
});

test('D5 whoever reads an archive with other eyes reads the same: nothing stands there that is not judged', () => {
  const [row = '', seal = ''] = [whole[3], whole[1]];
  const attacks = [
    row.replace('{"row":', '{"row":["Mallory"],"row":'),
    row.replace('{"row":', '{"row": '),
    row.replace('"2026', '"\\u0032026'),
    seal.replace('"era":1', '"era":9,"era":1'),
    seal.replace('"era":1', '"era":1,"comment":"Mallory"'),
    seal.replace('"era":1', '"era":1.0'),
  ];

  for (const [index, line] of attacks.entries()) {
    expect([line, kindsOf(read(whole.with(index < 3 ? 3 : 1, line)))]).toEqual([line, ['bad-line']]);
  }
});

test('D5 nothing of an archive or a checkpoint reaches a terminal that it would obey', () => {
  const sly = 'varco-log/\u001b[2A\u001b[Kagrees';
  const note = signed(tree, sly);

  expect(parseCheckpoint(note)).toBeUndefined();
  expect(parseCheckpoint(checkpoint.replace('time 2026', 'time \u009b2026'))).toBeUndefined();
  expect(read([header(note, sly), ...whole.slice(1)])).toMatchObject({ origin: null, faults: [{ kind: 'bad-line', line: 1 }] });
  expect(read([header().replace('archive/1', 'archive/\\u001b[2A')]).faults).toEqual([{ kind: 'not-an-archive' }]);
});

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { ArchiveVerdict } from '@varco/shared/access-log/evidence/archive';
import { parseCheckpoints, parseVerifierKey, type SignedCheckpoint } from '@varco/shared/access-log/evidence/checkpoint';
import type { Bilingual, Language } from '@varco/shared/language';
import { faultSentence, words } from './messages.ts';
import { sha256, verifyArchive } from './verify-archive.ts';

/** Something is wrong with how the program was called. */
class UseFault extends Error {
  readonly sentence: Bilingual;

  constructor(sentence: Bilingual) {
    super(sentence.en);
    this.sentence = sentence;
  }
}

/** What is asked on the command line. */
function asked() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        against: { type: 'string', multiple: true, default: [] },
        key: { type: 'string', multiple: true, default: [] },
        language: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
  } catch {
    throw new UseFault(words.usage);
  }
}

function checkpointsOf(file: string, language: Language): readonly SignedCheckpoint[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UseFault(words.unreadable(file));
  }
  const { checkpoints, unreadable } = parseCheckpoints(text);
  if (checkpoints.length === 0) throw new UseFault(words.noCheckpoint(file));
  if (unreadable.length > 0) process.stderr.write(`${words.unreadLines(file, unreadable)[language]}\n`);
  return checkpoints;
}

function keyOf(text: string): Uint8Array {
  const parsed = parseVerifierKey(sha256, text);
  if (!parsed) throw new UseFault(words.notAKey(text));
  return parsed.publicKey;
}

/** Whether checkpoints were named and the archive could be compared with none: it agrees with itself alone. */
const isUncompared = ({ uncompared }: ArchiveVerdict, named: number): boolean => named > 0 && uncompared >= named;

function linesOf(verdict: ArchiveVerdict, hasKeys: boolean, named: number): Bilingual[] {
  const { origin, rows, shown, seals, erased, purged, agrees, agreesOutside, uncompared, faults } = verdict;
  const lines = [...(origin === null ? [] : [words.looked(origin, rows, shown, seals, erased)]), ...faults.map(faultSentence)];
  lines.push(...purged.map((one) => words.purged(one.month, one.rows, one.at, one.days)));
  if (uncompared > 0) lines.push(words.uncompared(uncompared));
  if (faults.length > 0) lines.push(words.faults(faults.length));
  else if (isUncompared(verdict, named)) lines.push(words.nothingCompared);
  else if (agrees) lines.push(words.agrees(agrees.at, agrees.size));
  if (agreesOutside && faults.length === 0) lines.push(words.vouches(agreesOutside.at, agreesOutside.size));
  if (named === 0 && faults.length === 0) lines.push(words.alone);
  if (!hasKeys && faults.length === 0) lines.push(words.ownKeys);
  return lines;
}

const { env } = process;
let language: Language = /^it/i.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || '') ? 'it' : 'en';
try {
  const { values, positionals } = asked();
  if (values.language === 'it' || values.language === 'en') language = values.language;
  const [archive, ...others] = positionals;
  if (archive === undefined || others.length > 0) throw new UseFault(words.usage);
  const keys = values.key.map(keyOf);
  const checkpoints = values.against.flatMap((file) => checkpointsOf(file, language));
  const verdict = await verifyArchive(archive, checkpoints, keys).catch((fault: unknown) => {
    if (fault instanceof Error && 'code' in fault && /^E[A-Z]+$/.test(String(fault.code))) throw new UseFault(words.unreadable(archive));
    throw fault;
  });
  const text = values.json
    ? JSON.stringify(verdict, null, 2)
    : linesOf(verdict, keys.length > 0, checkpoints.length)
        .map((line) => line[language])
        .join('\n');
  process.stdout.write(`${text}\n`);
  process.exitCode = verdict.faults.length > 0 ? 3 : isUncompared(verdict, checkpoints.length) ? 4 : 0;
} catch (fault) {
  if (!(fault instanceof UseFault)) throw fault;
  process.stderr.write(`${fault.sentence[language]}\n`);
  process.exitCode = 2;
}

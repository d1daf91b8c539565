import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseCheckpoints, parseVerifierKey, verifierKey } from '@varco/shared/access-log/evidence/checkpoint';
import { findingSentence } from '@varco/shared/access-log/evidence/findings';
import { formatNumber } from '@varco/shared/numbers';
import { systemClock } from '#core/clock';
import { keptCheckpoints, newestCheckpointOf, sha256, type Verdict, verifyLog, type Witness } from '#features/access-log';
import { atInstallation } from '../installation.ts';
import { CommandFault } from '../messages.ts';
import type { Terminal } from '../terminal.ts';
import { logWords } from './messages.ts';

/** What `log verify` is told. */
export interface VerifyOptions {
  readonly against: readonly string[];
  readonly key: readonly string[];
  readonly json?: true;
}

const PROGRESS_MS = 3_000;

/** Computes the whole log again; 3 when it is not what was sealed, or a checkpoint that was named counts for nothing. */
export async function logVerify(terminal: Terminal, { against, key, json }: VerifyOptions): Promise<0 | 3> {
  const keys = key.map((text) => {
    const parsed = parseVerifierKey(sha256, text);
    if (!parsed) throw new CommandFault(logWords.notAKey(text));
    return parsed.publicKey;
  });
  const named = against.flatMap((file) => witnessesOf(terminal, file));
  let verdict: Verdict | undefined;
  await atInstallation(terminal, async ({ core, roles }) => {
    const witnesses = [...named, ...keptCheckpoints(core.config).map((kept) => ({ ...kept, isKept: true as const }))];
    verdict = await verifyLog(core, roles.owner, { witnesses, keys, progress: progressAt(terminal) });
    if (json) await terminal.answer(`${JSON.stringify(verdict, null, 2)}\n`);
    else for (const line of linesOf(terminal, verdict, named.length > 0, core.config.timeZone)) await terminal.answer(`${line}\n`);
  });
  return verdict && verdict.faults > 0 ? 3 : 0;
}

/** Prints the public key of this installation: the whole answer. */
export const logKey = (terminal: Terminal): Promise<void> =>
  atInstallation(terminal, async ({ core }) => {
    const { origin } = await newestCheckpointOf(core.db);
    await terminal.answer(`${verifierKey(sha256, origin, core.keys.checkpoints.publicKey)}\n`);
  });

/** Prints the newest checkpoint: the whole answer. */
export const logCheckpoint = (terminal: Terminal): Promise<void> =>
  atInstallation(terminal, async ({ core }) => {
    const { checkpoint } = await newestCheckpointOf(core.db);
    if (checkpoint === null) throw new CommandFault(logWords.nothingSigned);
    await terminal.answer(checkpoint);
  });

function witnessesOf(terminal: Terminal, file: string): Witness[] {
  let text: string;
  try {
    text = readFileSync(resolve(file), 'utf8');
  } catch {
    throw new CommandFault(logWords.unreadableFile(file));
  }
  const { checkpoints, unreadable } = parseCheckpoints(text);
  if (checkpoints.length === 0) throw new CommandFault(logWords.noCheckpoint(file));
  if (unreadable.length > 0) terminal.remark(logWords.unreadableLines(file, unreadable)[terminal.language]);
  return checkpoints.map((checkpoint) => ({ file, checkpoint }));
}

/** Says how far it is, if it takes long. */
function progressAt(terminal: Terminal): (rows: number, about: number) => void {
  let saidAt = systemClock.monotonic();
  return (rows, about) => {
    const now = systemClock.monotonic();
    if (now - saidAt < PROGRESS_MS) return;
    saidAt = now;
    terminal.remark(logWords.reading(rows, about)[terminal.language]);
  };
}

function linesOf({ language }: Terminal, verdict: Verdict, isAgainst: boolean, timeZone: string): string[] {
  const moments = new Intl.DateTimeFormat(language, { timeZone, dateStyle: 'medium', timeStyle: 'long' });
  const moment = (at: string | Date): string => moments.format(new Date(at));
  const {
    origin,
    rows,
    seals,
    values,
    erased,
    unreadable,
    unsealed,
    sealedUntil,
    agrees,
    agreesOutside,
    compared,
    findings,
    faults,
    purged,
  } = verdict;
  const lines = [logWords.looked(origin, rows, seals, values, erased), ...findings.map(findingSentence)];
  if (unreadable > 0) lines.push(logWords.unreadableValues(unreadable));
  const number = (value: number): string => formatNumber(language, value);
  lines.push(...purged.map((one) => logWords.purged(one.month.slice(0, 7), number(one.rows), moment(one.at), number(one.days))));
  if (faults === 0) lines.push(logWords.whole(sealedUntil === null ? null : moment(sealedUntil)));
  if (unsealed.oldestAt !== null) lines.push(logWords.unsealed(unsealed.rows, moment(unsealed.oldestAt)));
  if (agrees !== null && faults === 0) lines.push(logWords.agrees(compared, moment(agrees.at), agrees.size));
  if (agreesOutside !== null && faults === 0) lines.push(logWords.vouches(moment(agreesOutside.at), agreesOutside.size));
  if (!isAgainst) lines.push(logWords.alone);
  if (faults > 0) lines.push(logWords.faults(faults, findings.length));
  return lines.map((line) => line[language]);
}

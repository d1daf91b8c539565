import { parseCheckpoint, verifierKey } from '@varco/shared/access-log/evidence/checkpoint';
import { type Archive, type LogEvidence, LogVerdict, type Verification, type VerificationDetails } from '@varco/shared/log-evidence/api';
import type { Scope, SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { newestCheckpointOf, sealState, sha256 } from '#features/access-log';
import { archiveState } from './rules.ts';
import * as store from './store.ts';

/** How many archives and verifications are told; the runs have a page of their own. */
const TOLD = 10;

/** Which log this is, how far it is sealed, and what was asked of its evidence. */
export async function readEvidence(
  { db, clock, keys }: Pick<Core, 'db' | 'clock' | 'keys'>,
  actor: SignedIn,
  scope: Scope,
): Promise<LogEvidence> {
  const { origin, checkpoint: note } = await newestCheckpointOf(db);
  const { unsealedRows, oldestUnsealedAt } = await sealState(db);
  const checkpoint = note === null ? undefined : parseCheckpoint(note);
  const [archives, verifications] = await db.as(scope, async (tx) => [
    await store.newestArchives(tx, TOLD),
    await store.newestVerifications(tx, TOLD),
  ]);
  const at = clock.now();
  return {
    origin,
    key: verifierKey(sha256, origin, keys.checkpoints.publicKey),
    checkpoint: checkpoint ? { size: checkpoint.size, at: checkpoint.at } : null,
    unsealed: { rows: unsealedRows, oldestAt: oldestUnsealedAt?.toISOString() ?? null },
    archives: archives.map((archive) => shownArchive(archive, actor, at)),
    verifications: verifications.map(shownVerification),
  };
}

function shownArchive(archive: store.StoredArchive, actor: SignedIn, at: Date): Archive {
  const { id, by, from, to, rows, bytes, sha256: digest } = archive;
  return {
    ...{ id, by, from, to },
    state: archiveState(archive, at),
    own: archive.askedBy === actor.userId,
    askedAt: archive.askedAt.toISOString(),
    rows: rows === null ? null : Number(rows),
    bytes: bytes === null ? null : Number(bytes),
    sha256: digest?.toString('hex') ?? null,
    expiresAt: archive.expiresAt?.toISOString() ?? null,
    run: archive.course,
  };
}

const shownVerification = ({ id, by, askedAt, fileName, key, conclusion, course }: store.StoredVerification): Verification => ({
  ...{ id, by, fileName, conclusion },
  askedAt: askedAt.toISOString(),
  hasKey: key !== null,
  run: course,
});

/** One verification with its verdict. */
export async function readVerification({ db }: Pick<Core, 'db'>, scope: Scope, id: string): Promise<VerificationDetails> {
  const found = await db.as(scope, (tx) => store.findVerification(tx, id));
  if (!found) throw new Refusal('request.not-found');
  // One kept by an earlier version tells less.
  return { ...shownVerification(found), verdict: found.verdict && LogVerdict.parse(found.verdict) };
}

/** The newest checkpoint, to be kept elsewhere, and the instant it says. */
export async function readCheckpoint({ db }: Pick<Core, 'db'>): Promise<{ readonly text: string; readonly at: string }> {
  const { checkpoint } = await newestCheckpointOf(db);
  const parsed = checkpoint === null ? undefined : parseCheckpoint(checkpoint);
  if (checkpoint === null || !parsed) throw new Refusal('log-evidence.nothing-sealed');
  return { text: checkpoint, at: parsed.at };
}

import type { Language } from '@varco/shared/language';
import type { Scope, SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { archiveName, archiveState } from './rules.ts';
import * as store from './store.ts';
import { chunkPlace } from './write-archive.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'keys'>;

/** A download that says nothing for so long was left by a server or a browser that stopped. */
const CLAIM_MS = 60_000;

/** An archive as it is sent: its name, how many bytes, and these when the reader wants them. */
export interface ArchiveFile {
  readonly name: string;
  readonly bytes: number;
  readonly content: AsyncGenerator<Buffer, void>;
}

/**
 * Takes a whole archive for whoever asked for it. When its last byte was taken it is gone; a download that broke off may be made again
 * until its time is over. `stillAllowed` is asked before every piece and throws when the session has ended meanwhile.
 */
export async function fetchArchive(
  core: Needs,
  actor: SignedIn,
  scope: Scope,
  asked: { readonly id: string; readonly language: Language; readonly stillAllowed: () => Promise<void> },
): Promise<ArchiveFile> {
  const { db, clock } = core;
  const { id } = asked;
  const archive = await db.as(scope, async (tx) => {
    const found = await store.findArchive(tx, id);
    if (found?.askedBy !== actor.userId) throw new Refusal('request.not-found');
    const at = clock.now();
    const state = archiveState(found, at);
    if (state === 'waiting' || state === 'writing') throw new Refusal('log-evidence.archive-not-ready');
    if (state !== 'ready') throw new Refusal('log-evidence.archive-gone');
    if (!(await store.claimArchive(tx, id, { at, until: new Date(at.getTime() + CLAIM_MS) })))
      throw new Refusal('log-evidence.archive-claimed');
    return found;
  });
  return {
    name: archiveName(asked.language, archive.askedAt),
    bytes: Number(archive.bytes),
    content: sent(core, scope, { id, chunks: archive.chunks ?? 0 }, asked.stillAllowed),
  };
}

async function* sent(
  { db, clock, keys }: Needs,
  scope: Scope,
  { id, chunks }: { readonly id: string; readonly chunks: number },
  stillAllowed: () => Promise<void>,
): AsyncGenerator<Buffer, void> {
  let isWhole = false;
  try {
    for (let number = 0; number < chunks; number += 1) {
      await stillAllowed();
      const until = new Date(clock.now().getTime() + CLAIM_MS);
      const ciphertext = await db.as(scope, (tx) => store.nextChunk(tx, id, number, until));
      if (!ciphertext) throw new Refusal('log-evidence.archive-gone');
      yield Buffer.from(keys.decrypt(chunkPlace(id, number), ciphertext), 'base64');
    }
    isWhole = true;
  } finally {
    await db.as(scope, (tx) => store.endDownload(tx, id, isWhole ? clock.now() : null));
  }
}

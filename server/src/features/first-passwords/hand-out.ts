import type { HandoutFormat } from '@varco/shared/first-passwords/api';
import type { OrganizationId } from '@varco/shared/ids';
import { type Actor, userIdOf } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { UnreadableSecret } from '#core/secret-text';
import { detailOf, record } from '#features/access-log';
import { byWhom } from '#features/identity';
import { type Letters, type PrintedFile, write } from './letters.ts';
import { secretPlace } from './secret-place.ts';
import * as store from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'keys' | 'config'>;

/** How long making a file may take; after a stop in the middle the part is free again. */
const CLAIM_MS = 2 * 60_000;

/**
 * Hands a part out, once: whoever comes first has its file made, and the secrets are wiped and the fact recorded in one transaction before
 * the file leaves. If making it fails nothing was handed out.
 */
export async function handOut(
  core: Needs,
  actor: Actor,
  organizationId: OrganizationId,
  wanted: { id: string; number: number; format: HandoutFormat; address: string },
): Promise<PrintedFile> {
  const { db, clock, random } = core;
  const scope = { organizations: [organizationId] };
  const key = { organizationId, id: wanted.id, number: wanted.number };
  const claimId = random.id<string>();
  const at = clock.now();
  const claim = { id: claimId, at, until: new Date(at.getTime() + CLAIM_MS) };
  if (!(await db.as(scope, (tx) => store.claimPart(tx, key, claim)))) throw await db.as(scope, (tx) => whyNot(tx, key, at));
  try {
    const letters = await db.as(scope, (tx) => opened(core, tx, key, wanted.address));
    const file = await write(letters, wanted.format, wanted.number);
    await db.as(scope, async (tx) => {
      const now = clock.now();
      const wiped = await store.wipePart(tx, key, { claimId, to: userIdOf(actor), at: now });
      if (wiped === undefined) throw await whyNot(tx, key, now);
      // Somebody's password was replaced while the file was made: it must not say the old one.
      if (wiped !== letters.lines.length) throw new Refusal('request.changed-meanwhile');
      await record(tx, {
        at: now,
        event: 'first-passwords-downloaded',
        organizationId,
        ...(await byWhom(tx, actor)),
        detail: await detailOf(core, tx, organizationId, 'first-passwords-downloaded', [
          { field: 'part', before: null, after: wanted.number },
          { field: 'people', before: null, after: wiped },
          { field: 'format', before: null, after: wanted.format },
        ]),
      });
    });
    return file;
  } catch (fault) {
    await db.as(scope, (tx) => store.releasePart(tx, key, claimId));
    throw fault;
  }
}

/** What the part says, decrypted; only in memory, and only for as long as its file is made. */
async function opened({ keys }: Needs, tx: Parameters<typeof store.sealedLines>[0], key: store.PartKey, address: string): Promise<Letters> {
  const sealed = await store.sealedLines(tx, key);
  if (!sealed) throw new Refusal('request.not-found');
  try {
    const lines = sealed.lines.map(({ userId, secret, ...line }) => ({ ...line, password: keys.decrypt(secretPlace(userId), secret) }));
    return { organization: sealed.organization, language: sealed.language, address, lines };
  } catch (fault) {
    throw fault instanceof UnreadableSecret ? new Refusal('first-passwords.key-changed') : fault;
  }
}

/** Why a part cannot be had. */
async function whyNot(tx: Parameters<typeof store.findParts>[0], key: store.PartKey, at: Date): Promise<Refusal> {
  const [part] = await store.findParts(tx, key, key.number);
  if (!part) return new Refusal('request.not-found');
  if (part.state === 'making') return new Refusal('first-passwords.part-not-ready');
  if (part.state !== 'ready') return new Refusal('first-passwords.part-gone', { state: part.state });
  if (part.expiresAt !== null && part.expiresAt <= at) return new Refusal('first-passwords.part-gone', { state: 'expired' });
  return new Refusal('first-passwords.part-claimed');
}

import { createSecretKey } from 'node:crypto';
import { type Change, canonicalChanges, type DetailedEvent, type FieldOf } from '@varco/shared/access-log/changes';
import type { OrganizationId } from '@varco/shared/ids';
import type { Core } from '#core/core';
import type { Keys } from '#core/keys';
import { type SecretText, secretTextUnder, UnreadableSecret } from '#core/secret-text';
import type { Db } from '#db/database';
import * as store from './store.ts';

const SALT_BYTES = 32;

const keyPlace = (organizationId: OrganizationId) => ({
  table: 'access_log.organization_keys',
  column: 'wrapped',
  ownerId: organizationId,
});
const detailPlace = (organizationId: OrganizationId) => ({ table: 'access_log.details', column: 'ciphertext', ownerId: organizationId });

/** Keys already opened, for as long as somebody holds them as they were read: a verification opens each once, not once for each detail. */
const opened = new WeakMap<store.OrganizationKey, { readonly by: Keys; readonly text: SecretText }>();

function underKey(keys: Keys, key: store.OrganizationKey): SecretText {
  const known = opened.get(key);
  if (known?.by === keys) return known.text;
  const { organizationId, id, wrapped } = key;
  const name = Buffer.alloc(4);
  name.writeInt32BE(id);
  const text = secretTextUnder(createSecretKey(Buffer.from(keys.decrypt(keyPlace(organizationId), wrapped), 'hex')), name);
  opened.set(key, { by: keys, text });
  return text;
}

/** What changed, before it is known in which entry: ready to be encrypted as often as there are people it happened to. */
export interface Details<Event extends DetailedEvent> {
  /** The detail of one entry. */
  of(changes: readonly Change<FieldOf<Event>>[]): store.SealedDetail | undefined;
}

/**
 * Opens the key of an organization for what a fact of the log changed; to be called in the fact's own transaction, whose scope has the
 * organization. A key that is missing, or that this installation cannot open any more, is followed by a new one.
 */
export async function detailsFor<Event extends DetailedEvent>(
  { keys, random }: Pick<Core, 'keys' | 'random'>,
  tx: Db,
  organizationId: OrganizationId,
  _event: Event,
): Promise<Details<Event>> {
  const { id, text } = await keyInUse();
  return {
    of: (changes) => {
      if (changes.length === 0) return undefined;
      const canonical = canonicalChanges(changes);
      const salt = random.bytes(SALT_BYTES);
      const ciphertext = text.encrypt(detailPlace(organizationId), salt.toString('hex') + canonical, random);
      return { keyId: id, salt, text: canonical, ciphertext };
    },
  };

  async function keyInUse(): Promise<{ id: number; text: SecretText }> {
    const newest = await store.newestKey(tx, organizationId);
    try {
      if (newest) return { id: newest.id, text: underKey(keys, newest) };
    } catch (fault) {
      if (!(fault instanceof UnreadableSecret)) throw fault;
    }
    const wrapped = keys.encrypt(keyPlace(organizationId), random.bytes(32).toString('hex'), random);
    const made = await store.addKey(tx, organizationId, wrapped);
    return { id: made, text: underKey(keys, { organizationId, id: made, wrapped }) };
  }
}

/** The detail of one fact, as `record` takes it. */
export async function detailOf<Event extends DetailedEvent>(
  core: Pick<Core, 'keys' | 'random'>,
  tx: Db,
  organizationId: OrganizationId,
  event: Event,
  changes: readonly Change<FieldOf<Event>>[],
): Promise<store.SealedDetail | undefined> {
  return changes.length === 0 ? undefined : (await detailsFor(core, tx, organizationId, event)).of(changes);
}

/** The salt and the canonical text of a detail; undefined: its key is gone or cannot be opened here. Throws for what is not what was kept. */
export function openDetail(
  keys: Keys,
  { organizationId, ciphertext, key }: { organizationId: OrganizationId; ciphertext: Buffer; key: store.OrganizationKey | undefined },
): { salt: Buffer; text: string } | undefined {
  if (!key) return undefined;
  let under: SecretText;
  try {
    under = underKey(keys, key);
  } catch (fault) {
    if (fault instanceof UnreadableSecret) return undefined;
    throw fault;
  }
  const plain = under.decrypt(detailPlace(organizationId), ciphertext);
  return { salt: Buffer.from(plain.slice(0, 2 * SALT_BYTES), 'hex'), text: plain.slice(2 * SALT_BYTES) };
}

/** Wraps every key of these organizations under the present secret; those of a secret that is lost stay as they are. */
export async function renewOrganizationKeys({ keys, random }: Pick<Core, 'keys' | 'random'>, tx: Db): Promise<void> {
  for (const { organizationId, id, wrapped } of await store.allKeys(tx)) {
    try {
      const key = keys.decrypt(keyPlace(organizationId), wrapped);
      await store.wrapKey(tx, { organizationId, id, wrapped }, keys.encrypt(keyPlace(organizationId), key, random));
    } catch (fault) {
      if (!(fault instanceof UnreadableSecret)) throw fault;
    }
  }
}

/**
 * The salt and the fields that the commitment of a detail covers, from the fields as they are kept; undefined: there is no key for it.
 * Throws for a ciphertext that is not the one kept.
 */
export function coveredByDetail(
  keys: Keys,
  organizationKeys: ReadonlyMap<string, store.OrganizationKey>,
  [kind = null, organizationId = null, ciphertext = null, keyId = null]: readonly (string | null)[],
): { salt: Buffer; fields: (string | null)[] } | undefined {
  const opened = openDetail(keys, {
    organizationId: organizationId as OrganizationId,
    ciphertext: Buffer.from(ciphertext ?? '', 'hex'),
    key: organizationKeys.get(`${organizationId} ${keyId}`),
  });
  return opened && { salt: opened.salt, fields: [kind, organizationId, opened.text] };
}

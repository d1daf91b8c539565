import { INSTALLATION } from '@varco/shared/ids';
import { type Actor, BY_ITSELF, type Scope } from '#core/actor';
import type { Core } from '#core/core';
import { fingerprintOf, type Keys } from '#core/keys';
import type { Db } from '#db/database';
import { detailOf, record, renewOrganizationKeys } from '#features/access-log';
import { type HashedName, hashedNames, replaceNameHashes, usernameMac } from '#features/identity';
import { dropEveryPending, forgetAttemptsAtNobody, moveAttempts, triedNames } from './store.ts';

const AT_ONCE = 2_000;

/** How the keyed hashes in the database stood to the present key. */
export type KeyStanding = 'present' | 'renewed' | 'foreign';

/**
 * Brings every keyed hash of a name from the key the database was last used with to the present one, in one transaction: users, counters
 * and locks of the door, also of names that nobody has (requirements D4). Done already, it does nothing; interrupted, it is done again.
 * A database of another key is left as it is, unless that key is lost for good: then counters of names that nobody has are forgotten.
 * Browsers that were known must prove themselves again: whoever changes a key may do so because somebody else has it.
 */
export async function renewKeys(
  core: Pick<Core, 'db' | 'clock' | 'keys' | 'random'>,
  scope: Scope,
  by: Actor | undefined,
  lost?: 'lost',
): Promise<KeyStanding> {
  const { db, clock, keys } = core;
  const at = clock.now();
  return db.as(scope, async (tx) => {
    const [somebody] = await hashedNames(tx, undefined, 1);
    if (!somebody) return 'present';
    const last = lastUsed(keys, somebody);
    if (last === keys) return 'present';
    if (!last && !lost) return 'foreign';
    if (last) await renewAttempts(tx, keys, last);
    for (let page = await hashedNames(tx, undefined, AT_ONCE); page.length > 0; page = await hashedNames(tx, page.at(-1), AT_ONCE)) {
      const renewed = page.map((name) => ({ ...name, usernameMac: usernameMac(keys, name.username) }));
      if (!last)
        await moveAttempts(
          tx,
          page.map(({ usernameMac: was }, index) => ({ was, becomes: renewed[index]?.usernameMac ?? was })),
        );
      await replaceNameHashes(tx, renewed);
    }
    if (!last) await forgetAttemptsAtNobody(tx);
    await dropEveryPending(tx);
    await renewOrganizationKeys(core, tx);
    await record(tx, {
      at,
      event: 'keys-rotated',
      organizationId: INSTALLATION,
      ...(by?.kind === 'operator' ? { actor: { operator: by.account } } : {}),
      client: by?.client ?? BY_ITSELF,
      detail: await detailOf(core, tx, INSTALLATION, 'keys-rotated', [
        { field: 'key', before: last ? fingerprintOf(last) : null, after: fingerprintOf(keys) },
      ]),
    });
    return 'renewed';
  });
}

/** The keys by which the database knows this name, from the present ones back. */
function lastUsed(keys: Keys, { username, usernameMac: kept }: HashedName): Keys | undefined {
  for (let known: Keys | undefined = keys; known; known = known.previous) if (usernameMac(known, username).equals(kept)) return known;
  return undefined;
}

/** A keyed hash is hashed again with each key since, so that a name need not be known. */
async function renewAttempts(tx: Db, keys: Keys, last: Keys): Promise<void> {
  const since: Keys[] = [];
  for (let known: Keys | undefined = keys; known && known !== last; known = known.previous) since.unshift(known);
  const names = await triedNames(tx);
  for (let from = 0; from < names.length; from += AT_ONCE) {
    const moved = names.slice(from, from + AT_ONCE).map((was) => ({ was, becomes: since.reduce((mac, next) => next.renew(mac), was) }));
    await moveAttempts(tx, moved);
  }
}

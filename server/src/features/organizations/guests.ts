import { fold } from '@varco/shared/identity/folding';
import type { UserId } from '@varco/shared/ids';
import type { Guest, GuestPage, GuestQuery } from '@varco/shared/organizations/api';
import type { SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { refuseAbove } from '#features/authorization';
import { byWhom, endEnablements, findGuest, listGuests, type Guest as StoredGuest } from '#features/identity';
import { tell } from './enablements.ts';
import { pageByName, readPlace } from './places.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'keys' | 'events'>;

const shown = ({ userId, familyName, givenName, home, since }: Omit<StoredGuest, 'endedAt'>): Guest => ({
  id: userId,
  name: `${familyName} ${givenName}`,
  home,
  since: since.toISOString(),
});

/** People from elsewhere who may work for the actor's organization: their names, and whose they are (requirements D2). */
export async function findGuests({ db }: Pick<Core, 'db'>, { organizationId }: SignedIn, query: GuestQuery): Promise<GuestPage> {
  const wanted = { beginning: fold(query.search ?? ''), after: readPlace(query.after), limit: query.limit + 1 };
  const found = await db.as({ organizations: [organizationId] }, (tx) => listGuests(tx, organizationId, wanted));
  const { items, next } = pageByName(found, query.limit, ({ sortKey: key, userId: id }) => ({ key, id }));
  return { items: items.map(shown), next };
}

/** One of them; whoever is none is not there, whether or not he exists. */
export async function readGuest({ db }: Pick<Core, 'db'>, { organizationId }: SignedIn, userId: UserId): Promise<Guest> {
  const guest = await db.as({ organizations: [organizationId] }, (tx) => findGuest(tx, organizationId, userId));
  if (!guest || guest.endedAt !== null) throw new Refusal('request.not-found');
  return shown(guest);
}

/** Sends somebody from elsewhere home: he may not work for the actor's organization any more, at once (requirements D2). */
export async function endGuest(core: Needs, actor: SignedIn, userId: UserId): Promise<void> {
  const { db, clock, events } = core;
  const { organizationId } = actor;
  await db.as({ organizations: [organizationId] }, async (tx) => {
    const at = clock.now();
    await refuseAbove(tx, actor, organizationId, [userId]);
    const ended = await endEnablements(tx, userId, [organizationId], at);
    if (ended.length === 0) throw new Refusal('request.not-found');
    await events.announce(tx, 'enablement.ended', { organizationId, userId, at });
    const changes = [{ field: 'enabled' as const, before: true, after: false }];
    await tell(core, tx, { at, organizationId, userId, by: await byWhom(tx, actor), changes });
    await events.announce(tx, 'rights.changed', { organizationId, userId });
  });
}

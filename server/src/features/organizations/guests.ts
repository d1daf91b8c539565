import { dayAt } from '@varco/shared/days';
import { fold } from '@varco/shared/identity/folding';
import type { UserId } from '@varco/shared/ids';
import type { ChangeGuest, Guest, GuestPage, GuestQuery } from '@varco/shared/organizations/api';
import type { SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { licencesToGive, refuseAbove } from '#features/authorization';
import {
  byWhom,
  endEnablements,
  findGuest,
  listGuests,
  lockEnablement,
  refuseBeyondSeats,
  type Guest as StoredGuest,
  saveLicence,
} from '#features/identity';
import { tell } from './enablements.ts';
import { pageByName, readPlace } from './places.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'config' | 'random' | 'keys' | 'events'>;

const shown = ({ userId, familyName, givenName, home, since, licence }: Omit<StoredGuest, 'endedAt'>): Guest => ({
  id: userId,
  name: `${familyName} ${givenName}`.trim(),
  home,
  since: since.toISOString(),
  licence,
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

/** Changes the licence of somebody from elsewhere: each organization decides which of its programs he may use (requirements R1.25, D2). */
export async function changeGuest(core: Needs, actor: SignedIn, userId: UserId, { licence }: ChangeGuest): Promise<Guest> {
  const { db, clock, config, events } = core;
  const { organizationId } = actor;
  return db.as({ organizations: [organizationId] }, async (tx) => {
    await lockEnablement(tx, organizationId, userId);
    const guest = await findGuest(tx, organizationId, userId);
    if (!guest || guest.endedAt !== null) throw new Refusal('request.not-found');
    await refuseAbove(tx, actor, organizationId, [userId]);
    if (guest.licence === licence) return shown(guest);
    // What its own organization made a service stays one wherever it works.
    if (guest.licence === 'service')
      throw new Refusal('identity.user-refused', { issues: [{ field: 'licence', rule: 'service-elsewhere' }] });
    if (!(await licencesToGive(tx, actor, organizationId)).includes(licence))
      throw new Refusal('identity.user-refused', { issues: [{ field: 'licence', rule: 'licence-beyond-own' }] });
    await saveLicence(tx, organizationId, userId, licence);
    const at = clock.now();
    await refuseBeyondSeats(tx, organizationId, [licence], dayAt(config.timeZone, at));
    const changes = [{ field: 'licence' as const, before: guest.licence, after: licence }];
    await tell(core, tx, { at, organizationId, userId, by: await byWhom(tx, actor), changes });
    await events.announce(tx, 'rights.changed', { organizationId, userId });
    return shown({ ...guest, licence });
  });
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

import { dayAt } from '@varco/shared/days';
import type { AuthorizationRequirement, ChangeRequirement } from '@varco/shared/formal-authorizations/api';
import type { SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import { activeAdministrators } from '#features/authorization';
import { byWhom, isAuthorizationRequired, lockOrganizations, requireAuthorization } from '#features/identity';
import * as store from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'keys' | 'config' | 'events'>;

/** So many of those kept out are named. */
const NAMED = 50;

/** Whether the organization requires an authorization, and whom that keeps out, or would (requirements R4.31). */
export const readRequirement = (core: Needs, actor: SignedIn): Promise<AuthorizationRequirement> =>
  core.db.as({ organizations: [actor.organizationId] }, (tx) => read(core, tx, actor));

async function read({ clock, config }: Needs, tx: Db, { organizationId, homeId, userId }: SignedIn): Promise<AuthorizationRequirement> {
  const today = dayAt(config.timeZone, clock.now());
  const administrators = await store.authorizedAdministrators(tx, organizationId, today);
  const own = homeId === organizationId ? await store.isAuthorized(tx, organizationId, userId, today) : true;
  return {
    required: await isAuthorizationRequired(tx, organizationId),
    keptOut: await store.withoutAuthorization(tx, organizationId, today, NAMED),
    administratorsLeft: administrators.length,
    // Whoever comes from elsewhere is authorized, or not, at home.
    oneselfIn: own,
  };
}

/**
 * Begins or ceases to require an authorization. It is never begun by somebody whom it would keep out, nor where no administrator would be
 * left, and only by who has seen how many stay out; their sessions end at their next step.
 */
export async function changeRequirement(core: Needs, actor: SignedIn, input: ChangeRequirement): Promise<AuthorizationRequirement> {
  // Its administrators are among those whom it keeps out, or lets in (requirements R3.34).
  if (actor.assistance) throw new Refusal('assistance.own-people-only');
  const { db, clock, config, events } = core;
  const { organizationId } = actor;
  const at = clock.now();
  return db.as({ organizations: [...new Set([organizationId, actor.homeId])] }, async (tx) => {
    // In the order in which everybody takes them: the organizations, then the administrators' users.
    await lockOrganizations(tx);
    await activeAdministrators(tx, organizationId, config.timeZone, at, { lock: true });
    const before = await read(core, tx, actor);
    if (before.required === input.required) return before;
    if (input.required) {
      if (!before.oneselfIn) throw new Refusal('formal-authorizations.oneself-out');
      if (before.administratorsLeft === 0) throw new Refusal('formal-authorizations.nobody-left');
      if (input.keptOut !== before.keptOut.count) throw new Refusal('formal-authorizations.not-confirmed', { current: before });
    }
    await requireAuthorization(tx, organizationId, { required: input.required, today: dayAt(config.timeZone, at), at });
    await record(tx, {
      at,
      event: 'authorization-requirement-changed',
      organizationId,
      objectId: organizationId,
      ...(await byWhom(tx, actor)),
      detail: await detailOf(core, tx, organizationId, 'authorization-requirement-changed', [
        { field: 'authorizationRequired', before: before.required, after: input.required },
        { field: 'people', before: null, after: before.keptOut.count },
      ]),
    });
    await events.announce(tx, 'rights.changed', { organizationId, userId: null });
    return { ...before, required: input.required };
  });
}

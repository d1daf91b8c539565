import type { AssistanceRule } from '@varco/shared/assistance/api';
import { dayAt } from '@varco/shared/days';
import type { SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { detailOf, record } from '#features/access-log';
import { byWhom } from '#features/identity';
import { administersHere, tellEnded, within } from './requests.ts';
import { closeRequest, findRequest, isForbidden, openRequests, saveRule } from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'config' | 'random' | 'keys' | 'events'>;

/** Whether the organization where the actor works forbids that anybody of the installation comes. */
export const readRule = ({ db }: Pick<Core, 'db'>, { organizationId }: SignedIn): Promise<AssistanceRule> =>
  db.as({ organizations: [organizationId] }, async (tx) => ({ forbidden: await isForbidden(tx, organizationId) }));

/** Forbids it or admits it again; what is forbidden is closed at once, with every request that was not over (requirements R3.34). */
export async function changeRule(core: Needs, actor: SignedIn, { forbidden }: AssistanceRule): Promise<AssistanceRule> {
  if (!administersHere(actor)) throw new Refusal('assistance.administrators-only');
  const { db, clock, config, events } = core;
  const { organizationId } = actor;
  const at = clock.now();
  await db.as(within(actor), async (tx) => {
    if ((await isForbidden(tx, organizationId, { lock: true })) === forbidden) return;
    await saveRule(tx, organizationId, forbidden);
    const open = forbidden ? await openRequests(tx, organizationId, dayAt(config.timeZone, at)) : [];
    for (const one of open) {
      const before = await findRequest(tx, [organizationId], one.id);
      await closeRequest(tx, one, { at, by: actor.userId });
      if (before) await tellEnded(core, tx, actor, before);
    }
    await record(tx, {
      at,
      event: 'organization-changed',
      organizationId,
      objectId: organizationId,
      ...(await byWhom(tx, actor)),
      detail: await detailOf(core, tx, organizationId, 'organization-changed', [
        { field: 'assistance', before: forbidden, after: !forbidden },
      ]),
    });
    await events.announce(tx, 'rights.changed', { organizationId, userId: null });
  });
  return { forbidden };
}

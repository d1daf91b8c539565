import { changesBetween } from '@varco/shared/access-log/changes';
import type { UserRights } from '@varco/shared/authorization/api';
import type { UserId } from '@varco/shared/ids';
import { type Actor, homeOf, type Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import { byWhom, enablementsOf, findUser, lockOrganizations, personInLog } from '#features/identity';
import { actingIn, administers } from './above.ts';
import { findEnablement } from './assignments/store.ts';
import { activeAdministrators, dropAdministrator, insertAdministrator } from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'keys' | 'config' | 'events'>;
type Administers = UserRights['administers'];

/** Makes somebody an administrator, or no longer; nobody gives more than he is, and the last who can enter stays (requirements R3.50, R1.47). */
export async function changeAdministration(core: Needs, actor: Actor, scope: Scope, userId: UserId, wished: Administers): Promise<void> {
  const { db, clock, config, events } = core;
  if (actor.kind === 'user' && actor.assistance) throw new Refusal('assistance.own-people-only');
  const at = clock.now();
  await db.as(scope, async (tx) => {
    const enabled = await findEnablement(tx, scope, userId);
    if (!enabled) throw new Refusal('request.not-found');
    const { organizationId } = enabled;
    // Nobody is let in elsewhere meanwhile: in the order in which everybody takes them, the organizations first.
    if (wished === 'installation') await lockOrganizations(tx);
    // The administrators' users are locked first, as by everybody who stops somebody.
    const active = await activeAdministrators(tx, organizationId, config.timeZone, at, { lock: true });
    const before = (await findEnablement(tx, scope, userId, { lock: true }))?.administers ?? 'nothing';
    if (before === wished) return;
    // The whole installation is administered from home: what somebody from elsewhere is here ends with his enablement (requirements D2).
    if (wished === 'installation' && (await findUser(tx, userId))?.organizationId !== organizationId)
      throw new Refusal('authorization.beyond-own');
    // The level that reaches everywhere would take him into the others without their having asked (requirements R3.34).
    if (wished === 'installation' && actor.kind === 'user' && (await worksElsewhere(tx, userId)))
      throw new Refusal('authorization.enabled-elsewhere');
    if (!administers(actingIn(actor, organizationId))) throw new Refusal('authorization.beyond-own');
    if (actor.kind === 'user' && (before === 'installation' || wished === 'installation')) {
      const own = await findEnablement(tx, homeOf(actor), actor.userId);
      if (own?.administers !== 'installation')
        throw new Refusal(before === 'installation' ? 'authorization.above-own' : 'authorization.beyond-own');
    }
    const isLast = wished === 'nothing' && active.every((id) => id === userId);
    const isLastOfInstallation = before === 'installation' && !(await othersOfInstallation(active));
    if (isLast || isLastOfInstallation) throw new Refusal('identity.last-administrator');
    await dropAdministrator(tx, organizationId, userId);
    if (wished !== 'nothing')
      await insertAdministrator(tx, { organizationId, userId, since: at, ofInstallation: wished === 'installation' });
    await record(tx, {
      at,
      event: 'administration-changed',
      organizationId,
      subject: await personInLog(tx, organizationId, userId),
      ...(await byWhom(tx, actor)),
      detail: await detailOf(
        core,
        tx,
        organizationId,
        'administration-changed',
        changesBetween(['administrator', 'ofInstallation'], told(before), told(wished)),
      ),
    });
    await events.announce(tx, 'rights.changed', { organizationId, userId });

    async function othersOfInstallation(among: readonly UserId[]): Promise<boolean> {
      for (const id of among) {
        if (id !== userId && (await findEnablement(tx, scope, id))?.administers === 'installation') return true;
      }
      return false;
    }
  });
}

/** Whether somebody is enabled in another organization than his own, or will be in each that is made. */
const worksElsewhere = async (tx: Db, userId: UserId): Promise<boolean> =>
  (await enablementsOf(tx, userId)).some(({ home, endedAt, everywhere }) => everywhere || (!home && endedAt === null));

const told = (what: Administers) => ({ administrator: what !== 'nothing', ofInstallation: what === 'installation' });

import { dayAt, endOfDay } from '@varco/shared/days';
import { tooLongAgo } from '@varco/shared/identity/inactivity';
import type { OrganizationId, UserId } from '@varco/shared/ids';
import type { Outcome } from '@varco/shared/jobs/jobs';
import { BY_ITSELF } from '#core/actor';
import type { Core } from '#core/core';
import { detailsFor, recordOfMany } from '#features/access-log';
import { activeAdministrators } from '#features/authorization';
import { type Absence, absenceShare, absentAmong, allOrganizations, holdAbsent, suspendAbsent } from '#features/identity';
import { policyInForce } from '#features/policy';
import { dropPendingOf } from '#features/sign-in';
import { defineJob, type Job, type Worker } from '#jobs/job';

type Needs = Pick<Core, 'db' | 'clock' | 'keys' | 'random' | 'config' | 'events'>;

/** Each transaction holds a few people and their sessions for a moment. */
const AT_ONCE = 200;

/** Each night, before anybody comes to work (requirements R2.28). */
export const suspendInactiveJob = (core: Needs): Job =>
  defineJob({
    name: 'suspend-inactive',
    schedule: { daily: '02:30' },
    run: async (context): Promise<Outcome> => {
      const { inactivityMonths: months } = await policyInForce(core);
      if (months === 'never') return { code: 'rule-off' };
      let users = 0;
      let held = 0;
      for (const { id } of await allOrganizations(core.db)) {
        // What runs by itself does not put many out at once: a clock months ahead would put out everybody.
        const tooMany = context.dueAt === null ? 0 : await tooManyAtOnce(core, id, months);
        held += tooMany;
        if (tooMany > 0) continue;
        const told = (found: number) => {
          context.progress(users + found);
          context.stopIfCancelled();
        };
        users += await suspendInactive(core, id, months, told, context.worker);
      }
      return held > 0 ? { code: 'suspension-held', held, users, months } : { code: 'users-suspended', users, months };
    },
  });

/** So few may always go by themselves, and so small a share. */
const FEW = 10;
const SHARE = 0.2;

/** How many would go, when they are too many for one night without anybody's word; 0 when they may go. */
async function tooManyAtOnce(core: Needs, organizationId: OrganizationId, months: number): Promise<number> {
  const absence = absenceOf(core, organizationId, months);
  const { absent, active } = await core.db.as({ organizations: [organizationId] }, (tx) => absenceShare(tx, absence));
  return absent > FEW && absent > active * SHARE ? absent : 0;
}

function absenceOf({ clock, config }: Needs, organizationId: OrganizationId, months: number): Absence {
  const today = dayAt(config.timeZone, clock.now());
  const lastDay = tooLongAgo(months, today);
  return { organizationId, today, lastDay, before: endOfDay(config.timeZone, lastDay) };
}

/**
 * Suspends whoever of an organization did not enter for more than so many calendar months: out of every session, a row in the log each,
 * in transactions of a few people. The last active administrator stays, and of several who are all away the one seen last.
 */
export async function suspendInactive(
  core: Needs,
  organizationId: OrganizationId,
  months: number,
  told: (suspended: number) => void = () => undefined,
  worker?: Worker,
): Promise<number> {
  const zone = core.config.timeZone;
  const at = core.clock.now();
  const absence = absenceOf(core, organizationId, months);
  let suspended = 0;
  for (let after: UserId | undefined; ; ) {
    const held: readonly UserId[] = await core.db.as({ organizations: [organizationId] }, async (tx) => {
      // The administrators' users are locked first, as by everybody who stops somebody.
      const administrators = await activeAdministrators(tx, organizationId, zone, at, { lock: true });
      const absent = await absentAmong(tx, absence, administrators);
      const spared = absent.length === administrators.length ? absent[0] : undefined;
      const found = await holdAbsent(tx, absence, { after, spared, atMost: AT_ONCE });
      const stopped = await suspendAbsent(tx, absence, found);
      for (const { id } of stopped) {
        await dropPendingOf(tx, organizationId, id);
        await core.events.announce(tx, 'user.stopped', { organizationId, userId: id, at });
      }
      const details = await detailsFor(core, tx, organizationId, 'user-suspended');
      const subjects = stopped.map(({ id, ...named }) => ({
        who: { userId: id, organizationId, ...named },
        detail: details.of([{ field: 'status', before: 'active', after: 'suspended' }]),
      }));
      if (stopped.length > 0)
        await recordOfMany(tx, { at, event: 'user-suspended', organizationId, actor: worker, client: BY_ITSELF }, subjects);
      suspended += stopped.length;
      return found;
    });
    told(suspended);
    if (held.length < AT_ONCE) return suspended;
    after = held.at(-1);
  }
}

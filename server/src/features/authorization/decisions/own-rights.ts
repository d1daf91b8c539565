import { isCapability } from '@varco/shared/authorization/capabilities';
import { decide, type Way } from '@varco/shared/authorization/decide';
import type { OwnRights } from '@varco/shared/authorization/overview';
import { dayAt } from '@varco/shared/days';
import type { SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { administers } from '../above.ts';
import { assignmentsOf } from '../assignments/store.ts';
import { groupWays } from './group-ways.ts';
import { membershipAsked } from './overview.ts';

/** What the actor may do for the unit for which he works now, and through what: his own ways only. */
export async function readOwnRights(core: Pick<Core, 'db' | 'clock' | 'config'>, actor: SignedIn): Promise<OwnRights> {
  const day = dayAt(core.config.timeZone, core.clock.now());
  const { userId, organizationId, unitId } = actor;
  // Whether he may enter is known at home.
  const scope = { organizations: [...new Set([organizationId, actor.homeId])] };
  return core.db.as(scope, async (tx) => {
    const { enabled, membership } = await membershipAsked(core, tx, scope, userId, { day });
    const { snapshot, units } = membership;
    const given = await assignmentsOf(tx, enabled);
    // A role given twice, in two rows, is one way.
    const rolesAmong = (ways: readonly Way[]) => {
      const rows = given.filter(({ id }) => ways.some((way) => way.by === 'role' && way.assignmentId === id));
      return [...new Map(rows.map(({ role }) => [role.id, role])).values()];
    };
    const byGroup = await groupWays(tx, membership, administers(actor));
    const groupsAmong = (ways: readonly Way[]) => {
      const rows = ways.flatMap((way) => {
        if (way.by !== 'group') return [];
        const { role, through } = byGroup(way);
        return [{ role, group: through.path[0] ?? null }];
      });
      return [...new Map(rows.map((row) => [`${row.role.id} ${row.group?.id ?? ''}`, row])).values()];
    };
    // The product's own first; in the applications after it, as they registered them.
    const catalogue = [...snapshot.functions].toSorted(([one], [other]) => Number(isCapability(other)) - Number(isCapability(one)));
    const items = catalogue.flatMap(([name, admits]) =>
      [...admits.keys()].flatMap((action) => {
        const decision = decide(snapshot, { userId, organizationId, unitId, function: name, action, day });
        if (!decision.allowed) return [];
        const { visibility, ways } = decision;
        return [
          {
            function: name,
            action,
            visibility,
            administers: ways.find((way) => way.by === 'administration')?.of ?? null,
            roles: rolesAmong(ways),
            groups: groupsAmong(ways),
          },
        ];
      }),
    );
    return { unit: units.find(({ id }) => id === unitId) ?? null, items };
  });
}

import { isCapability, type Visibility } from '@varco/shared/authorization/capabilities';
import { type Decision, decide, isConditional, type Way } from '@varco/shared/authorization/decide';
import { delegable } from '@varco/shared/authorization/delegated';
import type { OwnRights } from '@varco/shared/authorization/overview';
import { type Day, dayAt } from '@varco/shared/days';
import { USUAL_LICENCE } from '@varco/shared/identity/licences';
import type { OrganizationId, UserId } from '@varco/shared/ids';
import type { SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { administers } from '../above.ts';
import { assignmentsOf } from '../assignments/store.ts';
import { groupWays } from './group-ways.ts';
import { readMembership } from './membership.ts';
import { beyondLicence, membershipAsked } from './overview.ts';

/** What the actor may do for the unit for which he works now, and through what: his own ways only. */
export async function readOwnRights(core: Pick<Core, 'db' | 'clock' | 'config'>, actor: SignedIn): Promise<OwnRights> {
  if (actor.assistance) return rightsOfGuest(actor);
  const day = dayAt(core.config.timeZone, core.clock.now());
  const { organizationId, unitId, onBehalfOf } = actor;
  // A delegate has what his delegator has, and nothing of his own (requirements R3.59).
  const userId = onBehalfOf?.userId ?? actor.userId;
  // Whether he may enter is known at home.
  const scope = { organizations: [...new Set([organizationId, actor.homeId])] };
  return core.db.as(scope, async (tx) => {
    const { enabled, membership } = onBehalfOf
      ? await delegatorOf(tx, { organizationId, userId }, day)
      : await membershipAsked(core, tx, scope, userId, { day });
    const { snapshot, units, member } = membership;
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
        const decision = decide(snapshot, {
          userId,
          organizationId,
          unitId,
          function: name,
          action,
          day,
          about: 'assumed',
          address: actor.client.address,
        });
        const { visibility, ways } = onBehalfOf ? delegable(snapshot, decision, onBehalfOf, { name, action }) : shown(decision);
        if (visibility === undefined) return [];
        return [
          {
            function: name,
            action,
            visibility,
            administers: ways.find((way) => way.by === 'administration')?.of ?? null,
            roles: rolesAmong(ways),
            groups: groupsAmong(ways),
            conditions: isConditional(ways) ? [...new Set(ways.flatMap((way) => ('condition' in way ? (way.condition ?? []) : [])))] : [],
          },
        ];
      }),
    );
    return {
      unit: units.find(({ id }) => id === unitId) ?? null,
      licence: member.licence ?? USUAL_LICENCE,
      beyondLicence: beyondLicence(snapshot, enabled, unitId, day),
      items,
    };
  });
}

/** A guest who helps an organization may do what its administrators may, by the request alone. */
const rightsOfGuest = ({ grants }: SignedIn): OwnRights => ({
  unit: null,
  licence: USUAL_LICENCE,
  beyondLicence: [],
  items: Object.entries(grants as Readonly<Record<string, Readonly<Record<string, Visibility>>>>).flatMap(([name, levels]) =>
    Object.entries(levels).map(([action, visibility]) => ({
      ...{ function: name, action, visibility },
      administers: 'organization' as const,
      roles: [],
      groups: [],
      conditions: [],
    })),
  ),
});

const shown = (decision: Decision): { visibility: Visibility | undefined; ways: readonly Way[] } =>
  decision.allowed ? decision : { visibility: undefined, ways: [] };

/** That he may enter was judged with the session. */
async function delegatorOf(tx: Db, key: { readonly organizationId: OrganizationId; readonly userId: UserId }, day: Day) {
  const membership = await readMembership(tx, key, { day, hindrance: undefined });
  if (!membership) throw new Refusal('request.not-found');
  return { enabled: key, membership };
}

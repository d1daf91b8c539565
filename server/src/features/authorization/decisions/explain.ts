import type { DecisionQuery, ExplainedDecision } from '@varco/shared/authorization/api';
import { type AskedAbout, AskedProperties } from '@varco/shared/authorization/conditions';
import { decide } from '@varco/shared/authorization/decide';
import { type Day, dayAt } from '@varco/shared/days';
import type { AssignmentId, RoleId, UserId } from '@varco/shared/ids';
import type { Actor, Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { actingIn, administers } from '../above.ts';
import { assignmentsOf } from '../assignments/store.ts';
import { aboutOf, addressIn } from '../conditions/try.ts';
import { groupWays } from './group-ways.ts';
import { membershipAsked } from './overview.ts';

/** A role that is over is told too: since then he may no longer. */
const BEFORE_EVERYTHING = '0001-01-01' as Day;

/** What an application would say of the question, as somebody typed it. */
function aboutIn(typed: string, userId: UserId, { function: name, action }: DecisionQuery): AskedAbout {
  const refused = new Refusal('request.invalid', { issues: [{ field: 'about', rule: 'not-json' }] });
  let value: unknown;
  try {
    value = JSON.parse(typed);
  } catch {
    throw refused;
  }
  const read = AskedProperties.safeParse(value);
  if (!read.success) throw refused;
  return aboutOf(read.data, { userId, function: name, action });
}

/** Whether a user may do something where he works, and why: by the same decision that guards every route. */
export async function explain(
  core: Pick<Core, 'db' | 'clock' | 'config'>,
  actor: Actor,
  scope: Scope,
  userId: UserId,
  query: DecisionQuery,
): Promise<ExplainedDecision> {
  const day = dayAt(core.config.timeZone, core.clock.now());
  return core.db.as(scope, async (tx) => {
    const { enabled, membership } = await membershipAsked(core, tx, scope, userId, { day, since: BEFORE_EVERYTHING });
    const { snapshot, units, usualUnit } = membership;
    const unitId = query.unit ?? usualUnit;
    const { organizationId } = enabled;
    const about = query.about === undefined ? 'assumed' : aboutIn(query.about, userId, query);
    const address = about === 'assumed' ? undefined : addressIn(about.context);
    const rangesOf = (roleId: RoleId): string[] => [...(snapshot.roles.get(roleId)?.role.addresses?.ranges ?? [])];
    const decision = decide(snapshot, {
      userId,
      organizationId,
      unitId,
      function: query.function,
      action: query.action,
      day,
      about,
      address,
    });
    const unit = units.find(({ id }) => id === unitId) ?? null;
    // Known here are also units of before: for those nobody can choose to work.
    const isElsewhere = query.unit !== undefined && unit === null;
    const lacking = decision.allowed ? [] : decision.lacking;
    const given = new Map((await assignmentsOf(tx, enabled)).map((assignment) => [assignment.id, assignment]));
    const byGroup = await groupWays(tx, membership, administers(actingIn(actor, organizationId)));
    const named = (id: AssignmentId) => {
      const assignment = given.get(id);
      if (!assignment) throw new Error('A decision names a role that the user does not have.');
      const { role, unit, from, to } = assignment;
      return { role, unit, from, to };
    };
    return {
      allowed: decision.allowed && !isElsewhere,
      visibility: decision.allowed && !isElsewhere ? decision.visibility : null,
      licence: (!decision.allowed && decision.licence) || null,
      lacking: isElsewhere && !lacking.includes('unit') ? [...lacking, 'unit'] : [...lacking],
      ways: decision.ways.map((way) => {
        if (way.by === 'administration') return { ...way };
        if (way.by === 'role')
          return {
            by: way.by,
            ...named(way.assignmentId),
            visibility: way.visibility,
            condition: way.condition ?? null,
            addresses: rangesOf(way.roleId),
          };
        return {
          by: way.by,
          ...byGroup(way),
          visibility: way.visibility,
          condition: way.condition ?? null,
          addresses: rangesOf(way.roleId),
        };
      }),
      failing: decision.failing.map((failing) => {
        const { because, condition = null } = failing;
        return failing.by === 'role'
          ? { ...named(failing.assignmentId), through: null, condition, because }
          : { ...byGroup(failing), condition, because };
      }),
      unit,
      units: [...units],
    };
  });
}

import type { DecisionQuery, ExplainedDecision } from '@varco/shared/authorization/api';
import { decide } from '@varco/shared/authorization/decide';
import { dayAt } from '@varco/shared/days';
import { hindrance } from '@varco/shared/identity/user-status';
import type { AssignmentId, UserId } from '@varco/shared/ids';
import type { Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { findUser } from '#features/identity';
import { assignmentsOf, findEnablement } from '../assignments/store.ts';
import { readMembership } from './membership.ts';

/** Whether a user may do something where he works, and why: by the same decision that guards every route. */
export async function explain(
  core: Pick<Core, 'db' | 'clock' | 'config'>,
  scope: Scope,
  userId: UserId,
  query: DecisionQuery,
): Promise<ExplainedDecision> {
  const { db, clock, config } = core;
  const at = clock.now();
  const day = dayAt(config.timeZone, at);
  return db.as(scope, async (tx) => {
    const enabled = await findEnablement(tx, scope, userId);
    const user = await findUser(tx, userId);
    if (!enabled || !user) throw new Refusal('request.not-found');
    const membership = await readMembership(tx, enabled, { day, hindrance: hindrance(user, config.timeZone, at) });
    if (!membership) throw new Refusal('request.not-found');
    const { snapshot, units, usualUnit } = membership;
    const unitId = query.unit ?? usualUnit;
    const { organizationId } = enabled;
    const decision = decide(snapshot, { userId, organizationId, unitId, function: query.function, action: query.action, day });
    const given = new Map((await assignmentsOf(tx, enabled)).map((assignment) => [assignment.id, assignment]));
    const named = (id: AssignmentId) => {
      const assignment = given.get(id);
      if (!assignment) throw new Error('A decision names a role that the user does not have.');
      const { role, unit, from, to } = assignment;
      return { role: { id: role.id, name: role.name }, unit, from, to };
    };
    return {
      allowed: decision.allowed,
      visibility: decision.allowed ? decision.visibility : null,
      lacking: decision.allowed ? [] : [...decision.lacking],
      ways: decision.ways.map((way) =>
        way.by === 'role' ? { by: way.by, ...named(way.assignmentId), visibility: way.visibility } : { ...way },
      ),
      failing: decision.failing.map(({ assignmentId, because }) => ({ ...named(assignmentId), because })),
      unit: units.find(({ id }) => id === unitId) ?? null,
      units: [...units],
    };
  });
}

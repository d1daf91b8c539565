import { type Catalogue, levelsIn } from '@varco/shared/authorization/capabilities';
import { compile, decide, type RoleFact, type UnitFact } from '@varco/shared/authorization/decide';
import type { RoleTrial, TrialQuery } from '@varco/shared/authorization/overview';
import { phaseOf } from '@varco/shared/authorization/standing';
import { dayAt } from '@varco/shared/days';
import type { AssignmentId, UserId } from '@varco/shared/ids';
import type { Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { membershipAsked, reachIn } from '../decisions/overview.ts';
import { findRoleFact, findUnitFact } from '../decisions/store.ts';
import { refuseSecondRole } from '../one-role/keep-one-role.ts';
import { findRole } from '../roles/store.ts';
import { assignmentIssues } from './assignments.ts';
import { assignmentsOf } from './store.ts';

/** No role that is given has it. */
const TRIED = '' as AssignmentId;

/**
 * What somebody could do if he had a role that he does not have: the same decision, with it among the facts. Refused as giving it would
 * be; whether who asks may give it is no part of the question. Nothing is saved.
 */
export async function tryRole(
  core: Pick<Core, 'db' | 'clock' | 'config'>,
  scope: Scope,
  userId: UserId,
  query: TrialQuery,
): Promise<RoleTrial> {
  const today = dayAt(core.config.timeZone, core.clock.now());
  const day = query.day !== undefined && query.day > today ? query.day : today;
  return core.db.as(scope, async (tx) => {
    const { enabled, membership } = await membershipAsked(core, tx, scope, userId, { day });
    const { organizationId } = enabled;
    const { snapshot, member, units, usualUnit } = membership;
    const role = await findRole(tx, { organizations: [organizationId] }, query.role, day);
    const fact = await findRoleFact(tx, organizationId, query.role);
    const there = query.unit === undefined ? undefined : await findUnitFact(tx, organizationId, query.unit);
    const wished = { unitId: query.unit ?? null, from: day, to: day };
    const issues = await assignmentIssues(tx, enabled, { role, input: wished, departmentId: there?.departmentId });
    if (!role || !fact || issues.length > 0) throw new Refusal('authorization.assignment-refused', { issues });
    const hasIt = (await assignmentsOf(tx, enabled)).some(
      (given) => given.role.id === query.role && (given.unit?.id ?? null) === wished.unitId && phaseOf(given, day) === 'current',
    );
    if (hasIt) throw new Refusal('authorization.assigned-twice');
    await refuseSecondRole(core, tx, enabled, { roleId: query.role, day });

    const unitId = query.unit ?? usualUnit;
    const compiled = compile({
      functions: [...snapshot.functions].map(([name, admits]) => ({ name, actions: Object.fromEntries(admits) })),
      roles: [...[...snapshot.roles.values()].map((known) => known.role), fact],
      units: [...snapshot.units.values(), ...(there ? [there] : [])],
      groups: snapshot.groups,
      groupRoles: snapshot.groupRoles,
      members: [{ ...member, assignments: [...member.assignments, { ...wished, id: TRIED, roleId: query.role }] }],
    });
    const tried = { ...compiled, licences: snapshot.licences };
    const before = reachIn(snapshot, enabled, unitId, day);
    const after = reachIn(tried, enabled, unitId, day);
    const changes = Object.entries(after.grants).flatMap(([name, levels]) =>
      Object.entries(levels).flatMap(([action, level]) => {
        const had = before.grants[name]?.[action] ?? null;
        const [was, conditional] = [before, after].map((reach) => reach.conditional[name]?.includes(action) === true);
        return had === level && was === conditional
          ? []
          : [{ function: name, action, before: had, after: level, conditional: conditional === true }];
      }),
    );
    const given = fact.grants
      .map(({ function: name, action }) => decide(tried, { userId, organizationId, unitId, function: name, action, day, about: 'assumed' }))
      .filter(({ ways }) => ways.some((way) => way.by === 'role' && way.assignmentId === TRIED));
    const isCut = given.every((decision) => !decision.allowed && decision.licence !== undefined);
    return {
      role,
      unit: there ?? units.find(({ id }) => id === unitId) ?? null,
      day,
      mayEnter: member.hindrance === undefined,
      because: reasonWhy(snapshot.functions, fact, there, given.length > 0) ?? (isCut ? 'licence' : null),
      changes,
    };
  });
}

/** Why the role would give nothing of what it grants; what does not fit together has been refused before. */
function reasonWhy(functions: Catalogue, { grants, active }: RoleFact, unit: UnitFact | undefined, helps: boolean): RoleTrial['because'] {
  if (!grants.some(({ function: name, action }) => levelsIn(functions, name, action).length > 0)) return 'grants-nothing';
  if (!active) return 'role-inactive';
  if (unit && !unit.active) return 'unit-inactive';
  return helps ? null : 'no-department';
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Day } from '../days.ts';
import type { AssignmentId, DepartmentId, GroupId, GroupRoleId, MembershipId, OrganizationId, RoleId, UnitId, UserId } from '../ids.ts';
import { actionsOf, admitted, type Capability, capabilities, type Visibility, visibilities } from './capabilities.ts';
import type { AskedAbout, ConditionOutcome } from './conditions.ts';
import {
  type AssignmentFact,
  compile,
  type Decision,
  decide,
  type Facts,
  type GroupFact,
  type GroupRoleFact,
  isConditional,
  type MemberFact,
  type MembershipFact,
  type Question,
  type RoleFact,
  type ThroughGroup,
} from './decide.ts';

const ORGANIZATION = 'borgo' as OrganizationId;
const [SOCIAL, TAX] = ['social', 'tax'] as [DepartmentId, DepartmentId];
const [MINORS, ADULTS, RATES] = ['minors', 'adults', 'rates'] as [UnitId, UnitId, UnitId];
const CLERK = 'clerk' as UserId;
const TODAY = '2026-11-22' as Day;

/** What conditions are judged by: those of these tests look at nothing. */
const ABOUT: AskedAbout = {};
const HOME = '10.1.2.3';

const role = (given: Partial<RoleFact> & { id?: RoleId } = {}): RoleFact => ({
  id: 'reader' as RoleId,
  organizationId: ORGANIZATION,
  departmentId: null,
  forUnplaced: false,
  active: true,
  grants: [{ function: 'users', action: 'search', visibility: 'organization' }],
  ...given,
});

const given = (fields: Partial<AssignmentFact> = {}): AssignmentFact => ({
  id: 'row' as AssignmentId,
  roleId: 'reader' as RoleId,
  unitId: null,
  from: '2026-01-01' as Day,
  to: null,
  ...fields,
});

const member = (fields: Partial<MemberFact> = {}): MemberFact => ({
  userId: CLERK,
  organizationId: ORGANIZATION,
  hindrance: undefined,
  placed: true,
  administers: 'nothing',
  placements: [{ unitId: MINORS, from: '2026-01-01' as Day, to: null }],
  assignments: [given()],
  memberships: [],
  ...fields,
});

const units = [
  { id: MINORS, organizationId: ORGANIZATION, departmentId: SOCIAL, active: true },
  { id: ADULTS, organizationId: ORGANIZATION, departmentId: SOCIAL, active: true },
  { id: RATES, organizationId: ORGANIZATION, departmentId: TAX, active: true },
];

const facts = (fields: Partial<Facts> = {}): Facts => ({
  roles: [role()],
  units,
  groups: [],
  groupRoles: [],
  members: [member()],
  ...fields,
});

const ask = (about: Facts, fields: Partial<Question> = {}): Decision =>
  decide(compile(about), {
    userId: CLERK,
    organizationId: ORGANIZATION,
    unitId: null,
    function: 'users',
    action: 'search',
    day: TODAY,
    about: ABOUT,
    address: HOME,
    ...fields,
  });

const because = (decision: Decision): string[] => decision.failing.map((one) => one.because);

describe('a decision', () => {
  test('R2.40 what a role grants is allowed, as far as it says and for the reason it gives', () => {
    expect(ask(facts())).toEqual({
      allowed: true,
      visibility: 'organization',
      ways: [{ by: 'role', roleId: 'reader', assignmentId: 'row', visibility: 'organization' }],
      failing: [],
    });
  });

  test('R5.9 what nobody granted is refused', () => {
    expect(ask(facts(), { action: 'modify' })).toEqual({
      allowed: false,
      lacking: [],
      ways: [],
      failing: [{ by: 'role', roleId: 'reader', assignmentId: 'row', because: 'not-granted' }],
    });
  });

  test('R2.41 what a function does not admit is refused, whatever a role says', () => {
    const grants = [{ function: 'access-log', action: 'delete', visibility: 'all' as const }];

    expect(ask(facts({ roles: [role({ grants })] }), { function: 'access-log', action: 'delete' })).toMatchObject({
      allowed: false,
      lacking: ['function'],
    });
    expect(ask(facts(), { function: 'constructor', action: 'toString' })).toMatchObject({ allowed: false, lacking: ['function'] });
  });

  test('R2.41 a level wider than the function admits counts as far as it admits', () => {
    const grants = [{ function: 'users', action: 'search', visibility: 'department' as const }];

    expect(ask(facts({ roles: [role({ grants })] }), { unitId: MINORS })).toMatchObject({ allowed: false });
  });

  test('R5.9 of several roles the widest level counts, and each is named', () => {
    const all = role({ id: 'auditor' as RoleId, grants: [{ function: 'users', action: 'search', visibility: 'all' }] });
    const about = facts({
      roles: [role(), all],
      members: [member({ assignments: [given(), given({ id: 'other' as AssignmentId, roleId: all.id })] })],
    });

    const decision = ask(about);

    expect(decision).toMatchObject({ allowed: true, visibility: 'all' });
    expect(decision.ways).toHaveLength(2);
  });

  test('D2 somebody who is not enabled in the organization may do nothing there', () => {
    expect(ask(facts(), { organizationId: 'altrove' as OrganizationId })).toEqual({
      allowed: false,
      lacking: ['enabled'],
      ways: [],
      failing: [],
    });
    expect(ask(facts(), { userId: 'nobody' as UserId })).toMatchObject({ allowed: false, lacking: ['enabled'] });
  });

  test('R5.14 somebody who may not enter may do nothing', () => {
    expect(ask(facts({ members: [member({ hindrance: 'disabled' })] }))).toMatchObject({ allowed: false, lacking: ['may-enter'] });
  });

  test('R1.40 an administrator may do everything in his organization, one of the installation everywhere he is enabled', () => {
    for (const [administers, visibility] of [
      ['organization', 'organization'],
      ['installation', 'all'],
    ] as const) {
      const about = facts({ members: [member({ administers, assignments: [] })] });

      expect(ask(about, { function: 'policy', action: 'modify' })).toMatchObject({ allowed: true, visibility });
    }
  });
});

describe('the unit for which somebody works', () => {
  const inUnit = (fields: Partial<AssignmentFact> = {}) => [given({ unitId: MINORS, ...fields })];

  test('R2.43 rights of other units do not add up', () => {
    const about = facts({
      members: [member({ assignments: inUnit(), placements: [...member().placements, { unitId: ADULTS, from: TODAY, to: null }] })],
    });

    expect(ask(about, { unitId: MINORS })).toMatchObject({ allowed: true });
    expect(because(ask(about, { unitId: ADULTS }))).toEqual(['other-unit']);
    expect(because(ask(about))).toEqual(['other-unit']);
  });

  test('R2.45 a placement that is over ends the roles in that unit from the next day', () => {
    const about = facts({
      members: [member({ assignments: inUnit(), placements: [{ unitId: MINORS, from: '2026-01-01' as Day, to: TODAY }] })],
    });

    expect(ask(about, { unitId: MINORS })).toMatchObject({ allowed: true });
    expect(because(ask(about, { unitId: MINORS, day: '2026-11-23' as Day }))).toEqual(['not-placed']);
  });

  test('R2.45 who is placed in a unit again does not find the roles of the time before', () => {
    const again = { unitId: MINORS, from: '2026-11-01' as Day, to: null };
    const about = (from: string) => facts({ members: [member({ assignments: inUnit({ from: from as Day }), placements: [again] })] });

    expect(because(ask(about('2026-10-31'), { unitId: MINORS }))).toEqual(['placed-later']);
    expect(ask(about('2026-11-01'), { unitId: MINORS })).toMatchObject({ allowed: true });
  });

  test('R2.12 who is placed nowhere works in any unit with a role made for that, and with no other', () => {
    const outside = { placed: false, placements: [], assignments: inUnit() };

    expect(because(ask(facts({ members: [member(outside)] }), { unitId: MINORS }))).toEqual(['for-placed-only']);
    expect(ask(facts({ roles: [role({ forUnplaced: true })], members: [member(outside)] }), { unitId: MINORS })).toMatchObject({
      allowed: true,
    });
  });

  test('R2.39 a role for who is placed nowhere gives nothing to who is', () => {
    expect(because(ask(facts({ roles: [role({ forUnplaced: true })] })))).toEqual(['for-unplaced-only']);
  });

  test('R2.14 a role of a department gives nothing in a unit of another, nor without any', () => {
    const about = facts({ roles: [role({ departmentId: TAX })], members: [member({ assignments: inUnit() })] });

    expect(because(ask(about, { unitId: MINORS }))).toEqual(['other-department']);
    expect(because(ask(facts({ roles: [role({ departmentId: TAX })] })))).toEqual(['other-department']);
  });

  test('a unit that is switched off, or of another organization, is none', () => {
    const closed = units.map((unit) => ({ ...unit, active: unit.id !== MINORS }));

    expect(ask(facts({ units: closed }), { unitId: MINORS })).toMatchObject({ allowed: false, lacking: ['unit'] });
    expect(ask(facts(), { unitId: 'unknown' as UnitId })).toMatchObject({ allowed: false, lacking: ['unit'] });
  });
});

describe('days', () => {
  test.for<readonly [string, string | null, string | undefined]>([
    ['2026-11-22', '2026-11-22', undefined],
    ['2026-11-23', null, 'not-yet'],
    ['2026-01-01', '2026-11-21', 'over'],
  ])('R2.13 a role from %s to %s: %s', ([from, to, obstacle]) => {
    const about = facts({ members: [member({ assignments: [given({ from: from as Day, to: to as Day | null })] })] });

    expect(because(ask(about))).toEqual(obstacle ? [obstacle] : []);
  });

  test('R2.44 a role that is switched off gives nothing', () => {
    expect(because(ask(facts({ roles: [role({ active: false })] })))).toEqual(['role-inactive']);
  });
});

const [BOARD, OFFICE, COUNTER] = ['board', 'office', 'counter'] as [GroupId, GroupId, GroupId];

const group = (id: GroupId, parentId: GroupId | null, fields: Partial<GroupFact> = {}): GroupFact => ({
  id,
  organizationId: ORGANIZATION,
  parentId,
  kind: 'organizational',
  descriptive: false,
  active: true,
  ...fields,
});

const carries = (groupId: GroupId, fields: Partial<GroupRoleFact> = {}): GroupRoleFact => ({
  id: `carried by ${groupId}` as GroupRoleId,
  groupId,
  roleId: 'reader' as RoleId,
  unitId: null,
  from: '2026-01-01' as Day,
  to: null,
  ...fields,
});

const belongs = (groupId: GroupId, fields: Partial<MembershipFact> = {}): MembershipFact => ({
  id: `in ${groupId}` as MembershipId,
  groupId,
  from: '2026-01-01' as Day,
  to: null,
  ...fields,
});

/** A board with an office under it, which has a counter; the clerk is in one of them and nothing else gives him anything. */
const chart = (within: GroupId, fields: Partial<Facts> = {}, days: Partial<MembershipFact> = {}): Facts =>
  facts({
    groups: [group(BOARD, null), group(OFFICE, BOARD), group(COUNTER, OFFICE)],
    groupRoles: [carries(OFFICE)],
    members: [member({ assignments: [], memberships: [belongs(within, days)] })],
    ...fields,
  });

describe('a group', () => {
  test('R1.50 its members have its roles and those of the groups under it, with the way that leads there', () => {
    expect(ask(chart(OFFICE))).toMatchObject({ allowed: true, ways: [{ by: 'group', path: [OFFICE] }] });
    expect(ask(chart(BOARD))).toEqual({
      allowed: true,
      visibility: 'organization',
      ways: [
        {
          by: 'group',
          roleId: 'reader',
          groupRoleId: 'carried by office',
          membershipId: 'in board',
          path: [BOARD, OFFICE],
          visibility: 'organization',
        },
      ],
      failing: [],
    });
  });

  test('R1.50 never the reverse: what the board may do, the counter may not', () => {
    expect(ask(chart(COUNTER))).toEqual({ allowed: false, lacking: [], ways: [], failing: [] });
  });

  test('R1.52 of security: who was put into it has its roles, and nobody those of the groups under it', () => {
    const groups = [group(BOARD, null, { kind: 'security' }), group(OFFICE, BOARD, { kind: 'security' })];

    expect(ask(chart(OFFICE, { groups }))).toMatchObject({ allowed: true });
    expect(ask(chart(BOARD, { groups }))).toMatchObject({ allowed: false, failing: [] });
  });

  test.for<readonly [string, Facts, string]>([
    ['a membership that begins tomorrow', chart(BOARD, {}, { from: '2026-11-23' as Day }), 'membership-not-yet'],
    ['a membership that was over yesterday', chart(BOARD, {}, { to: '2026-11-21' as Day }), 'membership-over'],
    [
      'a group on the way that is switched off',
      chart(BOARD, { groups: [group(BOARD, null), group(OFFICE, BOARD, { active: false })] }),
      'group-inactive',
    ],
    [
      'a descriptive group',
      chart(BOARD, { groups: [group(BOARD, null, { descriptive: true }), group(OFFICE, BOARD)] }),
      'group-descriptive',
    ],
    ['a role of the group that begins tomorrow', chart(BOARD, { groupRoles: [carries(OFFICE, { from: '2026-11-23' as Day })] }), 'not-yet'],
    ['a role of the group that is over', chart(BOARD, { groupRoles: [carries(OFFICE, { to: '2026-11-21' as Day })] }), 'over'],
    ['a role in a unit where he does not work', chart(BOARD, { groupRoles: [carries(OFFICE, { unitId: MINORS })] }), 'other-unit'],
    ['a role that does not grant it', chart(BOARD, { roles: [role({ grants: [] })] }), 'not-granted'],
  ])('R1.33 %s gives nothing, and says why', ([, about, obstacle]) => {
    const decision = ask(about);

    expect(decision.allowed).toBe(false);
    expect(because(decision)).toEqual([obstacle]);
  });

  test('R1.33 both days of a membership are within', () => {
    expect(ask(chart(BOARD, {}, { from: TODAY, to: TODAY })).allowed).toBe(true);
  });

  test('R5.9 rights of a role and of a group add up, and the widest level counts', () => {
    const all = role({ id: 'auditor' as RoleId, grants: [{ function: 'users', action: 'search', visibility: 'all' }] });
    const about = chart(OFFICE, {
      roles: [role(), all],
      groupRoles: [carries(OFFICE, { roleId: all.id })],
      members: [member({ memberships: [belongs(OFFICE)] })],
    });

    expect(ask(about)).toMatchObject({ allowed: true, visibility: 'all', ways: [{ by: 'role' }, { by: 'group' }] });
  });

  test('R1.51 groups that would go round in a circle end the question all the same', () => {
    expect(ask(chart(BOARD, { groups: [group(BOARD, OFFICE), group(OFFICE, BOARD)] })).allowed).toBe(true);
  });
});

/** A condition on users that says the same of everything. */
const under = (outcome: ConditionOutcome) => ({ function: 'users', text: `that is ${outcome}`, judge: () => outcome });

/** Facts, a question and some chance about one member with up to three roles and up to three groups in a row. */
const worlds = fc
  .record({
    hindered: fc.boolean(),
    placed: fc.boolean(),
    administers: fc.constantFrom('nothing' as const, 'nothing' as const, 'organization' as const, 'installation' as const),
    placedIn: fc.subarray([MINORS, ADULTS, RATES]),
    placedFrom: fc.constantFrom('2026-01-01' as Day, '2026-06-01' as Day),
    unitId: fc.constantFrom(null, MINORS, RATES),
    roles: fc.array(
      fc.record({
        active: fc.boolean(),
        forUnplaced: fc.boolean(),
        departmentId: fc.constantFrom(null, SOCIAL, TAX),
        level: fc.constantFrom(...visibilities),
        isGranted: fc.boolean(),
        condition: fc.constantFrom<ConditionOutcome | undefined>(undefined, undefined, 'true', 'false', 'error'),
        admits: fc.constantFrom(undefined, undefined, true, false),
        unitId: fc.constantFrom(null, MINORS, RATES),
        from: fc.constantFrom('2026-01-01' as Day, '2026-12-01' as Day),
        to: fc.constantFrom(null, '2026-11-22' as Day, '2026-10-01' as Day),
      }),
      { maxLength: 3 },
    ),
    groups: fc.array(
      fc.record({
        kind: fc.constantFrom('organizational' as const, 'organizational' as const, 'security' as const),
        descriptive: fc.constantFrom(false, false, true),
        active: fc.constantFrom(true, true, false),
        isUnder: fc.boolean(),
        isMember: fc.boolean(),
        carried: fc.constantFrom(undefined, 0, 1, 2),
        unitId: fc.constantFrom(null, MINORS),
        from: fc.constantFrom('2026-01-01' as Day, '2026-12-01' as Day),
        to: fc.constantFrom(null, '2026-11-22' as Day, '2026-10-01' as Day),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ hindered, placed, administers, placedIn, placedFrom, unitId, roles, groups }) => {
    const named = (index: number): GroupId => `group${index}` as GroupId;
    const about: Facts = {
      units,
      groups: groups.map(({ kind, descriptive, active, isUnder }, index) =>
        group(named(index), isUnder && index > 0 ? named(index - 1) : null, { kind, descriptive, active }),
      ),
      groupRoles: groups.flatMap(({ carried, unitId: id, from, to }, index) =>
        carried === undefined
          ? []
          : [carries(named(index), { roleId: `role${carried}` as RoleId, unitId: id, from, to: to !== null && to < from ? null : to })],
      ),
      roles: roles.map(({ active, forUnplaced, departmentId, level, isGranted, condition, admits }, index) =>
        role({
          id: `role${index}` as RoleId,
          active,
          forUnplaced,
          departmentId,
          grants: isGranted ? [{ function: 'users', action: 'search', visibility: level }] : [],
          conditions: condition === undefined ? [] : [under(condition)],
          ...(admits === undefined ? {} : { addresses: { ranges: [], admit: () => admits } }),
        }),
      ),
      members: [
        member({
          hindrance: hindered ? 'disabled' : undefined,
          placed,
          administers,
          placements: placedIn.map((id) => ({ unitId: id, from: placedFrom, to: null })),
          assignments: roles.map(({ unitId: id, from, to }, index) =>
            given({
              id: `row${index}` as AssignmentId,
              roleId: `role${index}` as RoleId,
              unitId: id,
              from,
              to: to !== null && to < from ? null : to,
            }),
          ),
          memberships: groups.flatMap(({ isMember, from, to }, index) =>
            isMember ? [belongs(named(index), { from, to: to !== null && to < from ? null : to })] : [],
          ),
        }),
      ],
    };
    return { about, unitId };
  });

const only = (about: Facts): MemberFact => about.members[0] as MemberFact;
const withMember = (about: Facts, fields: Partial<MemberFact>): Facts => ({ ...about, members: [{ ...only(about), ...fields }] });

/** The facts without one of the ways that were named. */
function without(about: Facts, way: Decision['ways'][number]): Facts {
  if (way.by === 'administration') return withMember(about, { administers: 'nothing' });
  if (way.by === 'role') return withMember(about, { assignments: only(about).assignments.filter(({ id }) => id !== way.assignmentId) });
  return withoutEach(about, way)[0] as Facts;
}

/** The facts without the membership, without the role of the group, with a link of the path cut, and with a group of it switched off. */
const withoutEach = (about: Facts, way: ThroughGroup): Facts[] => [
  // Another membership may lead to the same row, and another row be reached by this membership: each way is one of both.
  withMember(about, { memberships: only(about).memberships.filter(({ id }) => id !== way.membershipId) }),
  { ...about, groupRoles: about.groupRoles.filter(({ id }) => id !== way.groupRoleId) },
  ...way.path.slice(1).map((cut) => ({ ...about, groups: about.groups.map((one) => (one.id === cut ? { ...one, parentId: null } : one)) })),
  ...way.path.map((off) => ({ ...about, groups: about.groups.map((one) => (one.id === off ? { ...one, active: false } : one)) })),
  ...way.path.map((off) => ({ ...about, groups: about.groups.map((one) => (one.id === off ? { ...one, descriptive: true } : one)) })),
];

/** The facts with nothing but one of the ways: other roles and memberships gone. */
function onlyBy(about: Facts, way: Decision['ways'][number]): Facts {
  const own = only(about);
  return {
    ...withMember(about, {
      administers: way.by === 'administration' ? own.administers : 'nothing',
      assignments: own.assignments.filter(({ id }) => way.by === 'role' && id === way.assignmentId),
      memberships: own.memberships.filter(({ id }) => way.by === 'group' && id === way.membershipId),
    }),
    groupRoles: about.groupRoles.filter(({ id }) => way.by === 'group' && id === way.groupRoleId),
  };
}

/** The facts with the obstacle of one role out of the way. */
function mended(about: Facts, unitId: UnitId | null, failing: Decision['failing'][number]): Facts {
  const { roleId } = failing;
  const rows = (change: Partial<Pick<AssignmentFact, 'unitId' | 'from' | 'to'>>): Facts =>
    failing.by === 'role'
      ? withMember(about, {
          assignments: only(about).assignments.map((row) => (row.id === failing.assignmentId ? { ...row, ...change } : row)),
        })
      : { ...about, groupRoles: about.groupRoles.map((row) => (row.id === failing.groupRoleId ? { ...row, ...change } : row)) };
  const belonging = (change: Partial<MembershipFact>): Facts =>
    withMember(about, {
      memberships: only(about).memberships.map((row) =>
        failing.by === 'group' && row.id === failing.membershipId ? { ...row, ...change } : row,
      ),
    });
  const onPath = (change: Partial<GroupFact>): Facts => ({
    ...about,
    groups: about.groups.map((one) => (failing.by === 'group' && failing.path.includes(one.id) ? { ...one, ...change } : one)),
  });
  const roles = (change: Partial<RoleFact>): Facts => ({
    ...about,
    roles: about.roles.map((one) => (one.id === roleId ? { ...one, ...change } : one)),
  });
  switch (failing.because) {
    case 'membership-not-yet':
      return belonging({ from: '2026-01-01' as Day });
    case 'membership-over':
      return belonging({ to: null });
    case 'group-inactive':
      return onPath({ active: true });
    case 'group-descriptive':
      return onPath({ descriptive: false });
    case 'other-unit':
      return rows({ unitId });
    case 'other-department':
      return roles({ departmentId: null });
    case 'not-yet':
      return rows({ from: '2026-01-01' as Day });
    case 'over':
      return rows({ to: null });
    case 'role-inactive':
      return roles({ active: true });
    case 'for-unplaced-only':
      return roles({ forUnplaced: false });
    case 'for-placed-only':
      return roles({ forUnplaced: true });
    case 'not-placed':
      return withMember(about, {
        placements: [...only(about).placements, { unitId: unitId as UnitId, from: '2026-01-01' as Day, to: null }],
      });
    case 'placed-later':
      return rows({ from: '2026-06-01' as Day });
    case 'address':
      return roles({ addresses: { ranges: ['0.0.0.0/0'], admit: () => true } });
    case 'condition-unasked':
    case 'condition-false':
    case 'condition-error':
      return roles({ conditions: [{ function: 'users', text: 'true', judge: () => 'true' }] });
    case 'not-granted':
    case 'no-department':
      return roles({ grants: [{ function: 'users', action: 'search', visibility: 'organization' }] });
  }
}

const isSame = (one: Decision['failing'][number], other: Decision['failing'][number]): boolean =>
  one.by === 'role'
    ? other.by === 'role' && one.assignmentId === other.assignmentId
    : other.by === 'group' && one.groupRoleId === other.groupRoleId && one.membershipId === other.membershipId;

/** The facts with every obstacle of one role out of the way, one after the other. */
function mendedThrough(about: Facts, unitId: UnitId | null, wanted: Decision['failing'][number]): Facts {
  let present = about;
  for (let turn = 0; turn < 16; turn += 1) {
    const failing = ask(present, { unitId }).failing.find((one) => isSame(one, wanted));
    if (!failing) break;
    present = mended(present, unitId, failing);
  }
  return present;
}

describe('R3.49 a role with a list of addresses', () => {
  const addresses = { ranges: ['10.1.2.3'], admit: (address: string | null) => address === HOME };

  test('gives what it grants to who comes from there, and to who comes from elsewhere or nobody knows from where nothing', () => {
    const about = facts({ roles: [role({ addresses })] });

    expect(ask(about).allowed).toBe(true);
    expect(because(ask(about, { address: '10.9.9.9' }))).toEqual(['address']);
    expect(because(ask(about, { address: null }))).toEqual(['address']);
    expect(because(ask(chart(OFFICE, { roles: [role({ addresses })] }), { address: null }))).toEqual(['address']);
  });

  test('counts where it is asked what somebody may do without saying from where', () => {
    expect(ask(facts({ roles: [role({ addresses })] }), { address: undefined }).allowed).toBe(true);
  });
});

describe('R5.9 a condition', () => {
  const conditional = (outcome: ConditionOutcome) => facts({ roles: [role({ conditions: [under(outcome)] })] });

  test('that holds gives what the role grants, and the way says under which', () => {
    expect(ask(conditional('true'))).toMatchObject({ allowed: true, ways: [{ by: 'role', condition: 'that is true' }] });
    expect(ask(chart(OFFICE, { roles: [role({ conditions: [under('true')] })] }))).toMatchObject({
      allowed: true,
      ways: [{ by: 'group', condition: 'that is true' }],
    });
  });

  test('that does not hold, cannot be answered or was not asked is a no, each with its own reason', () => {
    for (const [about, more, obstacle] of [
      [conditional('false'), {}, 'condition-false'],
      [conditional('error'), {}, 'condition-error'],
      [conditional('true'), { about: undefined }, 'condition-unasked'],
      [chart(OFFICE, { roles: [role({ conditions: [under('error')] })] }), {}, 'condition-error'],
    ] as const) {
      const decision = ask(about, more);
      expect(decision.allowed).toBe(false);
      expect(because(decision)).toEqual([obstacle]);
      expect(decision.failing[0]?.condition).toMatch(/^that is/);
    }
  });

  test('is taken to hold where it is only asked what may be, and a right is conditional when each way to it is', () => {
    const assumed = ask(conditional('false'), { about: 'assumed' });
    expect(assumed).toMatchObject({ allowed: true });
    expect(isConditional(assumed.ways)).toBe(true);
    expect(isConditional(ask(facts()).ways)).toBe(false);
    expect(isConditional([])).toBe(false);
    const administrator = facts({ roles: [role({ conditions: [under('true')] })], members: [member({ administers: 'organization' })] });
    expect(isConditional(ask(administrator).ways)).toBe(false);
  });

  test('of one function says nothing of another, and is not judged when something else is in the way', () => {
    let asked = 0;
    const judge = (): ConditionOutcome => {
      asked += 1;
      return 'true';
    };
    const conditions = [{ function: 'roles', text: 'x', judge }];
    expect(ask(facts({ roles: [role({ conditions })] }))).toMatchObject({ allowed: true });
    const off = [{ function: 'users', text: 'x', judge }];
    expect(because(ask(facts({ roles: [role({ active: false, conditions: off })] })))).toEqual(['role-inactive']);
    expect(asked).toBe(0);
  });

  test('that fails takes nothing from what another role gives without one, and only that far', () => {
    const all = role({
      id: 'auditor' as RoleId,
      grants: [{ function: 'users', action: 'search', visibility: 'all' }],
      conditions: [under('false')],
    });
    const about = facts({
      roles: [role(), all],
      members: [member({ assignments: [given(), given({ id: 'other' as AssignmentId, roleId: all.id })] })],
    });

    expect(ask(about)).toMatchObject({ allowed: true, visibility: 'organization', failing: [{ because: 'condition-false' }] });
  });
});

/** An application whose signing needs the whole licence, and a role that grants it. */
const signing = (fields: Partial<MemberFact> = {}, needs: 'base' | 'collaboration' | 'professional' = 'professional'): Facts =>
  facts({
    functions: [{ name: 'ahi/acts', actions: { sign: ['organization'], read: ['organization'] }, licences: { sign: needs } }],
    roles: [role({ grants: ['sign', 'read'].map((action) => ({ function: 'ahi/acts', action, visibility: 'organization' })) })],
    members: [member(fields)],
  });
const sign = { function: 'ahi/acts', action: 'sign' };

describe('R1.25 R5.9 the licence cuts what rights give', () => {
  test.for([
    ['base', 'base', true],
    ['base', 'collaboration', false],
    ['base', 'professional', false],
    ['collaboration', 'base', true],
    ['collaboration', 'collaboration', true],
    ['collaboration', 'professional', false],
    ['professional', 'professional', true],
    ['service', 'professional', true],
  ] as const)('who has %s may do what needs %s: %s', ([licence, needs, allowed]) => {
    const decision = ask(signing({ licence }, needs), sign);

    expect(decision.allowed).toBe(allowed);
    if (!decision.allowed)
      expect(decision).toMatchObject({ lacking: ['licence'], licence: { has: licence, needs }, ways: [{ by: 'role' }] });
  });

  test('and nothing else: neither other actions of the function nor the product’s own, which are of every licence', () => {
    expect(ask(signing({ licence: 'base' }), { function: 'ahi/acts', action: 'read' }).allowed).toBe(true);
    expect(ask(facts({ members: [member({ licence: 'base' })] })).allowed).toBe(true);
    const taken = facts({ functions: [{ name: 'users', actions: { search: ['all'] }, licences: { search: 'professional' } }] });
    expect(ask({ ...taken, members: [member({ licence: 'base' })] }).allowed).toBe(true);
  });

  test('is told beside everything else that is missing', () => {
    const decision = ask(signing({ licence: 'base', hindrance: 'disabled', assignments: [given({ to: '2026-01-02' as Day })] }), sign);

    expect(decision).toMatchObject({ allowed: false, lacking: ['may-enter', 'licence'], failing: [{ because: 'over' }] });
  });
});

describe('the reasons of a decision are complete', () => {
  test('R1.25 taking the licence away turns yes into no, which names it; giving it back turns it into the same yes', () => {
    fc.assert(
      fc.property(worlds, fc.constantFrom('base', 'collaboration'), ({ about, unitId }, less) => {
        // The same worlds, about a function of an application: who administers the gate has by that nothing there.
        const moved: Facts = {
          ...about,
          functions: [{ name: 'ahi/acts', actions: { sign: ['department', 'organization', 'all'] }, licences: { sign: 'professional' } }],
          roles: about.roles.map((one) => ({ ...one, grants: one.grants.map((row) => ({ ...row, ...sign })) })),
        };
        const whole = ask(moved, { ...sign, unitId });
        const cut = ask(withMember(moved, { licence: less }), { ...sign, unitId });

        expect(cut).toMatchObject({
          allowed: false,
          ways: whole.ways,
          failing: whole.failing,
          licence: { has: less, needs: 'professional' },
        });
        if (!cut.allowed) expect(cut.lacking).toEqual([...(whole.allowed ? [] : whole.lacking), 'licence']);
        for (const licence of ['professional', 'service'] as const)
          expect(ask(withMember(moved, { licence }), { ...sign, unitId })).toEqual(whole);
      }),
      { numRuns: 1_000, seed: 26 },
    );
  });

  test('R2.42 with every way that is named taken away the answer is no; with one left it stays yes', () => {
    fc.assert(
      fc.property(worlds, ({ about, unitId }) => {
        const decision = ask(about, { unitId });
        fc.pre(decision.allowed);

        for (const way of decision.ways) expect(ask(onlyBy(about, way), { unitId }).allowed).toBe(true);
        const left = decision.ways.reduce(without, about);
        expect(ask(left, { unitId }).allowed).toBe(false);

        expect(ask(withMember(about, { hindrance: 'inactive' }), { unitId }).allowed).toBe(false);
      }),
      { numRuns: 2_000, seed: 26 },
    );
  });

  test('R1.50 a right that comes through a group alone is gone when any one thing that its way names is gone', () => {
    fc.assert(
      fc.property(worlds, ({ about, unitId }) => {
        const free = withMember(about, { hindrance: undefined });
        const wanted = ask(free, { unitId }).failing.find(({ by }) => by === 'group');
        const open = wanted ? mendedThrough(free, unitId, wanted) : free;
        const way = ask(open, { unitId }).ways.find(({ by }) => by === 'group');
        fc.pre(way?.by === 'group');
        const alone = onlyBy(open, way);

        expect(ask(alone, { unitId }).ways).toEqual([way]);
        for (const less of withoutEach(alone, way)) expect(ask(less, { unitId }).allowed).toBe(false);
      }),
      { numRuns: 1_000, seed: 26 },
    );
  });

  test('R1.39 an application that is switched off takes every right in it away, and the reasons are those it has when it is on', () => {
    fc.assert(
      fc.property(worlds, ({ about, unitId }) => {
        const name = 'agenda/appointments';
        const functions = [{ name, actions: { search: visibilities } }];
        const roles = about.roles.map((one) => ({ ...one, grants: one.grants.map((grant) => ({ ...grant, function: name })) }));
        const question = { unitId, function: name };
        const on = ask({ ...about, roles, functions }, question);
        const off = ask({ ...about, roles, switchedOff: functions }, question);

        const lacking = on.allowed ? [] : on.lacking;
        expect(off).toEqual({ allowed: false, lacking: ['module', ...lacking], ways: on.ways, failing: on.failing });
        expect(ask({ ...about, roles }, question)).toMatchObject({ allowed: false, lacking: ['function', ...lacking] });
      }),
      { numRuns: 2_000, seed: 26 },
    );
  });

  test('R1.39 nothing of the product itself is switched off by who registers its name', () => {
    const switchedOff = [{ name: 'users', actions: { search: visibilities } }];

    expect(ask(facts({ switchedOff }))).toMatchObject({ allowed: true });
  });

  test('R2.42 with everything added that is said to be missing the answer is yes, for each role that was named', () => {
    fc.assert(
      fc.property(worlds, ({ about, unitId }) => {
        const decision = ask(about, { unitId });
        fc.pre(!decision.allowed);
        const free = decision.lacking.includes('may-enter') ? withMember(about, { hindrance: undefined }) : about;

        for (const wanted of decision.failing) {
          const present = mendedThrough(free, unitId, wanted);
          expect(ask(present, { unitId }).allowed).toBe(true);
        }
        if (decision.failing.length === 0 && decision.ways.length > 0) expect(ask(free, { unitId }).allowed).toBe(true);
      }),
      { numRuns: 2_000, seed: 26 },
    );
  });

  test('R2.42 every capability and action at every level that it admits, from a role: exactly what was granted', () => {
    for (const name of Object.keys(capabilities) as Capability[]) {
      for (const action of actionsOf(name)) {
        for (const visibility of admitted(name, action) as readonly Visibility[]) {
          const about = facts({ roles: [role({ grants: [{ function: name, action, visibility }] })] });

          for (const other of Object.keys(capabilities) as Capability[]) {
            for (const asked of actionsOf(other)) {
              // Of a department one is by the unit for which one works.
              const decision = ask(about, { function: other, action: asked, unitId: MINORS });
              expect(decision.allowed && decision.visibility).toBe(other === name && asked === action ? visibility : false);
            }
          }
        }
      }
    }
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Day } from '../days.ts';
import type { AssignmentId, DepartmentId, OrganizationId, RoleId, UnitId, UserId } from '../ids.ts';
import { actionsOf, admitted, type Capability, capabilities, type Visibility, visibilities } from './capabilities.ts';
import {
  type AssignmentFact,
  compile,
  type Decision,
  decide,
  type Facts,
  type MemberFact,
  type Question,
  type RoleFact,
} from './decide.ts';

const ORGANIZATION = 'borgo' as OrganizationId;
const [SOCIAL, TAX] = ['social', 'tax'] as [DepartmentId, DepartmentId];
const [MINORS, ADULTS, RATES] = ['minors', 'adults', 'rates'] as [UnitId, UnitId, UnitId];
const CLERK = 'clerk' as UserId;
const TODAY = '2026-11-22' as Day;

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
  ...fields,
});

const units = [
  { id: MINORS, organizationId: ORGANIZATION, departmentId: SOCIAL, active: true },
  { id: ADULTS, organizationId: ORGANIZATION, departmentId: SOCIAL, active: true },
  { id: RATES, organizationId: ORGANIZATION, departmentId: TAX, active: true },
];

const facts = (fields: Partial<Facts> = {}): Facts => ({ roles: [role()], units, members: [member()], ...fields });

const ask = (about: Facts, fields: Partial<Question> = {}): Decision =>
  decide(compile(about), {
    userId: CLERK,
    organizationId: ORGANIZATION,
    unitId: null,
    function: 'users',
    action: 'search',
    day: TODAY,
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
      failing: [{ roleId: 'reader', assignmentId: 'row', because: 'not-granted' }],
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

/** Facts, a question and some chance about one member with up to three roles. */
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
        unitId: fc.constantFrom(null, MINORS, RATES),
        from: fc.constantFrom('2026-01-01' as Day, '2026-12-01' as Day),
        to: fc.constantFrom(null, '2026-11-22' as Day, '2026-10-01' as Day),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ hindered, placed, administers, placedIn, placedFrom, unitId, roles }) => {
    const about: Facts = {
      units,
      roles: roles.map(({ active, forUnplaced, departmentId, level, isGranted }, index) =>
        role({
          id: `role${index}` as RoleId,
          active,
          forUnplaced,
          departmentId,
          grants: isGranted ? [{ function: 'users', action: 'search', visibility: level }] : [],
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
        }),
      ],
    };
    return { about, unitId };
  });

const only = (about: Facts): MemberFact => about.members[0] as MemberFact;
const withMember = (about: Facts, fields: Partial<MemberFact>): Facts => ({ ...about, members: [{ ...only(about), ...fields }] });

/** The facts without one of the ways that were named. */
const without = (about: Facts, way: Decision['ways'][number]): Facts =>
  way.by === 'administration'
    ? withMember(about, { administers: 'nothing' })
    : withMember(about, { assignments: only(about).assignments.filter(({ id }) => id !== way.assignmentId) });

/** The facts with the obstacle of one role out of the way. */
function mended(about: Facts, unitId: UnitId | null, failing: Decision['failing'][number]): Facts {
  const { assignmentId, roleId } = failing;
  const rows = (change: Partial<AssignmentFact>): Facts =>
    withMember(about, { assignments: only(about).assignments.map((row) => (row.id === assignmentId ? { ...row, ...change } : row)) });
  const roles = (change: Partial<RoleFact>): Facts => ({
    ...about,
    roles: about.roles.map((one) => (one.id === roleId ? { ...one, ...change } : one)),
  });
  switch (failing.because) {
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
    case 'not-granted':
    case 'no-department':
      return roles({ grants: [{ function: 'users', action: 'search', visibility: 'organization' }] });
  }
}

describe('the reasons of a decision are complete', () => {
  test('R2.42 with every way that is named taken away the answer is no; with one left it stays yes', () => {
    fc.assert(
      fc.property(worlds, ({ about, unitId }) => {
        const decision = ask(about, { unitId });
        fc.pre(decision.allowed);
        const [first, ...others] = decision.ways;

        const left = others.reduce(without, about);
        expect(ask(left, { unitId }).allowed).toBe(true);
        expect(ask(first ? without(left, first) : left, { unitId }).allowed).toBe(false);
        expect(ask(withMember(about, { hindrance: 'inactive' }), { unitId }).allowed).toBe(false);
      }),
      { numRuns: 2_000, seed: 26 },
    );
  });

  test('R2.42 with everything added that is said to be missing the answer is yes, for each role that was named', () => {
    fc.assert(
      fc.property(worlds, ({ about, unitId }) => {
        const decision = ask(about, { unitId });
        fc.pre(!decision.allowed);
        const free = decision.lacking.includes('may-enter') ? withMember(about, { hindrance: undefined }) : about;

        for (const { assignmentId } of decision.failing) {
          let present = free;
          for (let turn = 0; turn < 12; turn += 1) {
            const now = ask(present, { unitId });
            const failing = now.failing.find((one) => one.assignmentId === assignmentId);
            if (!failing) break;
            present = mended(present, unitId, failing);
          }
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
              const decision = ask(about, { function: other, action: asked });
              expect(decision.allowed && decision.visibility).toBe(other === name && asked === action ? visibility : false);
            }
          }
        }
      }
    }
  });
});

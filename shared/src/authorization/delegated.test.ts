import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Day } from '../days.ts';
import type { AssignmentId, DelegationId, OrganizationId, RoleId, UnitId, UserId } from '../ids.ts';
import type { Visibility } from './capabilities.ts';
import { type AssignmentFact, compile, type Facts, type MemberFact } from './decide.ts';
import { type DelegatedDecision, type DelegatedNeed, type DelegationFact, decideAsDelegate } from './delegated.ts';

const ORGANIZATION = 'borgo' as OrganizationId;
const [DELEGATOR, DELEGATE] = ['delegator', 'delegate'] as [UserId, UserId];
const TODAY = '2026-11-22' as Day;
const UNIT = 'minors' as UnitId;
const [READER, EDITOR] = ['reader', 'editor'] as [RoleId, RoleId];

interface Case {
  readonly delegation: DelegationFact;
  readonly delegator: MemberFact | undefined;
  readonly delegate: MemberFact | undefined;
  readonly level: Visibility;
}

const member = (userId: UserId, fields: Partial<MemberFact>): MemberFact => ({
  userId,
  organizationId: ORGANIZATION,
  hindrance: undefined,
  placed: true,
  administers: 'nothing',
  placements: [{ unitId: UNIT, from: '2026-01-01' as Day, to: null }],
  assignments: [],
  memberships: [],
  ...fields,
});

const has = (roleId: RoleId): AssignmentFact => ({
  id: `row-${roleId}` as AssignmentId,
  roleId,
  unitId: UNIT,
  from: '2026-01-01' as Day,
  to: null,
});

const ask = ({ delegation, delegator, delegate, level }: Case): DelegatedDecision => {
  const facts: Facts = {
    roles: [READER, EDITOR].map((id) => ({
      id,
      organizationId: ORGANIZATION,
      departmentId: null,
      forUnplaced: false,
      active: true,
      grants: [{ function: 'users', action: 'search', visibility: level }],
    })),
    units: [{ id: UNIT, organizationId: ORGANIZATION, departmentId: 'social' as never, active: true }],
    groups: [],
    groupRoles: [],
    members: [delegator, delegate].flatMap((one) => one ?? []),
  };
  return decideAsDelegate(compile(facts), delegation, { unitId: UNIT, function: 'users', action: 'search', day: TODAY });
};

const usual: Case = {
  delegation: {
    id: 'd' as DelegationId,
    organizationId: ORGANIZATION,
    delegatorId: DELEGATOR,
    delegateId: DELEGATE,
    roleId: null,
    from: '2026-11-01' as Day,
    to: '2026-11-30' as Day,
    ended: false,
  },
  delegator: member(DELEGATOR, { assignments: [has(READER)] }),
  delegate: member(DELEGATE, {}),
  level: 'organization',
};

const days = fc.constantFrom('2026-11-01', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-30') as fc.Arbitrary<Day>;
const some = (userId: UserId) =>
  fc.option(
    fc
      .record({
        hindrance: fc.constantFrom(undefined, undefined, 'inactive' as const),
        administers: fc.constantFrom('nothing' as const, 'nothing' as const, 'organization' as const, 'installation' as const),
        assignments: fc.subarray([has(READER), has(EDITOR)]),
      })
      .map((fields) => member(userId, fields)),
    { nil: undefined, freq: 6 },
  );
const cases: fc.Arbitrary<Case> = fc.record({
  delegation: fc
    .record({ from: days, to: days, ended: fc.constantFrom(false, false, true), roleId: fc.constantFrom(null, READER, EDITOR) })
    .map((fields) => ({ ...usual.delegation, ...fields })),
  delegator: some(DELEGATOR),
  delegate: some(DELEGATE),
  level: fc.constantFrom('organization' as const, 'all' as const),
});

/** The case with one thing set right that was said to be missing. */
const mends: Readonly<Partial<Record<DelegatedNeed, (one: Case) => Case>>> = {
  'delegation-begun': (one) => ({ ...one, delegation: { ...one.delegation, from: '2026-11-01' as Day } }),
  'delegation-not-over': (one) => ({ ...one, delegation: { ...one.delegation, to: '2026-11-30' as Day } }),
  'delegation-not-ended': (one) => ({ ...one, delegation: { ...one.delegation, ended: false } }),
  enabled: (one) => ({ ...one, delegate: usual.delegate }),
  'may-enter': (one) => ({ ...one, delegate: one.delegate && { ...one.delegate, hindrance: undefined } }),
  'delegator-enabled': (one) => ({ ...one, delegator: usual.delegator }),
  'delegator-may-enter': (one) => ({ ...one, delegator: one.delegator && { ...one.delegator, hindrance: undefined } }),
};

test('R3.59 a delegate may what the delegator may by his roles, told as the way it comes', () => {
  expect(ask(usual)).toEqual({
    allowed: true,
    visibility: 'organization',
    ways: [
      {
        by: 'delegation',
        delegationId: 'd',
        of: { by: 'role', roleId: READER, assignmentId: 'row-reader', visibility: 'organization' },
        visibility: 'organization',
      },
    ],
    failing: [],
  });
});

test('R3.59 R2.43 never what administering gives, nor what the delegate has himself', () => {
  const administrator = member(DELEGATOR, { administers: 'installation' });
  const own = member(DELEGATE, { administers: 'organization', assignments: [has(READER)] });

  expect(ask({ ...usual, delegator: administrator, delegate: own })).toEqual({
    allowed: false,
    lacking: [],
    ways: [],
    failing: [{ by: 'administration', because: 'never-delegated' }],
  });
});

test('R3.59 D2 what reaches every organization reaches no further than the one of the delegation', () => {
  expect(ask({ ...usual, level: 'all' })).toMatchObject({ allowed: true, visibility: 'organization' });
});

test('R3.59 everything that is said to be missing, set right one thing after the other, gives yes, and not before the last', () => {
  let compared = 0;
  fc.assert(
    fc.property(cases, (one) => {
      const decision = ask(one);
      if (decision.allowed || decision.lacking.length === 0) return;
      compared += 1;
      let mended = one;
      let present: DelegatedDecision = decision;
      for (let turn = 0; turn < 12 && !present.allowed && present.lacking.length > 0; turn += 1) {
        const mend = mends[present.lacking[0] as DelegatedNeed];
        expect(mend).toBeDefined();
        mended = mend?.(mended) ?? mended;
        present = ask(mended);
      }
      const roleId = mended.delegation.roleId;
      const holds = mended.delegator?.assignments.some((row) => roleId === null || row.roleId === roleId) === true;
      expect(present.allowed).toBe(holds);
    }),
    { numRuns: 3_000, seed: 359 },
  );
  expect(compared).toBeGreaterThan(500);
});

test('R3.59 any one thing that a yes rests on, taken away, turns it into no', () => {
  let compared = 0;
  fc.assert(
    fc.property(cases, (one) => {
      const decision = ask(one);
      if (!decision.allowed) return;
      compared += 1;
      const { delegation, delegator, delegate } = one;
      const named = new Set(decision.ways.map(({ of }) => of.roleId));
      const less: Case[] = [
        { ...one, delegation: { ...delegation, from: '2026-11-23' as Day } },
        { ...one, delegation: { ...delegation, to: '2026-11-21' as Day } },
        { ...one, delegation: { ...delegation, ended: true } },
        { ...one, delegate: undefined },
        { ...one, delegate: delegate && { ...delegate, hindrance: 'disabled' } },
        { ...one, delegator: undefined },
        { ...one, delegator: delegator && { ...delegator, hindrance: 'disabled' } },
        { ...one, delegator: delegator && { ...delegator, assignments: delegator.assignments.filter(({ roleId }) => !named.has(roleId)) } },
        { ...one, delegation: { ...delegation, roleId: 'another' as RoleId } },
      ];
      for (const without of less) expect(ask(without).allowed).toBe(false);
    }),
    { numRuns: 12_000, seed: 360 },
  );
  expect(compared).toBeGreaterThan(200);
});

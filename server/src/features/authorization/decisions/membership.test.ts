import { compile, type MemberFact } from '@varco/shared/authorization/decide';
import type { Day } from '@varco/shared/days';
import type { UnitId } from '@varco/shared/ids';
import { expect, test } from 'vitest';
import { nextPeriod } from './membership.ts';

const member = (placements: { from: string; to: string | null }[]): MemberFact => ({
  userId: 'a' as MemberFact['userId'],
  organizationId: 'b' as MemberFact['organizationId'],
  hindrance: undefined,
  placed: true,
  administers: 'nothing',
  placements: placements.map(({ from, to }) => ({ from: from as Day, to: to as Day | null, unitId: 'c' as UnitId })),
  assignments: [],
  memberships: [],
});

// Many registers write "without an end" like this, and the day after it has five figures in its year.
test('D10 the last day there is hides no earlier change of a membership', () => {
  const known = member([
    { from: '2026-01-01', to: '9999-12-31' },
    { from: '2026-01-01', to: '2026-11-21' },
  ]);
  const membership = {
    member: known,
    snapshot: compile({ roles: [], units: [], groups: [], groupRoles: [], members: [known] }),
    units: [],
    usualUnit: null,
  };

  expect(nextPeriod(membership, 'Europe/Rome', '2026-11-21' as Day)).toEqual(new Date('2026-11-21T23:00:00Z'));
});

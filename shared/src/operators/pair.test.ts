import { describe, expect, test } from 'vitest';
import type { UnitId, UserId } from '../ids.ts';
import { type Operator, pairIssues, pairOf } from './pair.ts';

const [rossi, bianchi] = ['rossi', 'bianchi'] as unknown as [UserId, UserId];
const [counter, tax] = ['counter', 'tax'] as unknown as [UnitId, UnitId];
const at = (userId: UserId, unitId: UnitId | null): Operator => ({ userId, unitId });

describe('the operators of a record', () => {
  test('R2.36 the reference is who acts, with his unit, unless somebody else is named', () => {
    expect(pairOf(at(rossi, counter), undefined)).toEqual({ acting: at(rossi, counter), reference: at(rossi, counter) });
    expect(pairOf(at(rossi, counter), at(bianchi, tax)).reference).toEqual(at(bianchi, tax));
  });

  test.each([
    ['the same, placed or not', at(rossi, counter), at(rossi, counter), true, false, []],
    ['another who is placed there', at(rossi, counter), at(bianchi, tax), true, true, []],
    ['another who is not placed there', at(rossi, counter), at(bianchi, tax), true, false, ['reference.userId reference-not-placed']],
    [
      'oneself in a unit in which one is not placed',
      at(rossi, counter),
      at(rossi, tax),
      true,
      false,
      ['reference.userId reference-not-placed'],
    ],
    ['oneself in another unit in which one is placed', at(rossi, counter), at(rossi, tax), true, true, []],
    ['another without a unit', at(rossi, counter), at(bianchi, null), true, false, ['reference.unitId reference-unit-needed']],
    ['who works for no unit', at(rossi, null), at(rossi, null), true, false, ['acting acting-unit-needed']],
    [
      'who works for no unit, for another who is not placed',
      at(rossi, null),
      at(bianchi, tax),
      true,
      false,
      ['acting acting-unit-needed', 'reference.userId reference-not-placed'],
    ],
    ['no units: both absent', at(rossi, null), at(rossi, null), false, false, []],
    ['no units: one named', at(rossi, null), at(rossi, tax), false, false, ['reference.unitId unit-not-there']],
    ['no units: another', at(rossi, null), at(bianchi, null), false, false, ['reference.userId reference-oneself-only']],
  ])('R2.32 R2.36 %s', (_, acting, reference, hasUnits, isReferencePlaced, expected) => {
    const issues = pairIssues({ acting, reference }, { hasUnits, isReferencePlaced });
    expect(issues.map(({ field, rule }) => `${field} ${rule}`)).toEqual(expected);
  });
});

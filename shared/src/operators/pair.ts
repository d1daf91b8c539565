import type { UnitId, UserId } from '../ids.ts';
import type { Issue } from '../problems.ts';

/** Somebody with the unit for which he works; null: the organization has none (requirements R2.33). */
export interface Operator {
  readonly userId: UserId;
  readonly unitId: UnitId | null;
}

/** Who types the data, and who is in charge of the case (requirements R2.32, R2.33); they may be one and the same. */
export interface OperatorPair {
  readonly acting: Operator;
  readonly reference: Operator;
}

/** What must be known of an organization on the day to judge a pair. */
export interface PairFacts {
  /** Whether the organization has a unit in use: without one nobody has a unit to name. */
  readonly hasUnits: boolean;
  /** Whether the reference operator is placed on the day in the unit named with him. */
  readonly isReferencePlaced: boolean;
}

/** The pair of a record: who acts is never chosen; the reference is the same unless somebody else is named (requirements R2.36). */
export const pairOf = (acting: Operator, reference: Operator | undefined): OperatorPair => ({ acting, reference: reference ?? acting });

const isSame = ({ acting, reference }: OperatorPair): boolean => acting.userId === reference.userId && acting.unitId === reference.unitId;

/** Every fault of a pair, at once; who acts needs no placement beside the one by which he works for his unit (requirements R2.36). */
export function pairIssues(pair: OperatorPair, { hasUnits, isReferencePlaced }: PairFacts): Issue[] {
  const { acting, reference } = pair;
  if (!hasUnits) {
    if (reference.unitId !== null) return [{ field: 'reference.unitId', rule: 'unit-not-there' }];
    return isSame(pair) ? [] : [{ field: 'reference.userId', rule: 'reference-oneself-only' }];
  }
  const issues: Issue[] = acting.unitId === null ? [{ field: 'acting', rule: 'acting-unit-needed' }] : [];
  if (reference.unitId === null) return isSame(pair) ? issues : [...issues, { field: 'reference.unitId', rule: 'reference-unit-needed' }];
  if (!isSame(pair) && !isReferencePlaced) issues.push({ field: 'reference.userId', rule: 'reference-not-placed' });
  return issues;
}

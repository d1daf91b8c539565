import type { Role } from '@varco/shared/authorization/api';
import { holds, type Visibility } from '@varco/shared/authorization/capabilities';
import type { Functions } from '@varco/shared/authorization/functions';

/** How two levels compare: which of the two reaches further, or is the only one that grants. */
export type Comparison = 'same' | 'only-first' | 'only-second' | 'first-wider' | 'second-wider' | 'other-condition';

/** One grant of either role, beside that of the other. */
export interface ComparedGrant {
  readonly capability: string;
  readonly action: string;
  readonly first: Visibility | undefined;
  readonly second: Visibility | undefined;
  /** What must hold besides, where something is granted. */
  readonly conditions: readonly [string | undefined, string | undefined];
  readonly comparison: Comparison;
}

function compared(
  first: Visibility | undefined,
  second: Visibility | undefined,
  [needsFirst, needsSecond]: ComparedGrant['conditions'],
): Comparison {
  if (first === undefined) return second === undefined ? 'same' : 'only-second';
  if (second === undefined) return 'only-first';
  if (first === second && needsFirst === needsSecond) return 'same';
  // One contains the other only if it reaches as far and asks for nothing more.
  if (holds(first, second) && (needsFirst === undefined || needsFirst === needsSecond)) return 'first-wider';
  if (holds(second, first) && (needsSecond === undefined || needsFirst === needsSecond)) return 'second-wider';
  return 'other-condition';
}

/** What two roles grant, function by function and action by action, for the functions that either opens. */
export function comparedGrants(
  { grants: first, conditions: needsFirst }: Pick<Role, 'grants' | 'conditions'>,
  { grants: second, conditions: needsSecond }: Pick<Role, 'grants' | 'conditions'>,
  functions: Functions,
): ComparedGrant[] {
  const names = functions.inOrder([...new Set([...Object.keys(first), ...Object.keys(second)])]);
  return names.flatMap((capability) => {
    const [one, other] = [first[capability], second[capability]];
    return functions
      .actions(capability, { ...one, ...other })
      .filter((action) => functions.levels(capability, action).length > 0 || one?.[action] !== undefined || other?.[action] !== undefined)
      .map((action) => {
        const conditions = [
          one?.[action] === undefined ? undefined : needsFirst[capability],
          other?.[action] === undefined ? undefined : needsSecond[capability],
        ] as const;
        return {
          capability,
          action,
          first: one?.[action],
          second: other?.[action],
          conditions,
          comparison: compared(one?.[action], other?.[action], conditions),
        };
      });
  });
}

/** In how many grants the first gives more, and in how many the second; under different conditions each gives what the other does not. */
export const balance = (grants: readonly ComparedGrant[]): { readonly first: number; readonly second: number } => ({
  first: grants.filter(({ comparison }) => ['only-first', 'first-wider', 'other-condition'].includes(comparison)).length,
  second: grants.filter(({ comparison }) => ['only-second', 'second-wider', 'other-condition'].includes(comparison)).length,
});

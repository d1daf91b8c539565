import type { Role } from '@varco/shared/authorization/api';
import { holds, type Visibility } from '@varco/shared/authorization/capabilities';
import type { Functions } from '@varco/shared/authorization/functions';

/** How two levels compare: which of the two reaches further, or is the only one that grants. */
export type Comparison = 'same' | 'only-first' | 'only-second' | 'first-wider' | 'second-wider';

/** One grant of either role, beside that of the other. */
export interface ComparedGrant {
  readonly capability: string;
  readonly action: string;
  readonly first: Visibility | undefined;
  readonly second: Visibility | undefined;
  readonly comparison: Comparison;
}

function compared(first: Visibility | undefined, second: Visibility | undefined): Comparison {
  if (first === second) return 'same';
  if (first === undefined) return 'only-second';
  if (second === undefined) return 'only-first';
  return holds(first, second) ? 'first-wider' : 'second-wider';
}

/** What two roles grant, function by function and action by action, for the functions that either opens. */
export function comparedGrants(
  { grants: first }: Pick<Role, 'grants'>,
  { grants: second }: Pick<Role, 'grants'>,
  functions: Functions,
): ComparedGrant[] {
  const names = functions.inOrder([...new Set([...Object.keys(first), ...Object.keys(second)])]);
  return names.flatMap((capability) => {
    const [one, other] = [first[capability], second[capability]];
    return functions
      .actions(capability, { ...one, ...other })
      .filter((action) => functions.levels(capability, action).length > 0 || one?.[action] !== undefined || other?.[action] !== undefined)
      .map((action) => ({
        capability,
        action,
        first: one?.[action],
        second: other?.[action],
        comparison: compared(one?.[action], other?.[action]),
      }));
  });
}

/** In how many grants the first gives more, and in how many the second. */
export const balance = (grants: readonly ComparedGrant[]): { readonly first: number; readonly second: number } => ({
  first: grants.filter(({ comparison }) => comparison === 'only-first' || comparison === 'first-wider').length,
  second: grants.filter(({ comparison }) => comparison === 'only-second' || comparison === 'second-wider').length,
});

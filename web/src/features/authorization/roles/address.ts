import { given, oneOf, textIn } from '../../../core/address.ts';

/** The value of the department filter that stands for roles of the whole organization. */
export const WHOLE = 'whole';

/** What the address of the list of roles holds; what stands at its default is left out. */
export interface RolesAddress {
  readonly search?: string;
  /** A department, or `whole`. */
  readonly department?: string;
  readonly unplaced?: 'yes' | 'no';
  /** A function that the role opens. */
  readonly opens?: string;
  readonly active?: 'yes' | 'no';
  /** A role was just removed. */
  readonly removed?: 'yes';
}

const yesOrNo = ['yes', 'no'] as const;

/** Reads the address of the list of roles; what is not understood is ignored. */
export const readRolesAddress = (values: Readonly<Record<string, unknown>>): RolesAddress => ({
  ...given('search', textIn(values, 'search')?.slice(0, 200)),
  ...given('department', textIn(values, 'department')),
  ...given('unplaced', oneOf(values, 'unplaced', yesOrNo)),
  ...given('opens', textIn(values, 'opens')),
  ...given('active', oneOf(values, 'active', yesOrNo)),
  ...given('removed', oneOf(values, 'removed', ['yes'] as const)),
});

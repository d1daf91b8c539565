import { given, oneOf, textIn } from '../../../core/address.ts';

/** What can be changed of a user's roles and placements, one at a time. */
export const rightsForms = ['placed', 'administration', 'placement', 'role'] as const;
export type RightsForm = (typeof rightsForms)[number];

/** What the address of the roles of a user holds: the form that is open, of which row (absent: a new one), and what it begins with. */
export interface RightsAddress {
  readonly edit?: RightsForm;
  readonly row?: string;
  readonly role?: string;
  readonly unit?: string;
}

/** Reads the address of the roles of a user. */
export const readRightsAddress = (values: Readonly<Record<string, unknown>>): RightsAddress => ({
  ...given('edit', oneOf(values, 'edit', rightsForms)),
  ...given('row', textIn(values, 'row')),
  ...given('role', textIn(values, 'role')),
  ...given('unit', textIn(values, 'unit')),
});

import { given, textIn } from '../../../core/address.ts';

/** What the address of "why can they?" holds: what is asked, for which unit, and the role that is tried on, where. */
export interface WhyAddress {
  readonly function?: string;
  readonly action?: string;
  readonly unit?: string;
  readonly role?: string;
  readonly in?: string;
}

/** Reads the address. */
export const readWhyAddress = (values: Readonly<Record<string, unknown>>): WhyAddress => ({
  ...given('function', textIn(values, 'function')),
  ...given('action', textIn(values, 'action')),
  ...given('unit', textIn(values, 'unit')),
  ...given('role', textIn(values, 'role')),
  ...given('in', textIn(values, 'in')),
});

import { given, oneOf } from '../../core/address.ts';

/** What the address of one's own profile holds: the card being changed. */
export interface ProfileAddress {
  readonly edit?: 'person';
}

/** Reads the address of one's own profile. */
export const readProfileAddress = (values: Readonly<Record<string, unknown>>): ProfileAddress =>
  given('edit', oneOf(values, 'edit', ['person'] as const));

import { given, textIn } from '../../../core/address.ts';

/** What the address of one's own accesses holds: the place in the list. */
export interface OwnAddress {
  readonly after?: string;
}

/** Reads the address of one's own accesses. */
export const readOwnAddress = (values: Readonly<Record<string, unknown>>): OwnAddress => given('after', textIn(values, 'after'));

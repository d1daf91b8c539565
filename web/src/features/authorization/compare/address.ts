import { given, oneOf, textIn } from '../../../core/address.ts';

/** What the address of a comparison holds: the two roles, and whether only what differs is shown. */
export interface CompareAddress {
  readonly a?: string;
  readonly b?: string;
  readonly only?: 'differences';
}

/** Reads the address of a comparison. */
export const readCompareAddress = (values: Readonly<Record<string, unknown>>): CompareAddress => ({
  ...given('a', textIn(values, 'a')),
  ...given('b', textIn(values, 'b')),
  ...given('only', oneOf(values, 'only', ['differences'] as const)),
});

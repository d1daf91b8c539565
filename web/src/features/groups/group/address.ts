import { given, oneOf, textIn } from '../../../core/address.ts';

/** What the address of one group holds: whether past members show, and where the pages of members begin. */
export interface GroupAddress {
  readonly past?: 'yes';
  readonly after?: string;
  readonly afterIndirect?: string;
}

/** Reads the address of one group; what is not understood is ignored. */
export const readGroupAddress = (values: Readonly<Record<string, unknown>>): GroupAddress => ({
  ...given('past', oneOf(values, 'past', ['yes'] as const)),
  ...given('after', textIn(values, 'after')),
  ...given('afterIndirect', textIn(values, 'afterIndirect')),
});

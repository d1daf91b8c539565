import { given, oneOf, textIn } from '../../core/address.ts';

/** What the address of the list holds: the beginning of a name, whether the past is shown, and where the page begins. */
export interface DelegationsAddress {
  readonly search?: string;
  readonly past?: 'yes';
  readonly after?: string;
}

/** Reads the address of the list. */
export const readDelegationsAddress = (values: Readonly<Record<string, unknown>>): DelegationsAddress => ({
  ...given('search', textIn(values, 'search')),
  ...given('past', oneOf(values, 'past', ['yes'] as const)),
  ...given('after', textIn(values, 'after')),
});

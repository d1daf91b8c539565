import type { UserExportQuery, UserFilter, UserQuery } from '@varco/shared/directory/api';
import { userFilters } from '@varco/shared/directory/filters';
import { countIn, given, oneOf, textIn } from '../../../core/address.ts';

/** What the address of the list holds; what stands at its default is left out. */
export interface UsersAddress {
  readonly search?: string;
  readonly state?: Exclude<UserFilter, 'can-enter'>;
  readonly sort?: 'last-access';
  readonly after?: string;
  readonly before?: string;
  /** The number of the first row shown, as far as paging knows it. */
  readonly row?: number;
}

/** Reads the address of the list; what is not understood is ignored. */
export function readUsersAddress(values: Readonly<Record<string, unknown>>): UsersAddress {
  const state = oneOf(values, 'state', userFilters);
  return {
    ...given('search', textIn(values, 'search')?.slice(0, 200)),
    ...given('state', state === 'can-enter' ? undefined : state),
    ...given('sort', oneOf(values, 'sort', ['last-access'] as const)),
    ...given('after', textIn(values, 'after')),
    ...given('before', textIn(values, 'before')),
    ...given('row', countIn(values, 'row')),
  };
}

/** The question to the server that an address stands for. */
export const userQueryOf = ({ row: _, ...address }: UsersAddress): Partial<UserQuery> => address;

/** What is exported: the whole list that an address shows, whichever of its pages. */
export const exportQueryOf = ({ search, state, sort }: UsersAddress): Partial<UserExportQuery> => ({
  ...given('search', search),
  ...given('state', state),
  ...given('sort', sort),
});

import type { UserExportQuery, UserFilter, UserQuery } from '@varco/shared/directory/api';
import { userFilters } from '@varco/shared/directory/filters';
import { type Licence, licences, type PersonKind, personKinds } from '@varco/shared/identity/licences';
import { countIn, dayIn, given, idIn, oneOf, textIn } from '../../../core/address.ts';

/** The filters beside search and state, in the order in which they stand (requirements R2.10). */
export const narrowings = ['department', 'unit', 'role', 'placed', 'licence', 'personKind', 'lastFrom', 'lastTo'] as const;
export type Narrowing = (typeof narrowings)[number];

/** What the address of the list holds; what stands at its default is left out. */
export interface UsersAddress {
  readonly search?: string;
  readonly state?: Exclude<UserFilter, 'can-enter'>;
  readonly department?: string;
  readonly unit?: string;
  readonly role?: string;
  readonly placed?: 'yes' | 'no';
  readonly licence?: Licence;
  readonly personKind?: PersonKind;
  readonly lastFrom?: string;
  readonly lastTo?: string;
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
    ...given('department', idIn(values, 'department')),
    ...given('unit', idIn(values, 'unit')),
    ...given('role', idIn(values, 'role')),
    ...given('placed', oneOf(values, 'placed', ['yes', 'no'] as const)),
    ...given('licence', oneOf(values, 'licence', licences)),
    ...given('personKind', oneOf(values, 'personKind', personKinds)),
    ...given('lastFrom', dayIn(values, 'lastFrom')),
    ...given('lastTo', dayIn(values, 'lastTo')),
    ...given('sort', oneOf(values, 'sort', ['last-access'] as const)),
    ...given('after', textIn(values, 'after')),
    ...given('before', textIn(values, 'before')),
    ...given('row', countIn(values, 'row')),
  };
}

/** What is sent of an address: ids and days are texts here. */
type Sent<Query> = { readonly [Key in keyof Query]?: Query[Key] | string | undefined };

/** The question to the server that an address stands for. */
export const userQueryOf = ({ row: _, ...address }: UsersAddress): Sent<UserQuery> => address;

/** The list of an address, whichever of its pages is shown. */
export const listOf = ({ row: _, after: _after, before: _before, ...list }: UsersAddress): Omit<UsersAddress, 'row' | 'after' | 'before'> =>
  list;

/** What is exported: the whole list that an address shows, whichever of its pages. */
export const exportQueryOf = (address: UsersAddress): Sent<UserExportQuery> => listOf(address);

/** Whom the list keeps, in whichever order. */
export const filtersOf = (address: UsersAddress): Omit<ReturnType<typeof listOf>, 'sort'> => {
  const { sort: _, ...filters } = listOf(address);
  return filters;
};

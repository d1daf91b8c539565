import { authorizationFilters } from '@varco/shared/formal-authorizations/words';
import { given, oneOf, textIn } from '../../core/address.ts';

/** What the address of the list holds: which authorizations, whose names begin so, where the page begins. */
export interface AuthorizationsAddress {
  readonly state?: (typeof authorizationFilters)[number];
  readonly search?: string;
  readonly after?: string;
}

/** Reads the address of the list. */
export const readAuthorizationsAddress = (values: Readonly<Record<string, unknown>>): AuthorizationsAddress => ({
  ...given('state', oneOf(values, 'state', authorizationFilters)),
  ...given('search', textIn(values, 'search')),
  ...given('after', textIn(values, 'after')),
});

import { given, textIn } from '../../../core/address.ts';

/** What the address of the list holds: the beginning of a name, and where the page begins. */
export interface OrganizationsAddress {
  readonly search?: string;
  readonly after?: string;
}

/** Reads the address of the list. */
export const readOrganizationsAddress = (values: Readonly<Record<string, unknown>>): OrganizationsAddress => ({
  ...given('search', textIn(values, 'search')),
  ...given('after', textIn(values, 'after')),
});

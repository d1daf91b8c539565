import { given, oneOf } from '../../../core/address.ts';

/** What the address of an organization holds: whether it is being changed. */
export interface OrganizationAddress {
  readonly edit?: 'yes';
}

/** Reads the address of an organization. */
export const readOrganizationAddress = (values: Readonly<Record<string, unknown>>): OrganizationAddress =>
  given('edit', oneOf(values, 'edit', ['yes'] as const));

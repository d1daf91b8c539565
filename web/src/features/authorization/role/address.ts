import { given, oneOf } from '../../../core/address.ts';

/** What the address of one role holds: that it is being changed, or was just made. */
export interface RoleAddress {
  readonly edit?: 'yes';
  readonly created?: 'yes';
}

/** Reads the address of one role. */
export const readRoleAddress = (values: Readonly<Record<string, unknown>>): RoleAddress => ({
  ...given('edit', oneOf(values, 'edit', ['yes'] as const)),
  ...given('created', oneOf(values, 'created', ['yes'] as const)),
});

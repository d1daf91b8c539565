import { given, oneOf } from '../../core/address.ts';

/** What the address of the policy holds: whether it is being changed. */
export interface PolicyAddress {
  readonly edit?: 'yes';
}

/** Reads the address of the policy. */
export const readPolicyAddress = (values: Readonly<Record<string, unknown>>): PolicyAddress =>
  given('edit', oneOf(values, 'edit', ['yes'] as const));

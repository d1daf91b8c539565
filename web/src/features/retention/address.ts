import { given, oneOf } from '../../core/address.ts';

/** What the address of the retention holds: whether it is being changed. */
export interface RetentionAddress {
  readonly edit?: 'yes';
}

/** Reads the address of the retention. */
export const readRetentionAddress = (values: Readonly<Record<string, unknown>>): RetentionAddress =>
  given('edit', oneOf(values, 'edit', ['yes'] as const));

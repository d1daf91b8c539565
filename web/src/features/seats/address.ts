import { type LeastLicence, leastLicences } from '@varco/shared/identity/licences';
import { given, oneOf } from '../../core/address.ts';

/** What the address of the seats holds: which licence is being changed. */
export interface SeatsAddress {
  readonly edit?: LeastLicence;
}

/** Reads the address of the seats. */
export const readSeatsAddress = (values: Readonly<Record<string, unknown>>): SeatsAddress =>
  given('edit', oneOf(values, 'edit', leastLicences));

import { given, idIn, oneOf } from '../../../core/address.ts';

/** What the address of somebody's authorizations holds: that one is being recorded, or which is being corrected. */
export interface UserAuthorizationsAddress {
  readonly edit?: 'new' | 'row';
  readonly row?: string;
}

/** Reads the address of somebody's authorizations. */
export const readUserAuthorizationsAddress = (values: Readonly<Record<string, unknown>>): UserAuthorizationsAddress => ({
  ...given('edit', oneOf(values, 'edit', ['new', 'row'] as const)),
  ...given('row', idIn(values, 'row')),
});

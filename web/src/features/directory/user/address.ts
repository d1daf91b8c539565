import { given, oneOf } from '../../../core/address.ts';

/** The cards of a user that can be changed. */
export const userCards = ['person', 'access', 'organizations'] as const;
export type UserCard = (typeof userCards)[number];

/** How somebody just created has his password: as typed, or a temporary one shown once. */
const handOvers = ['typed', 'temporary'] as const;
export type HandOver = (typeof handOvers)[number];

/** What the address of one user holds: the card being changed, or that he was just created. */
export interface UserAddress {
  readonly edit?: UserCard;
  readonly created?: HandOver;
}

/** Reads the address of one user. */
export function readUserAddress(values: Readonly<Record<string, unknown>>): UserAddress {
  return { ...given('edit', oneOf(values, 'edit', userCards)), ...given('created', oneOf(values, 'created', handOvers)) };
}

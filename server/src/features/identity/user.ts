import type { Day } from '@varco/shared/days';
import type { PersonDetails } from '@varco/shared/identity/api';
import type { Standing } from '@varco/shared/identity/user-status';
import type { OrganizationId, PersonId, UserId } from '@varco/shared/ids';
import { standingOf } from './rules.ts';

/** Who somebody is, and whether he may enter. */
export interface Identity extends Standing, PersonDetails {
  readonly organizationId: OrganizationId;
  readonly id: UserId;
  readonly username: string;
  readonly fullName: string;
  readonly familyName: string;
  readonly givenName: string;
}

/** A user with the person he is, as features above read him. */
export interface User extends Identity {
  readonly personId: PersonId;
  readonly exemptFromInactivity: boolean;
  readonly version: number;
}

/** What a new user needs to exist; ids, keyed hash and moment come from the use case. */
export interface NewUser extends Identity {
  readonly personId: PersonId;
  readonly usernameMac: Buffer;
  readonly createdAt: Date;
}

/** What a store selects of `users` as `u` and `persons` as `p` for `identityOf`. */
export const identityColumns = [
  'u.organization_id',
  'u.id',
  'u.username',
  'u.full_name',
  'u.status',
  'u.disabled',
  'u.valid_from',
  'u.valid_to',
  'p.family_name',
  'p.given_name',
  'p.tax_code',
  'p.birth_date',
  'p.sex',
  'p.email',
  'p.employee_number',
] as const;

/** What a store selects for `userOf`. */
export const userColumns = [...identityColumns, 'u.person_id', 'u.exempt_from_inactivity', 'u.version'] as const;

/** A row of `identityColumns`. */
export interface IdentityRow {
  readonly organization_id: string;
  readonly id: string;
  readonly username: string;
  readonly full_name: string;
  readonly status: string;
  readonly disabled: boolean;
  readonly valid_from: string | null;
  readonly valid_to: string | null;
  readonly family_name: string;
  readonly given_name: string;
  readonly tax_code: string | null;
  readonly birth_date: string | null;
  readonly sex: string | null;
  readonly email: string | null;
  readonly employee_number: string | null;
}

/** A row of `userColumns`. */
export interface UserRow extends IdentityRow {
  readonly person_id: string;
  readonly exempt_from_inactivity: boolean;
  readonly version: number;
}

/** Who somebody is, from his row. */
export const identityOf = (row: IdentityRow): Identity => ({
  organizationId: row.organization_id as OrganizationId,
  id: row.id as UserId,
  username: row.username,
  fullName: row.full_name,
  familyName: row.family_name,
  givenName: row.given_name,
  taxCode: row.tax_code,
  birthDate: row.birth_date as Day | null,
  sex: row.sex as PersonDetails['sex'],
  email: row.email,
  employeeNumber: row.employee_number,
  ...standingOf(row),
});

/** A user, from his row. */
export const userOf = (row: UserRow): User => ({
  ...identityOf(row),
  personId: row.person_id as PersonId,
  exemptFromInactivity: row.exempt_from_inactivity,
  version: row.version,
});

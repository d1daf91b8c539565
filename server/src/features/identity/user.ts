import type { Day } from '@varco/shared/days';
import type { PersonDetails } from '@varco/shared/identity/api';
import { type Licence, licenceOf, type PersonKind, personKindOf } from '@varco/shared/identity/licences';
import type { Standing } from '@varco/shared/identity/user-status';
import type { OrganizationId, PersonId, UserId } from '@varco/shared/ids';
import { authorizedIfAsked } from './authorized/store.ts';
import { standingOf } from './rules.ts';

/** Who somebody is, and whether he may enter. */
export interface Identity extends Standing, PersonDetails {
  readonly organizationId: OrganizationId;
  readonly id: UserId;
  readonly username: string;
  readonly fullName: string;
  readonly familyName: string;
  readonly givenName: string;
  /** What he is to the organization (requirements R1.41); null: a service without a person, whose family name is what it is called. */
  readonly personKind: PersonKind | null;
}

/** A user with the person he is, as features above read him. */
export interface User extends Identity {
  readonly personId: PersonId;
  /** Which programs he may use in his own organization at most (requirements R1.25). */
  readonly licence: Licence;
  readonly noSessions: boolean;
  readonly exemptFromInactivity: boolean;
  readonly version: number;
}

/** What a new user needs to exist; ids, keyed hash and moment come from the use case. */
export interface NewUser
  extends Omit<Identity, 'personKind' | 'authorized'>,
    Partial<Pick<User, 'personKind' | 'licence' | 'exemptFromInactivity' | 'noSessions'>> {
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
  'u.no_sessions',
  'u.valid_from',
  'u.valid_to',
  authorizedIfAsked.as('authorized'),
  'p.family_name',
  'p.given_name',
  'p.tax_code',
  'p.birth_date',
  'p.sex',
  'p.email',
  'p.employee_number',
  'p.kind',
] as const;

/** What a store selects of these and of `enablements` at home as `e` for `userOf`. */
export const userColumns = [...identityColumns, 'u.person_id', 'u.exempt_from_inactivity', 'u.version', 'e.licence'] as const;

/** A row of `identityColumns`. */
export interface IdentityRow {
  readonly organization_id: string;
  readonly id: string;
  readonly username: string;
  readonly full_name: string;
  readonly status: string;
  readonly disabled: boolean;
  readonly no_sessions: boolean;
  readonly valid_from: string | null;
  readonly valid_to: string | null;
  readonly authorized: string | null;
  readonly family_name: string;
  readonly given_name: string;
  readonly tax_code: string | null;
  readonly birth_date: string | null;
  readonly sex: string | null;
  readonly email: string | null;
  readonly employee_number: string | null;
  readonly kind: string;
}

/** A row of `userColumns`. */
export interface UserRow extends IdentityRow {
  readonly person_id: string;
  readonly exempt_from_inactivity: boolean;
  readonly version: number;
  readonly licence: string;
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
  personKind: personKindOf(row.kind),
  ...standingOf(row),
});

/** A user, from his row. */
export const userOf = (row: UserRow): User => ({
  ...identityOf(row),
  personId: row.person_id as PersonId,
  licence: licenceOf(row.licence),
  noSessions: row.no_sessions,
  exemptFromInactivity: row.exempt_from_inactivity,
  version: row.version,
});

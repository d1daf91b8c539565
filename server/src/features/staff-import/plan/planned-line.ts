import type { Day } from '@varco/shared/days';
import type { PersonDetails } from '@varco/shared/identity/api';
import type { Licence, PersonKind } from '@varco/shared/identity/licences';
import type { LineOutcome, RowFault, ValueChange } from '@varco/shared/staff-import/api';
import { type User, withLicence } from '#features/identity';

/** Somebody who is already here. */
export interface Known extends User {
  readonly administrator: boolean;
}

/** What a row, or a new user, says of a person. */
export interface Wanted extends PersonDetails {
  readonly familyName: string;
  readonly givenName: string;
  readonly fullName: string;
  readonly username: string;
  readonly validFrom: Day | null;
  readonly validTo: Day | null;
  readonly licence: Licence;
  readonly personKind: PersonKind | null;
}

/** What is to become of one row, or of somebody whom no row names. */
export interface PlannedLine {
  readonly row: number | null;
  readonly outcome: LineOutcome;
  readonly name: string;
  readonly username: string;
  readonly known: Known | undefined;
  readonly wanted: Wanted | undefined;
  readonly faults: readonly RowFault[];
  readonly changes: readonly ValueChange[];
}

/** The name by which a line is known. */
export const nameOf = ({ familyName, givenName }: { familyName: string; givenName: string }): string => `${familyName} ${givenName}`;

/** What a row may say of a person, in the order in which it is told. */
export const fields = [
  'familyName',
  'givenName',
  'fullName',
  'username',
  'taxCode',
  'birthDate',
  'sex',
  'email',
  'employeeNumber',
  'validFrom',
  'validTo',
  'licence',
  'personKind',
] as const satisfies readonly Field[];

/** A name of them. */
export type Field = keyof Wanted;

/** Somebody as he would be. */
export const userAfter = (known: Known, wanted: Wanted): User => withLicence(known, { ...known, ...wanted });

import { type Change, type ChangeValue, changesBetween } from '@varco/shared/access-log/changes';

const fields = [
  'username',
  'familyName',
  'givenName',
  'fullName',
  'taxCode',
  'birthDate',
  'sex',
  'email',
  'employeeNumber',
  'status',
  'disabled',
  'validFrom',
  'validTo',
  'exemptFromInactivity',
  'mustChangePassword',
  'administrator',
  'licence',
  'noSessions',
  'personKind',
] as const;
type Field = (typeof fields)[number];
type Told = Readonly<Partial<Record<Field, ChangeValue>>>;

/** What is told of a user by events of their own. */
const ofStanding: readonly Field[] = ['status', 'disabled'];

/** Everything a new user is made with that has a value (requirements R3.56). */
export const changesOfNew = (user: Told): Change<Field>[] => changesBetween(fields, undefined, user);

/** What a change did to a user, but for how he stands. */
export const changesOfRecord = (before: Told, after: Told): Change<Field>[] =>
  changesBetween(
    fields.filter((field) => !ofStanding.includes(field)),
    before,
    after,
  );

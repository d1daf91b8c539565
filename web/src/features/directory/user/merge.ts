import type { ChangeUser, UserRecord } from '@varco/shared/directory/api';

/** The fields of a user that a card changes, as the texts of a form; an absent day is empty. */
export type UserField =
  | 'familyName'
  | 'givenName'
  | 'fullName'
  | 'taxCode'
  | 'birthDate'
  | 'sex'
  | 'email'
  | 'employeeNumber'
  | 'username'
  | 'validFrom'
  | 'validTo'
  | 'licence'
  | 'personKind';
/** What was typed in the fields that were touched. */
export type Typed = Partial<Record<UserField, string>>;

/** The fields that may be without a value, which is then null and not an empty text. */
const mayBeAbsent: readonly UserField[] = ['taxCode', 'birthDate', 'sex', 'email', 'employeeNumber', 'validFrom', 'validTo'];

/** What a form shows of a user. */
export const typedOf = (user: UserRecord, fields: readonly UserField[]): Typed =>
  Object.fromEntries(fields.map((field) => [field, user[field] ?? '']));

/** The fields whose text differs from the record. */
export const changedFields = (user: UserRecord, typed: Typed): UserField[] =>
  (Object.keys(typed) as UserField[]).filter((field) => typed[field] !== (user[field] ?? ''));

/** The change to send: only what differs, with the version that was seen. */
export function changeOf(user: UserRecord, typed: Typed): ChangeUser {
  const changes = changedFields(user, typed).map((field) => [field, mayBeAbsent.includes(field) ? typed[field] || null : typed[field]]);
  return { ...Object.fromEntries(changes), version: user.version } as ChangeUser;
}

/** What to do when somebody else saved first: fields only one of the two changed are settled, the others are asked about. */
export interface Merge {
  readonly typed: Typed;
  readonly asked: readonly UserField[];
}

/** Brings what was typed over `seen` onto `current`; nothing typed is lost, nothing of the other is overwritten unasked. */
export function merge(seen: UserRecord, typed: Typed, current: UserRecord): Merge {
  const mine = new Set(changedFields(seen, typed));
  const fields = Object.keys(typed) as UserField[];
  const settled = fields.map((field) => [field, mine.has(field) ? typed[field] : (current[field] ?? '')]);
  const asked = fields.filter(
    (field) => mine.has(field) && (current[field] ?? '') !== (seen[field] ?? '') && (current[field] ?? '') !== typed[field],
  );
  return { typed: Object.fromEntries(settled), asked };
}

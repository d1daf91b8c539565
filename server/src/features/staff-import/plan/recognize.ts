import { foldEmail, foldUsername } from '@varco/shared/identity/folding';
import { type LoginRule, loginIssues, usernameMeant } from '#features/identity';
import { type Columns, faultAt } from './columns.ts';
import { type Known, nameOf } from './planned-line.ts';
import type { Reader } from './read-row.ts';

/** By what somebody is recognized, the surest first. */
const keys = ['taxCode', 'employeeNumber', 'username', 'email'] as const;
type Key = (typeof keys)[number];

/** A key as it is compared. */
const keyOf = (key: Key, value: string): string => {
  if (key === 'username') return foldUsername(value);
  return key === 'email' ? foldEmail(value) : value;
};

const bare = (number: string): string => number.replace(/^0+(?=\d)/, '');

/** A user name of a file is the whole of somebody's here, or of somebody new only what follows the access id (requirements D2, R3.1). */
export function nameInFull(
  readers: readonly Reader[],
  people: readonly Known[],
  { login, columns }: { readonly login: LoginRule; readonly columns: Columns },
): void {
  const present = new Set(people.map(({ username }) => foldUsername(username)));
  for (const { row, draft, faults } of readers) {
    if (draft.username === undefined || present.has(foldUsername(draft.username))) continue;
    draft.username = usernameMeant(login, draft.username);
    for (const { rule, max } of loginIssues(login, draft.username)) {
      faults.push(faultAt(columns, row, 'username', typeof max === 'number' ? { rule, max } : { rule }));
    }
  }
}

/** Finds who each row speaks of; keys that lead to different people are a fault that names both. */
export function recognize(readers: readonly Reader[], people: readonly Known[], columns: Columns): void {
  const byKey = Object.fromEntries(
    keys.map((key) => [key, new Map(people.flatMap((user) => (user[key] ? [[keyOf(key, user[key]), user] as const] : [])))]),
  ) as Record<Key, Map<string, Known>>;
  const withoutZeros = Map.groupBy(
    people.filter(({ employeeNumber }) => employeeNumber !== null && /^0+\d+$/.test(employeeNumber)),
    ({ employeeNumber }) => bare(employeeNumber ?? ''),
  );
  // As it is written; or, when a spreadsheet has eaten the zeros in front, who alone has the rest of the number.
  const byNumber = (number: string): Known | undefined => {
    const alike = withoutZeros.get(number);
    return byKey.employeeNumber.get(number) ?? (alike?.length === 1 ? alike[0] : undefined);
  };
  for (const reader of readers) {
    const found: { key: Key; known: Known }[] = [];
    for (const key of keys) {
      const value = reader.draft[key];
      if (value === undefined) continue;
      const known = (key === 'employeeNumber' ? byNumber(reader.number ?? value) : undefined) ?? byKey[key].get(keyOf(key, value));
      if (known) found.push({ key, known });
    }
    const [first] = found;
    if (!first) continue;
    reader.known = first.known;
    const own = first.known.employeeNumber;
    // Only zeros in front are no other number.
    if (own !== null && reader.draft.employeeNumber !== undefined && bare(own) === bare(reader.draft.employeeNumber)) {
      reader.draft.employeeNumber = own;
    }
    // Lists are often in capitals, and at sign-in capitals count: how a name is written changes on the user's page alone.
    const { username } = reader.draft;
    if (username !== undefined && foldUsername(username) === foldUsername(first.known.username))
      reader.draft.username = first.known.username;
    for (const { key, known } of found) {
      const code = reader.draft.taxCode;
      if (known.id !== first.known.id) {
        reader.faults.push(faultAt(columns, reader.row, key, { rule: 'keys-conflict', one: nameOf(first.known), other: nameOf(known) }));
      } else if (key === first.key && key !== 'taxCode' && code !== undefined && known.taxCode !== null && known.taxCode !== code) {
        reader.faults.push(faultAt(columns, reader.row, key, { rule: 'another-person', other: nameOf(known) }));
      }
    }
  }
}

/** The same person, or the same value that only one may have, in two rows: the later row is told of the earlier. */
export function judgeRepetitions(readers: readonly Reader[], columns: Columns): void {
  const people = new Map<string, number>();
  const values = new Map<string, number>();
  for (const { row, draft, known, faults } of readers) {
    const before = known && people.get(known.id);
    if (before !== undefined) {
      const by = keys.find((key) => draft[key] !== undefined) ?? 'username';
      faults.push(faultAt(columns, row, by, { rule: 'same-person-twice', row: before }));
    }
    if (known) people.set(known.id, before ?? row.number);
    for (const key of keys) {
      const value = draft[key];
      if (value === undefined) continue;
      const name = `${key} ${keyOf(key, value)}`;
      const earlier = values.get(name);
      if (earlier !== undefined && before === undefined) {
        const same = key === 'taxCode' || key === 'employeeNumber';
        faults.push(faultAt(columns, row, key, { rule: same ? 'same-person-twice' : 'same-value-twice', row: earlier }));
      }
      values.set(name, earlier ?? row.number);
    }
  }
}

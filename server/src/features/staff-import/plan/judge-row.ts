import type { Day } from '@varco/shared/days';
import { noDetails, Username } from '@varco/shared/identity/api';
import { fold, foldUsername } from '@varco/shared/identity/folding';
import { type Licence, USUAL_LICENCE } from '@varco/shared/identity/licences';
import type { ImportOptions, ValueChange } from '@varco/shared/staff-import/api';
import { personIssues } from '#features/directory';
import { type LoginRule, usernameMeant } from '#features/identity';
import { firstFree, LONGEST, proposedUsername } from '../rules/names.ts';
import { type Cause, type Columns, faultAt, sourceOf, wholeNames } from './columns.ts';
import { type Field, fields, type Known, nameOf, type PlannedLine, type Wanted } from './planned-line.ts';
import type { Reader } from './read-row.ts';

/** What every row of a file is judged with; a user name that is proposed to somebody is taken for all who come after him. */
interface Circumstances {
  readonly options: ImportOptions;
  readonly columns: Columns;
  readonly taken: Set<string>;
  readonly today: Day;
  readonly login: LoginRule;
  /** The licences that whoever imports may give. */
  readonly licences: readonly Licence[];
}

/** What becomes of one row, with everything that is wrong in it. */
export function judgeRow(reader: Reader, { options, columns, taken, today, login, licences }: Circumstances): PlannedLine {
  const { row, draft, known, faults } = reader;
  const at = (field: Field, cause: Cause) => faultAt(columns, row, sourceOf(field, columns), cause);
  const wanted = known ? changed(reader, known) : { ...nobody, ...draft };
  // A value that could not be read is told once, not also as missing.
  const unread = new Set(faults.map(({ field }) => field));
  if (!known) {
    for (const field of ['familyName', 'givenName'] as const) {
      if (wanted[field] === '' && !unread.has(sourceOf(field, columns))) faults.push(at(field, { rule: 'required' }));
    }
  }
  const changes = known ? changesOf(known, wanted) : [];
  if (!known || changes.length > 0) {
    for (const { field, ...issue } of personIssues(wanted, today)) {
      const own = (fields.find((one) => one === field) ?? 'familyName') as Field;
      if (!unread.has(sourceOf(own, columns))) faults.push(at(own, issue as Cause));
    }
  }
  if (wanted.licence !== known?.licence && !unread.has('licence') && !licences.includes(wanted.licence)) {
    faults.push(at('licence', { rule: 'licence-beyond-own' }));
  }
  if (known?.personKind === null && wanted.givenName === '') faults.push(at('username', { rule: 'names-a-service' }));
  let { username } = wanted;
  if (!known && username === '' && faults.length === 0) {
    const proposed = usernameMeant(login, proposedUsername(options.usernameRule, wanted)).slice(0, LONGEST);
    if (proposed === '' || !Username.safeParse(proposed).success) {
      const source = options.usernameRule === 'tax-code' ? 'taxCode' : 'familyName';
      faults.push(at(source, { rule: 'username-needed' }));
    } else {
      username = firstFree(proposed, (name) => taken.has(foldUsername(name)));
      taken.add(foldUsername(username));
    }
  }
  const outcome = faults.length > 0 ? 'faulty' : !known ? 'new' : changes.length > 0 ? 'changed' : 'unchanged';
  const whole = wholeNames.map((field) => columns.cell(row, field).trim()).find((text) => text !== '') ?? '';
  return {
    row: row.number,
    outcome,
    name: nameOf(wanted).trim() || whole,
    username: username || (known?.username ?? ''),
    known,
    wanted: outcome === 'new' || outcome === 'changed' ? { ...wanted, username } : undefined,
    faults,
    changes: outcome === 'changed' ? changes : [],
  };
}

const nobody: Wanted = {
  ...noDetails,
  familyName: '',
  givenName: '',
  fullName: '',
  username: '',
  validFrom: null,
  validTo: null,
  licence: USUAL_LICENCE,
  personKind: 'internal',
};

const single = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** What somebody would be after his row: an empty cell leaves what is there; capitals alone, or other blanks, are no other name. */
function changed({ draft, capitals }: Reader, known: Known): Wanted {
  const given = Object.entries(draft).filter(([field, value]) => {
    const name = field as Field;
    const present = String(known[name] ?? '');
    return single(present) !== value && !(capitals.has(name) && fold(present) === fold(String(value)));
  });
  return { ...wantedOf(known), ...Object.fromEntries(given) };
}

const wantedOf = (known: Known): Wanted => Object.fromEntries(fields.map((field) => [field, known[field]])) as unknown as Wanted;

const changesOf = (known: Known, wanted: Wanted): ValueChange[] =>
  fields
    .filter((field) => known[field] !== wanted[field])
    .map((field) => ({ field, before: known[field] || null, after: wanted[field] || null }));

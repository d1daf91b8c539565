/** What is typed of a department or of a unit; a department has the first two only. */
export type Draft = Partial<Record<DraftField, string>>;
/** One line of the form. */
export type DraftField = 'name' | 'nameEnglish' | 'site' | 'departmentId';

/** The fields of each in the order in which they stand in the form. */
export const fieldsOf = {
  department: ['name', 'nameEnglish'],
  unit: ['name', 'nameEnglish', 'site', 'departmentId'],
} as const satisfies Record<string, readonly DraftField[]>;

/** The fields in which two drafts differ. */
export const changedFields = (seen: Draft, typed: Draft): DraftField[] =>
  (Object.keys(typed) as DraftField[]).filter((field) => typed[field] !== seen[field]);

/** What becomes of what was typed when somebody else saved first. */
interface Merged {
  readonly typed: Draft;
  /** Both changed these, and differently: the person chooses. */
  readonly asked: readonly DraftField[];
}

/** Brings what was typed over `seen` onto what is there now: nothing typed is lost, nothing of the other's is overwritten unasked. */
export function merge(seen: Draft, typed: Draft, current: Draft): Merged {
  const mine = changedFields(seen, typed);
  const fields = Object.keys(typed) as DraftField[];
  return {
    typed: Object.fromEntries(fields.map((field) => [field, mine.includes(field) ? typed[field] : current[field]])),
    asked: mine.filter((field) => current[field] !== seen[field] && current[field] !== typed[field]),
  };
}

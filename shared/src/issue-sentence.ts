import type { Language } from './language.ts';
import type { Issue } from './problems.ts';

/** What is wrong with a field and how to mend it, with what the issue tells. */
export type IssueSentence = (language: Language, issue: Issue) => string;

/** A sentence that needs nothing of the issue. */
export const said =
  (it: string, en: string): IssueSentence =>
  (language) =>
    language === 'it' ? it : en;

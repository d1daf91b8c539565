import type { Language } from '@varco/shared/language';
import { issueSentence } from '@varco/shared/problem-messages';
import type { Issue } from '@varco/shared/problems';
import { useCallback } from 'react';
import { Refused } from '../core/http.ts';
import { useLanguage } from '../core/texts.ts';
import type { Fault } from './form.tsx';
import { useFaultSentence } from './problem.tsx';

/** Which field of the form an issue belongs to, when the server does not say. */
export type Placing = (issue: Issue) => string | undefined;

const asNamed: Placing = (issue) => issue.field;

/** The faults a refusal names, each beside its field; a refusal without a list is one fault of the whole form. */
function faultsOf(error: unknown, language: Language, sentence: (error: unknown) => string, placing: Placing = asNamed): Fault[] {
  const issues = error instanceof Refused ? (error.problem.issues ?? []) : [];
  if (issues.length === 0) return [{ text: sentence(error) }];
  return issues.map((issue) => {
    const field = placing(issue);
    return { ...(field === undefined ? {} : { field }), text: issueSentence(language, issue) };
  });
}

/** The faults of whatever was thrown, in the reader's language. */
export function useFaultsOf(placing?: Placing): (error: unknown) => Fault[] {
  const language = useLanguage();
  const sentence = useFaultSentence();
  return useCallback((error: unknown) => faultsOf(error, language, sentence, placing), [language, sentence, placing]);
}

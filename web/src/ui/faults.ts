import type { Language } from '@varco/shared/language';
import { issueSentence } from '@varco/shared/problem-messages';
import { Refused } from '../core/http.ts';
import { useLanguage } from '../core/texts.ts';
import type { Fault } from './form.tsx';
import { useFaultSentence } from './problem.tsx';

/** The faults a refusal names, each beside its field; a refusal without a list is one fault of the whole form. */
export function faultsOf(error: unknown, language: Language, sentence: (error: unknown) => string): Fault[] {
  const issues = error instanceof Refused ? (error.problem.issues ?? []) : [];
  if (issues.length === 0) return [{ text: sentence(error) }];
  return issues.map((issue) => ({ ...(issue.field === undefined ? {} : { field: issue.field }), text: issueSentence(language, issue) }));
}

/** The faults of whatever was thrown, in the reader's language. */
export function useFaultsOf(): (error: unknown) => Fault[] {
  const language = useLanguage();
  const sentence = useFaultSentence();
  return (error) => faultsOf(error, language, sentence);
}

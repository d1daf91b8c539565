import { type Language, languages } from '@varco/shared/language';
import { type ChangeStatement, LONGEST_STATEMENT, type Statement } from '@varco/shared/statements/api';

/** What is typed for one language: the product's text, or the organization's own. */
export interface Typed {
  readonly standard: boolean;
  readonly text: string;
}
/** What is typed in both languages. */
/** The texts of a statement while they are edited, in each language. */
export type Draft = Readonly<Record<Language, Typed>>;

/** Why a text cannot be saved. */
export interface Refusal {
  readonly language: Language;
  readonly why: 'missing' | 'too-long';
}

/** The draft that changes nothing; the product's text is what one starts from. */
export const draftOf = ({ it, en }: Statement): Draft => ({
  it: { standard: !it.own, text: it.text },
  en: { standard: !en.own, text: en.text },
});

const wordingOf = ({ standard, text }: Typed): string | null => (standard ? null : text.trim());

/** What to send over the version that was seen. */
export const changeOf = ({ version }: Statement, { it, en }: Draft): ChangeStatement => ({ version, it: wordingOf(it), en: wordingOf(en) });

const differs = (language: Language, one: Draft, other: Draft): boolean => wordingOf(one[language]) !== wordingOf(other[language]);

/** Whether saving would change what people read. */
export const isChanged = (statement: Statement, draft: Draft): boolean =>
  languages.some((language) => differs(language, draft, draftOf(statement)));

/** The texts that cannot be saved as they are. */
export const refusedTexts = (draft: Draft): Refusal[] =>
  languages.flatMap((language): Refusal[] => {
    const text = wordingOf(draft[language]);
    if (text === '') return [{ language, why: 'missing' }];
    return text !== null && text.length > LONGEST_STATEMENT ? [{ language, why: 'too-long' }] : [];
  });

/** What to do when somebody else saved first: a language only one of the two changed is settled, the others are asked about. */
export interface Merge {
  readonly draft: Draft;
  readonly asked: readonly Language[];
}

/** Brings what was typed over `seen` onto `current`; nothing typed is lost, nothing of the other is overwritten unasked. */
export function merge(seen: Statement, draft: Draft, current: Statement): Merge {
  const [before, now] = [draftOf(seen), draftOf(current)];
  const isMine = (language: Language) => differs(language, draft, before);
  return {
    draft: { it: isMine('it') ? draft.it : now.it, en: isMine('en') ? draft.en : now.en },
    asked: languages.filter((language) => isMine(language) && differs(language, now, before) && differs(language, now, draft)),
  };
}

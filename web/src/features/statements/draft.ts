import { type Language, languages } from '@varco/shared/language';
import type { ChangeStatement, Statement } from '@varco/shared/statements/api';

/** The most characters a text may have. */
export const longest = 20_000;

/** What is typed for one language: the product's text, or the organization's own. */
export interface Typed {
  readonly standard: boolean;
  readonly text: string;
}
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

/** What to send. */
export const changeOf = ({ it, en }: Draft): ChangeStatement => ({ it: wordingOf(it), en: wordingOf(en) });

/** Whether saving would change what people read. */
export const isChanged = (statement: Statement, draft: Draft): boolean =>
  languages.some((language) => wordingOf(draft[language]) !== wordingOf(draftOf(statement)[language]));

/** The texts that cannot be saved as they are. */
export const refusedTexts = (draft: Draft): Refusal[] =>
  languages.flatMap((language): Refusal[] => {
    const text = wordingOf(draft[language]);
    if (text === '') return [{ language, why: 'missing' }];
    return text !== null && text.length > longest ? [{ language, why: 'too-long' }] : [];
  });

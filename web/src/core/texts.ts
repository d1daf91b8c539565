import type { Language } from '@varco/shared/language';
import { createContext, useContext } from 'react';

/** The texts of one feature: a sentence, or a function that makes one. */
type Sentence = string | ((...data: never[]) => string);
interface Sentences {
  readonly [key: string]: Sentence | Sentences;
}
type InEachLanguage<T> = Readonly<Record<Language, T>>;

/** Texts in both languages; the compiler refuses a key, or an argument, that only one of them has. */
export const texts = <T extends Sentences>(inEach: { readonly it: T; readonly en: NoInfer<T> }): InEachLanguage<T> => inEach;

/** The language of the page; it changes only with a new document. */
export const LanguageContext = createContext<Language>('it');

/** The texts of a feature in the reader's language. */
export const useTexts = <T>(inEach: InEachLanguage<T>): T => inEach[useContext(LanguageContext)];

/** The reader's language. */
export const useLanguage = (): Language => useContext(LanguageContext);

interface Forms {
  readonly one: string;
  readonly other: string;
  /** Italian says "un milione di": absent, the plural serves. */
  readonly many?: string;
}

/** The form of a sentence that goes with a number, by the rules of the language (CLDR). */
export function plural(language: Language): (count: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language);
  return (count, forms) => {
    const form = rules.select(count);
    return (form === 'one' || form === 'many' ? forms[form] : undefined) ?? forms.other;
  };
}

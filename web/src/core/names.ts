import type { Language } from '@varco/shared/language';

/** Something named in Italian and, if somebody wrote it, in English. */
interface Named {
  readonly name: string;
  readonly nameEnglish: string;
}

/** The name that a reader of this language is shown: without an English one, the Italian (requirements R1.13). */
export const nameIn = (language: Language, { name, nameEnglish }: Named): string =>
  language === 'en' && nameEnglish !== '' ? nameEnglish : name;

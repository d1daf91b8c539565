import type { Language } from './language.ts';

const numberFormats: Readonly<Record<Language, Intl.NumberFormat>> = {
  it: new Intl.NumberFormat('it-IT', { useGrouping: 'always' }),
  en: new Intl.NumberFormat('en-GB', { useGrouping: 'always' }),
};

/** A whole number in the form of the language: 4.312 in Italian, 4,312 in English. */
export const formatNumber = (language: Language, value: number): string => numberFormats[language].format(value);

import { z } from 'zod';

/** The two languages of every sentence the product shows; Italian is the default. */
export const languages = ['it', 'en'] as const;
export type Language = (typeof languages)[number];
/** One of them, as a shape. */
export const Language = z.enum(languages);

/** A sentence in both languages; the compiler refuses one without the other. */
export type Bilingual = Readonly<Record<Language, string>>;

/** Every request asks: a comparison, where the shape would make an error to say no. */
const spoken = (tag: string | undefined): Language | undefined => languages.find((language) => language === tag);

/**
 * The language of a person: the one chosen before, else the first of the browser's that we speak, else Italian.
 * `accepted` is an Accept-Language header (RFC 9110, 12.5.4).
 */
export function chooseLanguage(chosen: string | undefined, accepted: string | undefined): Language {
  const known = spoken(chosen);
  if (known) return known;
  const wishes = (accepted ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find((value) => value !== undefined);
      return { language: tag.split('-')[0]?.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter((wish) => wish.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return wishes.map((wish) => spoken(wish.language)).find((language) => language !== undefined) ?? 'it';
}

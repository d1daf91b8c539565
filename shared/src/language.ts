import { z } from 'zod';

/** The two languages of every sentence the product shows; Italian is the default. */
export const languages = ['it', 'en'] as const;
export type Language = (typeof languages)[number];
export const Language = z.enum(languages);

/** A sentence in both languages; the compiler refuses one without the other. */
export type Bilingual = Readonly<Record<Language, string>>;

/**
 * The language of a person: the one chosen before, else the first of the browser's that we speak, else Italian.
 * `accepted` is an Accept-Language header (RFC 9110, 12.5.4).
 */
export function chooseLanguage(chosen: string | undefined, accepted: string | undefined): Language {
  const known = Language.safeParse(chosen);
  if (known.success) return known.data;
  const wishes = (accepted ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find((value) => value !== undefined);
      return { language: tag.split('-')[0]?.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter((wish) => wish.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const wish of wishes) {
    const spoken = Language.safeParse(wish.language);
    if (spoken.success) return spoken.data;
  }
  return 'it';
}

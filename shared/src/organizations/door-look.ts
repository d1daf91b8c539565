import { z } from 'zod';
import { Line } from '../identity/api.ts';
import type { Language } from '../language.ts';
import type { Issue } from '../problems.ts';

/** A logo has at most so many bytes, and so many points on each side. */
export const LOGO = { bytes: 102_400, least: 16, widest: 2_000, tallest: 1_000 } as const;

/** The text upon the band is white, and read with at least this contrast (WCAG 2.2, 1.4.3). */
const CONTRAST = 4.5;
const BAND_TEXT = '#ffffff';

/** How the door of an organization looks to who has not signed in. */
export const DoorLook = z.object({
  version: z.number().int(),
  /** Null: that of the product. */
  bandColor: z.string().nullable(),
  logo: z.object({ address: z.string(), width: z.number().int(), height: z.number().int(), alternative: z.string() }).nullable(),
});
export type DoorLook = z.infer<typeof DoorLook>;

/** The look as it is to be from now on. */
export const SaveDoorLook = z.object({
  version: z.number().int(),
  bandColor: z
    .string()
    .trim()
    .toLowerCase()
    .refine((color) => isColor(color), { error: 'band-color' })
    .nullable(),
  /** What the logo is for who does not see it. */
  alternative: Line(200).nullable(),
  /** The file in Base64; null: no logo; absent: the one that is there. */
  logo: z.string().max(300_000, 'logo-too-large').nullable().optional(),
});
export type SaveDoorLook = z.infer<typeof SaveDoorLook>;

const isColor = (color: string): boolean => /^#[0-9a-f]{6}$/.test(color);

/** How light a colour is, from 0 for black to 1 for white (WCAG 2.2, relative luminance). */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast of two colours written as `#rrggbb`, from 1 to 21 (WCAG 2.2). */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** What is wrong with a colour for the band: its text would be hard to read. */
export const bandIssues = (bandColor: string): Issue[] => {
  const reached = contrast(bandColor, BAND_TEXT);
  return reached < CONTRAST ? [{ field: 'bandColor', rule: 'band-contrast', contrast: Math.floor(reached * 10) / 10 }] : [];
};

const one = (language: Language, value: unknown): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(typeof value === 'number' ? value : 0);

/** What is wrong with the look of a door, and how to mend it. */
export const doorLookIssues: Readonly<Record<string, (language: Language, issue: Issue) => string>> = {
  'band-color': (language) =>
    language === 'it'
      ? 'Il colore si scrive con un cancelletto e sei cifre esadecimali, come #004d99.'
      : 'A colour is a hash sign and six hexadecimal figures, such as #004d99.',
  'band-contrast': (language, { contrast: reached }) =>
    language === 'it'
      ? `Il testo bianco su questo colore ha un contrasto di ${one(language, reached)} a 1: ne serve almeno ${one(language, CONTRAST)}. Scegli un colore più scuro.`
      : `White text on this colour has a contrast of ${one(language, reached)} to 1: at least ${one(language, CONTRAST)} is needed. Choose a darker colour.`,
  'logo-too-large': (language) =>
    language === 'it'
      ? 'Il file del logo supera 100 KB. Riducilo e sceglilo di nuovo.'
      : 'The file of the logo is over 100 KB. Make it smaller and choose it again.',
  'logo-kind': (language) =>
    language === 'it'
      ? "Il file non è un'immagine PNG, JPEG o WebP ferma e intera. Salvala in uno di questi formati e sceglila di nuovo."
      : 'The file is not a still and whole PNG, JPEG or WebP picture. Save it in one of these formats and choose it again.',
  'logo-size': (language, { width, height }) =>
    language === 'it'
      ? `Il logo è di ${one(language, width)} × ${one(language, height)} punti: servono da ${LOGO.least} a ${LOGO.widest} di larghezza e da ${LOGO.least} a ${LOGO.tallest} di altezza.`
      : `The logo has ${one(language, width)} × ${one(language, height)} points: from ${LOGO.least} to ${LOGO.widest} in width and from ${LOGO.least} to ${LOGO.tallest} in height are needed.`,
  'logo-missing': (language) =>
    language === 'it'
      ? 'Il logo non è stato scelto. Scegli il file, o togli la descrizione.'
      : 'No logo was chosen. Choose the file, or clear the description.',
};

import type { Bilingual } from '../language.ts';

/** What is refused around the retention of the log, and how to go on. */
export const retentionProblems = {
  'retention.refused': {
    it: 'Il tempo di conservazione non è stato cambiato: correggi i campi indicati.',
    en: 'The retention was not changed: correct the fields shown.',
  },
  'retention.not-confirmed': {
    it: 'Niente è stato cambiato: quello che andrebbe eliminato non è quello che hai confermato. Rileggi l’elenco e conferma di nuovo.',
    en: 'Nothing was changed: what would be purged is not what you confirmed. Read the list again and confirm once more.',
  },
} as const satisfies Record<string, Bilingual>;

/** The same in a few words, for the title of a page. */
export const retentionTitles = {
  'retention.refused': { it: 'Conservazione non cambiata', en: 'Retention not changed' },
  'retention.not-confirmed': { it: 'Da confermare di nuovo', en: 'To be confirmed again' },
} as const satisfies Record<string, Bilingual>;

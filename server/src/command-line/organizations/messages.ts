import type { Bilingual } from '@varco/shared/language';

/** What the commands about organizations say. */
export const organizations = {
  unknown: (loginId: string): Bilingual => ({
    it: `Nessun ente ha l'ID di accesso «${loginId}». Cercalo con "varco organization list".`,
    en: `No organization has the access ID "${loginId}". Look for it with "varco organization list".`,
  }),
  created: (name: string): Bilingual => ({
    it: `L'ente ${name} è stato creato.`,
    en: `The organization ${name} has been created.`,
  }),
  columns: [
    { it: 'ID DI ACCESSO', en: 'ACCESS ID' },
    { it: 'ENTE', en: 'ORGANIZATION' },
    { it: 'CODICE', en: 'CODE' },
    { it: 'ATTIVO', en: 'ACTIVE' },
  ] as const satisfies readonly Bilingual[],
};

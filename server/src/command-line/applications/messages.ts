import type { ManifestPlan } from '@varco/shared/applications/api';
import type { Bilingual } from '@varco/shared/language';

/** What the commands about applications say. */
export const applications = {
  unknown: (code: string): Bilingual => ({
    it: `Nessuna applicazione ha il codice «${code}». Cercala con "varco application list".`,
    en: `No application has the code "${code}". Look for it with "varco application list".`,
  }),
  created: (code: string): Bilingual => ({
    it: `L'applicazione ${code} è stata creata. Per farle fare domande le serve un segreto: varco application secret ${code}`,
    en: `The application ${code} has been created. To ask it needs a secret: varco application secret ${code}`,
  }),
  secret: (code: string): Bilingual => ({
    it: `Questo è il segreto di ${code}: non si vedrà più. Mettilo dove l'applicazione tiene i suoi.`,
    en: `This is the secret of ${code}: it will not be shown again. Put it where the application keeps its own.`,
  }),
  unreadable: (file: string): Bilingual => ({
    it: `Il file ${file} non si può leggere. Controlla che esista, che questo utente possa leggerlo e che non superi 1 MiB.`,
    en: `The file ${file} cannot be read. Check that it exists, that this user may read it and that it is no larger than 1 MiB.`,
  }),
  notJson: (file: string): Bilingual => ({
    it: `Il file ${file} non è JSON. Che cosa contiene un manifesto è in docs/applications.md.`,
    en: `The file ${file} is not JSON. What a manifest holds is in docs/applications.md.`,
  }),
  plan: ({ added, changed, removed, rolesThatLose }: ManifestPlan): Bilingual => ({
    it: `funzioni nuove ${added.length}, cambiate ${changed.length}, tolte ${removed.length}; ruoli che perdono qualcosa ${rolesThatLose}`,
    en: `functions new ${added.length}, changed ${changed.length}, removed ${removed.length}; roles that lose something ${rolesThatLose}`,
  }),
  tried: {
    it: 'È una prova: non è stato salvato nulla.',
    en: 'This is a trial: nothing has been saved.',
  } satisfies Bilingual,
  registered: (code: string): Bilingual => ({
    it: `Le funzioni di ${code} sono registrate.`,
    en: `The functions of ${code} are registered.`,
  }),
  columns: [
    { it: 'CODICE', en: 'CODE' },
    { it: 'APPLICAZIONE', en: 'APPLICATION' },
    { it: 'ATTIVA', en: 'ACTIVE' },
    { it: 'ENTI', en: 'ORGANIZATIONS' },
    { it: 'FUNZIONI', en: 'FUNCTIONS' },
    { it: 'SEGRETI', en: 'SECRETS' },
  ] as const satisfies readonly Bilingual[],
  functionColumns: [
    { it: 'FUNZIONE', en: 'FUNCTION' },
    { it: 'NOME', en: 'NAME' },
    { it: 'AZIONI', en: 'ACTIONS' },
  ] as const satisfies readonly Bilingual[],
};

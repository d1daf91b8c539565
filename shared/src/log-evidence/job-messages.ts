import type { Bilingual, Language } from '../language.ts';
import { formatNumber } from '../numbers.ts';

type Figures = Readonly<Record<string, number | string | undefined>>;
type Sentence = Readonly<Record<Language, (figures: Figures) => string>>;

/** The jobs about the evidence of the log, in words. */
export const logEvidenceJobs = {
  'log-archive': {
    name: { it: 'Archivio di prova del registro', en: 'Evidence archive of the log' },
    does: {
      it: 'Scrive in un file le righe del registro con ciò che le prova. Lo scarica chi lo ha chiesto, dalla pagina «Prove del registro».',
      en: 'Writes the lines of the log into a file with what proves them. Whoever asked downloads it on the page "Evidence of the log".',
    },
  },
  'verify-log': {
    name: { it: 'Verifica del registro', en: 'Verification of the log' },
    does: {
      it: 'Ricalcola tutto il registro e lo confronta con i suoi sigilli e con i punti di controllo. Non cambia nulla.',
      en: 'Computes the whole log again and compares it with its seals and with the checkpoints. It changes nothing.',
    },
  },
} as const;

/** Why no archive was written, and what to do. */
const notArchived: Readonly<Record<string, Bilingual>> = {
  'no-room': {
    it: 'Sul disco del database resta troppo poco spazio: liberane, oppure chiedi meno giorni.',
    en: 'Too little room is left on the disk of the database: free some, or ask for fewer days.',
  },
  withdrawn: {
    it: 'Nel frattempo è stata cancellata una persona, di cui il file avrebbe contenuto il nome: chiedine un altro.',
    en: 'A person was erased meanwhile, and the file would have held the name: ask for another one.',
  },
  'nothing-sealed': {
    it: 'Non è ancora stato firmato alcun punto di controllo: riprova tra un minuto.',
    en: 'No checkpoint has been signed yet: try again in a minute.',
  },
};

const whyNot = (language: Language, { reason }: Figures): string => notArchived[String(reason)]?.[language] ?? '';

const counted = (language: Language, value: Figures[string]): string => formatNumber(language, Number(value ?? 0));

/** How the runs about the evidence of the log end, in words. */
export const logEvidenceOutcomes = {
  'log-archived': {
    it: ({ rows }) => `Archivio completo, righe: ${counted('it', rows)}. Si scarica dalla pagina «Prove del registro», entro 24 ore.`,
    en: ({ rows }) =>
      `The archive is whole, lines: ${counted('en', rows)}. It is downloaded on the page "Evidence of the log", within 24 hours.`,
  },
  'log-not-archived': {
    it: (figures) => `L’archivio non è stato scritto. ${whyNot('it', figures)}`.trimEnd(),
    en: (figures) => `The archive was not written. ${whyNot('en', figures)}`.trimEnd(),
  },
  'log-verified': {
    it: ({ rows }) => `Il registro è quello che fu sigillato. Righe verificate: ${counted('it', rows)}.`,
    en: ({ rows }) => `The log is what was sealed. Lines verified: ${counted('en', rows)}.`,
  },
  'log-not-compared': {
    it: () =>
      'Il confronto non vale: i punti di controllo indicati non sono di questo registro, o nessuna chiave creduta li ha firmati. Prendi il file giusto e ripeti.',
    en: () =>
      'The comparison counts for nothing: the checkpoints given are not of this log, or no key that is believed signed them. Take the right file and try again.',
  },
  'log-differs': {
    it: ({ faults }) =>
      `Il registro NON è quello che fu sigillato. Differenze: ${counted('it', faults)}. Aprile dalla pagina «Prove del registro», conserva il risultato e avvisa chi risponde della sicurezza.`,
    en: ({ faults }) =>
      `The log is NOT what was sealed. Differences: ${counted('en', faults)}. Open them on the page "Evidence of the log", keep the result and tell whoever answers for security.`,
  },
} as const satisfies Record<string, Sentence>;

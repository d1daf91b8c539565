/** The refusals about the evidence of the log, in words. */
export const logEvidenceProblems = {
  'log-evidence.nothing-sealed': {
    it: 'Il registro non ha ancora nessun punto di controllo. Riprova tra un minuto.',
    en: 'The log has no checkpoint yet. Try again in a minute.',
  },
  'log-evidence.not-comparable': {
    it: 'Non è stato avviato nulla: con quello che hai indicato il registro non si può confrontare. Correggi e ripeti.',
    en: 'Nothing was started: the log cannot be compared with what you gave. Mend it and try again.',
  },
  'log-evidence.archive-not-ready': {
    it: "L'archivio non è ancora completo. Aspetta che finisca.",
    en: 'The archive is not whole yet. Wait until it is.',
  },
  'log-evidence.archive-claimed': {
    it: 'Questo archivio si sta già scaricando. Aspetta che finisca; se si è interrotto, riprova tra un minuto.',
    en: 'This archive is being downloaded already. Wait for its end; if it broke off, try again in a minute.',
  },
  'log-evidence.archive-gone': {
    it: "Questo archivio non c'è più: è stato scaricato, è scaduto, o è stato ritirato perché una persona è stata cancellata. Chiedine un altro.",
    en: 'This archive is gone: it was downloaded, its time is over, or it was withdrawn since a person was erased. Ask for another one.',
  },
} as const;

/** What is wrong with a file of checkpoints or with a key, in words. */
export const logEvidenceIssues = {
  'checkpoints-none': {
    it: 'In questo file non c’è nessun punto di controllo. Scegli un file scaricato da questa pagina o scritto da Varco.',
    en: 'There is no checkpoint in this file. Choose a file downloaded from this page or written by Varco.',
  },
  'checkpoints-of-another-log': {
    it: 'I punti di controllo di questo file sono di un’altra installazione. Scegli il file di questa.',
    en: 'The checkpoints of this file are of another installation. Choose the file of this one.',
  },
  'public-key': {
    it: 'Questa non è una chiave pubblica. Copiala intera, come sta nel file scaricato da questa pagina.',
    en: 'This is no public key. Copy it whole, as it stands in the file downloaded from this page.',
  },
  'public-key-of-another-log': {
    it: 'Questa chiave è di un’altra installazione. Indica quella conservata per questa.',
    en: 'This key is of another installation. Give the one that was kept for this one.',
  },
} as const;

/** The refusals in a few words, for the title of a page. */
export const logEvidenceTitles = {
  'log-evidence.nothing-sealed': { it: 'Nessun punto di controllo', en: 'No checkpoint' },
  'log-evidence.not-comparable': { it: 'Confronto non possibile', en: 'Cannot be compared' },
  'log-evidence.archive-not-ready': { it: 'Archivio non ancora completo', en: 'Archive not whole yet' },
  'log-evidence.archive-claimed': { it: 'Download già in corso', en: 'Already being downloaded' },
  'log-evidence.archive-gone': { it: 'Archivio non più disponibile', en: 'Archive gone' },
} as const;

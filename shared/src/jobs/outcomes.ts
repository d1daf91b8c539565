import type { Bilingual, Language } from '../language.ts';
import { logEvidenceOutcomes } from '../log-evidence/job-messages.ts';
import { formatNumber } from '../numbers.ts';
import { problemSentence } from '../problem-messages.ts';
import { type ProblemCode, problems } from '../problems.ts';
import type { OutcomeCode } from './jobs.ts';

/** The figures of an outcome, as its sentence reads them. */
type Figures = Readonly<Record<string, number | string | undefined>>;

const sentences: Readonly<Record<OutcomeCode, Readonly<Record<Language, (figures: Figures) => string>>>> = {
  done: { it: () => 'Finita.', en: () => 'Done.' },
  cancelled: { it: () => 'Annullata prima della fine.', en: () => 'Cancelled before its end.' },
  fault: {
    it: () => 'Si è fermata per un errore. Riprova; se continua, il motivo è nel registro del server, accanto al codice qui sotto.',
    en: () => 'It stopped because of a fault. Try again; if it continues, the reason is in the log of the server, beside the code below.',
  },
  'node-lost': {
    it: () => 'Il server si è spento tre volte mentre la eseguiva. Controlla memoria e disco, poi riprova.',
    en: () => 'The server stopped three times while doing it. Check memory and disk, then try again.',
  },
  'input-unreadable': {
    it: () => "È stata chiesta da un'altra versione di Varco e questa non la sa leggere. Chiedila di nuovo.",
    en: () => 'It was asked for by another version of Varco and this one cannot read it. Ask for it again.',
  },
  'rule-off': {
    it: () => 'Niente da fare: nei criteri la sospensione è spenta.',
    en: () => 'Nothing to do: suspension is off in the policy.',
  },
  'users-suspended': {
    it: ({ users }) => counted('it', users, 'Nessun utente sospeso.', '1 utente sospeso.', (number) => `${number} utenti sospesi.`),
    en: ({ users }) => counted('en', users, 'No user suspended.', '1 user suspended.', (number) => `${number} users suspended.`),
  },
  'suspension-held': {
    it: ({ held, months }) =>
      `Nessuno sospeso: sarebbero ${formatNumber('it', Number(held ?? 0))} in una notte. Controlla l'ora del server. Se è giusta e davvero non entrano da più di ${String(months)} mesi, esegui questo lavoro a mano.`,
    en: ({ held, months }) =>
      `Nobody suspended: it would be ${formatNumber('en', Number(held ?? 0))} in one night. Check the clock of the server. If it is right and they really have not signed in for over ${String(months)} months, run this job by hand.`,
  },
  'runs-forgotten': {
    it: ({ runs }) => counted('it', runs, 'Nessuna esecuzione tolta.', '1 esecuzione tolta.', (number) => `${number} esecuzioni tolte.`),
    en: ({ runs }) => counted('en', runs, 'No run taken off.', '1 run taken off.', (number) => `${number} runs taken off.`),
  },
  'staff-imported': {
    it: ({ created, changed }) =>
      `Utenti creati: ${formatNumber('it', Number(created ?? 0))}; aggiornati: ${formatNumber('it', Number(changed ?? 0))}.`,
    en: ({ created, changed }) =>
      `Users created: ${formatNumber('en', Number(created ?? 0))}; updated: ${formatNumber('en', Number(changed ?? 0))}.`,
  },
  'staff-not-imported': {
    it: (figures) => refusedBecause('it', figures, "Niente è stato salvato: il motivo è nella pagina dell'importazione."),
    en: (figures) => refusedBecause('en', figures, 'Nothing was saved: the reason is on the page of the import.'),
  },
  'structure-imported': {
    it: ({ departments, units, placements }) =>
      `Servizi: ${formatNumber('it', Number(departments ?? 0))}; unità: ${formatNumber('it', Number(units ?? 0))}; collocazioni: ${formatNumber('it', Number(placements ?? 0))}.`,
    en: ({ departments, units, placements }) =>
      `Departments: ${formatNumber('en', Number(departments ?? 0))}; units: ${formatNumber('en', Number(units ?? 0))}; placements: ${formatNumber('en', Number(placements ?? 0))}.`,
  },
  'structure-not-imported': {
    it: (figures) => refusedBecause('it', figures, "Niente è stato salvato: il motivo è nella pagina dell'importazione."),
    en: (figures) => refusedBecause('en', figures, 'Nothing was saved: the reason is on the page of the import.'),
  },
  'first-passwords-made': {
    it: ({ made }) =>
      counted('it', made, 'Nessuna password preparata.', '1 password preparata.', (number) => `${number} password preparate.`),
    en: ({ made }) => counted('en', made, 'No password made.', '1 password made.', (number) => `${number} passwords made.`),
  },
  'person-erased': {
    it: () => 'Nel registro e nei file del database non resta nessun testo della persona.',
    en: () => 'No text of the person is left in the log or in the files of the database.',
  },
  'person-erased-outside': {
    it: () => 'Nel registro e nelle tabelle non resta nessun testo. Archivi e copie del database esterno li svuota chi lo gestisce.',
    en: () => 'No text is left in the log and in the tables. Archives and copies of the outside database are cleared by whoever runs it.',
  },
  'backup-made': {
    it: ({ file, bytes }) => `Copia completa e riletta: ${file}, ${megabytes('it', bytes)}.`,
    en: ({ file, bytes }) => `Backup whole and read again: ${file}, ${megabytes('en', bytes)}.`,
  },
  'backup-failed': {
    it: ({ reason }) => `La copia non è stata fatta. ${(backupFaults[String(reason)] ?? anyBackupFault).it}`,
    en: ({ reason }) => `The backup was not made. ${(backupFaults[String(reason)] ?? anyBackupFault).en}`,
  },
  'log-purged': {
    it: (figures) =>
      Number(figures.months ?? 0) === 0 ? 'Niente da eliminare: nessun mese è abbastanza vecchio.' : monthsGone('it', figures),
    en: (figures) => (Number(figures.months ?? 0) === 0 ? 'Nothing to purge: no month is old enough.' : monthsGone('en', figures)),
  },
  'log-kept-for-ever': {
    it: () => 'Niente da fare: il registro si conserva per sempre.',
    en: () => 'Nothing to do: the log is kept for ever.',
  },
  'log-purge-refused': { it: (figures) => purgeRefused('it', figures), en: (figures) => purgeRefused('en', figures) },
  ...logEvidenceOutcomes,
};

/** The sentence of the refusal that ended a run; another one when this version does not know it. */
const refusedBecause = (language: Language, { reason }: Figures, otherwise: string): string =>
  typeof reason === 'string' && Object.hasOwn(problems, reason) ? problemSentence(language, reason as ProblemCode) : otherwise;

const MEGABYTE = 1_000_000;

const monthsGone = (language: Language, { months, rows }: Figures): string => {
  const many = formatNumber(language, Number(rows ?? 0));
  return counted(
    language,
    months,
    '',
    language === 'it' ? `Eliminato 1 mese (righe: ${many}).` : `1 month purged (rows: ${many}).`,
    (number) => (language === 'it' ? `Eliminati ${number} mesi (righe: ${many}).` : `${number} months purged (rows: ${many}).`),
  );
};

/** Why no more of the log goes, and what to do. */
const purgeFaults: Readonly<Record<string, Bilingual>> = {
  asleep: {
    it: 'Da più di 35 giorni il registro non ha righe nuove: l’orologio è forse andato avanti. Controlla data e ora del server e del database.',
    en: 'The log has had no new rows for more than 35 days: the clock may have run ahead. Check date and time of the server and of the database.',
  },
  'not-lived': {
    it: 'Dopo quel mese il registro non ha righe per tutti i mesi che dovrebbero essere passati: il server è stato spento a lungo, o l’orologio è andato avanti. Controlla data e ora; se sono giuste, quel mese va via più tardi, quando il registro avrà vissuto abbastanza mesi.',
    en: 'After that month the log does not have rows in all the months that should have passed: the server was off for long, or the clock ran ahead. Check date and time; if they are right, that month goes later, when the log has lived through enough months.',
  },
  'rows-differ': {
    it: 'Le righe non sono quelle sigillate: niente va via, perché cancellerebbe le tracce. Esegui "varco log verify" e conserva il risultato.',
    en: 'The rows are not those that were sealed: nothing goes, since that would take the traces away. Run "varco log verify" and keep what it says.',
  },
  'not-there': {
    it: 'Quel mese manca nel database senza che risulti eliminato. Esegui "varco log verify" e conserva il risultato.',
    en: 'That month is missing from the database and nothing says that it was purged. Run "varco log verify" and keep what it says.',
  },
  checkpoints: {
    it: 'L’ultimo punto di controllo non è in tutte le sue cartelle, o una parla di un altro registro. Esegui "varco doctor".',
    en: 'The newest checkpoint is not in all of its folders, or one speaks of another log. Run "varco doctor".',
  },
  'already-running': {
    it: 'Un’altra eliminazione era in corso: aspetta che finisca.',
    en: 'Another purge was going on: wait until it has ended.',
  },
};
const laterPurge: Bilingual = {
  it: 'Il registro era occupato, per esempio da una verifica o da un’esportazione: si riprova la notte seguente.',
  en: 'The log was busy, for example with a verification or an export: it is tried again the next night.',
};

const monthName = (language: Language, month: Figures[string]): string =>
  new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}T00:00:00Z`));

const purgeRefused = (language: Language, figures: Figures): string => {
  const { months, month, reason } = figures;
  const gone = Number(months ?? 0) > 0 ? `${monthsGone(language, figures)} ` : '';
  const about =
    month === undefined || month === ''
      ? ''
      : language === 'it'
        ? `Il mese ${monthName('it', month)} non è stato eliminato. `
        : `${monthName('en', month)} was not purged. `;
  return `${gone}${about}${(purgeFaults[String(reason)] ?? laterPurge)[language]}`;
};

const megabytes = (language: Language, bytes: Figures[string]): string =>
  `${formatNumber(language, Math.max(1, Math.round(Number(bytes ?? 0) / MEGABYTE)))} MB`;

/** Why no backup was made, and what to do. */
const backupFaults: Readonly<Record<string, Bilingual>> = {
  'already-running': {
    it: 'Se ne stava già facendo un’altra: quando finisce, se serve, avviala di nuovo.',
    en: 'Another one was being made: when it has ended, start it again if you need to.',
  },
  'no-room': {
    it: 'Sul disco delle copie non c’è abbastanza spazio: liberane, oppure indica un’altra cartella con VARCO_BACKUP_FOLDER.',
    en: 'The disk of the backups has not enough room: free some, or name another folder with VARCO_BACKUP_FOLDER.',
  },
  'disk-full': {
    it: 'Il disco delle copie si è riempito: libera spazio, oppure indica un’altra cartella con VARCO_BACKUP_FOLDER.',
    en: 'The disk of the backups has filled up: free some room, or name another folder with VARCO_BACKUP_FOLDER.',
  },
  'folder-refused': {
    it: 'Nella cartella delle copie non si può scrivere: controlla che ci sia e che l’utente che avvia Varco possa scriverci.',
    en: 'The folder of the backups cannot be written to: check that it is there and that the user who starts Varco may write to it.',
  },
  'no-replication': {
    it: 'PostgreSQL non lascia copiare i suoi file al ruolo di VARCO_DATABASE_REPLICATION_URL: controlla REPLICATION e pg_hba.conf.',
    en: 'PostgreSQL does not let the role of VARCO_DATABASE_REPLICATION_URL copy its files: check REPLICATION and pg_hba.conf.',
  },
  'database-lost': {
    it: 'La connessione al database si è interrotta: avviala di nuovo.',
    en: 'The connection to the database broke: start it again.',
  },
  damaged: {
    it: 'Il file riletto non era quello scritto: fai controllare subito il disco delle copie, poi avviala di nuovo.',
    en: 'The file read again was not what was written: have the disk of the backups checked at once, then start it again.',
  },
};
const anyBackupFault: Bilingual = {
  it: 'Il motivo è nel registro del server; da terminale lo dice "varco backup".',
  en: 'The reason is in the log of the server; at a terminal "varco backup" says it.',
};

function counted(language: Language, figure: Figures[string], none: string, one: string, many: (number: string) => string): string {
  const count = Number(figure ?? 0);
  return count === 0 ? none : count === 1 ? one : many(formatNumber(language, count));
}

/** How a run ended, in a sentence with its figures and, after a failure, what to do. */
export const outcomeSentence = (language: Language, { code, ...figures }: { readonly code: OutcomeCode } & Figures): string =>
  sentences[code][language](figures);

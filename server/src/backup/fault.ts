import type { Bilingual } from '@varco/shared/language';

/** Why a backup, a restore or a move does not go on. */
export type BackupFaultCode =
  | 'already-running'
  | 'no-room'
  | 'disk-full'
  | 'folder-refused'
  | 'file-missing'
  | 'not-a-backup'
  | 'incomplete'
  | 'damaged'
  | 'newer-format'
  | 'other-kind'
  | 'other-postgres'
  | 'newer-schema'
  | 'other-schema'
  | 'other-tablespaces'
  | 'no-replication'
  | 'database-lost'
  | 'interrupted'
  | 'not-empty'
  | 'in-use'
  | 'not-recovered'
  | 'broken-index'
  | 'not-authentic'
  | 'origin-unproven'
  | 'key-missing'
  | 'key-other'
  | 'no-keys-inside'
  | 'wrong-passphrase'
  | 'short-passphrase'
  | 'database-not-empty'
  | 'rows-missing'
  | 'unfinished';

/** A reason told in one sentence with the mend, in both languages; `code` is for programs. */
export class BackupFault extends Error {
  readonly code: BackupFaultCode;
  readonly sentence: Bilingual;

  constructor(code: BackupFaultCode, sentence: Bilingual, options?: ErrorOptions) {
    super(sentence.en, options);
    this.name = 'BackupFault';
    this.code = code;
    this.sentence = sentence;
  }
}

const codeOf = (fault: unknown): string => (fault instanceof Error && 'code' in fault ? String(fault.code) : '');
const messageOf = (fault: unknown): string => (fault instanceof Error ? fault.message : String(fault)).replaceAll(/\s+/g, ' ').trim();

/** Bytes as people read them. */
export const inMegabytes = (bytes: number): string => `${Math.max(1, Math.round(bytes / 1_000_000))} MB`;

/** What the file system answered about a file being written, as a sentence. */
export function writeFault(fault: unknown, path: string): unknown {
  if (fault instanceof BackupFault) return fault;
  switch (codeOf(fault)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new BackupFault(
        'disk-full',
        {
          it: `Il disco di ${path} è pieno: quanto scritto è stato tolto. Libera spazio, oppure indica un'altra cartella con --to.`,
          en: `The disk of ${path} is full: what had been written was taken away. Free some room, or name another folder with --to.`,
        },
        { cause: fault },
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
    case 'ENAMETOOLONG':
      return new BackupFault(
        'folder-refused',
        {
          it: `Non si può scrivere in ${path} (${messageOf(fault)}): dai la cartella a questo utente, oppure indicane un'altra.`,
          en: `${path} cannot be written (${messageOf(fault)}): give the folder to this user, or name another one.`,
        },
        { cause: fault },
      );
    default:
      return fault;
  }
}

/** What the file system answered about a file being read, as a sentence. */
export function readFault(fault: unknown, path: string): unknown {
  if (fault instanceof BackupFault || !/^(ENOENT|EACCES|EPERM|EISDIR|ENOTDIR|EIO)$/.test(codeOf(fault))) return fault;
  return new BackupFault(
    'file-missing',
    {
      it: `Il file ${path} non si può leggere (${messageOf(fault)}): controlla il nome e i permessi. "varco backup list" elenca le copie.`,
      en: `The file ${path} cannot be read (${messageOf(fault)}): check its name and its rights. "varco backup list" lists the backups.`,
    },
    { cause: fault },
  );
}

/** A file that does not hold what its own list says. */
export const damaged = (path: string, what: string): BackupFault =>
  new BackupFault('damaged', {
    it: `Il file ${path} è danneggiato (${what}): usane un altro, e controlla il disco su cui si trova.`,
    en: `The file ${path} is damaged (${what}): use another one, and check the disk it is on.`,
  });

/** A connection that broke while it was being read, as a sentence. */
export const databaseLost = (fault: unknown): BackupFault =>
  new BackupFault(
    'database-lost',
    {
      it: `Il database si è interrotto durante il lavoro (${messageOf(fault)}): non è rimasto nulla a metà. Riprova quando è di nuovo in funzione.`,
      en: `The database went away during the work (${messageOf(fault)}): nothing is left half done. Try again when it runs.`,
    },
    { cause: fault },
  );

/** Somebody stopped the work. */
export const interrupted = (): BackupFault =>
  new BackupFault('interrupted', {
    it: 'Il lavoro è stato interrotto: non è rimasto nulla a metà.',
    en: 'The work was interrupted: nothing is left half done.',
  });

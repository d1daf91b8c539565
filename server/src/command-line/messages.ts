import type { UserState } from '@varco/shared/directory/api';
import type { Bilingual } from '@varco/shared/language';

/** A reason why the command cannot do what it was asked; one sentence with the mend. */
export class CommandFault extends Error {
  readonly sentence: Bilingual;

  constructor(sentence: Bilingual) {
    super(sentence.en);
    this.sentence = sentence;
  }
}

/** The installation as the commands may find it. */
export const installation = {
  notReady: {
    it: 'Il database si sta ancora avviando o fermando: il comando aspetta.',
    en: 'The database is still being started or stopped: the command waits.',
  } satisfies Bilingual,
  neverStarted: (keyFile: string): Bilingual => ({
    it: `Il server non è mai stato avviato con questa cartella: la chiave segreta ${keyFile} non c'è. Avvialo una volta, oppure indica la sua cartella con VARCO_DATA.`,
    en: `The server has never been started with this folder: there is no secret key ${keyFile}. Start it once, or name its folder with VARCO_DATA.`,
  }),
  neverFinished: (data: string): Bilingual => ({
    it: `Il server non ha mai completato un avvio su ${data}: il database non è ancora pronto. Avvialo una volta, poi ripeti.`,
    en: `The server has never completed a start on ${data}: its database is not ready yet. Start it once, then repeat.`,
  }),
  keyLost: (keyFile: string): Bilingual => ({
    it: `La chiave segreta ${keyFile} non c'è più, ma il database sì. Rimetti al suo posto la copia conservata altrove.`,
    en: `The secret key ${keyFile} is gone although the database is there. Put back the copy that was kept elsewhere.`,
  }),
  closed: (path: string): Bilingual => ({
    it: `Questo utente non può leggere ${path}. Ripeti il comando come l'utente che avvia il server, oppure come root.`,
    en: `This user may not read ${path}. Repeat the command as the user who starts the server, or as root.`,
  }),
  olderDatabase: (count: number): Bilingual => ({
    it: `Il database è di una versione precedente: ${count === 1 ? 'manca 1 migrazione' : `mancano ${count} migrazioni`}. Avvia, o riavvia, il server di questa versione, poi ripeti.`,
    en: `The database belongs to an earlier version: ${count === 1 ? '1 migration is' : `${count} migrations are`} missing. Start, or restart, the server of this version, then repeat.`,
  }),
  newerDatabase: (name: string): Bilingual => ({
    it: `Il database è di una versione più recente (conosce ${name}). Usa il comando di quella versione.`,
    en: `The database belongs to a newer version (it knows ${name}). Use the command of that version.`,
  }),
  isDemonstration: (data: string): Bilingual => ({
    it: `${data} contiene una dimostrazione. Aggiungi VARCO_DEMO=1 per usare il comando su di essa, oppure indica un'altra cartella con VARCO_DATA.`,
    en: `${data} holds a demonstration. Add VARCO_DEMO=1 to use the command on it, or name another folder with VARCO_DATA.`,
  }),
  isNoDemonstration: (data: string): Bilingual => ({
    it: `${data} non contiene una dimostrazione. Togli VARCO_DEMO per usare il comando su questa installazione.`,
    en: `${data} holds no demonstration. Remove VARCO_DEMO to use the command on this installation.`,
  }),
  otherDatabase: (name: string): Bilingual => ({
    it: `Il database è stato fatto con un'altra migrazione ${name}. Rimetti i file originali di questa versione.`,
    en: `The database was made with another migration ${name}. Restore the original files of this version.`,
  }),
};

/** What the commands about users say. */
export const users = {
  unknown: (username: string): Bilingual => ({
    it: `Nessun utente si chiama «${username}»: maiuscole e minuscole contano. Cercalo con "varco user list --state all --search".`,
    en: `No user is called "${username}": capital and small letters count. Look for it with "varco user list --state all --search".`,
  }),
  created: (username: string): Bilingual => ({
    it: `L'utente ${username} è stato creato.`,
    en: `The user ${username} has been created.`,
  }),
  temporaryPassword: (username: string): Bilingual => ({
    it: `Questa è la password temporanea di ${username}: non si vedrà più, e andrà cambiata al primo accesso.`,
    en: `This is the temporary password of ${username}: it will not be shown again, and must be changed at the first sign-in.`,
  }),
  reset: (username: string): Bilingual => ({
    it: `La password di ${username} è stata reimpostata e le sue sessioni sono state chiuse.`,
    en: `The password of ${username} has been reset and its sessions have been closed.`,
  }),
  unlocked: (username: string): Bilingual => ({
    it: `L'utente ${username} ora non è bloccato: la password è quella di prima, il conto dei tentativi riparte da zero.`,
    en: `The user ${username} is not locked any more: the password is the same, and the count of attempts begins anew.`,
  }),
  authorized: (username: string): Bilingual => ({
    it: `L'autorizzazione formale di ${username} è registrata.`,
    en: `The formal authorization of ${username} is recorded.`,
  }),
  passwordFile: (file: string): Bilingual => ({
    it: `Il file della password ${file} non si può leggere. Controlla che esista e che questo utente possa leggerlo.`,
    en: `The password file ${file} cannot be read. Check that it exists and that this user may read it.`,
  }),
};

/** What a terminal would obey instead of showing it is left out. */
const harmless = (text: string): string => text.replace(/\p{C}/gu, ' ');

/** What the import of a staff list says. */
export const staffLists = {
  unreadable: (file: string): Bilingual => ({
    it: `Il file ${file} non si può leggere. Controlla che esista e che questo utente possa leggerlo.`,
    en: `The file ${file} cannot be read. Check that it exists and that this user may read it.`,
  }),
  fault: (row: number, column: string, value: string, sentence: Bilingual): Bilingual => ({
    it: harmless(`Riga ${row}, ${column}: ${value === '' ? '' : `«${value.slice(0, 80)}». `}${sentence.it}`),
    en: harmless(`Row ${row}, ${column}: ${value === '' ? '' : `"${value.slice(0, 80)}". `}${sentence.en}`),
  }),
  counts: (counts: Readonly<Record<'new' | 'changed' | 'unchanged' | 'faulty' | 'missing', number>>): Bilingual => ({
    it: `nuovi ${counts.new}, modificati ${counts.changed}, già uguali ${counts.unchanged}, con errori ${counts.faulty}, non nel file ${counts.missing}`,
    en: `new ${counts.new}, changed ${counts.changed}, already equal ${counts.unchanged}, with errors ${counts.faulty}, not in the file ${counts.missing}`,
  }),
  firstPasswords: (id: string): Bilingual => ({
    it: `Per le prime password dei nuovi utenti, entro 24 ore: varco user first-passwords --import ${id} --to <cartella>`,
    en: `For first passwords of the new users, within 24 hours: varco user first-passwords --import ${id} --to <folder>`,
  }),
  end: (how: 'done' | 'stopped' | 'idle' | 'tried'): Bilingual =>
    ({
      done: {
        it: 'Importazione eseguita. I nuovi utenti non hanno ancora una password.',
        en: 'Import carried out. New users have no password yet.',
      },
      stopped: {
        it: 'Non è stato salvato nulla: correggi gli errori, oppure ripeti con --only-good per saltare quelle righe.',
        en: 'Nothing has been saved: mend the errors, or repeat with --only-good to skip those rows.',
      },
      idle: { it: 'Non c’è nulla da salvare.', en: 'There is nothing to save.' },
      tried: { it: 'È una prova: non è stato salvato nulla.', en: 'This is a trial: nothing has been saved.' },
    })[how],
};

/** The columns of the list of users. */
export const columns = {
  username: { it: 'UTENTE', en: 'USER' },
  name: { it: 'COGNOME E NOME', en: 'NAME' },
  state: { it: 'STATO', en: 'STATE' },
  administrator: { it: 'AMMINISTRA', en: 'ADMINISTRATOR' },
  lastAccess: { it: 'ULTIMO ACCESSO', en: 'LAST ACCESS' },
} satisfies Record<string, Bilingual>;

/** The states of a user, in the words of the pages. */
export const states: Readonly<Record<UserState, Bilingual>> = {
  active: { it: 'attivo', en: 'active' },
  locked: { it: 'bloccato', en: 'locked' },
  disabled: { it: 'disabilitato', en: 'disabled' },
  inactive: { it: 'inattivo', en: 'inactive' },
  suspended: { it: 'sospeso per inattività', en: 'suspended for inactivity' },
  service: { it: 'di servizio, non accede', en: 'of a service, does not sign in' },
  'out-of-validity': { it: 'fuori validità', en: 'out of validity' },
  'not-authorized': { it: 'senza autorizzazione formale', en: 'not formally authorized' },
  ceased: { it: 'persona cancellata', en: 'person erased' },
};

/** Short words of the list. */
export const words = {
  yes: { it: 'sì', en: 'yes' },
  no: { it: 'no', en: 'no' },
  never: { it: 'mai', en: 'never' },
} satisfies Record<string, Bilingual>;

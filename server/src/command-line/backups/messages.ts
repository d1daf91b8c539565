import type { Bilingual } from '@varco/shared/language';
import { inMegabytes } from '#backup/fault';

/** What the commands about backups say. */
export const backups = {
  progress: (percent: number): Bilingual => ({ it: `Copia: ${percent} %`, en: `Backup: ${percent} %` }),
  verifying: (percent: number): Bilingual => ({ it: `Verifica: ${percent} %`, en: `Verification: ${percent} %` }),
  unpacking: (percent: number): Bilingual => ({ it: `Ripristino: ${percent} %`, en: `Restore: ${percent} %` }),
  checkingIndexes: (percent: number): Bilingual => ({
    it: `Controllo degli indici: ${percent} %`,
    en: `Check of the indexes: ${percent} %`,
  }),
  made: (holdsUntil: string, bytes: number): Bilingual => ({
    it: `La copia è completa: contiene tutto ciò che era stato confermato fino a ${holdsUntil} (${inMegabytes(bytes)}).`,
    en: `The backup is complete: it holds everything acknowledged up to ${holdsUntil} (${inMegabytes(bytes)}).`,
  }),
  removed: (count: number): Bilingual => ({
    it: count === 1 ? 'Una copia più vecchia è stata tolta.' : `${count} copie più vecchie sono state tolte.`,
    en: count === 1 ? 'One older backup was taken away.' : `${count} older backups were taken away.`,
  }),
  withoutKey: (keyFile: string): Bilingual => ({
    it: `La chiave segreta non è nella copia: conserva altrove ${keyFile}, oppure usa --with-keys.`,
    en: `The secret key is not in the backup: keep ${keyFile} elsewhere, or use --with-keys.`,
  }),
  withKey: {
    it: 'La chiave segreta è nella copia, sotto la frase segreta: conservala in un altro luogo. Senza non si apre.',
    en: 'The secret key is in the backup, under the passphrase: keep that in another place. Nothing else opens it.',
  } satisfies Bilingual,
  whole: (path: string, holdsUntil: string): Bilingual => ({
    it: `${path} è di questa installazione e integro: contiene tutto fino a ${holdsUntil}.`,
    en: `${path} is of this installation and whole: it holds everything up to ${holdsUntil}.`,
  }),
  wholeUnproven: (path: string, holdsUntil: string): Bilingual => ({
    it: `${path} è integro: contiene tutto fino a ${holdsUntil}. Chi l'ha fatto non è provato.`,
    en: `${path} is whole: it holds everything up to ${holdsUntil}. Who made it is not proved.`,
  }),
  verifyNeedsKey: (path: string): Bilingual => ({
    it: `Qui non c'è la chiave segreta di ${path}, che prova chi l'ha fatto: indicala con VARCO_SECRET_KEY_FILE. Con --unproven si controlla soltanto che il file sia integro.`,
    en: `The secret key of ${path}, which proves who made it, is not here: name it with VARCO_SECRET_KEY_FILE. With --unproven only whether the file is whole is checked.`,
  }),
  none: (folder: string): Bilingual => ({
    it: `In ${folder} non c'è ancora nessuna copia: "varco backup" ne fa una.`,
    en: `There is no backup in ${folder} yet: "varco backup" makes one.`,
  }),
  outsideWithoutRole: {
    it: 'Per copiare i file di un PostgreSQL esterno serve un ruolo a parte: CREATE ROLE varco_backup LOGIN REPLICATION PASSWORD \'...\'; una riga "replication" per lui in pg_hba.conf; il suo indirizzo in VARCO_DATABASE_REPLICATION_URL. Oppure usa "varco export".',
    en: 'To copy the files of an outside PostgreSQL takes a role of its own: CREATE ROLE varco_backup LOGIN REPLICATION PASSWORD \'...\'; a "replication" line for it in pg_hba.conf; its address in VARCO_DATABASE_REPLICATION_URL. Or use "varco export".',
  } satisfies Bilingual,
  badNumber: (option: string, range: string): Bilingual => ({
    it: `L'opzione ${option} vuole un numero intero ${range}.`,
    en: `The option ${option} takes a whole number ${range}.`,
  }),
};

/** The columns of the list of backups. */
export const backupColumns = {
  file: { it: 'FILE', en: 'FILE' },
  holdsUntil: { it: 'CONTIENE FINO A', en: 'HOLDS UP TO' },
  size: { it: 'DIMENSIONE', en: 'SIZE' },
  kind: { it: 'TIPO', en: 'KIND' },
  key: { it: 'CHIAVE', en: 'KEY' },
  origin: { it: 'ORIGINE', en: 'ORIGIN' },
} satisfies Record<string, Bilingual>;

/** Short words of the list of backups. */
export const backupWords = {
  backup: { it: 'copia', en: 'backup' },
  export: { it: 'esportazione', en: 'export' },
  unfinished: { it: 'non completo', en: 'not complete' },
  inside: { it: 'dentro', en: 'inside' },
  apart: { it: 'a parte', en: 'apart' },
  ours: { it: 'provata', en: 'proved' },
  unproven: { it: 'non provata', en: 'not proved' },
} satisfies Record<string, Bilingual>;

/** What the commands about the passphrase say. */
export const passphrases = {
  ask: { it: 'Frase segreta:', en: 'Passphrase:' },
  again: { it: 'Ripeti la frase segreta:', en: 'The passphrase again:' },
  different: {
    it: 'Le due frasi segrete sono diverse: ripeti il comando.',
    en: 'The two passphrases differ: repeat the command.',
  },
  needed: {
    it: 'Qui serve una frase segreta: indica un file che la contiene con --passphrase-file, oppure "-" per lo standard input.',
    en: 'A passphrase is needed here: name a file that holds it with --passphrase-file, or "-" for the standard input.',
  },
  unreadable: (file: string): Bilingual => ({
    it: `Il file della frase segreta ${file} non si può leggere. Controlla che esista e che questo utente possa leggerlo.`,
    en: `The passphrase file ${file} cannot be read. Check that it exists and that this user may read it.`,
  }),
} satisfies Record<string, Bilingual | ((...given: never[]) => Bilingual)>;

/** What the commands about restoring and moving say. */
export const returns = {
  outsideDatabase: {
    it: 'VARCO_DATABASE_URL indica un PostgreSQL esterno, che questo comando non sostituisce: togli l\'impostazione, oppure usa --unpack CARTELLA o "varco import".',
    en: 'VARCO_DATABASE_URL names an outside PostgreSQL, which this command does not replace: remove the setting, or use --unpack FOLDER or "varco import".',
  } satisfies Bilingual,
  databaseThere: (data: string): Bilingual => ({
    it: `In ${data} c'è già un database: indica una cartella nuova con --data, oppure usa --replace, che lo mette da parte.`,
    en: `There is a database in ${data} already: name a new folder with --data, or use --replace, which moves it aside.`,
  }),
  confirm: (data: string, holdsUntil: string): Bilingual => ({
    it: `Il database in ${data} verrà messo da parte e sostituito con la copia del ${holdsUntil}. Scrivi sì per continuare:`,
    en: `The database in ${data} will be moved aside and replaced by the backup of ${holdsUntil}. Type yes to go on:`,
  }),
  notConfirmed: {
    it: 'Non è stato cambiato nulla. Per continuare rispondi sì al terminale, oppure usa --yes.',
    en: 'Nothing has been changed. To go on answer yes at the terminal, or use --yes.',
  } satisfies Bilingual,
  keyMissing: (keyFile: string, fingerprint: string): Bilingual => ({
    it: `La chiave segreta ${keyFile} non c'è, e nel file non è contenuta. Rimetti al suo posto la copia conservata altrove (impronta ${fingerprint}). Con --without-key si va avanti senza, e per sempre: i nomi sconosciuti scritti alla porta e registrati non si potranno più riconoscere, i loro tentativi e blocchi si perdono, e ogni browser conosciuto andrà confermato di nuovo. Password, utenti, criteri e registro restano.`,
    en: `The secret key ${keyFile} is not there, and the file does not hold it. Put back the copy that was kept elsewhere (fingerprint ${fingerprint}). With --without-key one goes on without it, and for good: unknown names typed at the door and logged cannot be recognised again, their attempts and locks are lost, and every known browser must prove itself again. Passwords, users, rules and log stay.`,
  }),
  keyOther: (keyFile: string, fingerprint: string): Bilingual => ({
    it: `La chiave segreta ${keyFile} non è quella di questo file (impronta ${fingerprint}): il file è di un'altra installazione, oppure è stato cambiato. Rimetti quella giusta, o usa un altro file; con --without-key si usa questa, e per sempre: i nomi sconosciuti scritti alla porta e registrati non si potranno più riconoscere, i loro tentativi e blocchi si perdono, e ogni browser conosciuto andrà confermato di nuovo.`,
    en: `The secret key ${keyFile} is not the one of this file (fingerprint ${fingerprint}): the file was made by another installation, or has been changed. Put the right one back, or use another file; with --without-key this one is used, and for good: unknown names typed at the door and logged cannot be recognised again, their attempts and locks are lost, and every known browser must prove itself again.`,
  }),
  originUnproven: (path: string): Bilingual => ({
    it: `Senza la chiave segreta nessuno può provare chi ha fatto ${path}, e un file contraffatto esegue i comandi di chi l'ha scritto. Porta la chiave (VARCO_SECRET_KEY_FILE). Se è persa per sempre e il file è sempre stato in mano tua, aggiungi --unproven. Non è stato toccato nulla.`,
    en: `Without the secret key nobody can prove who made ${path}, and a forged file runs what its writer wants. Bring the key (VARCO_SECRET_KEY_FILE). If it is lost for good and the file was in your hands all the time, add --unproven. Nothing has been touched.`,
  }),
  unproven: {
    it: "L'origine del file non è provata, come hai chiesto con --unproven.",
    en: 'The origin of the file is not proved, as you asked with --unproven.',
  } satisfies Bilingual,
  cutOff: {
    it: "Un ripristino di prima era stato interrotto: ho rimesso tutto com'era, e ricomincio.",
    en: 'An earlier restore had been cut off: everything is back as it was, and this one begins again.',
  } satisfies Bilingual,
  goesOn: {
    it: "Un'importazione di questo file era stata interrotta dopo aver riempito il database: riprendo da lì.",
    en: 'An import of this file had been cut off after it had filled the database: this one goes on from there.',
  } satisfies Bilingual,
  restored: (data: string, holdsUntil: string): Bilingual => ({
    it: `Ripristinato in ${data}: contiene tutto fino a ${holdsUntil}. Ora il server si può avviare.`,
    en: `Restored in ${data}: it holds everything up to ${holdsUntil}. The server may be started now.`,
  }),
  unpacked: (folder: string, major: number): Bilingual => ({
    it: `I file sono in ${folder}: dalli all'utente di PostgreSQL ${major} e avvialo su quella cartella.`,
    en: `The files are in ${folder}: give them to the user of PostgreSQL ${major} and start it on that folder.`,
  }),
  aside: (folder: string): Bilingual => ({
    it: `Il database di prima è in ${folder}: cancellalo quando non serve più.`,
    en: `The database of before is in ${folder}: delete it when it is not needed any more.`,
  }),
  ended: (users: number): Bilingual => ({
    it: `Le sessioni aperte nella copia sono state chiuse (${users === 1 ? '1 utente' : `${users} utenti`}): tutti accedono di nuovo.`,
    en: `The sessions that were open in the copy have been ended (${users === 1 ? '1 user' : `${users} users`}): everybody signs in again.`,
  }),
  logLost: (holdsUntil: string, until: string): Bilingual => ({
    it: `Il registro torna a ${holdsUntil}: i punti di controllo in questa installazione dicono che era andato avanti fino a ${until}. Le righe tra i due mancano; "varco log verify" lo dirà sempre, e il registro dice di questo ripristino.`,
    en: `The log goes back to ${holdsUntil}: the checkpoints of this installation say that it had gone on until ${until}. The rows between the two are missing; "varco log verify" will always say so, and the log tells of this return.`,
  }),
  checkpointNotLeft: (folder: string): Bilingual => ({
    it: `Il primo punto di controllo della nuova era non si può scrivere in ${folder}: lo farà il server, quando la cartella ci sarà.`,
    en: `The first checkpoint of the new era cannot be written to ${folder}: the server does it once the folder is there.`,
  }),
  keysPlaced: (keyFile: string): Bilingual => ({
    it: `La chiave segreta è stata rimessa in ${keyFile}: conservane una copia altrove.`,
    en: `The secret key was put back in ${keyFile}: keep a copy of it elsewhere.`,
  }),
  exporting: (percent: number): Bilingual => ({ it: `Esportazione: ${percent} %`, en: `Export: ${percent} %` }),
  importing: (percent: number): Bilingual => ({ it: `Importazione: ${percent} %`, en: `Import: ${percent} %` }),
  exported: (tables: number, rows: number): Bilingual => ({
    it: `Esportate ${tables} tabelle, ${rows} righe.`,
    en: `Exported ${tables} tables, ${rows} rows.`,
  }),
  imported: (tables: number, rows: number): Bilingual => ({
    it: `Importate ${tables} tabelle, ${rows} righe, contate una per una. Ora il server si può avviare.`,
    en: `Imported ${tables} tables, ${rows} rows, each counted. The server may be started now.`,
  }),
  serverRuns: (pid: number): Bilingual => ({
    it: `Il server è in funzione (processo ${pid}): fermalo e ripeti.`,
    en: `The server is running (process ${pid}): stop it and repeat.`,
  }),
  serversConnected: (count: number): Bilingual => ({
    it: `Al database ${count === 1 ? 'è collegato 1 server o comando' : `sono collegati ${count} server o comandi`} di Varco: fermali tutti e ripeti.`,
    en: `${count === 1 ? '1 connection' : `${count} connections`} of Varco servers or commands to the database: stop them all and repeat.`,
  }),
};

/** What the commands about migrations and keys say. */
export const upkeep = {
  upToDate: { it: 'Il database è già di questa versione.', en: 'The database is of this version already.' } satisfies Bilingual,
  wouldRun: (name: string): Bilingual => ({ it: `da applicare: ${name}`, en: `to be applied: ${name}` }),
  applied: (name: string): Bilingual => ({ it: `applicata: ${name}`, en: `applied: ${name}` }),
  keysRotated: (keyFile: string): Bilingual => ({
    it: `La chiave segreta in ${keyFile} è nuova: conservane una copia altrove, adesso. Quella di prima resta nel file, per le copie e il registro di prima. I browser conosciuti vanno confermati di nuovo al prossimo accesso; nessun utente è bloccato.`,
    en: `The secret key in ${keyFile} is new: keep a copy of it elsewhere, now. The one before stays in the file, for earlier backups and log. Known browsers prove themselves again at the next sign-in; no user is locked out.`,
  }),
  rotationFinished: {
    it: 'Una sostituzione della chiave era stata interrotta ed è stata completata; non ne è stata fatta un’altra.',
    en: 'A replacement of the key had been interrupted and was completed; no other one was made.',
  } satisfies Bilingual,
  keyForeign: (keyFile: string): Bilingual => ({
    it: `La chiave segreta ${keyFile} non è quella con cui questo database ha lavorato. Rimetti la copia conservata altrove; se è persa per sempre usa "varco keys rotate --lost".`,
    en: `The secret key ${keyFile} is not the one this database has worked with. Put back the copy that was kept elsewhere; if it is lost for good use "varco keys rotate --lost".`,
  }),
  keyAccepted: (keyFile: string): Bilingual => ({
    it: `Il database ora lavora con la chiave segreta ${keyFile}: conservane una copia altrove. I nomi sconosciuti registrati prima non si riconoscono più.`,
    en: `The database now works with the secret key ${keyFile}: keep a copy of it elsewhere. Unknown names logged before cannot be recognised any more.`,
  }),
  notLost: {
    it: 'La chiave segreta è quella giusta: non è persa, e non è stato cambiato nulla.',
    en: 'The secret key is the right one: it is not lost, and nothing has been changed.',
  } satisfies Bilingual,
};

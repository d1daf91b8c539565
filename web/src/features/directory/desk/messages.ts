import { plural, texts } from '../../../core/texts.ts';

const it = plural('it');
const en = plural('en');

/** The words of the desk. */
export const messages = texts({
  it: {
    title: 'Scrivania',
    hello: (name: string) => `Ciao ${name}.`,
    toDo: 'Da fare',
    nothing: 'Non hai nulla da fare.',
    authorizations: (count: number, text: string) =>
      count === 1 ? "Un'autorizzazione formale finisce entro 30 giorni" : `${text} autorizzazioni formali finiscono entro 30 giorni`,
    authorizationsWhy: 'Se la persona continua, registra il nuovo atto prima della fine.',
    seeAuthorizations: 'Vedi quali',
    assistanceGranted: (count: number, text: string) =>
      count === 1 ? 'Un ente aspetta assistenza' : `${text} richieste di assistenza concesse dagli enti`,
    assistanceGrantedWhy: 'L’ente ti ha fatto entrare per qualche giorno: entra e di’ che cosa vieni a fare.',
    seeAssistanceGranted: 'Vedi gli enti',
    assistanceWaiting: (count: number, text: string) =>
      count === 1 ? 'Una richiesta di assistenza aspetta una risposta' : `${text} richieste di assistenza aspettano una risposta`,
    assistanceWaitingWhy: 'Finché un amministratore dell’ente non la concede, nessuno può entrare ad aiutare.',
    seeAssistanceWaiting: 'Rispondi',
    locked: (count: number, number: string) => it(count, { one: '1 utente è bloccato ora', other: `${number} utenti sono bloccati ora` }),
    lockedWhy: (count: number) =>
      it(count, {
        one: 'Troppe password errate. Puoi sbloccarlo: la password resta la stessa.',
        other: 'Troppe password errate. Puoi sbloccarli: la password resta la stessa.',
      }),
    seeLocked: 'Vedi i bloccati',
    neverSignedIn: (count: number, number: string) =>
      it(count, { one: '1 utente non è mai entrato', other: `${number} utenti non sono mai entrati` }),
    byAnother: 'fatto da un amministratore',
    neverSignedInWhy: 'La password temporanea potrebbe non essere arrivata. Puoi reimpostarla.',
    seeNeverSignedIn: 'Vedi chi manca',
    oneAdministrator: "C'è un solo amministratore",
    oneAdministratorWhy: "Se perde l'accesso, nessuno può più aiutare gli altri. Aggiungine un secondo.",
    addAdministrator: 'Nuovo utente',
    needs: {
      clock: (seconds: number, number: string) =>
        it(seconds, {
          one: "L'orologio del server e quello del database differiscono di 1 secondo",
          other: `L'orologio del server e quello del database differiscono di ${number} secondi`,
        }),
      clockWhy: 'Oltre 30 secondi nessuno può più accedere. Fai regolare gli orologi delle due macchine (NTP).',
      clockRefuses: 'Nessuno può accedere finché non si accordano. Fai regolare subito gli orologi delle due macchine (NTP).',
      disk: (mebibytes: string, percent: number) => `Il disco dei dati è quasi pieno: restano ${mebibytes} MiB (${percent}%)`,
      diskWhy: 'A disco pieno il database si ferma e nessuno può più accedere. Libera spazio o fallo aumentare.',
      failed: (count: number, number: string) =>
        it(count, { one: '1 attività automatica non è riuscita', other: `${number} esecuzioni automatiche non sono riuscite` }),
      failedWhy: (job: string) => `L'ultima: ${job}. La pagina dice che cosa fare.`,
      seeFailed: "Vedi l'errore",
      waiting: (count: number, number: string) =>
        it(count, { one: '1 attività automatica aspetta da troppo', other: `${number} attività automatiche aspettano da troppo` }),
      waitingWhy: (since: string) => `La prima da ${since}, e nessun server la prende. Fai controllare che Varco sia aggiornato e acceso.`,
      seeWaiting: 'Vedi la coda',
      held: (number: string) => `${number} utenti sarebbero stati sospesi per inattività in una notte: non è stato sospeso nessuno`,
      heldWhy: "Può essere l'ora sbagliata del server. Controlla; se è giusta, conferma eseguendo il lavoro a mano.",
      seeHeld: 'Guarda e decidi',
      retention: (days: string, moment: string) => `Dal ${moment} il registro degli accessi si conserverà solo per ${days} giorni`,
      retentionWhy: 'I mesi più vecchi verranno eliminati per sempre. Se non deve essere così, torna indietro prima di allora.',
      seeRetention: 'Vedi la conservazione',
      suspended: (count: number, number: string) =>
        it(count, {
          one: '1 utente è stato sospeso per inattività in questi giorni',
          other: `${number} utenti sono stati sospesi per inattività in questi giorni`,
        }),
      suspendedWhy: (count: number) =>
        it(count, {
          one: 'Non entrava da mesi. Se serve ancora, si riattiva dalla sua scheda.',
          other: 'Non entravano da mesi. Chi serve ancora si riattiva dalla sua scheda.',
        }),
      seeSuspended: 'Vedi i sospesi',
      noBackup: 'Non c’è ancora nessuna copia del database',
      oldBackup: (moment: string) => `L'ultima copia del database arriva a ${moment}`,
      noBackupWhy: 'Se il disco si guasta si perde tutto. Fanne una adesso.',
      backupWhy: 'Se il disco si guasta si perde tutto quello che è venuto dopo. Controlla perché e fanne una adesso.',
      seeBackups: 'Vedi le copie',
      unsealed: (minutes: string) => `Il registro non viene sigillato da oltre un minuto (minuti: ${minutes})`,
      unsealedWhy: 'Quello che non è sigillato non si può provare. Fai controllare il server: "varco doctor" dice perché.',
      checkpoints: 'I punti di controllo del registro non si possono scrivere',
      checkpointsWhy: (folder: string) => `La cartella ${folder} manca o è chiusa: controlla il disco e i permessi.`,
    },
    figures: 'In cifre',
    users: (count: number) => it(count, { one: 'utente può accedere ora', other: 'utenti possono accedere ora' }),
    administrators: (count: number) => it(count, { one: 'amministratore', other: 'amministratori' }),
    refusedToday: (count: number) => it(count, { one: 'accesso rifiutato oggi', other: 'accessi rifiutati oggi' }),
    seeRefused: 'Vedi gli accessi rifiutati di oggi',
    accesses: 'I tuoi ultimi accessi',
    noAccesses: 'Ancora nessun accesso prima di questo.',
    notYou: "Non sei stato tu? Cambia la password e avvisa l'assistenza.",
    changePassword: 'Cambia password',
    allAccesses: 'Tutti i tuoi accessi',
  },
  en: {
    title: 'Desk',
    hello: (name: string) => `Hello ${name}.`,
    toDo: 'To do',
    nothing: 'You have nothing to do.',
    authorizations: (count: number, text: string) =>
      count === 1 ? 'One formal authorization ends within 30 days' : `${text} formal authorizations end within 30 days`,
    authorizationsWhy: 'If the person goes on, record the new act before the end.',
    seeAuthorizations: 'See which',
    assistanceGranted: (count: number, text: string) =>
      count === 1 ? 'One organization is waiting for assistance' : `${text} requests for assistance granted by organizations`,
    assistanceGrantedWhy: 'The organization let you in for some days: enter, and say what you come to do.',
    seeAssistanceGranted: 'See the organizations',
    assistanceWaiting: (count: number, text: string) =>
      count === 1 ? 'One request for assistance is waiting for an answer' : `${text} requests for assistance are waiting for an answer`,
    assistanceWaitingWhy: 'Until an administrator of the organization grants it, nobody can enter to help.',
    seeAssistanceWaiting: 'Answer',
    locked: (count: number, number: string) => en(count, { one: '1 user is locked now', other: `${number} users are locked now` }),
    lockedWhy: (_: number) => 'Too many wrong passwords. You can unlock them: the password stays the same.',
    seeLocked: 'See who is locked',
    neverSignedIn: (count: number, number: string) =>
      en(count, { one: '1 user has never signed in', other: `${number} users have never signed in` }),
    byAnother: 'done by an administrator',
    neverSignedInWhy: 'The temporary password may not have arrived. You can reset it.',
    seeNeverSignedIn: 'See who is missing',
    oneAdministrator: 'There is only one administrator',
    oneAdministratorWhy: 'If they lose access, nobody can help the others any more. Add a second one.',
    addAdministrator: 'New user',
    needs: {
      clock: (seconds: number, number: string) =>
        en(seconds, {
          one: 'The clocks of the server and of the database differ by 1 second',
          other: `The clocks of the server and of the database differ by ${number} seconds`,
        }),
      clockWhy: 'Beyond 30 seconds nobody can sign in any more. Have the clocks of the two machines set (NTP).',
      clockRefuses: 'Nobody can sign in until they agree. Have the clocks of the two machines set at once (NTP).',
      disk: (mebibytes: string, percent: number) => `The disk of the data is nearly full: ${mebibytes} MiB left (${percent}%)`,
      diskWhy: 'On a full disk the database stops and nobody can sign in any more. Free some room or have it enlarged.',
      failed: (count: number, number: string) =>
        en(count, { one: '1 scheduled job failed', other: `${number} runs of scheduled jobs failed` }),
      failedWhy: (job: string) => `The latest: ${job}. Its page says what to do.`,
      seeFailed: 'See the fault',
      waiting: (count: number, number: string) =>
        en(count, { one: '1 scheduled job has waited too long', other: `${number} scheduled jobs have waited too long` }),
      waitingWhy: (since: string) =>
        `The first since ${since}, and no server takes it. Have somebody check that Varco is up to date and running.`,
      seeWaiting: 'See the queue',
      held: (number: string) => `${number} users would have been suspended for inactivity in one night: nobody was`,
      heldWhy: 'The clock of the server may be wrong. Check it; if it is right, confirm by running the job by hand.',
      seeHeld: 'Look and decide',
      retention: (days: string, moment: string) => `From ${moment} the access log will be kept for ${days} days only`,
      retentionWhy: 'Older months will be purged for ever. If that is not to be, go back before then.',
      seeRetention: 'See the retention',
      suspended: (count: number, number: string) =>
        en(count, {
          one: '1 user was suspended for inactivity these days',
          other: `${number} users were suspended for inactivity these days`,
        }),
      suspendedWhy: (_: number) => 'They had not signed in for months. Whoever is still needed is reactivated from their page.',
      seeSuspended: 'See who is suspended',
      noBackup: 'There is no backup of the database yet',
      oldBackup: (moment: string) => `The newest backup of the database goes up to ${moment}`,
      noBackupWhy: 'If the disk fails, everything is lost. Make one now.',
      backupWhy: 'If the disk fails, all that came after is lost. Find out why, and make one now.',
      seeBackups: 'See the backups',
      unsealed: (minutes: string) => `The log has not been sealed for more than a minute (minutes: ${minutes})`,
      unsealedWhy: 'What is not sealed cannot be proved. Have the server looked at: "varco doctor" says why.',
      checkpoints: 'The checkpoints of the log cannot be written',
      checkpointsWhy: (folder: string) => `The folder ${folder} is missing or closed: check the disk and the permissions.`,
    },
    figures: 'In figures',
    users: (count: number) => en(count, { one: 'user can sign in now', other: 'users can sign in now' }),
    administrators: (count: number) => en(count, { one: 'administrator', other: 'administrators' }),
    refusedToday: (count: number) => en(count, { one: 'sign-in refused today', other: 'sign-ins refused today' }),
    seeRefused: 'See the sign-ins refused today',
    accesses: 'Your last sign-ins',
    noAccesses: 'No sign-ins before this one yet.',
    notYou: 'Not you? Change the password and tell the help desk.',
    changePassword: 'Change password',
    allAccesses: 'All your sign-ins',
  },
});

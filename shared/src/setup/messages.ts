import type { Language } from '../language.ts';

const it = {
  claim: {
    title: 'Configura Varco',
    intro: "Per iniziare serve il link che il terminale ha mostrato all'avvio. Se lo hai aperto da lì, la pagina prosegue da sola.",
    code: 'Codice di configurazione',
    codeHint: 'È la parte del link dopo il segno #. Puoi anche incollare il link intero.',
    submit: 'Inizia',
    lost: 'Non trovi il link?',
    lostText: "Ferma Varco con Ctrl+C nel terminale e riavvialo: ne mostra uno nuovo, che dura un'ora e vale per un solo browser.",
  },
  refused: {
    why: "I link durano un'ora, si usano una volta sola e restano legati al primo browser che li apre.",
    how: 'Per averne un altro',
    steps: [
      'Nel terminale dove Varco è in esecuzione premi Ctrl+C e aspetta che si fermi.',
      'Riavvialo con il comando che usi di solito, per esempio:',
      'Apri il nuovo link in questo browser.',
    ],
    kept: 'Finché la configurazione non è finita non viene creato nulla: con il nuovo link si ricomincia dalla prima domanda.',
  },
  organization: {
    title: 'Come si chiama il tuo ente?',
    label: "Nome dell'ente",
    hint: 'Per esempio Comune di Borgo Ligure. Compare in ogni pagina.',
  },
  administrator: {
    title: 'Chi amministra Varco?',
    intro: 'È la prima persona che entra. Crea gli altri utenti, sblocca chi resta fuori e legge il registro degli accessi.',
    givenName: 'Nome',
    familyName: 'Cognome',
    username: 'Nome utente',
    usernameHint: 'Quello che scrivi per accedere, al massimo 50 caratteri, senza spazi. Maiuscole e minuscole contano.',
    password: 'Password',
    confirmation: 'Scrivi di nuovo la password',
    kept: 'Hai già scelto una password. Per tenerla lascia vuoti i due campi.',
  },
  profile: {
    title: 'Come si entra?',
    intro: 'Un profilo è un insieme di regole per accesso e password. Scegli quello più vicino a come lavorate.',
    legend: 'Profilo',
    compare: 'Confronta i profili',
    caption: 'Le regole di ogni profilo',
    rule: 'Regola',
    later: 'Le regole segnate «Da una prossima versione» si conservano con il profilo e valgono da quando Varco le applica.',
    recommended: 'consigliato',
  },
  summary: {
    title: 'Controlla le risposte',
    intro:
      "Finora non è stato creato nulla. Quando premi «Crea l'ente» si crea tutto insieme e il link di configurazione smette di valere.",
    organization: 'Ente',
    administrator: 'Amministratore',
    username: 'Nome utente',
    password: 'Password',
    passwordSet: 'Scelta, non si mostra',
    profile: 'Profilo',
    change: 'Cambia',
    submit: "Crea l'ente",
  },
  done: {
    title: 'Varco è pronto',
    lead: (organization: string) => `L'ente ${organization} è stato creato.`,
    rest: (username: string) => `Accedi con il nome utente ${username} e la password che hai scelto.`,
    next: 'Le prossime tre cose da fare',
    steps: [
      { lead: 'Crea un secondo amministratore.', rest: "Se uno dei due resta fuori, l'altro lo sblocca." },
      { lead: 'Crea gli utenti delle persone.', rest: 'Ognuno riceve una password temporanea e ne sceglie una propria al primo accesso.' },
      {
        lead: 'Metti al sicuro la chiave.',
        rest: "Copia altrove il file che l'avvio ha indicato nel terminale: senza, una copia di riserva non si ripristina per intero.",
      },
    ],
    signIn: 'Accedi',
  },
  required: {
    who: 'Sei tu che lo hai installato?',
    how: "Apri il link mostrato nel terminale all'avvio. Dura un'ora; se è passata, riavvia Varco e ne avrai uno nuovo.",
  },
};

/** The sentences of the pages that set up an empty installation. */
export type SetupMessages = typeof it;

const en: SetupMessages = {
  claim: {
    title: 'Set up Varco',
    intro: 'To begin you need the link the terminal showed at start. If you opened it from there, the page goes on by itself.',
    code: 'Setup code',
    codeHint: 'The part of the link after the # sign. You can also paste the whole link.',
    submit: 'Begin',
    lost: 'Cannot find the link?',
    lostText:
      'Stop Varco with Ctrl+C in the terminal and start it again: it shows a new one, which lasts one hour and works in one browser.',
  },
  refused: {
    why: 'Links last one hour, work once and stay bound to the first browser that opens them.',
    how: 'To get another',
    steps: [
      'In the terminal where Varco is running press Ctrl+C and wait for it to stop.',
      'Start it again with your usual command, for example:',
      'Open the new link in this browser.',
    ],
    kept: 'Until the setup is finished nothing is created: with the new link it begins again from the first question.',
  },
  organization: {
    title: 'What is your organization called?',
    label: 'Name of the organization',
    hint: 'For example Comune di Borgo Ligure. It appears on every page.',
  },
  administrator: {
    title: 'Who administers Varco?',
    intro: 'The first person to sign in. Creates the other users, unlocks who is kept out and reads the access log.',
    givenName: 'Given name',
    familyName: 'Family name',
    username: 'User name',
    usernameHint: 'What you type to sign in, at most 50 characters, no blanks. Capital and small letters count.',
    password: 'Password',
    confirmation: 'Type the password again',
    kept: 'You have already chosen a password. To keep it leave both fields empty.',
  },
  profile: {
    title: 'How do people sign in?',
    intro: 'A profile is a set of rules for sign-in and passwords. Choose the one closest to how you work.',
    legend: 'Profile',
    compare: 'Compare the profiles',
    caption: 'The rules of each profile',
    rule: 'Rule',
    later: 'Rules marked "From a later version" are kept with the profile and hold from when Varco applies them.',
    recommended: 'recommended',
  },
  summary: {
    title: 'Check your answers',
    intro: 'Nothing has been created so far. "Create the organization" makes everything at once, and the setup link stops working.',
    organization: 'Organization',
    administrator: 'Administrator',
    username: 'User name',
    password: 'Password',
    passwordSet: 'Chosen, not shown',
    profile: 'Profile',
    change: 'Change',
    submit: 'Create the organization',
  },
  done: {
    title: 'Varco is ready',
    lead: (organization) => `The organization ${organization} was created.`,
    rest: (username) => `Sign in with the user name ${username} and the password you chose.`,
    next: 'The next three things to do',
    steps: [
      { lead: 'Create a second administrator.', rest: 'If one of the two is kept out, the other unlocks them.' },
      { lead: "Create people's users.", rest: 'Each receives a temporary password and chooses their own at the first sign-in.' },
      {
        lead: 'Keep the key safe.',
        rest: 'Copy elsewhere the file the terminal named at start: without it a backup cannot be fully restored.',
      },
    ],
    signIn: 'Sign in',
  },
  required: {
    who: 'Did you install it?',
    how: 'Open the link shown in the terminal at start. It lasts one hour; if that is over, restart Varco for a new one.',
  },
};

/** The sentences of the setup, in both languages. */
export const setupMessages: Readonly<Record<Language, SetupMessages>> = { it, en };

import type { Bilingual } from '../language.ts';

/** What is refused around organizations, and how to go on. */
export const organizationProblems = {
  'organizations.refused': {
    it: "I dati dell'ente vanno corretti. Sistema i campi indicati e riprova.",
    en: "The organization's details need correcting. Change the fields shown and try again.",
  },
  'organizations.login-id-needed': {
    it: "Prima di creare un altro ente, dai un ID di accesso a quelli che non l'hanno: con più enti i nuovi nomi utente cominciano con quell'ID.",
    en: 'Before you create another organization, give an access ID to those that have none: with several organizations new user names begin with that ID.',
  },
  'organizations.login-id-fixed': {
    it: "L'ID di accesso lo cambia solo chi amministra l'installazione. Chiedilo a lui; gli altri dati li puoi salvare.",
    en: 'Only an administrator of the installation changes the access ID. Ask one; you can save the other details.',
  },
  'organizations.stays-on': {
    it: "Questo ente resta attivo: è il primo dell'installazione, oppure è il tuo. Un altro amministratore dell'installazione può disattivare il tuo.",
    en: 'This organization stays on: it is the first of the installation, or your own. Another administrator of the installation can switch yours off.',
  },
  'organizations.of-installation': {
    it: "Questa impostazione vale per tutta l'installazione e la tiene il primo ente. Chiedi a chi amministra l'installazione.",
    en: 'This setting holds for the whole installation and is kept by its first organization. Ask whoever administers the installation.',
  },
  'organizations.nowhere': {
    it: "Uno degli enti scelti non c'è più o non è attivo. Ricarica la pagina e scegli di nuovo.",
    en: 'One of the organizations chosen is gone or switched off. Reload the page and choose again.',
  },
} as const satisfies Record<string, Bilingual>;

/** The same in a few words, for the title of a page. */
export const organizationTitles = {
  'organizations.refused': { it: 'Dati da correggere', en: 'Details to correct' },
  'organizations.login-id-needed': { it: 'Manca un ID di accesso', en: 'An access ID is missing' },
  'organizations.login-id-fixed': { it: 'ID di accesso non modificabile', en: 'Access ID cannot be changed here' },
  'organizations.stays-on': { it: 'Ente che resta attivo', en: 'Organization that stays on' },
  'organizations.of-installation': { it: "Impostazione dell'installazione", en: 'Setting of the installation' },
  'organizations.more-roles': { it: 'Utenti con più ruoli', en: 'Users with more roles' },
  'organizations.nowhere': { it: 'Ente non più disponibile', en: 'Organization not available' },
} as const satisfies Record<string, Bilingual>;

/** What is wrong with one value of an organization, or with a user name because of it. */
export const organizationIssues = {
  'organization-tax-code': {
    it: 'Il codice fiscale di un ente ha 11 cifre, zeri iniziali compresi. Copialo dal certificato di attribuzione.',
    en: "An organization's tax code has 11 figures, leading zeros included. Copy it from the certificate that assigned it.",
  },
  pec: {
    it: "L'indirizzo PEC non è completo. Scrivilo come nome@pec.ente.it, senza spazi.",
    en: 'The certified mail address is not complete. Enter it like name@pec.example.org, without blanks.',
  },
  'login-id': {
    it: "L'ID di accesso ha da 2 a 20 lettere, cifre, punti o trattini, e comincia con una lettera o una cifra.",
    en: 'An access ID has 2 to 20 letters, figures, dots or hyphens, and begins with a letter or a figure.',
  },
  'time-zone': {
    it: "Questo fuso orario non c'è nell'elenco. Scegline uno, come Europe/Rome, o lascia vuoto.",
    en: 'This time zone is not in the list. Choose one, such as Europe/Rome, or leave it empty.',
  },
  'login-id-taken': {
    it: 'ID accesso azienda già usato, oppure altri nomi utente cominciano già così. Scegline un altro.',
    en: 'Access ID already used, or other user names begin like it already. Choose another.',
  },
  'login-id-kept': {
    it: "L'ID di accesso non si può togliere: con più enti i nuovi nomi utente cominciano con quell'ID. Scrivine uno.",
    en: 'The access ID cannot be removed: with several organizations new user names begin with it. Enter one.',
  },
  'organization-code-taken': {
    it: 'Codice già usato da un altro ente. Controllalo.',
    en: 'Code already used by another organization. Check it.',
  },
  'login-prefix': {
    it: "Prima della barra va l'ID di accesso di questo ente. Scrivi quello, oppure solo la parte dopo la barra.",
    en: 'Before the slash goes the access ID of this organization. Enter that one, or only the part after the slash.',
  },
} as const satisfies Record<string, Bilingual>;

import type { Bilingual } from '../language.ts';

/** What is refused around roles and who has them, and how to go on. */
export const authorizationProblems = {
  'authorization.beyond-own': {
    it: 'Non puoi dare più di quello che hai tu. Togli le autorizzazioni indicate, o chiedi a un amministratore.',
    en: 'You cannot give more than you have yourself. Leave out the grants shown, or ask an administrator.',
  },
  'authorization.above-own': {
    it: 'Questo utente è un amministratore: solo un amministratore può agire su di lui.',
    en: 'This user is an administrator: only an administrator can act upon them.',
  },
  'authorization.enabled-elsewhere': {
    it: 'Questo utente è abilitato in altri enti. Chi amministra l’installazione ci va solo per assistenza: togli prima le altre abilitazioni.',
    en: 'This user is enabled in other organizations. Whoever administers the installation goes there only to assist: end the other enablements first.',
  },
  'authorization.own-placement': {
    it: 'Le tue collocazioni le cambia qualcun altro: chiedi a un collega che gestisce la struttura, o a un amministratore.',
    en: 'Your own placements are changed by somebody else: ask a colleague who manages the structure, or an administrator.',
  },
  'authorization.own-role': {
    it: 'Nessuno dà ruoli a sé stesso, né amplia quelli che ha: chiedi a un collega che gestisce i ruoli, o a un amministratore.',
    en: 'Nobody gives roles to themselves, or widens those they have: ask a colleague who manages roles, or an administrator.',
  },
  'authorization.role-name-taken': {
    it: "C'è già un ruolo con questo nome nello stesso servizio. Scegline un altro.",
    en: 'There is already a role with this name in the same department. Choose another.',
  },
  'authorization.role-in-use': {
    it: 'Il ruolo è assegnato a qualcuno e non si può eliminare. Togli le assegnazioni, oppure rendilo non attivo.',
    en: 'The role is given to somebody and cannot be deleted. Withdraw it first, or switch it off.',
  },
  'authorization.role-refused': {
    it: 'Il ruolo va corretto. Sistema quello che è indicato e riprova.',
    en: 'The role needs correcting. Change what is shown and try again.',
  },
  'authorization.condition-refused': {
    it: 'La condizione va corretta. Sistema quello che è indicato e riprova.',
    en: 'The condition needs correcting. Change what is shown and try again.',
  },
  'authorization.address-shuts-out': {
    it: 'Hai questo ruolo, e con questi indirizzi non varrebbe più da dove lavori ora. Aggiungi il tuo indirizzo, o conferma.',
    en: 'You have this role, and with these addresses it would count no more from where you work now. Add your address, or confirm.',
  },
  'authorization.too-many-roles': {
    it: 'Un ente può avere al massimo 500 ruoli. Elimina quelli che non servono più.',
    en: 'An organization can have at most 500 roles. Delete those no longer needed.',
  },
  'authorization.assignment-refused': {
    it: 'Questo ruolo non si può assegnare così. Sistema i campi indicati e riprova.',
    en: 'This role cannot be given like this. Change the fields shown and try again.',
  },
  'authorization.assigned-twice': {
    it: 'La persona ha già questo ruolo in questa unità in una parte di questi giorni. Cambia le date, oppure la riga che esiste.',
    en: 'The person already has this role in this unit on some of these days. Change the dates, or the row that exists.',
  },
  'authorization.placed-refused': {
    it: 'Prima vanno tolte le righe indicate: non varrebbero più.',
    en: 'The rows shown must go first: they would no longer hold.',
  },
} as const satisfies Record<string, Bilingual>;

/** The same in a few words, for the title of a page. */
export const authorizationTitles = {
  'authorization.beyond-own': { it: 'Più di quello che hai', en: 'More than you have' },
  'authorization.above-own': { it: 'È un amministratore', en: 'An administrator' },
  'authorization.enabled-elsewhere': { it: 'Abilitato in altri enti', en: 'Enabled elsewhere' },
  'authorization.own-placement': { it: 'Collocazione propria', en: 'Your own placement' },
  'authorization.own-role': { it: 'Ruolo proprio', en: 'Your own role' },
  'authorization.role-name-taken': { it: 'Nome già usato', en: 'Name already used' },
  'authorization.role-in-use': { it: 'Ruolo assegnato', en: 'Role in use' },
  'authorization.role-refused': { it: 'Ruolo da correggere', en: 'Role to correct' },
  'authorization.condition-refused': { it: 'Condizione da correggere', en: 'Condition to correct' },
  'authorization.address-shuts-out': { it: 'Non varrebbe più da qui', en: 'It would count no more from here' },
  'authorization.too-many-roles': { it: 'Troppi ruoli', en: 'Too many roles' },
  'authorization.assignment-refused': { it: 'Assegnazione da correggere', en: 'Assignment to correct' },
  'authorization.assigned-twice': { it: 'Già assegnato', en: 'Already given' },
  'authorization.placed-refused': { it: 'Righe da togliere prima', en: 'Rows to remove first' },
  'authorization.one-role-only': { it: 'Un solo ruolo per utente', en: 'One role for each user' },
} as const satisfies Record<string, Bilingual>;

import type { Bilingual } from '../language.ts';

/** What is refused around groups, and how to go on. */
export const groupProblems = {
  'groups.refused': {
    it: 'Il gruppo va corretto. Sistema quello che è indicato e riprova.',
    en: 'The group needs correcting. Change what is shown and try again.',
  },
  'groups.name-taken': {
    it: 'C’è già un gruppo con questo nome nello stesso posto. Scegline un altro: maiuscole e accenti non contano.',
    en: 'There is already a group with this name in the same place. Choose another: capitals and accents do not count.',
  },
  'groups.too-many': {
    it: 'Un ente può avere al massimo 1.000 gruppi. Elimina quelli che non servono più.',
    en: 'An organization can have at most 1,000 groups. Delete those no longer needed.',
  },
  'groups.in-use': {
    it: 'Non si può eliminare: vi sono ancora persone, responsabili, ruoli o altri gruppi. Togli prima quelli, oppure rendilo non attivo.',
    en: 'This cannot be deleted: people, heads, roles or other groups still hang on it. Remove those first, or switch it off.',
  },
  'groups.membership-refused': {
    it: 'L’appartenenza va corretta. Sistema i campi indicati e riprova.',
    en: 'The membership needs correcting. Change the fields shown and try again.',
  },
  'groups.member-twice': {
    it: 'La persona è già in questo gruppo in una parte di questi giorni. Cambia le date, oppure la riga che esiste.',
    en: 'The person is already in this group on some of these days. Change the dates, or the row that exists.',
  },
  'groups.role-refused': {
    it: 'Questo ruolo non si può dare così al gruppo. Sistema i campi indicati e riprova.',
    en: 'This role cannot be given to the group like this. Change the fields shown and try again.',
  },
  'groups.role-twice': {
    it: 'Il gruppo ha già questo ruolo in questa unità in una parte di questi giorni. Cambia le date, oppure la riga che esiste.',
    en: 'The group already has this role in this unit on some of these days. Change the dates, or the row that exists.',
  },
  'groups.own-rights': {
    it: 'Riguarda i diritti che tu stesso hai da un gruppo: su di te può agire solo un amministratore. Chiedi a lui.',
    en: 'This is about rights that you yourself have from a group: only an administrator can act upon you. Ask one.',
  },
  'groups.administrators-only': {
    it: 'I gruppi di sicurezza li gestisce solo un amministratore. Scegli un altro tipo, o chiedi a lui.',
    en: 'Only an administrator manages groups of security. Choose another kind, or ask one.',
  },
} as const satisfies Record<string, Bilingual>;

/** The same in a few words, for the title of a page. */
export const groupTitles = {
  'groups.refused': { it: 'Gruppo da correggere', en: 'Group to correct' },
  'groups.name-taken': { it: 'Nome già usato', en: 'Name already used' },
  'groups.too-many': { it: 'Troppi gruppi', en: 'Too many groups' },
  'groups.in-use': { it: 'Ancora in uso', en: 'Still in use' },
  'groups.membership-refused': { it: 'Appartenenza da correggere', en: 'Membership to correct' },
  'groups.member-twice': { it: 'Già nel gruppo', en: 'Already in the group' },
  'groups.role-refused': { it: 'Ruolo da correggere', en: 'Role to correct' },
  'groups.role-twice': { it: 'Ruolo già dato', en: 'Role already given' },
  'groups.own-rights': { it: 'Sono diritti tuoi', en: 'Your own rights' },
  'groups.administrators-only': { it: 'Solo per amministratori', en: 'Administrators only' },
} as const satisfies Record<string, Bilingual>;

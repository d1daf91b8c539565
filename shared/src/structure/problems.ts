import type { Bilingual } from '../language.ts';

/** What is refused around departments, units and placements, and how to go on. */
export const structureProblems = {
  'structure.name-taken': {
    it: "C'è già un servizio o un'unità con questo nome nello stesso posto. Scegline un altro: maiuscole e accenti non contano.",
    en: 'There is already a department or unit with this name in the same place. Choose another: capitals and accents do not count.',
  },
  'structure.in-use': {
    it: 'Non si può eliminare: è ancora usato da unità, collocazioni o ruoli. Togli prima quelli, oppure rendilo non attivo.',
    en: 'This cannot be deleted: units, placements or roles still use it. Remove those first, or switch it off.',
  },
  'structure.unit-has-roles': {
    it: "L'unità non può passare a un altro servizio: qualcuno ha un ruolo in questa unità. Togli prima quei ruoli, oppure crea un'unità nell'altro servizio.",
    en: 'The unit cannot move to another department: somebody has a role in it. Remove those roles first, or create a unit in the other department.',
  },
  'structure.too-many': {
    it: 'Un ente può avere al massimo 200 servizi e 2.000 unità. Elimina quelli che non servono più.',
    en: 'An organization can have at most 200 departments and 2,000 units. Delete those no longer needed.',
  },
  'structure.refused': {
    it: 'I dati vanno corretti. Sistema i campi indicati e riprova.',
    en: 'The details need correcting. Change the fields shown and try again.',
  },
  'structure.placed-twice': {
    it: 'La persona è già collocata in questa unità in una parte di questi giorni. Cambia le date, oppure la collocazione che esiste.',
    en: 'The person is already placed in this unit on some of these days. Change the dates, or the placement that exists.',
  },
  'structure.not-placed': {
    it: 'Questa persona è segnata come non collocata. Segnala come collocata, poi aggiungi l’unità.',
    en: 'This person is marked as placed nowhere. Mark them as placed, then add the unit.',
  },
} as const satisfies Record<string, Bilingual>;

/** The same in a few words, for the title of a page. */
export const structureTitles = {
  'structure.name-taken': { it: 'Nome già usato', en: 'Name already used' },
  'structure.in-use': { it: 'Ancora in uso', en: 'Still in use' },
  'structure.unit-has-roles': { it: 'Qualcuno vi ha un ruolo', en: 'Somebody has a role here' },
  'structure.too-many': { it: 'Troppi servizi o unità', en: 'Too many departments or units' },
  'structure.refused': { it: 'Dati da correggere', en: 'Details to correct' },
  'structure.placed-twice': { it: 'Già collocata qui', en: 'Already placed here' },
  'structure.not-placed': { it: 'Non collocata', en: 'Placed nowhere' },
} as const satisfies Record<string, Bilingual>;

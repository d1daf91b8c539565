import type { Help } from '../../../core/help.ts';

/** The help of one group. */
export const help: Help = {
  it: {
    title: 'Un gruppo',
    intro: 'Chi è nel gruppo, da quando a quando, e quali ruoli il gruppo porta.',
    parts: [
      {
        title: 'Persone',
        text: [
          'Ogni riga dice chi è nel gruppo e in quali giorni, compresi il primo e l’ultimo. Fuori da quei giorni il gruppo non gli dà nulla. La stessa persona non può esserci due volte negli stessi giorni.',
          'Può esserci anche chi non accede mai: un assessore, chi è solo nell’organigramma.',
          'Sotto «Persone dei gruppi sotto» si legge chi ne fa parte attraverso un altro gruppo, e quale.',
        ],
      },
      {
        title: 'Aggiungere e chiudere',
        steps: [
          'Premi «Aggiungi persona», scrivi il nome, scegli la persona e i giorni.',
          'Dai tre punti della riga: «Cambia le date», «Termina oggi» (vale fino a stasera) o «Togli», che serve per gli errori.',
        ],
      },
      {
        title: 'Ruoli',
        text: [
          'Un ruolo di tutto l’ente vale ovunque la persona lavori; uno di un servizio vale in una sua unità, per chi vi è collocato. Anche il ruolo ha i suoi giorni: servono tutti e due, quelli della persona e quelli del ruolo.',
          'Un ruolo «Per non collocati» dà qualcosa solo a chi non è collocato.',
          '«Ruoli che vengono dai gruppi sotto» sono quelli che chi è qui ha in più.',
        ],
      },
      {
        title: 'Perché una persona può?',
        text: [
          'La pagina «Perché può?» dell’utente dice da quale gruppo viene ogni diritto, e perché un gruppo non dà quello che ti aspetti.',
        ],
      },
    ],
  },
  en: {
    title: 'One group',
    intro: 'Who is in the group, from when to when, and which roles the group carries.',
    parts: [
      {
        title: 'People',
        text: [
          'Each row says who is in the group and on which days, the first and the last included. Outside those days the group gives them nothing. The same person cannot be in it twice on the same days.',
          'Somebody who never signs in can be in it too: a councillor, who only stands in the chart.',
          'Under "People of the groups under it" you read who belongs to it through another group, and which.',
        ],
      },
      {
        title: 'Adding and ending',
        steps: [
          'Press "Add a person", type the name, choose the person and the days.',
          'From the three dots of the row: "Change the days", "End today" (it holds until tonight) or "Remove", which is for mistakes.',
        ],
      },
      {
        title: 'Roles',
        text: [
          'A role of the whole organization holds wherever the person works; one of a department holds in one of its units, for who is placed there. The role has its days too: both are needed, those of the person and those of the role.',
          'A role for people placed nowhere gives something only to who is placed nowhere.',
          '"Roles that come from the groups under it" are those that whoever is here has besides.',
        ],
      },
      {
        title: 'Why can they?',
        text: [
          'The page "Why can they?" of the user says from which group each right comes, and why a group does not give what you expect.',
        ],
      },
    ],
  },
};

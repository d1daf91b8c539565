import type { Help } from '../../../core/help.ts';

/** The help of the list of roles. */
export const help: Help = {
  it: {
    title: 'Ruoli',
    intro: 'Un ruolo dice quali funzioni può usare chi lo ha, che cosa può farci e su quali dati.',
    parts: [
      {
        title: 'Che cosa mostra l’elenco',
        text: [
          'Per ogni ruolo: il servizio a cui appartiene (o tutto l’ente), se è per chi non è collocato, se è attivo, quante persone lo hanno oggi e quante funzioni apre.',
          'I filtri restano nell’indirizzo della pagina. «Funzione contenuta» trova i ruoli che aprono una funzione: utile per sapere da dove viene un permesso.',
        ],
      },
      {
        title: 'Come valgono i ruoli',
        text: [
          'I ruoli non hanno gerarchia: nessuno comprende un altro. Chi ne ha più di uno può fare quello che permettono insieme i ruoli validi nell’unità per cui lavora ora.',
          'Una modifica vale da subito, anche per chi sta lavorando. Quello che si toglie non cancella dati.',
          'Prima di darlo a molti, prova un ruolo con un utente di prova.',
        ],
      },
      {
        title: 'Eliminare o rendere non attivo',
        text: [
          'Si elimina solo un ruolo che nessuno ha, ha avuto o avrà. Gli altri si rendono non attivi dalla loro pagina: da quel momento non autorizzano più nulla.',
          'Ogni modifica resta nel registro con chi, quando, prima e dopo: la vedi in «Storia».',
        ],
      },
    ],
  },
  en: {
    title: 'Roles',
    intro: 'A role says which functions those who have it may use, what they may do there and on whose data.',
    parts: [
      {
        title: 'What the list shows',
        text: [
          'For each role: the department it is of (or the whole organization), whether it is for people placed nowhere, whether it is active, how many people have it today and how many functions it opens.',
          'The filters stay in the address of the page. "Function contained" finds the roles that open a function: useful to learn where a right comes from.',
        ],
      },
      {
        title: 'How roles count',
        text: [
          'Roles have no hierarchy: none holds another. Who has several may do what the roles that count in the unit they work for now allow together.',
          'A change is in force at once, also for those who are working. What is taken away deletes no data.',
          'Before giving it to many, try a role with a test user.',
        ],
      },
      {
        title: 'Deleting, or switching off',
        text: [
          'Only a role that nobody has, had or will have can be deleted. The others are switched off on their page: from then on they grant nothing.',
          'Every change stays in the log with who, when, before and after: see it under "History".',
        ],
      },
    ],
  },
};

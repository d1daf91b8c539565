import type { Help } from '../../core/help.ts';

/** The help of the seats. */
export const help: Help = {
  it: {
    title: 'Licenze',
    intro: 'I posti acquistati per ogni licenza, come si contano e quanti sono occupati.',
    parts: [
      {
        title: 'Le licenze',
        text: [
          'Ogni utente ha una licenza: Base, Collaboration, Professional o Servizio. Dice quali programmi può usare al massimo, e si sceglie nella sua scheda.',
          'Gli utenti di servizio non occupano posti: stanno a parte.',
        ],
      },
      {
        title: 'Concorrenti o nominali',
        text: [
          'Concorrenti: si contano le sessioni aperte nello stesso momento. Per ora all’accesso nessuno viene respinto quando i posti sono finiti: la pagina lo mostra.',
          'Nominali: si conta chi ha la licenza e può entrare, oggi o più avanti. Finiti i posti, la licenza non si può dare a nessun altro: né creando un utente, né cambiandolo, né importando un elenco, né riattivando qualcuno.',
        ],
      },
      {
        title: 'Cambiare i posti',
        steps: [
          'Premi «Modifica» accanto alla licenza.',
          'Scegli se c’è un limite, quanti posti sono stati acquistati e come si contano.',
          'Premi «Salva»: vale da subito. Se i posti sono meno di quelli occupati nessuno perde il suo, e un avviso resta finché non scendono.',
        ],
      },
    ],
  },
  en: {
    title: 'Seats',
    intro: 'The seats bought of each licence, how they are counted and how many are taken.',
    parts: [
      {
        title: 'The licences',
        text: [
          'Every user has a licence: Base, Collaboration, Professional or Service. It says which programs they may use at most, and is chosen on their page.',
          'Users of services take no seat: they stand apart.',
        ],
      },
      {
        title: 'Concurrent or nominal',
        text: [
          'Concurrent: sessions open at the same time are counted. For now nobody is turned away at sign-in when none is left: the page shows it.',
          'Nominal: whoever has the licence and can sign in, today or later, is counted. When none is left, the licence can be given to nobody else: neither to a new user, nor by a change, nor by a list, nor by activating somebody again.',
        ],
      },
      {
        title: 'Changing seats',
        steps: [
          'Press "Edit" beside the licence.',
          'Choose whether there is a limit, how many seats were bought and how they are counted.',
          'Press "Save": it holds at once. If there are fewer seats than are taken nobody loses theirs, and a warning stays until they are fewer.',
        ],
      },
    ],
  },
};

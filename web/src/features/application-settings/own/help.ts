import type { Help } from '../../../core/help.ts';

/** The help of one's own settings of an application. */
export const help: Help = {
  it: {
    title: "Le mie impostazioni di un'applicazione",
    intro: 'Che cosa vale per te, da dove viene ogni valore, e come cambiarlo.',
    parts: [
      {
        title: 'Da dove viene un valore',
        text: [
          "Accanto a ogni valore c'è scritto di chi è: scelto da te, dell'ente, o proposto dall'applicazione. Vale il tuo; se non hai scelto, quello dell'ente; se manca anche quello, quello proposto.",
        ],
      },
      {
        title: 'Cambiare e tornare indietro',
        steps: [
          'Premi «Modifica», scegli quello che vuoi e premi «Salva».',
          "Per tornare al valore dell'ente svuota il campo, togli le spunte o scegli «Come l'ente».",
        ],
      },
      {
        title: 'Chi lo vede',
        text: [
          "I valori li legge il programma dell'ente, e li può vedere e cambiare chi può modificare gli utenti. Ogni cambiamento resta nel registro.",
        ],
      },
    ],
  },
  en: {
    title: 'My settings of an application',
    intro: 'What holds for you, where each value comes from, and how to change it.',
    parts: [
      {
        title: 'Where a value comes from',
        text: [
          "Beside each value stands whose it is: your choice, the organization's, or proposed by the application. Yours holds; if you did not choose, the organization's; if that is missing too, the one proposed.",
        ],
      },
      {
        title: 'Changing and going back',
        steps: [
          'Press "Edit", choose what you want and press "Save".',
          'To go back to the value of the organization empty the field, take the ticks away or choose "As the organization".',
        ],
      },
      {
        title: 'Who sees it',
        text: [
          'The values are read by the program of the organization, and seen and changed by who may modify users. Each change stays in the log.',
        ],
      },
    ],
  },
};

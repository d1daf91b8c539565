import type { Help } from '../../../core/help.ts';

/** The help of the settings of a user. */
export const help: Help = {
  it: {
    title: 'Impostazioni di un utente',
    intro: "Come questa persona vuole un modulo o un'applicazione, e che cosa vale per lei.",
    parts: [
      {
        title: 'Da dove viene un valore',
        text: [
          "Vale quello scelto per l'utente; se è vuoto, quello dell'ente; se manca anche quello, quello proposto dall'applicazione. È scritto accanto.",
        ],
      },
      {
        title: 'Cambiarlo al suo posto',
        text: ["«Modifica» apre il modulo: gli stessi campi che l'utente ha nel suo profilo. Il registro dice chi ha cambiato che cosa."],
      },
      {
        title: "Se la sezione non c'è",
        text: ["Il modulo non è attivo, o l'applicazione non serve questo ente: si vede in «Moduli»."],
      },
    ],
  },
  en: {
    title: 'Settings of a user',
    intro: 'How this person wants a module or application, and what holds for them.',
    parts: [
      {
        title: 'Where a value comes from',
        text: [
          "What was chosen for the user holds; if it is empty, the organization's; if that is missing too, what the application proposes. It stands beside it.",
        ],
      },
      {
        title: 'Changing it for them',
        text: ['"Edit" opens the form: the same fields that the user has in their profile. The log says who changed what.'],
      },
      {
        title: 'If the section is not there',
        text: ['The module is switched off, or the application does not serve this organization: see "Modules".'],
      },
    ],
  },
};

import type { Help } from '../../../core/help.ts';

/** The help of the settings that an organization chooses for everybody. */
export const help: Help = {
  it: {
    title: 'Impostazioni comuni di un modulo',
    intro: "Che cosa vale nell'ente per chi non sceglie diversamente.",
    parts: [
      {
        title: 'A chi si applicano',
        text: [
          "A tutti quelli che lavorano per l'ente e hanno lasciato vuoto quel campo nelle proprie impostazioni. Chi ha scelto tiene il suo valore.",
          "Un campo vuoto anche qui vale come propone l'applicazione. I campi sono gli stessi della scheda dell'utente.",
        ],
      },
      {
        title: 'Se un campo sparisce',
        text: [
          "Quando l'applicazione cambia le sue impostazioni, i valori che non vanno più bene si mettono da parte: non si vedono e non contano, ma tornano se l'applicazione li ammette di nuovo.",
        ],
      },
    ],
  },
  en: {
    title: 'Common settings of a module',
    intro: 'What holds in the organization for whoever does not choose otherwise.',
    parts: [
      {
        title: 'To whom they apply',
        text: [
          'To everybody who works for the organization and left that field empty in their own settings. Who chose keeps their value.',
          "A field that is empty here too is as the application proposes. The fields are the same as on the user's page.",
        ],
      },
      {
        title: 'If a field disappears',
        text: [
          'When the application changes its settings, values that no longer fit are put aside: they are not seen and do not count, but come back if the application admits them again.',
        ],
      },
    ],
  },
};

import type { Help } from '../../../core/help.ts';

/** The help of the page that makes an organization. */
export const help: Help = {
  it: {
    title: 'Nuovo ente',
    intro: 'Come nasce un ente e chi vi entra per primo.',
    parts: [
      {
        title: 'Creare un ente',
        steps: [
          "Se il tuo ente non ha ancora un ID di accesso, daglielo in «Profilo dell'ente».",
          'Scrivi denominazione e ID di accesso; il resto si può aggiungere dopo.',
          "Scrivi il primo amministratore e premi «Crea l'ente».",
          'Consegna nome utente e password temporanea: si vedono una volta sola.',
        ],
      },
      {
        title: 'Che cosa succede',
        text: [
          'Il primo amministratore entra, sceglie la sua password e crea gli altri utenti. Tu non vi lavori, finché non ti abiliti dalla tua pagina di utente.',
          'Chi è abilitato a «Tutti gli enti» può lavorare anche per questo.',
        ],
      },
    ],
  },
  en: {
    title: 'New organization',
    intro: 'How an organization begins and who enters it first.',
    parts: [
      {
        title: 'Creating an organization',
        steps: [
          'If your organization has no access ID yet, give it one in "Profile of the organization".',
          'Enter the name and the access ID; the rest can be added later.',
          'Enter the first administrator and press "Create the organization".',
          'Hand over the user name and the temporary password: they are shown once.',
        ],
      },
      {
        title: 'What happens',
        text: [
          'The first administrator signs in, chooses a password and creates the other users. You do not work there until you enable yourself on your own page as a user.',
          'Whoever is enabled in "All organizations" may work for this one too.',
        ],
      },
    ],
  },
};

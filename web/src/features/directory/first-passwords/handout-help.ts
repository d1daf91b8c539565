import type { Help } from '../../../core/help.ts';

/** The help of one preparation. */
export const help: Help = {
  it: {
    title: 'Una preparazione di prime password',
    intro: 'A che punto è, che cosa si può scaricare e chi è rimasto fuori.',
    parts: [
      {
        title: 'Mentre va avanti',
        text: [
          'Le password si preparano una alla volta, dopo chi sta accedendo. Puoi lasciare la pagina e tornare.',
          'Se annulli, chi non ha ancora la password nuova tiene la sua; quelle pronte restano da scaricare. Se si ferma, «Riprendi» la fa continuare da dove era.',
        ],
      },
      {
        title: 'Scaricare',
        text: [
          'Ogni parte ha al massimo 200 persone, in ordine di cognome. Scegli una sola forma: lettere, elenco da stampare o tabella.',
          'Appena scaricata, la parte si cancella dal server. Finché resti sulla pagina puoi salvare di nuovo lo stesso file.',
          'Se qualcuno cambia la password di una persona prima della consegna, la sua lettera non esce: la trovi tra chi è rimasto fuori.',
        ],
      },
    ],
  },
  en: {
    title: 'One preparation of first passwords',
    intro: 'How far it is, what can be downloaded and who was left out.',
    parts: [
      {
        title: 'While it goes on',
        text: [
          'Passwords are prepared one at a time, after whoever is signing in. You may leave the page and come back.',
          'If you cancel, those without a new password yet keep theirs; those that are ready can still be downloaded. If it stops, "Go on" lets it continue from where it was.',
        ],
      },
      {
        title: 'Downloading',
        text: [
          'Each part has at most 200 people, by family name. Choose one form only: letters, list to print or table.',
          'As soon as it is downloaded the part is erased from the server. While you stay on the page you can save the same file again.',
          "If somebody changes a person's password before it is handed over, that letter does not come out: you find the person among those left out.",
        ],
      },
    ],
  },
};

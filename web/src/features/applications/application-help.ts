import type { Help } from '../../core/help.ts';

/** The help of one application. */
export const help: Help = {
  it: {
    title: 'Un’applicazione',
    intro: 'I suoi dati, le funzioni che ha registrato, le chiavi con cui si fa riconoscere e come chiede.',
    parts: [
      {
        title: 'Caricare le funzioni',
        steps: [
          'Scarica il file di esempio e scrivi le funzioni: per ognuna nome, etichetta, azioni e livelli ammessi; per un’azione anche la licenza minima, se non basta quella di base.',
          'Scegli il file: se qualcosa non va, ogni errore è detto al suo posto e non si salva nulla.',
          'Guarda che cosa cambia e quanti ruoli perdono qualcosa, poi conferma.',
        ],
      },
      {
        title: 'Se una funzione sparisce',
        text: ['Quello che i ruoli davano resta scritto come «non più registrata» e non dà nulla. Se la funzione torna, vale di nuovo.'],
      },
      {
        title: 'Cambiare la chiave',
        steps: [
          'Crea la seconda chiave e copiala: si vede una volta sola.',
          'Mettila nell’applicazione e controlla che «Ultimo uso» sia di oggi.',
          'Ritira la prima.',
        ],
      },
      {
        title: 'Eliminare o rendere non attiva',
        text: [
          'Si elimina solo un’applicazione sulla quale nessun ruolo dà autorizzazioni. Una non attiva non riceve più risposta da subito; riattivata, torna tutto come prima.',
        ],
      },
    ],
  },
  en: {
    title: 'An application',
    intro: 'Its data, the functions it registered, the secrets by which it proves who it is, and how it asks.',
    parts: [
      {
        title: 'Loading the functions',
        steps: [
          'Download the example file and write the functions: for each its name, label, actions and the levels admitted; for an action also the least licence, where the basic one is not enough.',
          'Choose the file: when something is wrong each fault is said at its place and nothing is saved.',
          'See what changes and how many roles lose something, then confirm.',
        ],
      },
      {
        title: 'When a function goes',
        text: [
          'What roles granted stays written as "no longer registered" and gives nothing. When the function comes back it counts again.',
        ],
      },
      {
        title: 'Changing the secret',
        steps: [
          'Make the second secret and copy it: it is shown once.',
          'Put it into the application and see that "Last used" is today.',
          'Withdraw the first.',
        ],
      },
      {
        title: 'Deleting, or switching off',
        text: [
          'Only an application on which no role grants anything can be deleted. One that is not active is answered no more, at once; switched on again, all is as before.',
        ],
      },
    ],
  },
};

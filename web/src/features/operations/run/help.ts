import type { Help } from '../../../core/help.ts';

/** The help of one run. */
export const help: Help = {
  it: {
    title: 'Esecuzione di una attività',
    intro: 'A che punto è un lavoro che Varco fa in disparte, e come è finito.',
    parts: [
      {
        title: 'Mentre è in corso',
        text: [
          "La pagina si aggiorna da sola e non tiene aperta la sessione. Puoi chiuderla: il lavoro continua, e a questo indirizzo trovi l'esito.",
        ],
      },
      {
        title: 'Annullare',
        text: [
          "«Annulla l'esecuzione» la ferma al primo punto sicuro. Quello che ha già fatto resta; la prossima volta prevista non cambia.",
        ],
      },
      {
        title: 'Se non è riuscita',
        text: [
          'La pagina dice perché e che cosa fare. Se chiedi aiuto, riferisci il codice: accanto a quello il registro del server ha i particolari.',
        ],
      },
    ],
  },
  en: {
    title: 'Run of a job',
    intro: 'How far a piece of work is that Varco does apart, and how it ended.',
    parts: [
      {
        title: 'While it runs',
        text: [
          'The page refreshes by itself and does not keep the session open. You can close it: the work goes on, and the outcome is at this address.',
        ],
      },
      {
        title: 'Cancelling',
        text: ['"Cancel the run" stops it at the first safe point. What it has already done stays; the next planned time does not change.'],
      },
      {
        title: 'When it failed',
        text: [
          'The page says why and what to do. When you ask for help, report the code: beside it the log of the server has the details.',
        ],
      },
    ],
  },
};

import type { Help } from '../../../core/help.ts';

/** The help of the scheduled jobs. */
export const help: Help = {
  it: {
    title: 'Attività automatiche',
    intro: 'Quello che Varco fa da solo, di notte o a intervalli: quando toccherà, come è andata, come avviarlo subito.',
    parts: [
      {
        title: 'Il programma',
        text: [
          "Per ogni attività ci sono che cosa fa, la prossima volta e com'è andata l'ultima. Gli orari sono quelli dell'ente.",
          "Se il server era spento quando toccava, l'attività parte una volta sola appena si riaccende.",
        ],
      },
      {
        title: 'Eseguire subito',
        steps: [
          "Premi «Esegui ora» accanto all'attività: va in coda e parte entro pochi secondi.",
          'Premi «Segui» per vedere a che punto è. Puoi lasciare la pagina: il lavoro continua.',
        ],
      },
      {
        title: 'Le esecuzioni',
        text: [
          "L'elenco dice quando, da chi, come è finita e quanto è durata; restano per 90 giorni. Scegli attività e stato per trovarle.",
          'Una esecuzione non riuscita dice che cosa fare. Finché la stessa attività non riesce, lo ricorda anche la scrivania.',
        ],
      },
    ],
  },
  en: {
    title: 'Scheduled jobs',
    intro: 'What Varco does by itself, at night or at intervals: when it is due, how it went, how to start it at once.',
    parts: [
      {
        title: 'The schedule',
        text: [
          'Each job says what it does, when it runs next and how it went last. Times are those of the organization.',
          'If the server was off when a job was due, it runs once as soon as the server is on again.',
        ],
      },
      {
        title: 'Running at once',
        steps: [
          'Press "Run now" beside the job: it is queued and starts within a few seconds.',
          'Press "Follow" to see how far it is. You can leave the page: the work goes on.',
        ],
      },
      {
        title: 'The runs',
        text: [
          'The list says when, by whom, how it ended and how long it took; it is kept for 90 days. Choose job and state to find one.',
          'A run that failed says what to do. Until the same job succeeds, the desk reminds you too.',
        ],
      },
    ],
  },
};

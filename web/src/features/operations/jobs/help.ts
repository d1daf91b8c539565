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
        title: 'Come chi girano',
        text: [
          'Di solito le attività girano come Varco. Puoi scegliere un utente di servizio: da allora le righe che le attività scrivono nel registro portano il suo nome, e ogni esecuzione dice come chi è girata.',
          'Una persona non si può scegliere. Se il servizio viene disabilitato o scade, le attività tornano a girare come Varco finché non è di nuovo attivo.',
          'Quello che una persona avvia con i suoi dati (importazioni, prime password, archivi) nel registro resta a nome suo.',
        ],
      },
      {
        title: 'Le copie del database',
        text: [
          'Ogni notte Varco copia tutto il database in un file, lo rilegge per intero e toglie le copie più vecchie. «Esegui ora» ne fa una subito.',
          'Una copia sul disco del database si perde con lui: portala altrove, e conserva in un altro luogo ancora la chiave segreta, che la copia non contiene.',
          "Per ripristinare serve il terminale del server: il comando è sotto l'elenco. Quello che è successo dopo la copia va perduto, e il registro lo dice.",
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
        title: 'As whom they run',
        text: [
          'Usually jobs run as Varco. You can choose a user of a service: from then on the lines that jobs write in the log bear its name, and each run says as whom it ran.',
          'A person cannot be chosen. If the service is disabled or expires, jobs run as Varco again until it is active.',
          'What a person starts with data of their own (imports, first passwords, archives) stays under their name in the log.',
        ],
      },
      {
        title: 'The backups of the database',
        text: [
          'Every night Varco copies the whole database into a file, reads it again whole and takes the oldest ones away. "Run now" makes one at once.',
          'A backup on the disk of the database is lost with it: take it elsewhere, and keep the secret key, which is not inside, in yet another place.',
          'Restoring takes the terminal of the server: the command is below the list. What happened after the backup is lost, and the log says so.',
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

import type { Help } from '../../../core/help.ts';

/** The help of the desk. */
export const help: Help = {
  it: {
    title: 'Scrivania',
    intro: "La prima pagina dopo l'accesso: che cosa c'è da fare, poi le cifre, poi i tuoi ultimi accessi.",
    parts: [
      {
        title: "Che cosa c'è da fare",
        text: [
          "Ogni riga dice che cosa succede, perché e dove si risolve. Le più urgenti stanno in alto. Se non c'è nulla da fare, la pagina lo dice.",
          'Le righe sugli utenti e sul server (attività non riuscite, disco, orologio) le vede solo chi amministra.',
        ],
      },
      {
        title: 'I tuoi ultimi accessi',
        text: ["Guardali ogni volta che entri. Se non riconosci una riga, cambia subito la password e avvisa l'assistenza."],
      },
      {
        title: 'La sessione si chiude da sola',
        text: [
          'Dopo un periodo senza attività Varco ti fa uscire, per due motivi: un computer lasciato aperto non deve servire ad altri, e il server non deve tenere sessioni che nessuno usa.',
          "Prima di chiudere un avviso ti chiede se vuoi continuare. Basta premere «Continua a lavorare», tutte le volte che vuoi. C'è anche una durata massima, che non si può allungare: te lo diciamo dieci minuti prima.",
        ],
      },
      {
        title: 'Uscire',
        text: [
          '«Esci» è sempre in alto a destra. Chiude la sessione sul server: per rientrare serve di nuovo la password, anche con il tasto Indietro del browser.',
        ],
      },
    ],
  },
  en: {
    title: 'Desk',
    intro: 'The first page after signing in: what there is to do, then figures, then your last sign-ins.',
    parts: [
      {
        title: 'What there is to do',
        text: [
          'Each line says what happens, why, and where it is solved. The most urgent stand first. If there is nothing to do, the page says so.',
          'Only administrators see the lines about users and about the server (failed jobs, disk, clock).',
        ],
      },
      {
        title: 'Your last sign-ins',
        text: ['Look at them each time you enter. If you do not recognize a line, change your password at once and tell the help desk.'],
      },
      {
        title: 'The session closes by itself',
        text: [
          'After a time without activity Varco signs you out, for two reasons: a computer left open must not serve others, and the server must not keep sessions nobody uses.',
          'Before it closes, a warning asks whether you want to continue. Press "Keep working", as often as you like. There is also a longest duration, which cannot be extended: we tell you ten minutes before.',
        ],
      },
      {
        title: 'Signing out',
        text: [
          '"Sign out" is always at the top right. It ends the session on the server: entering again takes the password, also after the browser\'s Back.',
        ],
      },
    ],
  },
};

import type { Help } from '../../core/help.ts';

/** The help of the requests for assistance of an organization. */
export const help: Help = {
  it: {
    title: 'Richieste di assistenza',
    intro: 'Come un ente chiede aiuto a chi gestisce l’installazione, e chi è entrato.',
    parts: [
      {
        title: 'Chiedere',
        steps: [
          'Premi «Chiedi assistenza» e scrivi che cosa serve.',
          'Scegli il primo e l’ultimo giorno, tutti e due compresi: al massimo 7.',
          'Lascia «Io stesso» come operatore di riferimento, oppure scegli un’unità e una persona che oggi vi è collocata.',
        ],
        text: [
          'L’operatore abilitato sei sempre tu, con l’unità per cui lavori ora. Il servizio dell’unità di riferimento è il proprietario della richiesta: con il livello «Servizio» la vede solo chi lavora per quel servizio.',
        ],
      },
      {
        title: 'Concedere, rifiutare, chiudere',
        text: [
          'Decide solo un amministratore dell’ente, a nome proprio; un rifiuto dice perché. La richiesta si chiude in ogni momento: chi è dentro esce subito, in tutte le finestre. Finito l’ultimo giorno si chiude da sola.',
          'In «Profilo dell’ente» un amministratore può non ammettere l’assistenza del tutto.',
        ],
      },
      {
        title: 'Chi è entrato e che cosa ha fatto',
        text: [
          'Ogni richiesta dice chi è entrato, quando e per che cosa. «Che cosa ha fatto» apre il registro su quella sessione: ogni riga porta i due nomi, di chi è entrato e dell’operatore di riferimento.',
          'Chi assiste ha i permessi di un amministratore dell’ente, ma non tocca gli amministratori, non decide sulle richieste e non lascia deleghe.',
        ],
      },
    ],
  },
  en: {
    title: 'Requests for assistance',
    intro: 'How an organization asks whoever runs the installation for help, and who entered.',
    parts: [
      {
        title: 'Asking',
        steps: [
          'Press "Ask for assistance" and say what is needed.',
          'Choose the first and the last day, both included: 7 at most.',
          'Leave "Myself" as reference operator, or choose a unit and a person placed in it today.',
        ],
        text: [
          'The acting operator is always you, with the unit you work for now. The department of the reference unit owns the request: with the level "Department" only those who work for that department see it.',
        ],
      },
      {
        title: 'Granting, refusing, closing',
        text: [
          'Only an administrator of the organization decides, in their own name; a refusal says why. A request can be closed at any time: whoever is inside is out at once, in every window. After the last day it closes by itself.',
          'Under "Profile of the organization" an administrator can admit no assistance at all.',
        ],
      },
      {
        title: 'Who entered and what they did',
        text: [
          'Each request says who entered, when and what for. "What they did" opens the log at that session: each line carries both names, of whoever entered and of the reference operator.',
          'Whoever assists has the permissions of an administrator of the organization, but does not touch administrators, decide on requests or leave delegations.',
        ],
      },
    ],
  },
};

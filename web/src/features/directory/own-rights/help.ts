import type { Help } from '../../../core/help.ts';

/** The help of what one may do oneself. */
export const help: Help = {
  it: {
    title: 'Che cosa posso fare',
    intro: 'Le funzioni che puoi usare, fin dove arrivi, e quale ruolo te le dà.',
    parts: [
      {
        title: 'Leggere la tabella',
        text: [
          'Ogni riga è un’azione che puoi fare. «Fin dove» dice su quali dati: il tuo servizio, l’ente, o tutti gli enti in cui sei abilitato. «Attraverso» dice che cosa te la dà.',
          'Vale per l’unità per cui lavori ora: se ne hai più di una, in un’altra puoi avere altri diritti.',
        ],
      },
      { title: 'Manca qualcosa', text: ['Chiedi il ruolo a chi amministra i ruoli: vale appena lo assegna, senza uscire.'] },
    ],
  },
  en: {
    title: 'What I can do',
    intro: 'The functions you can use, how far you reach, and which role gives them to you.',
    parts: [
      {
        title: 'Reading the table',
        text: [
          'Each row is an action you can take. "How far" says on which data: your department, the organization, or all organizations in which you are enabled. "Through" says what gives it to you.',
          'It holds for the unit you work for now: if you have more than one, you may have other rights in another.',
        ],
      },
      { title: 'Something is missing', text: ['Ask who administers roles: it holds as soon as it is given, without signing out.'] },
    ],
  },
};

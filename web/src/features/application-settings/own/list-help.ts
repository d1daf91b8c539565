import type { Help } from '../../../core/help.ts';

/** The help of the list of one's own settings. */
export const help: Help = {
  it: {
    title: 'Le mie impostazioni',
    intro: "I moduli e le applicazioni dell'ente che puoi regolare come preferisci.",
    parts: [
      {
        title: 'Che cosa si trova qui',
        text: [
          "Agenda, CRM, documenti e posta compaiono quando chi amministra li attiva; le altre applicazioni quando registrano impostazioni e servono l'ente per cui lavori.",
          "Le impostazioni sono dell'ente per cui lavori: se lavori per più enti, ognuno ha le sue.",
        ],
      },
    ],
  },
  en: {
    title: 'My settings',
    intro: 'The modules and applications of the organization that you can set as you like.',
    parts: [
      {
        title: 'What stands here',
        text: [
          'Calendar, CRM, documents and mail appear when an administrator switches them on; other applications when they register settings and serve the organization for which you work.',
          'Settings are of the organization for which you work: if you work for several, each has its own.',
        ],
      },
    ],
  },
};

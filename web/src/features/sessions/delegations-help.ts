import type { Help } from '../../core/help.ts';

/** The help of one's own delegations. */
export const help: Help = {
  it: {
    title: 'Le mie deleghe',
    intro: 'Mentre non ci sei un collega può lavorare con i tuoi permessi, senza la tua password.',
    parts: [
      {
        title: 'Nominare un delegato',
        steps: [
          'Premi «Nomina un delegato» e scrivi l’inizio del suo cognome.',
          'Scegli se delegare tutto quello che puoi fare o un solo ruolo, e i giorni.',
          'Premi «Nomina». Puoi revocare la delega quando vuoi: finisce subito.',
        ],
        text: ['Non si delegano i permessi di amministratore, né quello che hai tu stesso per delega.'],
      },
      {
        title: 'Lavorare per delega',
        steps: [
          'In «Delegato da» premi «Lavora al suo posto».',
          'In alto compare per chi lavori e fino a quando. Hai i suoi permessi nella sua unità, e non i tuoi.',
          'Per tornare premi «Torna a lavorare per te».',
        ],
        text: [
          'Password, profilo e sessioni restano i tuoi. Quello che fai porta i due nomi nel registro. Importazioni, prime password e cancellazioni di persone si fanno solo a nome proprio.',
        ],
      },
    ],
  },
  en: {
    title: 'My delegations',
    intro: 'While you are away a colleague may work with your permissions, without your password.',
    parts: [
      {
        title: 'Appointing a delegate',
        steps: [
          'Press "Appoint a delegate" and type the beginning of their family name.',
          'Choose whether to delegate everything you may do or one role, and the days.',
          'Press "Appoint". You may end the delegation whenever you like: it ends at once.',
        ],
        text: ['Permissions of an administrator are not delegated, nor what you have as a delegate yourself.'],
      },
      {
        title: 'Working as delegate',
        steps: [
          'Under "Delegated by" press "Work in their place".',
          'At the top it says for whom you work and until when. You have their permissions in their unit, and not your own.',
          'To go back press "Work for yourself again".',
        ],
        text: [
          'Password, profile and sessions stay your own. What you do carries both names in the log. Imports, first passwords and erasures of people are done in one’s own name only.',
        ],
      },
    ],
  },
};

import type { Help } from '../../core/help.ts';

/** The help of the retention of the log. */
export const help: Help = {
  it: {
    title: 'Conservazione del registro',
    intro: 'Per quanto tempo restano le righe degli accessi, che cosa va via e come si prova che è andato via solo quello.',
    parts: [
      {
        title: 'Che cosa va via e che cosa resta',
        text: [
          'Ogni notte Varco elimina i mesi interi più vecchi del tempo scelto, al massimo 3. Mai un mese con meno di 180 giorni, qualunque tempo sia scelto.',
          'Restano sempre le righe che dicono come è nato un utente, come si chiama, il suo stato, i criteri e le esportazioni. Nomi, indirizzi e browser che nessuna riga nomina più vengono cancellati.',
          'Di ogni mese restano i sigilli e una riga «Mese del registro eliminato»: chi verifica il registro sa quante righe c’erano e quando sono andate via.',
        ],
      },
      {
        title: 'Cambiare il tempo',
        steps: [
          'Premi «Modifica» e scegli un numero di giorni o «Per sempre».',
          'Scrivi il motivo e premi «Continua».',
          'Se il tempo è più breve, leggi quali mesi verranno eliminati e conferma. Vale dopo 7 giorni: fino ad allora lo ricorda la scrivania e puoi tornare indietro.',
        ],
      },
      {
        title: 'Se un mese non va via',
        text: [
          'Varco si ferma se le righe non sono quelle sigillate, se il punto di controllo non è nelle sue cartelle, o se l’orologio sembra essere andato avanti. Il motivo è nella pagina dell’esecuzione, a cui porta la scrivania.',
        ],
      },
      {
        title: 'Le copie di sicurezza',
        text: [
          'Una copia fatta prima contiene ancora quei mesi. Se la ripristini, la notte seguente vengono eliminati di nuovo: per tenerli scegli «Per sempre» appena ripristinata.',
        ],
      },
    ],
  },
  en: {
    title: 'Log retention',
    intro: 'For how long the lines of sign-ins stay, what goes, and how it is proved that only that went.',
    parts: [
      {
        title: 'What goes and what stays',
        text: [
          'Each night Varco purges the whole months that are older than the time chosen, at most 3. Never a month of fewer than 180 days, whatever time is chosen.',
          'Lines that say how a user came to be, what the name is, the status, the policy and the exports always stay. Names, addresses and browsers that no line names any more are erased.',
          'Of each month the seals stay, and a line "Month of the log purged": whoever verifies the log knows how many lines there were and when they went.',
        ],
      },
      {
        title: 'Changing the time',
        steps: [
          'Press "Edit" and choose a number of days or "For ever".',
          'Enter the reason and press "Continue".',
          'If the time is shorter, read which months will be purged and confirm. It holds after 7 days: until then the desk reminds you and you can go back.',
        ],
      },
      {
        title: 'If a month does not go',
        text: [
          'Varco stops when lines are not those that were sealed, when the checkpoint is not in its folders, or when the clock seems to have run ahead. The reason is on the page of the run, to which the desk leads.',
        ],
      },
      {
        title: 'Backups',
        text: [
          'A backup made before still holds those months. If you restore it, they are purged again the next night: to keep them choose "For ever" as soon as it is restored.',
        ],
      },
    ],
  },
};

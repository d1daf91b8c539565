import type { Help } from '../../../core/help.ts';

/** The help of somebody's authorizations. */
export const help: Help = {
  it: {
    title: 'Autorizzazioni formali di una persona',
    intro: "Con quale atto l'ente ha autorizzato la persona, chi lo ha firmato e da quando a quando vale.",
    parts: [
      {
        title: 'Registrare un atto',
        steps: [
          'Premi «Registra un atto».',
          "Scrivi tipo, numero, data e firma dell'atto, per che cosa la persona è autorizzata e da quando vale.",
          'Lascia vuota la fine se l’atto non ne ha una.',
        ],
      },
      {
        title: 'Più atti nel tempo',
        text: [
          'Ogni rinnovo è un atto nuovo: quelli di prima restano. La persona è autorizzata nei giorni in cui ne vale almeno uno, primo e ultimo giorno compresi.',
        ],
      },
      {
        title: 'Correggere e terminare',
        text: [
          '«Correggi» serve per un errore di scrittura. «Termina ora» serve quando la persona non è più autorizzata: vale da subito e chiede il motivo.',
          'Niente si cancella. Chi ha registrato, corretto o terminato, e che cosa, è nel registro.',
        ],
      },
    ],
  },
  en: {
    title: 'Formal authorizations of a person',
    intro: 'By which act the organization authorized the person, who signed it, and from when to when it holds.',
    parts: [
      {
        title: 'Recording an act',
        steps: [
          'Press "Record an act".',
          'Enter kind, number, date and signer of the act, what the person is authorized for and from when.',
          'Leave the end empty if the act has none.',
        ],
      },
      {
        title: 'Several acts over time',
        text: [
          'Each renewal is a new act: the earlier ones stay. The person is authorized on the days on which at least one holds, first and last day included.',
        ],
      },
      {
        title: 'Correcting and ending',
        text: [
          '"Correct" is for a slip of the pen. "End now" is for when the person is no longer authorized: it holds at once and asks for the reason.',
          'Nothing is deleted. Who recorded, corrected or ended what is in the log.',
        ],
      },
    ],
  },
};

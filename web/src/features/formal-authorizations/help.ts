import type { Help } from '../../core/help.ts';

/** The help of the list of authorizations. */
export const help: Help = {
  it: {
    title: 'Autorizzazioni formali',
    intro: 'Chi è autorizzato, con quale atto, firmato da chi e fino a quando. L’elenco si stampa e si firma.',
    parts: [
      {
        title: 'L’elenco',
        text: [
          'Prima quelle che finiscono prima. «In scadenza» sono quelle che finiscono entro 30 giorni: le ricorda anche la scrivania.',
          'Per registrare, correggere o terminare un atto apri la pagina della persona, sezione «Autorizzazione».',
        ],
      },
      {
        title: 'Stampa ed esportazione',
        text: [
          'Il PDF contiene le autorizzazioni dello stato e della ricerca scelti, per nome, con ente, giorno e spazio per la firma. Il CSV è per i fogli di calcolo. Ogni copia è scritta nel registro.',
        ],
      },
      {
        title: 'Rendere obbligatoria l’autorizzazione',
        text: [
          'Chi amministra l’ente può chiedere che entri solo chi ha un’autorizzazione in vigore. Prima Varco dice chi resterebbe fuori e lo fa confermare.',
          'Non si può fare se resteresti fuori tu, o se nessun amministratore ne ha una. Chi resta fuori riceve alla porta la stessa risposta di chi sbaglia la password: il motivo è nel registro.',
          'Quando un’autorizzazione finisce la sessione aperta si chiude alla mezzanotte dell’ultimo giorno.',
        ],
      },
    ],
  },
  en: {
    title: 'Formal authorizations',
    intro: 'Who is authorized, by which act, signed by whom and until when. The list can be printed and signed.',
    parts: [
      {
        title: 'The list',
        text: [
          'Those that end first come first. "Ending" are those that end within 30 days: the desk reminds of them too.',
          'To record, correct or end an act open the page of the person, section "Authorization".',
        ],
      },
      {
        title: 'Print and export',
        text: [
          'The PDF holds the authorizations of the state and search chosen, by name, with the organization, the day and room for a signature. The CSV is for spreadsheets. Each copy is written in the log.',
        ],
      },
      {
        title: 'Requiring an authorization',
        text: [
          'Who administers the organization may let in only people with an authorization in force. Varco first says who would be kept out and has it confirmed.',
          'It cannot be done if you would be kept out, or if no administrator has one. Whoever is kept out gets the answer of a wrong password at the door: the reason is in the log.',
          'When an authorization ends, the open session closes at midnight of the last day.',
        ],
      },
    ],
  },
};

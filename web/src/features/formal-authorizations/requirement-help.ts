import type { Help } from '../../core/help.ts';

/** The help of requiring an authorization. */
export const help: Help = {
  it: {
    title: 'Obbligo di autorizzazione formale',
    intro: 'Se nell’ente entra solo chi ha un’autorizzazione in vigore, e chi resta fuori.',
    parts: [
      {
        title: 'Prima di renderla obbligatoria',
        steps: [
          'Leggi chi resterebbe fuori e, se serve, registra gli atti che mancano dalla pagina di ognuno.',
          'Registra la tua autorizzazione: chi sceglie l’obbligo non può restare fuori, e almeno un amministratore deve averne una.',
          'Premi «Rendi obbligatoria» e conferma.',
        ],
      },
      {
        title: 'Se poi nessun amministratore può più entrare',
        text: [
          'Le autorizzazioni finiscono con il loro ultimo giorno, anche quelle di chi amministra: la scrivania lo ricorda 30 giorni prima. Chi gestisce il server può registrarne una dal terminale con «varco user authorize».',
        ],
      },
    ],
  },
  en: {
    title: 'Requiring a formal authorization',
    intro: 'Whether only people with an authorization in force enter the organization, and who is kept out.',
    parts: [
      {
        title: 'Before you require it',
        steps: [
          'Read who would be kept out and, where needed, record the missing acts on the page of each.',
          'Record your own authorization: whoever chooses cannot be kept out, and at least one administrator must have one.',
          'Press "Require it" and confirm.',
        ],
      },
      {
        title: 'If one day no administrator can enter',
        text: [
          'Authorizations end with their last day, also those of administrators: the desk reminds of it 30 days before. Whoever runs the server can record one from the terminal with "varco user authorize".',
        ],
      },
    ],
  },
};

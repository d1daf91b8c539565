import { texts } from '../core/texts.ts';

/** The words around the manual. */
export const messages = texts({
  it: {
    title: 'Aiuto',
    facts: 'Il manuale di Varco, una voce per ogni pagina.',
    contents: 'Indice',
    call: 'Non trovi la risposta?',
    callText: "Rivolgiti a chi amministra gli accessi nel tuo ente. Di' la pagina su cui sei e che cosa hai fatto.",
    all: 'Tutto il manuale',
  },
  en: {
    title: 'Help',
    facts: 'The manual of Varco, one entry for each page.',
    contents: 'Contents',
    call: 'Is the answer not here?',
    callText: 'Ask whoever manages sign-in in your organization. Say which page you are on and what you did.',
    all: 'The whole manual',
  },
});

import type { Language } from '@varco/shared/language';

/** The keys that work on every page: in the manual, and listed by "?" wherever one is. */
export const keys: Readonly<Record<Language, readonly string[]>> = {
  it: [
    'Tab e Maiusc+Tab: elemento dopo, elemento prima. Il primo Tab di una pagina offre «Vai al contenuto».',
    'Frecce, Inizio e Fine: voci di un menu aperto. Esc chiude solo ciò che si è aperto per ultimo.',
    'Ctrl+Invio: salva il modulo aperto.',
    'Indietro del browser: torna alla pagina di prima, con la stessa ricerca.',
    "?: apre l'elenco dei tasti, se non stai scrivendo in un campo. L'elenco, che è anche sotto il tuo nome, permette di spegnerlo.",
  ],
  en: [
    'Tab and Shift+Tab: next element, previous element. The first Tab of a page offers "Skip to content".',
    'Arrows, Home and End: entries of an open menu. Esc closes only what was opened last.',
    'Ctrl+Enter: saves the open form.',
    "The browser's Back: returns to the previous page, with the same search.",
    '?: opens the list of keys, unless you are typing in a field. The list, which is also under your name, lets you switch it off.',
  ],
};

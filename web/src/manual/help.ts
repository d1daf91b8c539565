import type { Help } from '../core/help.ts';
import { keys } from './keys.ts';

/** The help about the help, the keys and the accessibility of the pages. */
export const help: Help = {
  it: {
    title: 'Usare Varco',
    intro: 'Come muoversi tra le pagine, con il mouse, la tastiera o uno screen reader.',
    parts: [
      {
        title: "Trovare l'aiuto",
        text: [
          '«Aiuto su questa pagina» è in fondo a ogni pagina. Tutto il manuale è sotto il tuo nome, in alto a destra; sul telefono è nel menu.',
        ],
      },
      {
        title: 'Tasti',
        steps: keys.it,
      },
      {
        title: 'Accessibilità',
        text: [
          'Le pagine si usano con la sola tastiera e con gli screen reader, con il testo ingrandito fino al 400 %, su schermi stretti, con i contrasti e le animazioni scelti nel sistema. Nessuna informazione è solo in un colore.',
          "Prima che la sessione si chiuda un avviso, anche a voce, permette di continuare. Nei campi delle date l'ordine di giorno e mese è quello del browser: sotto, il giorno è scritto a parole.",
          'La dichiarazione di accessibilità e il modo per segnalare un problema sono nel link in fondo a ogni pagina.',
        ],
      },
      { title: 'Lingua', text: ['Italiano e inglese: il link è in alto, sul telefono nel menu. La scelta resta per le prossime volte.'] },
      {
        title: 'Browser',
        text: ["Vanno bene Chrome, Edge, Firefox e Safari, nell'ultima versione e in quella prima, su computer e telefono."],
      },
    ],
  },
  en: {
    title: 'Using Varco',
    intro: 'How to move among the pages, with a mouse, a keyboard or a screen reader.',
    parts: [
      {
        title: 'Finding help',
        text: [
          '"Help on this page" is at the bottom of each page. The whole manual is under your name, at the top right; on the phone it is in the menu.',
        ],
      },
      {
        title: 'Keys',
        steps: keys.en,
      },
      {
        title: 'Accessibility',
        text: [
          'The pages work with the keyboard alone and with screen readers, with text enlarged up to 400 %, on narrow screens, with the contrasts and animations chosen in the system. Nothing is said by a colour alone.',
          'Before the session closes a warning, also spoken, lets you continue. Date fields order day and month as the browser does: below them the day stands in words.',
          'The accessibility statement and the way to report a problem are in the link at the bottom of each page.',
        ],
      },
      {
        title: 'Language',
        text: ['Italian and English: the link is at the top, on the phone in the menu. The choice stays for the next times.'],
      },
      { title: 'Browser', text: ['Chrome, Edge, Firefox and Safari work, in their last and last-but-one version, on computer and phone.'] },
    ],
  },
};

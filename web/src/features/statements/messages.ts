import type { Language } from '@varco/shared/language';
import type { StatementName } from '@varco/shared/statements/api';
import { texts } from '../../core/texts.ts';

type Names = Readonly<Record<StatementName, string>>;
type InLanguages = Readonly<Record<Language, string>>;

/** The words of the page texts. */
export const messages = texts({
  it: {
    title: 'Testi delle pagine',
    facts: 'I testi a cui rimanda il fondo di ogni pagina. Chiunque può leggerli, anche senza accedere.',
    names: { accessibility: 'Dichiarazione di accessibilità', privacy: 'Informativa sulla privacy' } satisfies Names as Names,
    editOf: (name: string) => `Modifica: ${name}`,
    languages: { it: 'Italiano', en: 'Inglese' } satisfies InLanguages as InLanguages,
    own: "Testo dell'ente",
    product: 'Testo di Varco',
    more: 'Il testo continua nella sua pagina.',
    open: 'Apri la pagina',
    openOf: (name: string) => `Apri la pagina: ${name}`,
    useProduct: {
      it: 'Usa il testo di Varco in italiano',
      en: 'Usa il testo di Varco in inglese',
    } satisfies InLanguages as InLanguages,
    fields: { it: 'Testo in italiano', en: 'Testo in inglese' } satisfies InLanguages as InLanguages,
    hint: "Una riga vuota apre un nuovo paragrafo, «#\u00a0» un titolo, «-\u00a0» la voce di un elenco. {organization} diventa il nome dell'ente.",
    missing: {
      it: 'Scrivi il testo in italiano, o scegli quello di Varco.',
      en: 'Scrivi il testo in inglese, o scegli quello di Varco.',
    } satisfies InLanguages as InLanguages,
    tooLong: {
      it: 'Il testo in italiano può avere al massimo 20.000 caratteri. Accorcialo.',
      en: 'Il testo in inglese può avere al massimo 20.000 caratteri. Accorcialo.',
    } satisfies InLanguages as InLanguages,
    conflict: 'Nel frattempo qualcun altro ha cambiato lo stesso testo',
    conflictText: 'Scegli quale tenere, poi salva. Quello che hai scritto è ancora qui.',
    theirs: {
      it: 'Testo italiano salvato da un altro',
      en: 'Testo inglese salvato da un altro',
    } satisfies InLanguages as InLanguages,
    which: {
      it: 'Quale testo italiano vuoi tenere?',
      en: 'Quale testo inglese vuoi tenere?',
    } satisfies InLanguages as InLanguages,
    keepMine: 'Il mio, qui sotto',
    takeTheirs: "L'altro, qui sopra",
    saved: 'Testo salvato',
    savedText: 'Chi apre la pagina lo legge da subito.',
  },
  en: {
    title: 'Page texts',
    facts: "The texts that every page's foot links. Anybody can read them, also without signing in.",
    names: { accessibility: 'Accessibility statement', privacy: 'Privacy notice' },
    editOf: (name: string) => `Edit: ${name}`,
    languages: { it: 'Italian', en: 'English' },
    own: 'Text of the organization',
    product: 'Text of Varco',
    more: 'The text goes on in its page.',
    open: 'Open the page',
    openOf: (name: string) => `Open the page: ${name}`,
    useProduct: { it: 'Use the text of Varco in Italian', en: 'Use the text of Varco in English' },
    fields: { it: 'Text in Italian', en: 'Text in English' },
    hint: 'A blank line begins a new paragraph, "#\u00a0" a heading, "-\u00a0" an item of a list. {organization} becomes the name of the organization.',
    missing: {
      it: 'Enter the text in Italian, or choose the one of Varco.',
      en: 'Enter the text in English, or choose the one of Varco.',
    },
    tooLong: {
      it: 'The text in Italian can have at most 20,000 characters. Shorten it.',
      en: 'The text in English can have at most 20,000 characters. Shorten it.',
    },
    conflict: 'Somebody else changed the same text meanwhile',
    conflictText: 'Choose which one to keep, then save. What you typed is still here.',
    theirs: { it: 'Italian text saved by somebody else', en: 'English text saved by somebody else' },
    which: { it: 'Which Italian text do you want to keep?', en: 'Which English text do you want to keep?' },
    keepMine: 'Mine, below',
    takeTheirs: 'The other, above',
    saved: 'Text saved',
    savedText: 'Whoever opens the page reads it at once.',
  },
});

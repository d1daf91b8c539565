import type { Help } from '../../core/help.ts';

/** The help of the page texts. */
export const help: Help = {
  it: {
    title: 'Testi delle pagine',
    intro: "La dichiarazione di accessibilità e l'informativa sulla privacy, a cui rimanda il fondo di ogni pagina.",
    parts: [
      {
        title: 'Quale testo si legge',
        text: [
          "«Testo di Varco» è quello che arriva con il prodotto. «Testo dell'ente» è quello che avete scritto voi: vale al posto dell'altro, lingua per lingua.",
        ],
      },
      {
        title: 'Cambiare un testo',
        steps: [
          'Premi «Modifica» nel riquadro del testo.',
          'Togli la spunta da «Usa il testo di Varco» nella lingua da cambiare: trovi quel testo già scritto, da correggere.',
          'Premi «Salva». Il nuovo testo vale da subito, e il registro dice chi lo ha cambiato.',
        ],
      },
      {
        title: 'Se un altro salva prima di te',
        text: [
          'Vedi il suo testo sopra il tuo e scegli quale tenere. Quello che hai scritto resta finché non salvi o non annulli. Se avete cambiato lingue diverse, si tengono tutte e due.',
        ],
      },
      {
        title: "Titoli, elenchi e nome dell'ente",
        text: [
          "Una riga vuota apre un nuovo paragrafo. Una riga che comincia con «# » è un titolo; le righe che cominciano con «- » sono un elenco. Al posto di {organization} si legge il nome dell'ente.",
        ],
      },
    ],
  },
  en: {
    title: 'Page texts',
    intro: "The accessibility statement and the privacy notice, which every page's foot links.",
    parts: [
      {
        title: 'Which text is read',
        text: [
          '"Text of Varco" is the one that comes with the product. "Text of the organization" is the one you wrote: it holds in place of the other, language by language.',
        ],
      },
      {
        title: 'Changing a text',
        steps: [
          'Press "Edit" in the card of the text.',
          'Untick "Use the text of Varco" in the language to change: you find that text already there, to correct.',
          'Press "Save". The new text holds at once, and the log says who changed it.',
        ],
      },
      {
        title: 'If somebody else saves before you',
        text: [
          'You see their text above yours and choose which to keep. What you typed stays until you save or cancel. If you changed different languages, both are kept.',
        ],
      },
      {
        title: "Headings, lists and the organization's name",
        text: [
          'A blank line begins a new paragraph. A line that begins with "# " is a heading; lines that begin with "- " are a list. In place of {organization} people read the name of the organization.',
        ],
      },
    ],
  },
};

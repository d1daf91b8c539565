import type { Help } from '../../../core/help.ts';

/** The help of "why can they?". */
export const help: Help = {
  it: {
    title: 'Perché può?',
    intro: 'Che cosa può fare una persona, attraverso che cosa, e che cosa manca quando non può.',
    parts: [
      {
        title: 'Che cosa può fare',
        text: [
          "La tabella mostra ogni funzione con le quattro azioni: il livello dice fin dove arriva (Servizio, Ente, Tutti), «No» che nulla la dà. «Non ammessa» vuol dire che quella funzione non ha quell'azione.",
          'I diritti sono quelli dell’unità per cui si lavora: chi ne ha più di una ha un elenco per sceglierla.',
        ],
      },
      {
        title: 'Perché, o perché no',
        text: [
          'Scegli una casella. La risposta comincia con una frase; sotto ci sono tutti i ruoli che danno quel diritto e tutti quelli che non lo danno, ognuno con il motivo: finito, non ancora iniziato, di un’altra unità, non attivo, senza collocazione.',
          'È la stessa decisione che protegge ogni pagina: se qui dice no, il programma rifiuta.',
        ],
      },
      {
        title: 'E se avesse un ruolo in più?',
        text: [
          'Scegli unità e ruolo: vedi che cosa potrebbe fare in più. Non si salva nulla. Se il risultato è quello che serve, «Assegna questo ruolo» apre il modulo già compilato.',
        ],
      },
    ],
  },
  en: {
    title: 'Why can they?',
    intro: 'What a person can do, through what, and what is missing when they cannot.',
    parts: [
      {
        title: 'What they can do',
        text: [
          'The table shows each function with the four actions: the level says how far it reaches (Department, Organization, All), "No" that nothing gives it. "Not admitted" means that the function does not have that action.',
          'Rights are those of the unit one works for: who has more than one has a list to choose it from.',
        ],
      },
      {
        title: 'Why, or why not',
        text: [
          'Choose a cell. The answer begins with a sentence; below it stand all roles that give that right and all that do not, each with the reason: over, not yet begun, of another unit, switched off, without placement.',
          'It is the same decision that guards every page: where it says no, the program refuses.',
        ],
      },
      {
        title: 'What if they had one role more?',
        text: [
          'Choose unit and role: you see what else they could do. Nothing is saved. If the result is what is needed, "Give this role" opens the form already filled in.',
        ],
      },
    ],
  },
};

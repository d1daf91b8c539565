import type { Help } from '../../../core/help.ts';

/** The help of the applications of a user. */
export const help: Help = {
  it: {
    title: 'Applicazioni di un utente',
    intro: 'A quali applicazioni e moduli arriva dove lavora di solito, e che cosa può farci.',
    parts: [
      {
        title: 'Da dove viene',
        text: ['Dai ruoli, suoi o dei suoi gruppi. «Perché?» porta alla risposta intera.'],
      },
      {
        title: 'Cambiare',
        text: [
          "Qui si legge soltanto: si cambia in «Ruoli e collocazioni», o nel ruolo. Un'applicazione non attiva non dà nulla finché non si riattiva.",
        ],
      },
    ],
  },
  en: {
    title: 'Applications of a user',
    intro: 'Which applications and modules they reach where they usually work, and what they may do there.',
    parts: [
      {
        title: 'Where it comes from',
        text: ['From roles, their own or of their groups. "Why?" leads to the whole answer.'],
      },
      {
        title: 'Changing',
        text: [
          'Here one only reads: it is changed in "Roles and placements", or in the role. An application that is switched off gives nothing until it is switched on again.',
        ],
      },
    ],
  },
};

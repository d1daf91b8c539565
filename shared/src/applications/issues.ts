import type { Bilingual } from '../language.ts';

/** What is wrong with an application or with what it registers, and how to mend it. */
export const applicationIssues: Readonly<Record<string, Bilingual>> = {
  code: {
    it: 'Il codice ha da 2 a 30 lettere minuscole, cifre e trattini, per prima una lettera. Riscrivilo così.',
    en: 'The code has 2 to 30 small letters, figures and hyphens, a letter first. Write it like this.',
  },
  'function-name': {
    it: 'Il nome di una funzione ha al massimo 50 lettere minuscole, cifre, trattini e trattini bassi, per prima una lettera. Riscrivilo così.',
    en: 'The name of a function has at most 50 small letters, figures, hyphens and underscores, a letter first. Write it like this.',
  },
  'action-name': {
    it: "Il nome di un'azione ha al massimo 40 lettere minuscole, cifre, trattini e trattini bassi, per prima una lettera. Riscrivilo così.",
    en: 'The name of an action has at most 40 small letters, figures, hyphens and underscores, a letter first. Write it like this.',
  },
  'function-twice': {
    it: 'Questa funzione c’è già più sopra. Togline una, o cambia nome.',
    en: 'This function stands above already. Take one of them out, or change its name.',
  },
  'action-twice': {
    it: "Questa azione c'è già più sopra nella stessa funzione. Togline una, o cambia nome.",
    en: 'This action stands above already in the same function. Take one of them out, or change its name.',
  },
  'label-needed': {
    it: 'Questa azione non è una delle quattro che tutti conoscono (search, create, modify, delete): scrivi in label come chiamarla.',
    en: 'This action is not one of the four that everybody knows (search, create, modify, delete): write in label how to call it.',
  },
  'proposed-not-admitted': {
    it: 'Il livello proposto non è tra quelli ammessi dall’azione. Scegline uno di levels, o toglilo.',
    en: 'The level proposed is not among those the action admits. Choose one of levels, or take it out.',
  },
  'too-many-functions': {
    it: 'Un’applicazione registra al massimo 200 funzioni. Togline alcune.',
    en: 'An application registers at most 200 functions. Take some out.',
  },
  'too-many-actions': {
    it: 'Una funzione ha al massimo 20 azioni. Togline alcune.',
    en: 'A function has at most 20 actions. Take some out.',
  },
  'actions-needed': {
    it: 'Una funzione ha almeno un’azione. Aggiungila.',
    en: 'A function has at least one action. Add it.',
  },
  'levels-needed': {
    it: 'Un’azione ammette almeno un livello tra department, organization e all. Aggiungilo.',
    en: 'An action admits at least one level among department, organization and all. Add it.',
  },
  'licence-known': {
    it: 'La licenza minima di un’azione è base, collaboration o professional. Correggi questa, o toglila.',
    en: 'The least licence of an action is base, collaboration or professional. Correct this one, or take it out.',
  },
  'levels-known': {
    it: 'I livelli sono department, organization e all. Correggi questo.',
    en: 'The levels are department, organization and all. Correct this one.',
  },
};

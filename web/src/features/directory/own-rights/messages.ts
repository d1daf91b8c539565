import { texts } from '../../../core/texts.ts';

/** The words of what one may do oneself. */
export const messages = texts({
  it: {
    title: 'Che cosa posso fare',
    profile: 'Il mio profilo',
    table: 'Le tue funzioni',
    inUnit: (unit: string) => `Quando lavori per «${unit}».`,
    function: 'Funzione',
    action: 'Azione',
    level: 'Fin dove',
    through: 'Attraverso',
    onlyIf: 'Solo se',
    role: (name: string) => `il ruolo «${name}»`,
    roleOf: (name: string, group: string) => `il ruolo «${name}» che viene da ${group}`,
    organization: "l'amministrazione dell'ente",
    installation: "l'amministrazione dell'installazione",
    none: 'Per ora solo le tue pagine',
    noneText: 'Puoi accedere e gestire il tuo profilo. Per altre funzioni serve un ruolo: lo assegna chi amministra i ruoli.',
    beyondLicence: (licence: string, list: string) =>
      `La tua licenza «${licence}» non comprende quello che hai anche per ruoli e gruppi: ${list}. Tra parentesi la licenza che serve.`,
    missing: 'Ti serve altro? Lo assegna chi amministra i ruoli.',
  },
  en: {
    title: 'What I can do',
    profile: 'My profile',
    table: 'Your functions',
    inUnit: (unit: string) => `When you work for "${unit}".`,
    function: 'Function',
    action: 'Action',
    level: 'How far',
    through: 'Through',
    onlyIf: 'Only if',
    role: (name: string) => `the role "${name}"`,
    roleOf: (name: string, group: string) => `the role "${name}" that comes from ${group}`,
    organization: 'administering the organization',
    installation: 'administering the installation',
    none: 'Only your own pages for now',
    noneText: 'You can sign in and look after your profile. Other functions need a role: who administers roles gives it.',
    beyondLicence: (licence: string, list: string) =>
      `Your licence "${licence}" does not hold some of what roles and groups give you: ${list}. In brackets the licence needed.`,
    missing: 'Do you need more? Who administers roles gives it.',
  },
});

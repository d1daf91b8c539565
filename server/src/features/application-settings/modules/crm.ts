import { everyday, type Module } from './module.ts';

/** The register of relations with citizens and firms (requirements R1.36; its settings are those of 6.1). */
export const crm: Module = {
  code: 'crm',
  name: 'CRM',
  nameEnglish: 'CRM',
  description: "Diritti e impostazioni per il programma dell'ente che segue i rapporti con cittadini e imprese.",
  functions: [everyday('contacts', 'Contatti', 'Contacts')],
  settings: {
    sections: [
      {
        name: 'crm',
        label: 'CRM',
        labelEnglish: 'CRM',
        settings: [
          { kind: 'text', name: 'area', label: 'Area di competenza', labelEnglish: 'Area of competence' },
          { kind: 'user', name: 'manager', label: 'Responsabile', labelEnglish: 'Manager' },
          { kind: 'text', name: 'agent-code', label: 'Codice agente', labelEnglish: 'Agent code', max: 30 },
          { kind: 'yes-no', name: 'notifications', label: 'Notifiche', labelEnglish: 'Notifications', default: true },
          {
            kind: 'choice',
            name: 'visibility',
            label: 'Visibilità',
            labelEnglish: 'Visibility',
            hint: 'Quali contatti si vedono.',
            hintEnglish: 'Which contacts are shown.',
            options: [
              { value: 'own', label: 'Propri', labelEnglish: 'Own' },
              { value: 'group', label: 'Gruppo', labelEnglish: 'Group' },
              { value: 'all', label: 'Tutti', labelEnglish: 'All' },
            ],
            default: 'own',
          },
        ],
      },
    ],
  },
};

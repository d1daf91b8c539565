import { everyday, type Module } from './module.ts';

/** The agenda of the organization (requirements R1.35; its settings are those of 6.1). */
export const agenda: Module = {
  code: 'agenda',
  name: 'Agenda',
  nameEnglish: 'Calendar',
  description: "Diritti e impostazioni per il programma di agenda dell'ente. Varco non contiene un calendario.",
  functions: [everyday('appointments', 'Appuntamenti', 'Appointments')],
  settings: {
    sections: [
      {
        name: 'agenda',
        label: 'Agenda',
        labelEnglish: 'Calendar',
        settings: [
          {
            kind: 'choice',
            name: 'initial-view',
            label: 'Vista iniziale',
            labelEnglish: 'First view',
            options: [
              { value: 'day', label: 'Giorno', labelEnglish: 'Day' },
              { value: 'week', label: 'Settimana', labelEnglish: 'Week' },
              { value: 'month', label: 'Mese', labelEnglish: 'Month' },
            ],
            default: 'week',
          },
          { kind: 'time', name: 'day-starts', label: 'Inizio orario di lavoro', labelEnglish: 'Working day starts', default: '08:00' },
          { kind: 'time', name: 'day-ends', label: 'Fine orario di lavoro', labelEnglish: 'Working day ends', default: '18:00' },
          {
            kind: 'choice',
            name: 'first-weekday',
            label: 'Primo giorno della settimana',
            labelEnglish: 'First day of the week',
            options: [
              { value: 'monday', label: 'Lunedì', labelEnglish: 'Monday' },
              { value: 'sunday', label: 'Domenica', labelEnglish: 'Sunday' },
              { value: 'saturday', label: 'Sabato', labelEnglish: 'Saturday' },
            ],
            default: 'monday',
          },
          {
            kind: 'whole-number',
            name: 'usual-length',
            label: 'Durata predefinita',
            labelEnglish: 'Usual length',
            hint: 'Di un appuntamento nuovo.',
            hintEnglish: 'Of a new appointment.',
            min: 5,
            max: 1_440,
            unit: 'minuti',
            unitEnglish: 'minutes',
            default: 60,
          },
          {
            kind: 'whole-number',
            name: 'reminder',
            label: 'Promemoria predefinito',
            labelEnglish: 'Usual reminder',
            hint: "Quanto prima dell'inizio. 0: all'inizio.",
            hintEnglish: 'How long before the start. 0: at the start.',
            min: 0,
            max: 40_320,
            unit: 'minuti',
            unitEnglish: 'minutes',
            default: 15,
          },
          {
            kind: 'choice',
            name: 'visibility',
            label: 'Visibilità predefinita',
            labelEnglish: 'Usual visibility',
            options: [
              { value: 'private', label: 'Privata', labelEnglish: 'Private' },
              { value: 'group', label: 'Gruppo', labelEnglish: 'Group' },
              { value: 'public', label: 'Pubblica', labelEnglish: 'Public' },
            ],
            default: 'private',
          },
          { kind: 'sharing-groups', name: 'shared-with', label: 'Calendari condivisi con', labelEnglish: 'Calendars shared with' },
        ],
      },
    ],
  },
};

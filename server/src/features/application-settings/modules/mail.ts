import { everyday, type Module } from './module.ts';

/** The mail of the organization, with its two tabs (requirements R1.38; its settings are those of 6.1). */
export const mail: Module = {
  code: 'mail',
  name: 'Posta',
  nameEnglish: 'Mail',
  description: "Diritti e impostazioni per il programma di posta dell'ente. Varco non legge e non manda questa posta.",
  functions: [everyday('messages', 'Messaggi', 'Messages')],
  settings: {
    sections: [
      {
        name: 'general',
        label: 'Generale',
        labelEnglish: 'General',
        settings: [
          { kind: 'text', name: 'sender', label: 'Mittente predefinito', labelEnglish: 'Usual sender' },
          { kind: 'text', name: 'display-name', label: 'Nome visualizzato', labelEnglish: 'Display name' },
          { kind: 'long-text', name: 'signature', label: 'Firma', labelEnglish: 'Signature', max: 2_000 },
          {
            kind: 'long-text',
            name: 'automatic-reply',
            label: 'Risposta automatica',
            labelEnglish: 'Automatic reply',
            hint: 'Vuota: nessuna risposta.',
            hintEnglish: 'Empty: no reply.',
            max: 2_000,
          },
          {
            kind: 'whole-number',
            name: 'check-every',
            label: 'Controllo nuovi messaggi ogni',
            labelEnglish: 'Look for new messages every',
            min: 1,
            max: 1_440,
            unit: 'minuti',
            unitEnglish: 'minutes',
            default: 5,
          },
          { kind: 'yes-no', name: 'keep-sent', label: 'Salva inviati', labelEnglish: 'Keep sent messages', default: true },
          { kind: 'yes-no', name: 'ask-receipt', label: 'Richiesta ricevuta', labelEnglish: 'Ask for a receipt', default: false },
        ],
      },
      {
        name: 'layout',
        label: 'Layout',
        labelEnglish: 'Layout',
        settings: [
          {
            kind: 'whole-number',
            name: 'rows',
            label: 'Righe per pagina',
            labelEnglish: 'Rows on a page',
            min: 10,
            max: 200,
            default: 50,
          },
          {
            kind: 'choice',
            name: 'reading-pane',
            label: 'Riquadro di lettura',
            labelEnglish: 'Reading pane',
            options: [
              { value: 'right', label: 'A destra', labelEnglish: 'On the right' },
              { value: 'bottom', label: 'In basso', labelEnglish: 'At the bottom' },
              { value: 'none', label: 'No', labelEnglish: 'None' },
            ],
            default: 'right',
          },
          {
            kind: 'choice',
            name: 'order',
            label: 'Ordinamento',
            labelEnglish: 'Order',
            options: [
              { value: 'newest', label: 'Prima i più recenti', labelEnglish: 'Newest first' },
              { value: 'oldest', label: 'Prima i meno recenti', labelEnglish: 'Oldest first' },
              { value: 'sender', label: 'Per mittente', labelEnglish: 'By sender' },
              { value: 'subject', label: 'Per oggetto', labelEnglish: 'By subject' },
            ],
            default: 'newest',
          },
          {
            kind: 'choice',
            name: 'format',
            label: 'Formato',
            labelEnglish: 'Format',
            options: [
              { value: 'text', label: 'Testo', labelEnglish: 'Text' },
              { value: 'html', label: 'HTML', labelEnglish: 'HTML' },
            ],
            default: 'html',
          },
          {
            kind: 'choice',
            name: 'density',
            label: 'Densità',
            labelEnglish: 'Density',
            options: [
              { value: 'comfortable', label: 'Ampia', labelEnglish: 'Comfortable' },
              { value: 'compact', label: 'Compatta', labelEnglish: 'Compact' },
            ],
            default: 'comfortable',
          },
        ],
      },
    ],
  },
};

import { everyday, type Module } from './module.ts';

/** The management of documents, DMS (requirements R1.37; its settings are those of 6.1). */
export const documents: Module = {
  code: 'documents',
  name: 'Documenti',
  nameEnglish: 'Documents',
  description: "Diritti e impostazioni per il programma di gestione documentale dell'ente. I documenti restano lì.",
  functions: [everyday('documents', 'Documenti', 'Documents')],
  settings: {
    sections: [
      {
        name: 'documents',
        label: 'Documenti',
        labelEnglish: 'Documents',
        settings: [
          { kind: 'text', name: 'initial-folder', label: 'Cartella iniziale', labelEnglish: 'First folder', default: '/' },
          {
            kind: 'whole-number',
            name: 'quota',
            label: 'Quota',
            labelEnglish: 'Quota',
            min: 1,
            max: 1_048_576,
            unit: 'MB',
            unitEnglish: 'MB',
            default: 1_024,
          },
          {
            kind: 'choices',
            name: 'admitted-types',
            label: 'Tipi ammessi',
            labelEnglish: 'Admitted types',
            hint: 'Quali file si possono caricare.',
            hintEnglish: 'Which files can be uploaded.',
            options: [
              { value: 'pdf', label: 'PDF', labelEnglish: 'PDF' },
              { value: 'text', label: 'Testi (ODT, DOCX)', labelEnglish: 'Texts (ODT, DOCX)' },
              { value: 'sheets', label: 'Fogli di calcolo (ODS, XLSX, CSV)', labelEnglish: 'Spreadsheets (ODS, XLSX, CSV)' },
              { value: 'images', label: 'Immagini (JPEG, PNG, TIFF)', labelEnglish: 'Images (JPEG, PNG, TIFF)' },
              { value: 'signed', label: 'File firmati (P7M, ASiC)', labelEnglish: 'Signed files (P7M, ASiC)' },
              { value: 'archives', label: 'Archivi (ZIP)', labelEnglish: 'Archives (ZIP)' },
            ],
            default: ['pdf', 'text', 'sheets', 'images', 'signed'],
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
          {
            kind: 'whole-number',
            name: 'versions-kept',
            label: 'Conservazione versioni',
            labelEnglish: 'Versions kept',
            hint: 'Quante versioni precedenti di un documento restano. 0: nessuna.',
            hintEnglish: 'How many earlier versions of a document stay. 0: none.',
            min: 0,
            max: 1_000,
            default: 10,
          },
        ],
      },
    ],
  },
};

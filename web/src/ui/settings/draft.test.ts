import { SettingsSchema } from '@varco/shared/application-settings/schema';
import { expect, test } from 'vitest';
import { changedValues, draftOf } from './draft.ts';

const [section] = SettingsSchema.parse({
  sections: [
    {
      name: 'main',
      label: 'Generale',
      settings: [
        { kind: 'whole-number', name: 'rows', label: 'Righe', default: 50 },
        { kind: 'yes-no', name: 'loud', label: 'Forte' },
        { kind: 'sharing-groups', name: 'groups', label: 'Gruppi' },
        { kind: 'text', name: 'note', label: 'Nota' },
        { kind: 'time', name: 'starts', label: 'Inizio' },
      ],
    },
  ],
}).sections;
const nothing = { chosen: null, otherwise: null, otherwiseFrom: 'default' } as const;
const values = { rows: { ...nothing, chosen: 20 }, loud: { ...nothing, chosen: false }, groups: nothing, note: nothing, starts: nothing };

test('R1.38 only what was changed is sent; emptied it is nothing, and what is no number goes as it was typed', () => {
  if (!section) throw new Error('There is no section.');
  const seen = draftOf(section, values);

  expect(seen).toEqual({ rows: '20', loud: 'false', groups: [], note: '', starts: '' });
  expect(changedValues(section, seen, seen)).toEqual({});
  expect(changedValues(section, seen, { ...seen, rows: '', loud: 'true', groups: ['a'], note: ' x ' })).toEqual({
    rows: null,
    loud: true,
    groups: ['a'],
    note: 'x',
  });
  expect(changedValues(section, seen, { ...seen, rows: 'venti' })).toEqual({ rows: 'venti' });
  expect(changedValues(section, seen, { ...seen, rows: '030' })).toEqual({ rows: 30 });
  expect(changedValues(section, seen, { ...seen, starts: '8.30' })).toEqual({ starts: '08:30' });
});

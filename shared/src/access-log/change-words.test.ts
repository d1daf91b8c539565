import { describe, expect, test } from 'vitest';
import { eventInWords } from './change-words.ts';

const change = (field: string, before: string | null, after: string | null) => ({ items: [{ field, before, after }] });
const nothing: ReturnType<typeof change> = { items: [] };

describe('R3.56 a line says whether a thing was made, changed or taken away', () => {
  test.each([
    ['group-changed', change('group', null, 'Ufficio'), 'Gruppo creato', 'Group created'],
    ['group-changed', change('group', 'Ufficio', 'Direzione'), 'Gruppo modificato', 'Group changed'],
    ['group-changed', change('group', 'Ufficio', null), 'Gruppo eliminato', 'Group deleted'],
    ['unit-changed', change('department', null, 'Tributi'), 'Unità operativa modificata', 'Unit changed'],
    ['placement-changed', change('from', null, '2026-01-01'), 'Collocazione aggiunta', 'Placement added'],
    ['assignment-changed', change('role', 'Sportello', null), 'Ruolo tolto', 'Role withdrawn'],
    ['user-changed', change('familyName', null, 'Bruni'), 'Utente modificato', 'User changed'],
    ['role-changed', nothing, 'Ruolo modificato', 'Role changed'],
    ['role-changed', null, 'Ruolo modificato', 'Role changed'],
  ] as const)('%s %#', (event, changes, it, en) => {
    expect([eventInWords('it', event, changes), eventInWords('en', event, changes)]).toEqual([it, en]);
  });
});

import { expect, test } from 'vitest';
import type { FunctionList } from '../applications/api.ts';
import { Functions } from './functions.ts';

const registered: FunctionList['items'] = [
  {
    application: {
      id: '01920000-0000-7000-8000-000000000001',
      code: 'registry',
      name: 'Protocollo',
      nameEnglish: 'Registry',
      active: true,
    },
    functions: [
      {
        name: 'registry/files',
        label: 'Pratiche',
        labelEnglish: 'Files',
        actions: [
          { name: 'sign', label: 'Firma', labelEnglish: 'Sign', levels: ['organization'], proposed: 'organization' },
          { name: 'search', label: '', labelEnglish: '', levels: ['department', 'organization'], proposed: 'organization' },
        ],
      },
    ],
  },
  {
    application: { id: '01920000-0000-7000-8000-000000000002', code: 'tax', name: 'Tributi', nameEnglish: '', active: false },
    functions: [
      {
        name: 'tax/rates',
        label: 'Tariffe',
        labelEnglish: '',
        actions: [{ name: 'modify', label: '', labelEnglish: '', levels: ['all'], proposed: 'all' }],
      },
    ],
  },
];

test('R1.13 functions of applications are called in the language of the reader, and without an English name in Italian', () => {
  expect(new Functions('it', registered).what('registry/files', 'sign')).toBe('Pratiche (Protocollo), Firma');
  expect(new Functions('en', registered).what('registry/files', 'sign')).toBe('Files (Registry), Sign');
  expect(new Functions('en', registered).what('registry/files', 'search')).toBe('Files (Registry), Search');
  expect(new Functions('en', registered).what('tax/rates', 'modify')).toBe('Tariffe (Tributi), Modify');
  expect(new Functions('en', registered).what('users', 'search')).toBe('Users, Search');
});

test('R2.41 an action admits its levels and proposes one; of an application that is switched off nothing', () => {
  const functions = new Functions('it', registered);
  expect(functions.levels('registry/files', 'search')).toEqual(['department', 'organization']);
  expect(functions.proposed('registry/files', 'search')).toBe('organization');
  expect(functions.levels('registry/files', 'delete')).toEqual([]);
  expect(functions.levels('tax/rates', 'modify')).toEqual([]);
  expect(functions.proposed('tax/rates', 'modify')).toBeUndefined();
});

test('R3.58 what is granted and gives nothing is told apart: switched off, or registered no more', () => {
  const functions = new Functions('it', registered);
  expect(functions.standing('registry/files', 'sign')).toBe('grantable');
  expect(functions.standing('tax/rates', 'modify')).toBe('switched-off');
  expect(functions.standing('registry/files', 'archive')).toBe('not-registered');
  expect(functions.standing('gone/thing', 'search')).toBe('not-registered');
  expect(functions.label('gone/thing')).toBe('gone/thing');
});

test('R1.53 the four actions come first, then those of the function, then what it has no more', () => {
  const functions = new Functions('it', registered);
  expect(functions.actions('registry/files')).toEqual(['search', 'sign']);
  expect(functions.actions('registry/files', { delete: 'all', archive: 'all' })).toEqual(['search', 'delete', 'sign', 'archive']);
  expect(functions.further('registry/files', { archive: 'all' })).toEqual(['sign', 'archive']);
});

test('R1.53 functions stand under their application, the own first and unknown ones last', () => {
  const grouped = new Functions('it', registered).grouped(['zeta', 'tax/rates', 'roles', 'registry/files', 'users', 'alfa']);
  expect(grouped.map(({ owner, names }) => [owner === null ? null : owner?.name, names])).toEqual([
    [undefined, ['users', 'roles']],
    ['Protocollo', ['registry/files']],
    ['Tributi', ['tax/rates']],
    [null, ['alfa', 'zeta']],
  ]);
});

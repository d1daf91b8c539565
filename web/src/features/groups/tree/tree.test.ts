import type { GroupLine } from '@varco/shared/groups/api';
import { describe, expect, test } from 'vitest';
import { readGroupsAddress, toggled } from './address.ts';
import { type Branch, parentsFor, sizeOf, treeOf } from './tree.ts';

const group = (id: string, parentId: string | null = null, more: Partial<GroupLine> = {}): GroupLine => ({
  id,
  kind: 'organizational',
  parentId,
  name: id,
  nameEnglish: '',
  descriptive: false,
  active: true,
  site: '',
  people: 0,
  roles: 0,
  ...more,
});

const groups = [
  group('Direzione'),
  group('Ufficio', 'Direzione', { nameEnglish: 'Office' }),
  group('Sportello', 'Ufficio', { site: 'Città alta' }),
  group('Giunta'),
  group('Revisori', null, { kind: 'security' }),
];
const told = (branches: readonly Branch[]): unknown[] => branches.map((one) => [one.group.id, told(one.under)]);

describe('R1.48 the tree of groups', () => {
  test('holds one kind, each group under its own', () => {
    expect(told(treeOf(groups, 'organizational'))).toEqual([
      ['Direzione', [['Ufficio', [['Sportello', []]]]]],
      ['Giunta', []],
    ]);
    expect(told(treeOf(groups, 'security'))).toEqual([['Revisori', []]]);
    expect(sizeOf(treeOf(groups, 'organizational'))).toBe(4);
  });

  test.for([
    ['citta', [['Direzione', [['Ufficio', [['Sportello', []]]]]]]],
    ['office', [['Direzione', [['Ufficio', [['Sportello', []]]]]]]],
    ['giu', [['Giunta', []]]],
    ['nulla', []],
  ] as const)('a search for %s keeps what it finds with what is over and under it', ([search, found]) => {
    expect(told(treeOf(groups, 'organizational', search))).toEqual(found);
  });

  test('a group whose parent is not there stands at the top, and is not lost', () => {
    expect(told(treeOf([group('Solo', 'altrove')], 'organizational'))).toEqual([['Solo', []]]);
  });

  test('R1.51 a group cannot be put under itself or what is under it: they are not offered', () => {
    expect(parentsFor(groups, 'organizational', 'Ufficio').map(({ group: { id }, level }) => [id, level])).toEqual([
      ['Direzione', 0],
      ['Giunta', 0],
    ]);
  });
});

test('the address keeps what is folded, and ignores what it does not know', () => {
  expect(readGroupsAddress({ kind: 'nothing', search: 'x', other: 'y' })).toEqual({ search: 'x' });
  expect(toggled({ kind: 'sharing' }, 'a')).toEqual({ kind: 'sharing', folded: 'a' });
  expect(toggled({ folded: 'a,b' }, 'a')).toEqual({ folded: 'b' });
  expect(toggled({ folded: 'b' }, 'b')).toEqual({});
});

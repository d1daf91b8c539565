import { everything } from '@varco/shared/authorization/capabilities';
import type { Me } from '@varco/shared/sessions/api';
import { expect, test } from 'vitest';
import { menuOf } from './menu-entries.ts';

const who = (grants: Me['grants']): Me => ({ grants, administers: 'nothing' }) as Me;
const menu = (grants: Me['grants']) => menuOf(who(grants)).map(({ key, entries }) => [key, entries.map((entry) => entry.key)]);

test('R1.45 R2.7 who administers has users and groups under people, roles under rights, rules and seats under access', () => {
  const whole = new Map(menuOf(who(everything('all'))).map(({ key, entries }) => [key, entries.map((entry) => entry.key)]));

  expect(whole.get('people')).toEqual(expect.arrayContaining(['users', 'structure', 'groups']));
  expect(whole.get('rights')).toEqual(expect.arrayContaining(['roles']));
  expect(whole.get('access')).toEqual(['policy', 'seats']);
});

test('R1.45 R2.4 an entry that one may not open is not drawn, nor a group without entries', () => {
  expect(menu({}).flatMap(([, entries]) => entries)).not.toContain('users');
  expect(menu({}).map(([key]) => key)).not.toContain('people');
  expect(menu({ users: { search: 'organization' } })).toContainEqual(['people', ['users']]);
});

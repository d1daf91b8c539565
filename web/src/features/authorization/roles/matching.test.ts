import type { RoleLine } from '@varco/shared/authorization/api';
import { expect, test } from 'vitest';
import { readRolesAddress } from './address.ts';
import { matching } from './matching.ts';

const role = (name: string, more: Partial<RoleLine> = {}): RoleLine => ({
  id: name,
  name,
  nameEnglish: '',
  description: '',
  descriptionEnglish: '',
  department: null,
  forUnplaced: false,
  active: true,
  people: 0,
  capabilities: [],
  ...more,
});
const social = { id: 'social', name: 'Servizi sociali', nameEnglish: '' };
const roles = [
  role('Operatore di città', { nameEnglish: 'City clerk', capabilities: ['users', 'roles'] }),
  role('Minori', { department: social, description: 'Assistenza a casa', active: false }),
  role('Revisore', { forUnplaced: true, capabilities: ['access-log'] }),
];

test.each([
  [{}, ['Operatore di città', 'Minori', 'Revisore']],
  [{ search: 'CITTA op' }, ['Operatore di città']],
  [{ search: 'clerk' }, ['Operatore di città']],
  [{ search: 'casa' }, ['Minori']],
  [{ search: 'ittà' }, []],
  [{ department: 'social' }, ['Minori']],
  [{ department: 'whole' }, ['Operatore di città', 'Revisore']],
  [{ unplaced: 'yes' }, ['Revisore']],
  [{ unplaced: 'no', active: 'yes' }, ['Operatore di città']],
  [{ active: 'no' }, ['Minori']],
  [{ opens: 'access-log' }, ['Revisore']],
  [{ opens: 'access-log', search: 'minori' }, []],
])('R2.38 %j finds %j', (address, names) => {
  expect(matching(roles, readRolesAddress(address)).map(({ name }) => name)).toEqual(names);
});

test('R2.38 what an address says that no filter knows is ignored', () => {
  expect(readRolesAddress({ unplaced: 'forse', active: '1', search: '', department: '' })).toEqual({});
});

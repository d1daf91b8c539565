import { expect, test } from 'vitest';
import { EVERYWHERE, suitable } from './suitable.ts';

const social = { id: 'social', name: 'Servizi sociali', nameEnglish: '' };
const choices = {
  units: [
    { id: 'minors', name: 'Minori', nameEnglish: '', department: social },
    { id: 'rates', name: 'Tariffe', nameEnglish: '', department: { id: 'taxes', name: 'Tributi', nameEnglish: '' } },
  ],
  roles: [
    { id: 'desk', name: 'Sportello', nameEnglish: '', department: null, mayGive: true },
    { id: 'minors', name: 'Minori', nameEnglish: '', department: social, mayGive: true },
  ],
};

test.each([
  ['minors', ['Sportello', 'Minori']],
  ['rates', ['Sportello']],
  [EVERYWHERE, ['Sportello']],
  ['', []],
])('R2.14 the unit %s goes with the roles %j', (unit, names) => {
  expect(suitable(choices, unit).map(({ name }) => name)).toEqual(names);
});

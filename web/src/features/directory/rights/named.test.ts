import { expect, test } from 'vitest';
import { named } from './named.ts';

const answer = {
  placed: true,
  placements: [{ unit: { name: 'Anagrafe', nameEnglish: 'Civil register' }, department: { name: 'Tributi', nameEnglish: '' }, to: null }],
};

test('R1.13 names are the English ones for who reads English, and the Italian ones where there are none', () => {
  const [placement] = named('en', answer).placements;

  expect([placement?.unit.name, placement?.department.name, placement?.to]).toEqual(['Civil register', 'Tributi', null]);
  expect(named('it', answer)).toEqual(answer);
});

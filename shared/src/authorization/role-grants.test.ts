import { expect, test } from 'vitest';
import { inCatalogueOrder, reachesBeyondSearch } from './role-grants.ts';

test('R2.42 changing further than finding is told for the function, and nothing else is', () => {
  expect(
    reachesBeyondSearch({
      users: { search: 'organization', modify: 'all' },
      roles: { modify: 'organization' },
      structure: { search: 'all', modify: 'organization', delete: 'all' },
      'access-log': { search: 'organization' },
      jobs: { search: 'organization', create: 'all' },
    }),
  ).toEqual(['users', 'roles']);
});

test('R2.40 functions stand in the order of the catalogue, unknown ones after them', () => {
  expect(inCatalogueOrder(['zeta', 'jobs', 'users', 'alfa'])).toEqual(['users', 'jobs', 'alfa', 'zeta']);
});

import { expect, test } from 'vitest';
import { reachesBeyondSearch } from './role-grants.ts';

test('R2.42 changing further than finding is told for the function, and nothing else is', () => {
  expect(
    reachesBeyondSearch({
      users: { search: 'organization', modify: 'all' },
      roles: { modify: 'organization' },
      structure: { search: 'all', modify: 'organization', delete: 'all' },
      'access-log': { search: 'organization' },
    }),
  ).toEqual(['users', 'roles']);
});

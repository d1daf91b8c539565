import { expect, test } from 'vitest';
import { Functions } from './functions.ts';
import { reachesBeyondSearch } from './role-grants.ts';

test('R2.42 changing further than finding is told for the function, and nothing else is', () => {
  expect(
    reachesBeyondSearch(
      {
        users: { search: 'organization', modify: 'all' },
        roles: { modify: 'organization' },
        structure: { search: 'all', modify: 'organization', delete: 'all' },
        'access-log': { search: 'organization' },
        jobs: { search: 'organization', create: 'all' },
        // Nobody registers it any more: it gives nothing.
        'gone/thing': { modify: 'all' },
      },
      new Functions('it'),
    ),
  ).toEqual(['users', 'roles']);
});

import { Functions } from '@varco/shared/authorization/functions';
import { expect, test } from 'vitest';
import { balance, comparedGrants } from './differences.ts';

const functions = new Functions('it');

test('R2.40 two roles are compared function by function, and each difference says who gives more', () => {
  const first = { grants: { users: { search: 'all', create: 'organization' }, 'access-log': { search: 'organization' } } } as const;
  const second = { grants: { roles: { search: 'organization' }, users: { search: 'organization', modify: 'organization' } } } as const;

  const grants = comparedGrants(first, second, functions);

  expect(grants.map(({ capability, action, comparison }) => `${capability} ${action} ${comparison}`)).toEqual([
    'users search first-wider',
    'users create only-first',
    'users modify only-second',
    'roles search only-second',
    'roles create same',
    'roles modify same',
    'roles delete same',
    'access-log search only-first',
  ]);
  expect(balance(grants)).toEqual({ first: 3, second: 2 });
});

test('R2.40 a role beside itself differs in nothing, also in functions that this version does not know', () => {
  const role = { grants: { tariffs: { renew: 'department' } } } as const;

  expect(comparedGrants(role, role, functions)).toEqual([
    { capability: 'tariffs', action: 'renew', first: 'department', second: 'department', comparison: 'same' },
  ]);
  expect(balance(comparedGrants(role, { grants: {} }, functions))).toEqual({ first: 1, second: 0 });
});

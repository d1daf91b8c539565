import { Functions } from '@varco/shared/authorization/functions';
import { expect, test } from 'vitest';
import { balance, comparedGrants } from './differences.ts';

const functions = new Functions('it');

test('R2.40 two roles are compared function by function, and each difference says who gives more', () => {
  const first = {
    grants: { users: { search: 'all', create: 'organization' }, 'access-log': { search: 'organization' } },
    conditions: {},
  } as const;
  const second = {
    grants: { roles: { search: 'organization' }, users: { search: 'organization', modify: 'organization' } },
    conditions: {},
  } as const;

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
  const role = { grants: { tariffs: { renew: 'department' } }, conditions: {} } as const;

  expect(comparedGrants(role, role, functions)).toEqual([
    {
      capability: 'tariffs',
      action: 'renew',
      first: 'department',
      second: 'department',
      conditions: [undefined, undefined],
      comparison: 'same',
    },
  ]);
  expect(balance(comparedGrants(role, { grants: {}, conditions: {} }, functions))).toEqual({ first: 1, second: 0 });
});

test('R5.9 a condition makes a grant narrower, and different conditions are not compared by their words', () => {
  const granting = (level: 'department' | 'organization', text?: string): Parameters<typeof comparedGrants>[0] => ({
    grants: { 'registry/files': { search: level } },
    conditions: text === undefined ? {} : { 'registry/files': text },
  });
  const between = (...two: readonly [ReturnType<typeof granting>, ReturnType<typeof granting>]) => {
    const grants = comparedGrants(...two, functions);
    return [grants[0]?.comparison, balance(grants)];
  };

  expect(between(granting('organization'), granting('organization', 'a'))).toEqual(['first-wider', { first: 1, second: 0 }]);
  expect(between(granting('organization', 'a'), granting('organization'))).toEqual(['second-wider', { first: 0, second: 1 }]);
  expect(between(granting('organization', 'a'), granting('department', 'a'))).toEqual(['first-wider', { first: 1, second: 0 }]);
  expect(between(granting('organization', 'a'), granting('department', 'b'))).toEqual(['other-condition', { first: 1, second: 1 }]);
  expect(between(granting('organization', 'a'), granting('department'))).toEqual(['other-condition', { first: 1, second: 1 }]);
  expect(between(granting('organization', 'a'), granting('organization', 'a'))).toEqual(['same', { first: 0, second: 0 }]);
});

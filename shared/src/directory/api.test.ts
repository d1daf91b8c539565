import { describe, expect, test } from 'vitest';
import { ChangeUser, CreateUser, UserQuery, UserRecord } from './api.ts';

describe('the list asked for', () => {
  test('is of those who can enter, by name, fifty a page, when nothing is said', () => {
    expect(UserQuery.parse({})).toEqual({ state: 'can-enter', sort: 'name', limit: 50 });
  });

  test.for(['0', '201', '-1', '1.5', 'many', ''])('has between 1 and 200 lines: not %j', (limit) => {
    expect(UserQuery.safeParse({ limit }).success).toBe(false);
  });
});

test('R1.11 R3.50 a new user is active and must change his password, when nothing else is said', () => {
  expect(CreateUser.parse({ familyName: 'Rossi', givenName: 'Ada', username: 'a.rossi' })).toMatchObject({
    status: 'active',
    disabled: false,
    administrator: false,
    mustChangePassword: true,
    validFrom: null,
    validTo: null,
  });
});

test('a change says which version it was made from', () => {
  expect(ChangeUser.safeParse({ familyName: 'Rossi' }).success).toBe(false);
  expect(ChangeUser.parse({ version: 3 })).toEqual({ version: 3 });
});

test('R1.4 no answer has room for the internal code', () => {
  expect(Object.keys(UserRecord.shape)).not.toContain('code');
});

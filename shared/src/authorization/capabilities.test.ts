import { expect, test } from 'vitest';
import { type Action, actions, capabilities, everything, type Grants, reach, visibilities } from './capabilities.ts';

test('every capability admits known actions, each as far as a known visibility', () => {
  for (const admitted of Object.values(capabilities)) {
    expect(Object.keys(admitted).filter((action) => !actions.includes(action as Action))).toEqual([]);
    for (const reaches of Object.values(admitted))
      expect(reaches.filter((one: string) => !(visibilities as readonly string[]).includes(one))).toEqual([]);
  }
});

test('R1.40 an administrator may do everything that there is, and a person nothing', () => {
  const granted = (grants: Grants) =>
    Object.entries(capabilities).flatMap(([capability, admitted]) =>
      Object.keys(admitted)
        .filter((action) => reach(grants, action as never, capability as never) !== undefined)
        .map((action) => `${action} ${capability}`),
    );
  const all = Object.entries(capabilities).flatMap(([capability, admitted]) =>
    Object.keys(admitted).map((action) => `${action} ${capability}`),
  );

  expect(granted(everything('all'))).toEqual(all);
  expect(granted({})).toEqual([]);
});

test('R2.41 whoever administers one organization reaches no further than it', () => {
  const levels = Object.values(everything('organization')).flatMap((granted) => Object.values(granted));

  expect([...new Set(levels)]).toEqual(['organization']);
});

test('R2.21 nobody may add to the access log, change it or delete from it: there is no such action', () => {
  expect(Object.keys(capabilities['access-log'])).toEqual(['search']);
});

test('R3.50 nobody may delete a user: there is no such action', () => {
  expect(Object.keys(capabilities.users)).not.toContain('delete');
});

import type { Policy } from '@varco/shared/policy/api';
import { profiles } from '@varco/shared/policy/profiles';
import { enforced } from '@varco/shared/policy/rules';
import { expect, test } from 'vitest';
import { changesOf, draftOf, rebased, refusedRules } from './draft.ts';

const values = profiles['oracle-crm'].values;
const policy: Policy = {
  profile: 'oracle-crm',
  profileVersion: 1,
  profileSince: '2026-01-01T00:00:00.000Z',
  profileChosenBy: null,
  profileNews: [],
  people: 12,
  version: '1',
  rules: enforced.map((rule) => ({
    rule,
    here: rule === 'minLength' ? 9 : null,
    inForce: rule === 'minLength' ? 9 : values[rule],
    origin: rule === 'minLength' ? 'organization' : 'profile',
    since: null,
    changedBy: null,
    reason: null,
    breaks: [],
  })),
};
const draft = draftOf(policy);

test('a policy opened and not touched changes nothing', () => {
  expect(changesOf(policy, draft)).toEqual([]);
  expect(refusedRules(policy, draft)).toEqual([]);
});

test('R3.2 a number outside 1-3 is refused under the profile that says so', () => {
  expect(refusedRules(policy, { ...draft, attempts: { mode: 'own', text: '4' } })).toEqual(['attempts']);
  expect(refusedRules(policy, { ...draft, attempts: { mode: 'own', text: '3' } })).toEqual([]);
});

test('R3.5 the lock lasts 15, 30, 60 minutes or for good', () => {
  const lock = (text: string) => refusedRules(policy, { ...draft, lockMinutes: { mode: 'own', text } });

  expect([lock('20'), lock('30'), lock(''), lock('1.5')]).toEqual([['lockMinutes'], [], ['lockMinutes'], ['lockMinutes']]);
  expect(changesOf(policy, { ...draft, lockMinutes: { mode: 'never', text: '' } })).toEqual([
    { rule: 'lockMinutes', before: values.lockMinutes, after: 'never', value: 'never' },
  ]);
});

test('R3.6 a session of 0 hours is one without a limit; no other rule reads 0 so', () => {
  const zero = (rule: 'maxSessionHours' | 'lockMinutes', text: string) => ({ ...draft, [rule]: { mode: 'own', text } }) as const;

  expect(changesOf(policy, zero('maxSessionHours', '0'))).toMatchObject([{ after: 'never', value: 'never' }]);
  expect(refusedRules(policy, zero('maxSessionHours', '0'))).toEqual([]);
  expect(['-1', '0.5', '10000'].flatMap((text) => refusedRules(policy, zero('maxSessionHours', text)))).toHaveLength(3);
  expect(refusedRules(policy, zero('lockMinutes', '0'))).toEqual(['lockMinutes']);
});

test('a rule given back to the profile is sent as nothing and shows the value that then holds', () => {
  expect(changesOf(policy, { ...draft, minLength: { mode: 'profile', text: '9' } })).toEqual([
    { rule: 'minLength', before: 9, after: values.minLength, value: null },
  ]);
});

test('what somebody else saved meanwhile is not taken back by a draft that does not speak of it', () => {
  const here = { attempts: 2, minLength: 10 } as Partial<Record<string, number>>;
  const current: Policy = {
    ...policy,
    rules: policy.rules.map((known) => {
      const value = here[known.rule];
      return value === undefined ? known : { ...known, here: value, inForce: value, origin: 'organization' };
    }),
  };
  const mine = { ...draft, idleMinutes: { mode: 'own', text: '60' }, minLength: { mode: 'own', text: '8' } } as const;

  expect(changesOf(current, rebased(mine, policy, current))).toEqual([
    { rule: 'idleMinutes', before: 30, after: 60, value: 60 },
    { rule: 'minLength', before: 10, after: 8, value: 8 },
  ]);
  expect(changesOf(current, rebased({ ...draft, attempts: { mode: 'own', text: '2' } }, policy, current))).toEqual([]);
});

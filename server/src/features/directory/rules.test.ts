import { Day } from '@varco/shared/days';
import type { UserState } from '@varco/shared/directory/api';
import type { Standing } from '@varco/shared/identity/user-status';
import { describe, expect, test } from 'vitest';
import { type LockEnd, NEVER, readPosition, stateOf, writePosition } from './rules.ts';

const free: Standing = { status: 'active', disabled: false, validFrom: null, validTo: null, authorized: null };
const at = new Date('2026-11-21T09:00:00Z');

describe('R5.14 the state a list shows, of those that there are so far', () => {
  test.for<readonly [string, Partial<Standing>, LockEnd, UserState]>([
    ['active, when nothing keeps him out', {}, null, 'active'],
    ['locked, for a while', {}, new Date('2026-11-21T09:15:00Z'), 'locked'],
    ['locked, until somebody lifts it', {}, 'never', 'locked'],
    ['disabled rather than locked', { disabled: true }, 'never', 'disabled'],
    ['inactive rather than disabled', { status: 'inactive', disabled: true }, null, 'inactive'],
    ['suspended rather than locked', { status: 'suspended' }, 'never', 'suspended'],
    ['out of validity rather than locked', { validTo: Day.parse('2026-11-20') }, 'never', 'out-of-validity'],
  ])('is %s', ([, differs, lock, expected]) => {
    expect(stateOf({ ...free, ...differs }, lock, 'Europe/Rome', at)).toBe(expected);
  });
});

describe('a position in a list', () => {
  const id = '01980000-0000-7000-8000-000000000001';
  const written = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  test('is read as it was written', () => {
    for (const key of ['rossi ada', ' ', '', 'ελενη 字'])
      expect(readPosition('name', writePosition('name', { key, id }))).toEqual({ key, id });
    for (const key of ['2026-11-21T09:00:00.123Z', NEVER])
      expect(readPosition('last-access', writePosition('last-access', { key, id }))).toEqual({ key, id });
  });

  test('of one list is none of the other', () => {
    expect(readPosition('last-access', writePosition('name', { key: '2026-11-21T09:00:00.123Z', id }))).toBeUndefined();
    expect(readPosition('name', writePosition('last-access', { key: NEVER, id }))).toBeUndefined();
  });

  test.for([
    ['nothing', ''],
    ['no base64', '%%%'],
    ['no JSON', Buffer.from('{').toString('base64url')],
    ['no list', written(null)],
    ['an object', written({ key: 'a', id })],
    ['a part missing', written(['name', 'a'])],
    ['an id that is none', written(['name', 'a', '-'.repeat(36)])],
    ['an id with more', written(['name', 'a', `${id}'`])],
    ['a key that no database holds', written(['name', 'a\u0000', id])],
    ['a key that is no text', written(['name', 7, id])],
  ])('is not %s', ([, text = '']) => {
    expect(readPosition('name', text)).toBeUndefined();
  });

  test.for(['yesterday', 'infinity', '2026-13-45T99:99:99.999Z', '2026-11-21', ''])('by last access does not begin at %j', (key) => {
    expect(readPosition('last-access', written(['last-access', key, id]))).toBeUndefined();
  });
});

import type { Day } from '@varco/shared/days';
import { expect, test } from 'vitest';
import { refusalReason } from './verdict.ts';

const zone = 'Europe/Rome';
const at = new Date('2026-03-31T21:59:00Z');
const active = {
  status: 'active',
  disabled: false,
  validFrom: null,
  validTo: null,
  authorized: null,
  organizationActive: true,
  enabledThere: true,
} as const;
const day = (text: string) => text as Day;

test.each([
  ['nobody has this name', { user: undefined, granted: true, matched: false }, 'unknown-user'],
  ['a lock hides even the right password', { user: active, granted: false, matched: true }, 'locked'],
  [
    'a wrong password hides that the user is disabled',
    { user: { ...active, disabled: true }, granted: true, matched: false },
    'wrong-password',
  ],
  ['disabled', { user: { ...active, disabled: true }, granted: true, matched: true }, 'disabled'],
  [
    'inactive comes before disabled',
    { user: { ...active, disabled: true, status: 'inactive' as const }, granted: true, matched: true },
    'inactive',
  ],
  ['not yet valid', { user: { ...active, validFrom: day('2026-04-01') }, granted: true, matched: true }, 'out-of-validity'],
  [
    'valid until the end of the last day there',
    { user: { ...active, validTo: day('2026-03-31') }, granted: true, matched: true },
    undefined,
  ],
  ['no longer valid', { user: { ...active, validTo: day('2026-03-30') }, granted: true, matched: true }, 'out-of-validity'],
  [
    'R4.31 without a formal authorization that day, where one is required',
    { user: { ...active, authorized: [{ from: day('2026-04-01'), to: null }] }, granted: true, matched: true },
    'not-authorized',
  ],
  [
    'R1.43 not enabled in the organization chosen comes before whatever else keeps him out',
    { user: { ...active, enabledThere: false, status: 'suspended' as const }, granted: true, matched: true },
    'not-enabled-there',
  ],
  [
    'R1.43 a wrong password hides that he is not enabled there',
    { user: { ...active, enabledThere: false }, granted: true, matched: false },
    'wrong-password',
  ],
  ['may enter', { user: active, granted: true, matched: true }, undefined],
] as const)('R5.22 steps 3 to 6: %s', (_, judged, reason) => {
  expect(refusalReason(judged, zone, at)).toBe(reason);
});

test('R1.15 the day after the last one begins at midnight of the time zone', () => {
  const user = { ...active, validTo: day('2026-03-31') };

  expect(refusalReason({ user, granted: true, matched: true }, zone, new Date('2026-03-31T22:00:00Z'))).toBe('out-of-validity');
});

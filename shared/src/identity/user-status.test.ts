import { describe, expect, test } from 'vitest';
import { Day } from '../days.ts';
import { hindrance, type Standing } from './user-status.ts';

const day = (text: string) => Day.parse(text);
const free: Standing = { status: 'active', disabled: false, validFrom: null, validTo: null, authorized: null };
const noon = new Date('2026-11-21T11:00:00Z');

describe('R5.14 the first reason that keeps somebody out', () => {
  test.for<readonly [string, Partial<Standing>, string | undefined]>([
    ['none, when there is no reason', {}, undefined],
    ['that he is inactive', { status: 'inactive' }, 'inactive'],
    ['that he is disabled', { disabled: true }, 'disabled'],
    ['that he is suspended for inactivity', { status: 'suspended' }, 'suspended'],
    ['disabled before suspended', { status: 'suspended', disabled: true }, 'disabled'],
    ['that he is a service, which opens no session', { noSessions: true }, 'service'],
    ['disabled before that he is a service', { noSessions: true, disabled: true }, 'disabled'],
    ['suspended before his validity', { status: 'suspended', validTo: day('2020-01-01') }, 'suspended'],
    ['his validity, over', { validTo: day('2026-11-20') }, 'out-of-validity'],
    ['his validity, not begun', { validFrom: day('2026-11-22') }, 'out-of-validity'],
    ['none on the first and last day', { validFrom: day('2026-11-21'), validTo: day('2026-11-21') }, undefined],
    ['R4.31 that no formal authorization is his, where one is required', { authorized: [] }, 'not-authorized'],
    ['his validity before his authorization', { authorized: [], validTo: day('2020-01-01') }, 'out-of-validity'],
    ['inactive before all else', { status: 'inactive', disabled: true, validTo: day('2020-01-01') }, 'inactive'],
    ['disabled before his validity', { disabled: true, validTo: day('2020-01-01') }, 'disabled'],
  ])('is %s', ([, differs, expected]) => {
    expect(hindrance({ ...free, ...differs }, 'Europe/Rome', noon)).toBe(expected);
  });
});

describe('R4.31 formal authorizations', () => {
  const authorized = [
    { from: day('2026-03-01'), to: day('2026-03-31') },
    { from: day('2026-06-01'), to: null },
  ];

  test.for<readonly [string, string, string | undefined]>([
    ['before the first one', '2026-02-28T22:59:59.999Z', 'not-authorized'],
    ['on its first day', '2026-02-28T23:00:00Z', undefined],
    ['on its last day, in summer time', '2026-03-31T21:59:59.999Z', undefined],
    ['between two', '2026-03-31T22:00:00Z', 'not-authorized'],
    ['from the next one on, without an end', '2026-05-31T22:00:00Z', undefined],
  ])('D9 are judged by the day there: %s', ([, moment, expected]) => {
    expect(hindrance({ ...free, authorized }, 'Europe/Rome', new Date(moment))).toBe(expected);
  });
});

describe('R1.15 validity', () => {
  const march = { ...free, validFrom: day('2026-03-01'), validTo: day('2026-03-31') };

  test.for<readonly [string, string, string | undefined]>([
    ['before the first day', '2026-02-28T22:59:59.999Z', 'out-of-validity'],
    ['at the first instant of the first day', '2026-02-28T23:00:00Z', undefined],
    ['at the last instant of the last day, in summer time', '2026-03-31T21:59:59.999Z', undefined],
    ['after the last day', '2026-03-31T22:00:00Z', 'out-of-validity'],
  ])('D9 is judged by the day there: %s', ([, moment, expected]) => {
    expect(hindrance(march, 'Europe/Rome', new Date(moment))).toBe(expected);
  });
});

import { describe, expect, test } from 'vitest';
import { createFormat, writesDaysAlike } from './format.ts';

const now = new Date('2026-11-21T10:00:00Z');
const it = createFormat('it', 'Europe/Rome', () => now);
const en = createFormat('en', 'Europe/Rome', () => now);

describe('dates, hours and numbers', () => {
  test.each([
    [it.date('2026-11-21T09:27:33Z'), '21 nov 2026'],
    [en.date('2026-11-21T09:27:33Z'), '21 Nov 2026'],
    [it.longDate('2026-11-21T09:27:33Z'), '21 novembre 2026'],
    [it.time('2026-11-21T09:07:33Z'), '10:07'],
    [it.time('2026-11-20T23:30:00Z'), '00:30'],
    [it.clock('2026-11-21T09:27:33Z'), '10:27:33'],
    [it.second('2026-11-21T09:27:33Z'), '21 nov 2026, 10:27:33'],
    [it.day('2026-12-01'), '1 dic 2026'],
    [it.wholeDay('2026-12-01'), '1\u00a0dic\u00a02026'],
    [it.longDay('20261-12-01'), '20261-12-01'],
    [en.longDay('2026-12-01'), '1 December 2026'],
    [it.number(4312), '4.312'],
    [en.number(4312), '4,312'],
    [it.number(1300), '1.300'],
  ])('are written as people here write them: %s', (written, wanted) => {
    expect(written).toBe(wanted);
  });

  test('today and yesterday are said so, older moments by their date', () => {
    expect(it.moment('2026-11-21T09:27:00Z')).toBe('oggi, 10:27');
    expect(it.moment('2026-11-20T09:27:00Z')).toBe('ieri, 10:27');
    expect(it.moment('2026-11-19T09:27:00Z')).toBe('19 nov 2026, 10:27');
    expect(en.moment('2026-11-21T09:27:00Z')).toBe('today, 10:27');
  });

  test('D9 the day is the one of the time zone, not of UTC', () => {
    expect(it.dayOf('2026-11-20T23:30:00Z')).toBe('2026-11-21');
    expect(it.moment('2026-11-20T23:30:00Z')).toBe('oggi, 00:30');
    expect(createFormat('it', 'UTC', () => now).moment('2026-11-20T23:30:00Z')).toBe('ieri, 23:30');
  });

  test('D9 the hours of an organization elsewhere are its own, while days of validity stay those of the installation', () => {
    const tokyo = createFormat('it', 'Asia/Tokyo', () => new Date('2026-11-21T18:00:00Z'), 'Europe/Rome');

    expect(tokyo.moment('2026-11-21T17:00:00Z')).toBe('oggi, 02:00');
    expect(tokyo.today()).toBe('2026-11-21');
    expect(tokyo.distance('2026-11-21')).toBe('oggi');
  });

  test('distances are counted in calendar days, also across a change of hour', () => {
    const spring = createFormat('it', 'Europe/Rome', () => new Date('2026-03-28T22:30:00Z'));

    expect(spring.distance('2026-03-29')).toBe('domani');
    expect(it.distance('2026-12-01')).toBe('tra 10 giorni');
    expect(it.distance('2026-11-21')).toBe('oggi');
    expect(it.distance('2026-11-01')).toBe('20 giorni fa');
    expect(it.distance('2027-03-31')).toBe('tra 4 mesi');
    expect(it.distance('2024-01-01')).toBe('3 anni fa');
  });
});

test.each([
  ['it', 'it-IT', true],
  ['it', 'en-GB', true],
  ['it', 'en-US', false],
  ['en', 'it-IT', true],
  ['en', 'sv-SE', false],
] as const)('a page in %s and a browser in %s write days alike: %s', (language, browser, alike) => {
  expect(writesDaysAlike(language, browser)).toBe(alike);
});

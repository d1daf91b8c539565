import { describe, expect, test } from 'vitest';
import { lapseOf, phaseOf } from './standing.ts';

const TODAY = '2026-11-22';
const MINORS = { id: 'minors', name: 'Minori', nameEnglish: '', active: true };
const department = { id: 'social', name: 'Servizi sociali', nameEnglish: '' };
const role = { id: 'desk', name: 'Sportello', nameEnglish: '', active: true, forUnplaced: false };
const assignment = { from: '2026-01-01', to: null, role, unit: MINORS };
const placement = { id: 'place', unit: MINORS, department, from: '2026-01-01', to: null, qualification: '' };
const placedIn = (...placements: (typeof placement | (Omit<typeof placement, 'to'> & { to: string }))[]) => ({ placed: true, placements });

test.each([
  ['2026-11-22', null, 'current'],
  ['2026-11-22', '2026-11-22', 'current'],
  ['2026-11-23', null, 'not-yet'],
  ['2026-01-01', '2026-11-21', 'over'],
])('D9 both days of a period are within: from %s to %s is %s on the day itself', (from, to, phase) => {
  expect(phaseOf({ from, to }, TODAY)).toBe(phase);
});

describe('R2.12 R2.45 why a role gives nothing today', () => {
  test('in a unit in which one is placed today it gives what it grants', () => {
    expect(lapseOf(assignment, placedIn(placement), TODAY)).toBeUndefined();
  });

  test.each([
    ['the placement is over', placedIn({ ...placement, to: '2026-11-21' })],
    ['the placement begins tomorrow', placedIn({ ...placement, from: '2026-11-23' })],
    ['one is placed elsewhere', placedIn({ ...placement, unit: { ...MINORS, id: 'adults' } })],
  ])('%s', (_, rights) => {
    expect(lapseOf(assignment, rights, TODAY)).toBe('not-placed');
  });

  test('the placement began after the role was given: it was for the time before', () => {
    expect(lapseOf(assignment, placedIn({ ...placement, from: '2026-02-01' }), TODAY)).toBe('placed-later');
    expect(lapseOf({ ...assignment, from: '2026-02-01' }, placedIn({ ...placement, from: '2026-02-01' }), TODAY)).toBeUndefined();
  });

  test.each([
    ['over', { to: '2026-11-21' }, {}],
    ['not-yet', { from: '2026-11-23' }, {}],
    ['role-inactive', { role: { ...role, active: false } }, {}],
    ['for-unplaced-only', { role: { ...role, forUnplaced: true } }, {}],
    ['for-placed-only', {}, { placed: false }],
    ['unit-inactive', { unit: { ...MINORS, active: false } }, {}],
  ])('%s', (lapse, changed, rights) => {
    expect(lapseOf({ ...assignment, ...changed }, { ...placedIn(placement), ...rights }, TODAY)).toBe(lapse);
  });

  test('who is placed nowhere needs no placement, and a role without a unit needs none either', () => {
    const outside = { ...assignment, role: { ...role, forUnplaced: true } };

    expect(lapseOf(outside, { placed: false, placements: [] }, TODAY)).toBeUndefined();
    expect(lapseOf({ ...assignment, unit: null }, placedIn(), TODAY)).toBeUndefined();
  });
});

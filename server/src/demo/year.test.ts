import { dayAt } from '@varco/shared/days';
import { beforeAll, describe, expect, test } from 'vitest';
import { isWorkingDay } from './calendar.ts';
import { HEADCOUNT } from './people.ts';
import { type Fact, inventYear, type Year } from './year.ts';

const zone = 'Europe/Rome';
/** A Friday at work. */
const now = new Date('2026-11-20T10:20:00Z');
const origin = { seed: 5, now, zone };

let year: Year;
let signIns: readonly Fact[];
let refusals: readonly Fact[];

beforeAll(() => {
  year = inventYear(origin);
  signIns = year.facts.filter(({ event }) => event === 'signed-in');
  refusals = year.facts.filter(({ event }) => event === 'sign-in-refused');
});

const hours = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: zone });
const hourOf = ({ at }: Fact): number => Number(hours.format(at));
const share = (facts: readonly Fact[], wanted: (fact: Fact) => boolean): number => facts.filter(wanted).length / facts.length;

describe('an invented year', () => {
  test('is the same for the same seed and moment, and another for another seed', () => {
    expect(inventYear(origin)).toEqual(year);
    expect(inventYear({ ...origin, seed: 6 }).people.map(({ username }) => username)).not.toEqual(
      year.people.map(({ username }) => username),
    );
  });

  test('has eighty people with names of their own, and about sixty thousand facts in the order of time, none to come', () => {
    expect(HEADCOUNT).toBe(80);
    expect(new Set(year.people.map(({ username }) => username)).size).toBe(80);
    expect(new Set(year.people.map(({ kind }) => kind)).size).toBe(11);
    expect(year.facts.length).toBeGreaterThan(50_000);
    expect(year.facts.length).toBeLessThan(70_000);
    expect(year.facts.every(({ at }, place) => at <= now && (place === 0 || at >= (year.facts[place - 1]?.at ?? now)))).toBe(true);
    expect((year.facts.at(-1)?.at.getTime() ?? 0) > now.getTime() - 3_600_000).toBe(true);
    expect(dayAt(zone, year.facts[0]?.at ?? now)).toBe('2025-11-20');
  });

  test('ends each session once, or leaves it open', () => {
    const ended = year.facts.flatMap(({ event, session }) => (event === 'signed-out' ? [session] : []));
    const begun = signIns.map(({ session }) => session);

    expect(new Set(begun).size).toBe(begun.length);
    expect(new Set(ended).size).toBe(ended.length);
    expect([...ended, ...year.open.map(({ number }) => number)].toSorted((a = 0, b = 0) => a - b)).toEqual(begun);
    expect(year.open.length).toBeGreaterThan(30);
    const reasons = new Set(year.facts.flatMap(({ event, reason }) => (event === 'signed-out' ? [reason] : [])));
    expect(reasons).toEqual(new Set(['voluntary', 'idle-expired', 'limit-expired', 'password-replaced', 'user-stopped']));
  });

  test('keeps the hours of an office: mornings above all, a dip at lunch, few on other days, none by night', () => {
    expect(share(signIns, (fact) => hourOf(fact) >= 7 && hourOf(fact) < 10)).toBeGreaterThan(0.45);
    const at = (hour: number) => signIns.filter((fact) => hourOf(fact) === hour).length;
    expect(at(12)).toBeLessThan(at(14) / 2);
    const off = share(signIns, ({ at }) => !isWorkingDay(dayAt(zone, at)));
    expect(off).toBeGreaterThan(0);
    expect(off).toBeLessThan(0.02);
    expect(share(signIns, (fact) => hourOf(fact) < 6 || hourOf(fact) > 21)).toBe(0);
  });

  test('has refusals of every cause, and one night of guesses', () => {
    const causes = new Set(refusals.map(({ reason }) => reason));
    const night = refusals.filter(({ address }) => address?.startsWith('203.0.113.'));

    expect(causes).toEqual(
      new Set(['wrong-password', 'unknown-user', 'locked', 'disabled', 'inactive', 'out-of-validity', 'new-password-required']),
    );
    expect(night).toHaveLength(900);
    expect(new Set(night.map(({ at }) => dayAt(zone, at))).size).toBe(1);
    expect(night.every((fact) => hourOf(fact) < 6 && fact.at < year.stricterAt)).toBe(true);
  });

  test('never locks a name before three wrong passwords, nor lets it be guessed while it is locked', () => {
    const locks = refusals.filter(
      ({ reason, lockedUntil, address }) => address?.startsWith('203.') && reason === 'wrong-password' && lockedUntil,
    );
    for (const { who, at, lockedUntil } of locks) {
      const meanwhile = refusals.filter(
        (fact) =>
          fact.who === who && fact.address?.startsWith('203.') && fact.at > at && lockedUntil instanceof Date && fact.at < lockedUntil,
      );
      expect(meanwhile.every(({ reason }) => reason === 'locked')).toBe(true);
    }
    expect(locks.length).toBeGreaterThan(10);
  });

  test('shows nobody who cannot be there: not before he was made, not after he left, not who never entered', () => {
    for (const [who, { madeOn, leftOn, kind }] of year.people.entries()) {
      const days = signIns.flatMap((fact) => (fact.who === who ? [dayAt(zone, fact.at)] : []));
      const mayCome = kind !== 'never-entered' && kind !== 'not-begun';
      expect([kind, days.length > 0]).toEqual([kind, mayCome]);
      expect(days.every((day) => day >= madeOn && (leftOn === null || day <= leftOn))).toBe(true);
    }
  });

  test('names private addresses and those kept for documentation only (RFC 1918, 3849, 5737)', () => {
    const addresses = new Set(year.facts.flatMap(({ address }) => address ?? []));

    expect([...addresses].filter((address) => !/^(10\.24\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|2001:db8:)/.test(address))).toEqual([]);
    expect(addresses.size).toBeGreaterThan(100);
  });

  test('can end on any day, also at night after a holiday or in the hours that summer time takes away', () => {
    for (const moment of ['2027-01-01T00:30:00Z', '2027-03-28T01:30:00Z', '2027-10-31T01:00:00Z', '2028-02-29T12:00:00Z']) {
      const other = inventYear({ ...origin, now: new Date(moment) });
      expect(other.facts.length).toBeGreaterThan(50_000);
      expect(other.facts.every(({ at }) => at <= new Date(moment))).toBe(true);
    }
  });
});

import type { Day } from '@varco/shared/days';
import type { Browser } from '#core/actor';
import { numbers } from './numbers.ts';

/** With what somebody signs in, and from where. */
export interface Equipment {
  readonly office: string;
  readonly home: string;
  browserOn(day: Day): Browser;
}

const machines = [
  { family: 'Chrome', system: 'Windows', release: 132 },
  { family: 'Microsoft Edge', system: 'Windows', release: 132 },
  { family: 'Firefox', system: 'Windows', release: 134 },
  { family: 'Firefox', system: 'Linux', release: 134 },
] as const;

/**
 * The equipment of the person of this place: a private address at the desk, one of the ranges kept for documentation at home
 * (RFC 5737, RFC 3849), one browser that is renewed each month.
 */
export function equipmentOf(place: number): Equipment {
  const choice = numbers(place + 1)();
  const machine = machines[choice < 0.45 ? 0 : choice < 0.75 ? 1 : choice < 0.93 ? 2 : 3];
  const host = 10 + place;
  const home =
    place % 5 === 0
      ? `2001:db8:${(0x40 + place).toString(16)}::${(0x100 + place).toString(16)}`
      : place % 2 === 0
        ? `192.0.2.${host}`
        : `198.51.100.${host}`;
  return {
    office: `10.24.${1 + (place % 3)}.${host}`,
    home,
    browserOn: (day) => {
      const months = (Number(day.slice(0, 4)) - 2025) * 12 + Number(day.slice(5, 7)) - 1;
      const { family, system, release } = machine;
      return { family, version: String(Math.max(1, release + months)), system };
    },
  };
}

import { addDays, Day } from '@varco/shared/days';

/** Day and month of the holidays of all Italy (law 260 of 1949 and its changes), without those that move. */
const holidays = new Set(['01-01', '01-06', '04-25', '05-01', '06-02', '08-15', '11-01', '12-08', '12-25', '12-26']);

/** Easter Sunday in the Gregorian calendar, by the rule without exceptions of 1876 (Meeus, Astronomical Algorithms, chapter 8). */
export function easter(year: number): Day {
  const whole = (number: number, by: number): number => Math.floor(number / by);
  const [golden, century, place] = [year % 19, whole(year, 100), year % 100];
  const drift = whole(century - whole(century + 8, 25) + 1, 3);
  const epact = (19 * golden + century - whole(century, 4) - drift + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * whole(place, 4) - epact - (place % 4)) % 7;
  const late = whole(golden + 11 * epact + 22 * weekday, 451);
  const days = epact + weekday - 7 * late + 114;
  return Day.parse(`${year}-0${whole(days, 31)}-${String((days % 31) + 1).padStart(2, '0')}`);
}

/** From 0, Sunday, to 6. */
export const weekdayOf = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay();

/** Whether offices are open in Italy on this day. */
export function isWorkingDay(day: Day): boolean {
  const weekday = weekdayOf(day);
  if (weekday === 0 || weekday === 6 || holidays.has(day.slice(5))) return false;
  const year = Number(day.slice(0, 4));
  // The feast of Saint Francis is a holiday again (law 151 of 2025).
  if (year >= 2026 && day.endsWith('-10-04')) return false;
  return day !== easterMonday(year);
}

const mondays = new Map<number, Day>();

function easterMonday(year: number): Day {
  const known = mondays.get(year) ?? addDays(easter(year), 1);
  mondays.set(year, known);
  return known;
}

/** The first working day that is not before this one. */
export const workingDayFrom = (day: Day): Day => (isWorkingDay(day) ? day : workingDayFrom(addDays(day, 1)));
/** The last working day that is not after this one. */
export const workingDayUntil = (day: Day): Day => (isWorkingDay(day) ? day : workingDayUntil(addDays(day, -1)));

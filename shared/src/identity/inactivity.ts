import { addDays, addMonths, type Day } from '../days.ts';

/** Whether somebody who last entered on `last` has been away for too long `today`: more than so many calendar months (requirements R2.28, D9). */
export const isAwayTooLong = (last: Day, months: number, today: Day): boolean => addMonths(last, months) < today;

/** The last day on which who entered then, and never since, has been away for too long `today`: of many people one question finds all. */
export function tooLongAgo(months: number, today: Day): Day {
  // Months differ in length: the day before this one is never too early by more than the days that February lacks.
  let day = addMonths(today, -months);
  while (isAwayTooLong(addDays(day, 1), months, today)) day = addDays(day, 1);
  while (!isAwayTooLong(day, months, today)) day = addDays(day, -1);
  return day;
}

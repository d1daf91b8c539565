import { readPurgeNote } from '@varco/shared/access-log/evidence/purge';
import { DEFAULT_RETENTION_DAYS } from '@varco/shared/retention/api';
import type { Db } from '#db/database';
import { type Choice, lastChoice, purgedMonths } from './store.ts';

/** How many days of the log hold at an instant by the last choice; null: for ever. */
export function daysBy(choice: Choice | undefined, at: Date): number | null {
  if (!choice) return DEFAULT_RETENTION_DAYS;
  return choice.actsFrom <= at ? choice.days : choice.daysBefore;
}

/** How many days of the log hold at an instant; null: for ever. */
export const daysInForce = async (tx: Db, at: Date): Promise<number | null> => daysBy(await lastChoice(tx), at);

/** A month that is gone, and after how many days it went. */
export interface GoneMonth {
  readonly month: string;
  readonly rows: number;
  readonly at: Date;
  readonly days: number;
}

/** The months that were purged, the newest first. */
export const readPurged = async (tx: Db, atMost: number): Promise<GoneMonth[]> =>
  (await purgedMonths(tx, atMost)).map(({ month, rows, at, note }) => ({ month, rows, at, days: readPurgeNote(note)?.days ?? 0 }));

/** Until when nothing is left of the log but what is kept for ever; null: nothing was purged. */
export async function purgedBefore(tx: Db): Promise<string | null> {
  const [newest] = await purgedMonths(tx, 1);
  if (!newest) return null;
  const [year = 0, month = 0] = newest.month.split('-').map(Number);
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
}

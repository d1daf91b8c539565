import { LEAST_RETENTION_DAYS } from '@varco/shared/access-log/evidence/purge';
import type { Issue } from '@varco/shared/problems';
import {
  admitsRetention,
  DELAY_DAYS,
  isShorter,
  MOST_RETENTION_DAYS,
  type MonthOfRows,
  type Retention,
  type RetentionDays,
  type RetentionPreview,
} from '@varco/shared/retention/api';
import type { Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { type Choice, daysBy, lastChoice, monthsOlderThan, purgedBefore, readPurged, type SealedMonth } from '#features/access-log';
import { findUser } from '#features/identity';

/** The months that a page lists of those that have gone. */
const LISTED = 24;
const DAY_MS = 86_400_000;

type Reads = Pick<Core, 'db' | 'clock'>;

/** A number of days as it travels. */
const told = (days: number | null): RetentionDays => days ?? 'never';

/** How long the log is kept, what goes next, what has gone (requirements R5.12). */
export const readRetention = ({ db, clock }: Reads, scope: Scope): Promise<Retention> => db.as(scope, (tx) => read(tx, clock.now()));

/** The same inside a transaction. */
export async function read(tx: Db, at: Date): Promise<Retention> {
  const choice = await lastChoice(tx);
  const days = daysBy(choice, at);
  return {
    days: told(days),
    chosen: choice ? { at: choice.chosenAt.toISOString(), by: await nameOf(tx, choice), reason: choice.reason } : null,
    pending: choice && choice.actsFrom > at ? { days: told(choice.days), actsFrom: choice.actsFrom.toISOString() } : null,
    due: (days === null ? [] : await monthsOlderThan(tx, days, at)).map(monthOfRows),
    purgedBefore: await purgedBefore(tx),
    purged: (await readPurged(tx, LISTED)).map((month) => ({ ...month, at: month.at.toISOString() })),
    version: String(choice?.number ?? 0),
  };
}

async function nameOf(tx: Db, { byUserId, byOperator }: Choice): Promise<string | null> {
  const user = byUserId === null ? undefined : await findUser(tx, byUserId);
  return user ? `${user.familyName} ${user.givenName}`.trim() : byOperator;
}

const monthOfRows = ({ month, rows, firstAt, lastAt }: SealedMonth): MonthOfRows => ({
  month,
  rows,
  firstAt: firstAt.toISOString(),
  lastAt: lastAt.toISOString(),
});

/** What a choice would do, and when. */
export function previewRetention({ db, clock }: Reads, scope: Scope, days: RetentionDays): Promise<RetentionPreview> {
  const issues = daysIssues(days);
  if (issues.length > 0) throw new Refusal('retention.refused', { issues });
  return db.as(scope, (tx) => preview(tx, clock.now(), days));
}

/** What is wrong with a number of days. */
export const daysIssues = (days: RetentionDays): Issue[] =>
  admitsRetention(days) ? [] : [{ field: 'days', rule: 'retention-range', min: LEAST_RETENTION_DAYS, max: MOST_RETENTION_DAYS }];

/** The same inside a transaction. */
export async function preview(tx: Db, at: Date, days: RetentionDays): Promise<RetentionPreview> {
  const present = daysBy(await lastChoice(tx), at);
  const shorter = isShorter(days, told(present));
  const actsFrom = shorter ? new Date(at.getTime() + DELAY_DAYS * DAY_MS) : at;
  const older = (than: number | null): Promise<SealedMonth[]> | [] => (than === null ? [] : monthsOlderThan(tx, than, actsFrom));
  const going = new Set((await older(present)).map(({ month }) => month));
  const months = (await older(days === 'never' ? null : days)).filter(({ month }) => !going.has(month));
  return { days, isShorter: shorter, actsFrom: actsFrom.toISOString(), months: months.map(monthOfRows) };
}

/** A shorter time that was chosen and does not act yet. */
export async function pendingRetention(
  tx: Db,
  at: Date,
): Promise<{ readonly days: number; readonly before: RetentionDays; readonly actsFrom: Date } | undefined> {
  const choice = await lastChoice(tx);
  if (!choice || choice.days === null || choice.actsFrom <= at) return undefined;
  return { days: choice.days, before: told(choice.daysBefore), actsFrom: choice.actsFrom };
}

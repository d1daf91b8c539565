import { sql } from 'kysely';
import type { Scope } from '#core/actor';
import type { Db } from '#db/database';
import { allConditionsOf, type Wanted } from '../store.ts';

/** How many facts of one event fall into a part of the period, into an hour of the day, or have a reason: one of the three is given. */
export interface Share {
  readonly event: number;
  /** From 1 on. */
  readonly part: number | null;
  readonly hour: number | null;
  readonly byReason: boolean;
  readonly reason: number | null;
  readonly count: number;
}

/**
 * The entries wanted, counted three ways in one reading. They are first counted by quarter of an hour, a plain division: every time zone
 * is a whole number of quarters from UTC, and only those few thousands are then put into the calendar.
 */
export async function shares(tx: Db, scope: Scope, wanted: Wanted, begins: readonly Date[], zone: string): Promise<Share[]> {
  const { rows } = await sql<Share>`
    with quarters as (
      select floor(date_part('epoch', e.at) / 900) as quarter, e.event, e.reason, sum(coalesce(e.count, 1)) as count
      from access_log.entries e where ${sql.join(allConditionsOf(scope, wanted), sql` and `)} group by 1, 2, 3
    ), placed as (
      select width_bucket(to_timestamp(quarter * 900), ${begins}::timestamptz[]) as part,
        date_part('hour', to_timestamp(quarter * 900) at time zone ${zone})::int as hour, event, reason, count
      from quarters
    )
    select event, part, hour, grouping(reason) = 0 as "byReason", reason, sum(count)::int as count
    from placed group by grouping sets ((event, part), (event, hour), (event, reason)) order by 1, 2, 3, 5`.execute(tx);
  return rows;
}

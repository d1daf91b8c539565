import type { UserId } from '@varco/shared/ids';
import { sql } from 'kysely';
import pg from 'pg';
import type { Db } from '#db/database';
import { locks } from '#db/locks';
import { type Dictionary, type FinalRow, type Round, roundOn, rowsOfMonth, sealsInTuples } from '../seals/store.ts';
import { entryStatement, type NewEntry } from '../store.ts';

/** A choice of how long rows are kept, the last one made; days null: for ever. */
export interface Choice {
  /** Grows with each choice. */
  readonly number: number;
  readonly days: number | null;
  readonly daysBefore: number | null;
  readonly chosenAt: Date;
  readonly actsFrom: Date;
  readonly byUserId: UserId | null;
  readonly byOperator: string | null;
  readonly reason: string;
}

/** The last choice; undefined: nobody has chosen yet. */
export async function lastChoice(tx: Db): Promise<Choice | undefined> {
  return (await tx
    .selectFrom('access_log.retention')
    .select([
      'number',
      'days',
      'days_before as daysBefore',
      'chosen_at as chosenAt',
      'acts_from as actsFrom',
      'by_user_id as byUserId',
      'by_operator as byOperator',
      'reason',
    ])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()) as Choice | undefined;
}

/** Adds a choice; the database says when it acts. */
export async function choose(tx: Db, choice: Pick<Choice, 'days' | 'chosenAt' | 'byUserId' | 'byOperator' | 'reason'>): Promise<void> {
  const { days, chosenAt, byUserId, byOperator, reason } = choice;
  await sql`select access_log.choose_retention(${days}::int, ${chosenAt}, ${byUserId}::uuid, ${byOperator}, ${reason})`.execute(tx);
}

/** Choices wait for each other. */
export const lockChoices = async (tx: Db): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${locks.purge}, 1)`.execute(tx);
};

/** A month that its seals speak of. */
export interface SealedMonth {
  /** Its first day. */
  readonly month: string;
  readonly rows: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** The months that are older than so many days at an instant and are still there, the oldest first. */
export async function monthsOlderThan(tx: Db, days: number, at: Date): Promise<SealedMonth[]> {
  const { rows } = await sql<{ month: string; rows: string; firstAt: Date; lastAt: Date }>`
    select m.month::date::text as month, of_month.rows, of_month.first_at as "firstAt", of_month.last_at as "lastAt"
    from generate_series(
        (select min(s.month) from access_log.seals s where s.kind = 1 and not s.kept)::timestamp,
        ${at}::timestamptz at time zone 'UTC' - make_interval(days => ${days}) - interval '1 month', interval '1 month') m (month),
      lateral (select sum(s.rows) as rows, min(s.first_at) as first_at, max(s.last_at) as last_at
        from access_log.seals s where s.kind = 1 and not s.kept and s.month = m.month::date) of_month
    where of_month.rows is not null and not exists (select from access_log.seals p where p.kind = 4 and p.month = m.month::date)
    order by m.month`.execute(tx);
  return rows.map((row) => ({ ...row, rows: Number(row.rows) }));
}

/** A month that was purged, by the note of its seal. */
export interface PurgedRow {
  readonly month: string;
  readonly rows: number;
  readonly at: Date;
  readonly note: string | null;
}

/** The months that were purged, the newest first. */
export async function purgedMonths(tx: Db, atMost: number): Promise<PurgedRow[]> {
  return (await tx
    .selectFrom('access_log.seals')
    .select([sql<string>`month::text`.as('month'), 'rows', 'closed_at as at', 'note'])
    .where(sql<boolean>`kind = 4`)
    .orderBy('month', 'desc')
    .limit(atMost)
    .execute()) as PurgedRow[];
}

/** How long a lock of the log is waited for at once: people who sign in wait behind it. */
const LOCK_MS = 500;

/** What only the owner of the log does, on a connection of its own. */
export interface PurgeConnection {
  /** Why a month may not go; undefined: it may. */
  hindrance(month: string, at: Date): Promise<string | undefined>;
  /** Every seal there is, in order. */
  seals(): AsyncGenerator<readonly Buffer[]>;
  rows(month: string): AsyncGenerator<FinalRow, void>;
  /** Notes which values the rows of a month name. */
  noteLeftovers(month: string): Promise<void>;
  /** One try at a transaction in which nobody else reads or writes a month; undefined: others were at work there. */
  alone<Result>(work: (tx: PurgeTransaction) => Promise<Result>): Promise<Result | undefined>;
  /** Some of the values that rows of purged months named, all of one dictionary. */
  leftovers(atMost: number): Promise<{ dictionary: Dictionary; ids: number[] } | undefined>;
  /** One try at erasing those of them that no row names any more; undefined: others were at work. */
  eraseUnnamed(dictionary: Dictionary, ids: readonly number[], at: Date): Promise<number | undefined>;
  close(): Promise<void>;
}

/** What happens to a month together, or not at all. */
export interface PurgeTransaction {
  round(): Promise<Round>;
  /** Takes the rows away, if the seal that says so is there and signed. */
  drop(month: string, at: Date): Promise<void>;
  record(entry: NewEntry): Promise<void>;
}

const wasBusy = (fault: unknown): boolean => fault instanceof pg.DatabaseError && (fault.code === '55P03' || fault.code === '40P01');

/** What the owner's function refused to drop, and why; undefined for any other fault. */
export const refusedDrop = (fault: unknown): string | undefined =>
  fault instanceof pg.DatabaseError && fault.code === 'VA004' ? fault.message : undefined;

/** Opens the owner's connection; undefined: somebody else is purging. `db` only writes statements down, as the application would. */
export async function openPurge(owner: pg.ClientConfig, db: Db): Promise<PurgeConnection | undefined> {
  const client = new pg.Client({ ...owner, application_name: 'varco purge', options: '-c timezone=UTC -c statement_timeout=0' });
  client.on('error', () => undefined);
  await client.connect();
  const close = (): Promise<void> => client.end().catch(() => undefined);
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [locks.purge]);
  if (rows[0]?.taken !== true) {
    await close();
    return undefined;
  }
  const tried = async <Result>(work: () => Promise<Result>): Promise<Result | undefined> => {
    await client.query(`begin; set local lock_timeout = '${LOCK_MS}ms'`);
    try {
      const result = await work();
      await client.query('commit');
      return result;
    } catch (fault) {
      await client.query('rollback').catch(() => undefined);
      if (wasBusy(fault)) return undefined;
      throw fault;
    }
  };
  return {
    hindrance: async (month, at) => {
      const answer = await client.query<{ why: string | null }>('select access_log.purge_hindrance($1, $2) as why', [month, at]);
      return answer.rows[0]?.why ?? undefined;
    },
    seals: () => sealsInTuples(client),
    rows: (month) => rowsOfMonth(client, month),
    noteLeftovers: async (month) => {
      await client.query('select access_log.note_leftovers($1)', [month]);
    },
    alone: (work) =>
      tried(async () => {
        await client.query('lock table access_log.entries_passing in access exclusive mode');
        return work({
          round: () => roundOn(client),
          drop: async (month, at) => {
            await client.query('select access_log.drop_month($1, $2)', [month, at]);
          },
          record: async (entry) => {
            const { sql: text, parameters } = entryStatement(entry).compile(db);
            await client.query(text, [...parameters]);
          },
        });
      }),
    leftovers: async (atMost) => {
      // Noted for a month that did not go in the end: its rows still name them.
      await client.query(
        'delete from access_log.leftovers l where not exists (select from access_log.seals p where p.kind = 4 and p.month = l.month)',
      );
      const found = await client.query<{ dictionary: Dictionary; ids: number[] }>(
        `select l.dictionary, array_agg(distinct l.id) as ids
         from (select dictionary, id from access_log.leftovers order by month, dictionary, id limit $1) l group by 1 order by 1 limit 1`,
        [atMost],
      );
      return found.rows[0];
    },
    eraseUnnamed: async (dictionary, ids, at) => {
      // In this order: every row below it is seen by the question after it.
      const below = await client.query<{ below: string }>('select access_log.final_below() as below');
      const unnamed = await client.query<{ ids: number[] }>('select access_log.unnamed($1, $2) as ids', [dictionary, ids]);
      return tried(async () => {
        const erased = await client.query<{ count: number }>('select access_log.erase_unnamed($1, $2, $3, $4) as count', [
          dictionary,
          unnamed.rows[0]?.ids ?? [],
          below.rows[0]?.below,
          at,
        ]);
        await client.query('delete from access_log.leftovers where dictionary = $1 and id = any ($2)', [dictionary, ids]);
        return erased.rows[0]?.count ?? 0;
      });
    },
    close,
  };
}

import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { OrganizationId, UserId } from '@varco/shared/ids';
import pg from 'pg';
import { pino } from 'pino';
import { systemClock } from '#core/clock';
import { readConfig } from '#core/config';
import { keysFrom, readSecretKey } from '#core/keys';
import { systemRandom } from '#core/random';
import { type Database, openDatabase } from '#db/database';
import { type Postgres, startPostgres } from '#db/postgres';
import { record, Sealer, sealState, secondsUnsealed } from '#features/access-log';
import { allOrganizations } from '#features/identity';
import { fillLog } from './fill-log.ts';
import { fillPeople } from './fill-people.ts';
import { type Spent, spentBy } from './processes.ts';

// Works on the log of an installation whose server is stopped, without the rest of the house, and says what it cost.

/** What some work came to. */
export interface Worked {
  readonly rows: number;
  readonly seconds: number;
  readonly spent: Spent;
  /** How long the oldest row waited at the worst, where rows arrived meanwhile. */
  readonly worstWaitSeconds?: number;
}

/** What each row of the log takes on the disk, in bytes. */
export interface RowBytes {
  readonly heap: number;
  readonly indexes: Readonly<Record<string, number>>;
  readonly all: number;
}

const config = readConfig(process.env);
const log = pino({ level: 'error' }, pino.destination({ fd: 2, sync: false }));
const { secret, earlier } = readSecretKey(join(config.data, 'keys', 'secret'), false, systemRandom);
const postgres: Postgres = await startPostgres(config, log);
const db: Database = openDatabase(postgres.app);
const core = { db, config, log, clock: systemClock, random: systemRandom, keys: keysFrom(secret, earlier) };

async function measured(work: () => Promise<number>): Promise<Worked> {
  const before = spentBy(process.pid);
  const since = performance.now();
  const rows = await work();
  const seconds = (performance.now() - since) / 1_000;
  const after = spentBy(process.pid);
  return { rows, seconds, spent: { server: after.server - before.server, postgres: after.postgres - before.postgres } };
}

async function asOwner<Answer>(ask: (client: pg.Client) => Promise<Answer>): Promise<Answer> {
  const client = new pg.Client(postgres.owner);
  await client.connect();
  try {
    return await ask(client);
  } finally {
    await client.end();
  }
}

const organization = async (): Promise<OrganizationId> => {
  const [first] = await allOrganizations(db);
  if (!first) throw new Error('The installation has not begun.');
  return first.id;
};

/** Loads rows as the owner; then everything is as a night would leave it. */
async function fill(rows: number) {
  const filled = await fillLog(core, postgres.owner, { organizationId: await organization(), rows, to: systemClock.now() });
  const bytes = await asOwner(async (client): Promise<RowBytes> => {
    for (const table of ['entries', 'subjects', 'addresses', 'browsers', 'details'])
      await client.query(`vacuum (analyze) access_log.${table}`);
    const { rows: parts } = await client.query<{ part: string; bytes: number }>(
      `select case when c.relkind = 'r' then 'heap' else (select string_agg(a.attname, ', ' order by a.attnum)
         from pg_attribute a where a.attrelid = c.oid) end as part, sum(pg_relation_size(c.oid))::float8 / $1 as bytes
       from pg_class c where c.relnamespace = 'access_log'::regnamespace and c.relkind in ('r', 'i') and c.relname like 'entries%'
       group by 1 order by 2 desc`,
      [rows],
    );
    const indexes = Object.fromEntries(parts.filter(({ part }) => part !== 'heap').map(({ part, bytes }) => [part, bytes]));
    return {
      heap: parts.find(({ part }) => part === 'heap')?.bytes ?? Number.NaN,
      indexes,
      all: parts.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  });
  return { filled, bytes };
}

/** Closes all that waits, as a server does that finds a log nobody has sealed. */
const seal = () =>
  measured(async () => {
    const before = await asOwner(async (client) => {
      const { rows } = await client.query<{ rows: string }>('select count(*) as rows from access_log.entries');
      return Number(rows[0]?.rows);
    });
    const sealer = new Sealer(core);
    sealer.open();
    while ((await sealState(db)).unsealedRows > 0) await pause(100);
    await sealer.close();
    return before;
  });

/** Rows arrive at a steady rate, each in a transaction, while the sealer works; twice a second it is asked who waits. */
const arrive = async (perSecond: number, seconds: number): Promise<Worked> => {
  const organizationId = await organization();
  const sealer = new Sealer(core);
  sealer.open();
  let worst = 0;
  let isOver = false;
  const watch = (async () => {
    // The connection and the first round are the start's, not the rate's.
    await pause(1_500);
    while (!isOver) {
      worst = Math.max(worst, await secondsUnsealed(core));
      await pause(50);
    }
  })();
  const worked = await measured(async () => {
    const begin = performance.now();
    const passed = () => (performance.now() - begin) / 1_000;
    let sent = 0;
    const write = async (): Promise<void> => {
      while (passed() < seconds) {
        if (sent >= passed() * perSecond) {
          await pause(2);
          continue;
        }
        sent += 1;
        const person = sent % 5_000;
        await record(db, {
          at: systemClock.now(),
          event: 'signed-in',
          organizationId,
          subject: {
            userId: `01890000-0000-7000-8000-${person.toString(16).padStart(12, '0')}` as UserId,
            organizationId,
            username: `impiegato${person}`,
            name: `Persona ${person}`,
          },
          sessionNumber: String(sent),
          client: {
            address: `10.1.${person >> 8}.${person & 255}`,
            browser: { family: 'Firefox', version: '140', system: 'Linux' },
            channel: 'web',
          },
        });
      }
    };
    await Promise.all(Array.from({ length: 8 }, write));
    return sent;
  });
  isOver = true;
  await watch;
  await sealer.close();
  return { ...worked, worstWaitSeconds: worst };
};

/** How fast PostgreSQL hands out the rows of the log in binary form, with nobody who looks at them. */
const copyOut = () =>
  measured(() =>
    asOwner(async (client) => {
      const { rows } = await client.query<{ rows: string }>(
        'select count(*) as rows from (select * from access_log.entries order by xid, n offset 0) e',
      );
      return Number(rows[0]?.rows);
    }),
  );

const [job = '', first = '0', second = '0'] = process.argv.slice(2);
const jobs: Readonly<Record<string, () => Promise<unknown>>> = {
  fill: () => fill(Number(first)),
  seal,
  arrive: () => arrive(Number(first), Number(second)),
  'copy-out': copyOut,
  people: async () => fillPeople(postgres.owner, await organization(), Number(first)),
};
const answer = await jobs[job]?.();
await db.close();
await postgres.stop();
process.send?.(answer ?? null, () => process.exit());

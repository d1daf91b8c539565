import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import type { Config } from '#core/config';
import { ToldFault } from '#core/told-fault';
import type { Db } from '#db/database';
import { lookAt } from '#db/embedded/look';

/** A demonstration was asked where there is something real, or the reverse; one sentence with the mend. */
class NatureFault extends ToldFault {}

/** What a database holds: nothing yet, somebody's real installation, half a demonstration, or a whole one. */
export type Nature = 'new' | 'real' | 'unfinished' | 'demonstration';

/** Whether this database is a demonstration; the mark is a row that the application cannot write. */
export async function isDemonstration(db: Db): Promise<boolean> {
  const { rows } = await sql`select from setup.demonstration`.execute(db);
  return rows.length > 0;
}

/** Refuses a demonstration started as a real gate: invented people with known passwords must never be let loose. */
export async function refuseDemonstration(db: Db, { demo, data }: Pick<Config, 'demo' | 'data'>): Promise<void> {
  if (demo || !(await isDemonstration(db))) return;
  throw new NatureFault(
    `${data} holds a demonstration, whose people are invented and whose passwords are known: start it with --demo, or name another folder with VARCO_DATA.`,
  );
}

/** What the database of a folder holds, of whatever version it is. */
export async function natureOf(owner: pg.ClientConfig): Promise<Nature> {
  const client = new pg.Client({ ...owner, application_name: 'varco demonstration' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const has = async (table: string, rows: string): Promise<boolean> => {
      const known = await client.query<{ known: boolean }>('select to_regclass($1) is not null as known', [table]);
      return known.rows[0]?.known === true && (await client.query(rows)).rows.length > 0;
    };
    if (await has('setup.demonstration', 'select from setup.demonstration where filled_at is not null')) return 'demonstration';
    if (await has('setup.demonstration', 'select from setup.demonstration')) return 'unfinished';
    // A link was shown: somebody has begun to set up a real one.
    if (await has('setup.links', 'select from setup.links')) return 'real';
    return (await has('identity.organizations', 'select from identity.organizations limit 1')) ? 'real' : 'new';
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** What a first start leaves in a folder before its database can be asked. */
const ours = /^(pg|run|engine|ballast|keys|checkpoints)\b/;

/** Refuses a folder without a database that is in use for something else, before anything is written in it. */
export function refuseForeignFolder(data: string): void {
  if (!existsSync(data) || lookAt(data) === 'database') return;
  const foreign = readdirSync(data).filter((name) => !ours.test(name));
  if (foreign.length === 0) return;
  throw new NatureFault(
    `${data} is not empty (it holds ${foreign[0]}): a demonstration needs a folder of its own, so name a new one with VARCO_DATA.`,
  );
}

/** Refuses to touch what is real. */
export const refuseReal = (data: string): never => {
  throw new NatureFault(
    `${data} holds a real installation: a demonstration needs a folder of its own, so leave VARCO_DATA out or name a new folder.`,
  );
};

/** Empties the folder of a demonstration; the folder itself may be a mount, and stays. */
export function emptyFolder(data: string): void {
  for (const name of readdirSync(data)) rmSync(join(data, name), { recursive: true, force: true });
}

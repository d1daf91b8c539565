import type pg from 'pg';
import type { Logger } from 'pino';
import type { Config } from '#core/config';
import { startEmbedded } from './embedded.ts';
import { checkExternal } from './external.ts';

/** A PostgreSQL ready for migrations: its two connections and how it is left. */
export interface Postgres {
  readonly app: pg.ClientConfig;
  readonly owner: pg.ClientConfig;
  readonly appRole: string;
  /** The superuser of the built-in server, for copies of its files; an outside one lends us none. */
  readonly root?: pg.ClientConfig;
  stop(): Promise<void>;
}

/** The embedded PostgreSQL in the data folder, or the one the configuration names. */
export async function startPostgres(config: Pick<Config, 'database' | 'data'>, log: Logger): Promise<Postgres> {
  if (config.database) {
    const app = { connectionString: config.database.app };
    const owner = { connectionString: config.database.owner };
    const { appRole } = await checkExternal({ app, owner });
    return { app, owner, appRole, stop: async () => undefined };
  }
  const server = await startEmbedded({ data: config.data, log: (level, line) => log[level]({ from: 'postgres' }, line) });
  return {
    app: server.connection('app'),
    owner: server.connection('owner'),
    root: server.connection('root'),
    appRole: 'varco_app',
    stop: () => server.stop(),
  };
}

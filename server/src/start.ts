import { join } from 'node:path';
import { INSTALLATION } from '@varco/shared/ids';
import { pino } from 'pino';
import { BackupFault } from '#backup/fault';
import { refuseCutOffRestore, refuseUnsettled } from '#backup/unfinished';
import { systemClock } from '#core/clock';
import { type Config, readConfig } from '#core/config';
import type { Core } from '#core/core';
import { Events } from '#core/events';
import { argon2Hasher } from '#core/hasher';
import { KeyFault, type Keys, keysFrom, readSecretKey, secretKeyFileOf } from '#core/keys';
import { publicAddress } from '#core/public-address';
import { systemRandom } from '#core/random';
import { ToldFault } from '#core/told-fault';
import { openDatabase } from '#db/database';
import { folderFault } from '#db/embedded/fault';
import { migrate } from '#db/migrate';
import { type Postgres, startPostgres } from '#db/postgres';
import { keepPartitions } from '#features/access-log';
import { registerModules } from '#features/application-settings';
import { allOrganizations } from '#features/identity';
import { makeSetupLink, setUpUnattended } from '#features/setup';
import { renewKeys } from '#features/sign-in';
import { portOf } from '#http/server';
import { Queue } from '#jobs/queue';
import { createApp, type House } from './app.ts';
import { backupWayOf } from './command-line/backups/backup-way.ts';
import { languageOf } from './command-line/terminal.ts';
import { type Asked, askedOf } from './demo/asked.ts';
import { fillDemonstration } from './demo/fill.ts';
import { emptyFolder, type Nature, natureOf, refuseDemonstration, refuseForeignFolder, refuseReal } from './demo/nature.ts';
import { welcome } from './demo/welcome.ts';

/** The folder of the built pages. */
export const pagesFolder = join(import.meta.dirname, '../../web/dist');

/** The address cannot be listened on; one sentence with the mend. */
class ListenFault extends ToldFault {}

type Environment = Readonly<Record<string, string | undefined>>;

/** How long requests under way may take when the server is told to stop, in milliseconds. */
const DRAIN_MS = 10_000;

/**
 * Starts the whole product and stops it in order: requests, jobs, connections, and PostgreSQL last. `--demo` is VARCO_DEMO in one word;
 * with `--fresh` a demonstration begins again.
 */
export async function start(given: Environment, words: readonly string[] = []): Promise<void> {
  const stop = new Stop();
  try {
    const asked = askedOf(words, given);
    const config = readConfig(asked.environment);
    await run(config, asked, stop);
  } catch (fault) {
    // What fails because somebody has stopped us is not worth a word.
    if (!stop.asked) {
      tell(fault);
      process.exitCode = 1;
    }
    await stop.now();
    process.exit();
  }
}

async function run(config: Config, asked: Asked, stop: Stop): Promise<void> {
  const log = pino(
    { level: config.logLevel, redact: ['*.password', '*.current', '*.next', '*.confirmation', 'headers.cookie', 'headers.authorization'] },
    pino.destination({ fd: 2, sync: false }),
  );
  process.on('unhandledRejection', (fault) => log.error({ err: fault }, 'a fault of ours that nobody waited for'));
  if (!config.database) refuseCutOffRestore(config.data);
  const { postgres, nature } = await standOn(config, asked, { log, stop });
  if (stop.asked) return;
  await refuseUnsettled(postgres.owner);
  // Only now is the folder ours: of several first starts at once one alone makes the key.
  const keys = keysOf(config);
  await migrate(postgres.owner, postgres.appRole);
  await keepPartitions(postgres.owner, systemClock.now());
  const db = openDatabase(postgres.app, { onFault: (fault) => log.warn({ err: fault }, 'a connection to the database was lost') });
  stop.last(() => db.close());

  const core: Core = {
    db,
    config,
    log,
    clock: systemClock,
    random: systemRandom,
    keys,
    hasher: await argon2Hasher(config.hashCost),
    events: new Events(),
    queue: new Queue({ clock: systemClock, random: systemRandom }),
  };
  await keepKeys(core);
  await refuseDemonstration(db, config);
  await registerModules(core);
  if (nature === 'new') {
    say('Inventing a municipality and its year: some seconds.');
    await fillDemonstration(core, postgres.owner);
  }
  if ((await setUpUnattended(core)) === 'done') say('The installation was set up from the environment.');
  const { owner, root } = postgres;
  const house = await createApp(core, { pages: pagesFolder, owner, root, jobs: true, backups: backupWayOf(config, postgres) });
  stop.last(() => closeWithin(house, DRAIN_MS));
  if (stop.asked) return;
  await listen(house, config);
  const address = publicAddress(config, portOf(house.app));
  say(`Varco is ready at ${address.origin}`);
  await showSetupLink(core, address);
  if (config.demo) say(await welcome(db, config, languageOf(asked.environment)));
}

/** The database to stand on; a demonstration also learns what its folder holds, and begins again when it must. */
async function standOn(
  config: Config,
  { fresh }: Pick<Asked, 'fresh'>,
  { log, stop }: { log: Core['log']; stop: Stop },
): Promise<{ postgres: Postgres; nature?: Nature }> {
  if (config.demo) refuseForeignFolder(config.data);
  const postgres = await startPostgres(config, log);
  const withdraw = stop.last(() => postgres.stop());
  if (!config.demo || stop.asked) return { postgres };
  const nature = await natureOf(postgres.owner);
  if (nature === 'real') refuseReal(config.data);
  if (nature === 'new' || (nature === 'demonstration' && !fresh)) return { postgres, nature };
  withdraw();
  await postgres.stop();
  emptyFolder(config.data);
  return standOn(config, { fresh: false }, { log, stop });
}

function keysOf(config: Config): Keys {
  const file = secretKeyFileOf(config);
  const isNamed = config.secretKeyFile !== null;
  try {
    const { secret, earlier, made } = readSecretKey(file, isNamed, systemRandom);
    if (made && !config.demo) say(`A secret key was made in ${file}: keep a copy of it elsewhere, apart from the backups.`);
    return keysFrom(secret, earlier);
  } catch (fault) {
    if (fault instanceof KeyFault) throw fault;
    if (!isNamed) throw folderFault(fault, config.data);
    throw new KeyFault(`VARCO_SECRET_KEY_FILE names ${file}, which cannot be read: let the user that starts Varco read it.`);
  }
}

/** Finishes a replacement of the key that was interrupted, and refuses a key that is not the database's: its locks would hold nobody. */
async function keepKeys(core: Core): Promise<void> {
  const organizations = (await allOrganizations(core.db)).map(({ id }) => id);
  if (organizations.length === 0) return;
  const standing = await renewKeys(core, { organizations: [...organizations, INSTALLATION] }, undefined);
  if (standing === 'renewed') say('A replacement of the secret key had been interrupted: it is complete now.');
  if (standing === 'foreign')
    throw new KeyFault(
      `The secret key ${secretKeyFileOf(core.config)} is not the one this database has worked with: put back the copy that was kept elsewhere. If it is lost for good, run "npm run varco -- keys rotate --lost".`,
    );
}

async function listen(house: House, config: Config): Promise<void> {
  try {
    await house.app.listen({ host: config.host, port: config.port });
  } catch (fault) {
    const code = fault instanceof Error && 'code' in fault ? fault.code : '';
    if (code === 'EADDRINUSE')
      throw new ListenFault(`VARCO_PORT is ${config.port}, which another program uses on ${config.host}: stop it or choose another port.`);
    if (code === 'EACCES') throw new ListenFault(`VARCO_PORT is ${config.port}, which this user may not open: choose a port above 1023.`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new ListenFault(`VARCO_HOST is ${config.host}, which is no address of this machine: use 127.0.0.1 or one of its own.`);
    throw fault;
  }
}

async function showSetupLink(core: Core, address: URL): Promise<void> {
  if ((await allOrganizations(core.db)).length > 0) return;
  const link = await makeSetupLink(core, address);
  say(`\nTo set it up open this link within one hour, in the browser of whoever will administer it:\n\n  ${link}\n`);
}

const closeWithin = (house: House, milliseconds: number): Promise<void> =>
  Promise.race([house.close(), new Promise<void>((resolve) => setTimeout(resolve, milliseconds).unref())]);

/** What the person at the terminal reads; never the structured log. */
const say = (text: string): boolean => process.stdout.write(`${text}\n`);

function tell(fault: unknown): void {
  const text =
    fault instanceof ToldFault || fault instanceof BackupFault ? fault.message : fault instanceof Error ? fault.stack : String(fault);
  process.stderr.write(`${text}\n`);
}

/** The order of stopping: what was started last stops first, once, whoever asks. */
class Stop {
  #steps: (() => Promise<unknown>)[] = [];
  #stopping: Promise<void> | undefined;

  constructor() {
    // Before anything is spawned: a signal between a spawn and its handler would leave an orphan.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void this.#asked());
    process.on('disconnect', () => void this.#asked());
  }

  get asked(): boolean {
    return this.#stopping !== undefined;
  }

  /** Answers how to withdraw the step, for what has been stopped before. */
  last(step: () => Promise<unknown>): () => void {
    if (this.asked) void step();
    else this.#steps.push(step);
    return () => {
      this.#steps = this.#steps.filter((other) => other !== step);
    };
  }

  now(): Promise<void> {
    this.#stopping ??= this.#run();
    return this.#stopping;
  }

  async #asked(): Promise<void> {
    await this.now();
    process.exit();
  }

  async #run(): Promise<void> {
    for (const step of this.#steps.reverse()) await step().catch((fault: unknown) => tell(fault));
  }
}

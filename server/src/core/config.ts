import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isTimeZone } from '@varco/shared/days';
import { defaultCost, type HashCost } from './hash-cost.ts';
import { type Address, readAddress } from './settings/address.ts';
import { type BackupSettings, readBackups } from './settings/backups.ts';
import { type DatabaseSettings, readDatabase } from './settings/database.ts';
import { readDemo } from './settings/demo.ts';
import { type Environment, Given } from './settings/given.ts';
import { readUnattended, type Unattended } from './settings/unattended.ts';
import { ToldFault } from './told-fault.ts';

/** Everything the environment decides; read once, validated together (house rule: what administrators change lives in the database). */
export interface Config extends Address {
  readonly data: string;
  readonly timeZone: string;
  readonly secretKeyFile: string | null;
  readonly checkpointFolder: string | null;
  readonly backups: BackupSettings & Pick<DatabaseSettings, 'replication'>;
  readonly database: DatabaseSettings['database'];
  /** Cost of a password's hash; weaker than the default is refused (requirements D7). */
  readonly hashCost: HashCost;
  readonly metricsToken: string | null;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  /** A demonstration: invented people and log in a folder of its own, for this machine alone. */
  readonly demo: boolean;
  readonly unattended: Unattended | null;
}

/** Where backups go. */
export const backupFolderOf = ({ data, backups }: Pick<Config, 'data' | 'backups'>): string => backups.folder ?? join(data, 'backups');

/** All faults of the configuration at once, one line each: the variable, what is wrong, how to mend it. */
export class ConfigFault extends ToldFault {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    );
    this.faults = faults;
  }
}

/** Reads and validates the whole configuration; throws one ConfigFault with every fault. */
export function readConfig(environment: Environment, cwd: string = process.cwd()): Config {
  const given = new Given(environment, cwd);
  const demo = readDemo(given);
  const address = readAddress(given, demo);
  const timeZone = given.text('VARCO_TIME_ZONE') ?? 'Europe/Rome';
  if (!isTimeZone(timeZone)) given.fault(`VARCO_TIME_ZONE is "${timeZone}": use a name of the IANA list, such as Europe/Rome.`);
  const logLevel = readLogLevel(given);
  const hashCost = readHashCost(given);
  const { database, replication } = readDatabase(given);
  const metricsToken = given.secret('VARCO_METRICS_TOKEN') ?? null;
  if (metricsToken !== null && metricsToken.length < 16)
    given.fault('VARCO_METRICS_TOKEN is shorter than 16 characters: use a long random text.');
  const unattended = readUnattended(given);
  const secretKeyFile = given.path('VARCO_SECRET_KEY_FILE') ?? null;
  if (secretKeyFile !== null && !existsSync(secretKeyFile))
    given.fault(
      `VARCO_SECRET_KEY_FILE names ${given.text('VARCO_SECRET_KEY_FILE')}, which does not exist: restore the key, or remove the setting to make a new one.`,
    );
  const backups = readBackups(given, demo);

  if (given.faults.length > 0) throw new ConfigFault(given.faults);
  return {
    ...address,
    data: given.path('VARCO_DATA') ?? given.resolve(demo ? 'data-demo' : 'data'),
    timeZone,
    secretKeyFile,
    checkpointFolder: given.path('VARCO_CHECKPOINT_FOLDER') ?? null,
    backups: { ...backups, replication },
    database,
    hashCost,
    metricsToken,
    logLevel,
    demo,
    unattended,
  };
}

function readLogLevel(given: Given): Config['logLevel'] {
  const level = given.text('VARCO_LOG_LEVEL') ?? 'info';
  if (level === 'debug' || level === 'info' || level === 'warn' || level === 'error') return level;
  given.fault(`VARCO_LOG_LEVEL is "${level}": use debug, info, warn or error.`);
  return 'info';
}

function readHashCost(given: Given): HashCost {
  const text = given.text('VARCO_HASH_COST');
  if (text === undefined) return defaultCost;
  const [memory = 0, passes = 0, lanes = 0] = text.split(',').map(Number);
  const isCost = [memory, passes, lanes].every((part) => Number.isInteger(part) && part >= 1);
  const isWithin = memory <= 4_194_304 && lanes <= 16;
  const isWeaker = memory < defaultCost.memory || memory * passes < defaultCost.memory * defaultCost.passes;
  if (!isCost || !isWithin || isWeaker)
    given.fault(
      `VARCO_HASH_COST is "${text}": use memory in KiB, passes and lanes, such as 65536,3,1; weaker than ${defaultCost.memory},${defaultCost.passes},${defaultCost.lanes} is refused.`,
    );
  return { memory, passes, lanes };
}

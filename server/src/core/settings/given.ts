import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** The environment of a process, as the system gives it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Settings that a file may hold in place of the variable: the name with `_FILE`. */
const secrets = [
  'VARCO_DATABASE_URL',
  'VARCO_DATABASE_OWNER_URL',
  'VARCO_DATABASE_REPLICATION_URL',
  'VARCO_METRICS_TOKEN',
  'VARCO_ADMIN_PASSWORD',
] as const;

const plain = [
  'VARCO_HOST',
  'VARCO_PORT',
  'VARCO_BASE_URL',
  'VARCO_DATA',
  'VARCO_TIME_ZONE',
  'VARCO_TRUSTED_PROXIES',
  'VARCO_PROXY_HEADER',
  'VARCO_SECRET_KEY_FILE',
  'VARCO_CHECKPOINT_FOLDER',
  'VARCO_BACKUP_FOLDER',
  'VARCO_BACKUP_KEEP',
  'VARCO_BACKUP_AT',
  'VARCO_TLS_CERTIFICATE_FILE',
  'VARCO_TLS_KEY_FILE',
  'VARCO_LOG_LEVEL',
  'VARCO_DEMO',
  'VARCO_HASH_COST',
  'VARCO_ADMIN_USERNAME',
  'VARCO_ORGANIZATION',
  'VARCO_PROFILE',
] as const;

/** What only our own tests set; they read it themselves. */
const ofTests = ['VARCO_TEST_PG_BIN', 'VARCO_TEST_INSTALL'] as const;

type Secret = (typeof secrets)[number];

/** The name of a setting. */
export type Setting = (typeof plain)[number] | Secret | `${Secret}_FILE`;

const known: ReadonlySet<string> = new Set([...plain, ...ofTests, ...secrets, ...secrets.map((name) => `${name}_FILE`)]);

/** The settings as they were given, and every fault found in them so far. */
export class Given {
  readonly faults: string[] = [];
  readonly #environment: Environment;
  readonly #cwd: string;

  constructor(environment: Environment, cwd: string) {
    this.#environment = environment;
    this.#cwd = cwd;
    for (const name of Object.keys(environment)) {
      if (name.startsWith('VARCO_') && !known.has(name))
        this.fault(`${name} is not a setting of this version: correct its spelling or remove it.`);
    }
  }

  /** Notes a fault: the variable, what is wrong, how to mend it. */
  fault(line: string): undefined {
    this.faults.push(line);
    return undefined;
  }

  /** What a setting says; an empty one is as if it were not set. */
  text(name: Setting): string | undefined {
    return this.#environment[name]?.trim() || undefined;
  }

  /** Where a path leads that somebody may have written from the folder he started in. */
  resolve(path: string): string {
    return resolve(this.#cwd, path);
  }

  /** The path a setting names, whole. */
  path(name: Setting): string | undefined {
    const path = this.text(name);
    return path === undefined ? undefined : this.resolve(path);
  }

  /** What stands in the file that a setting names, without the line end an editor adds. */
  contents(name: Setting): string | undefined {
    const file = this.text(name);
    if (file === undefined) return undefined;
    try {
      return readFileSync(this.resolve(file), 'utf8').replace(/\r?\n$/, '');
    } catch {
      return this.fault(`${name} names ${file}, which cannot be read: check that it exists and that this user may read it.`);
    }
  }

  /** A secret, from its variable or from the file that is named in its place. */
  secret(name: Secret): string | undefined {
    const direct = this.text(name);
    if (this.text(`${name}_FILE`) === undefined) return direct;
    if (direct !== undefined) return this.fault(`${name} and ${name}_FILE are both set: keep one of them.`);
    return this.contents(`${name}_FILE`);
  }
}

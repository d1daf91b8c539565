import { existsSync, readFileSync } from 'node:fs';
import { BlockList, isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import { isTimeZone } from '@varco/shared/days';
import { profileNames } from '@varco/shared/policy/profiles';
import { z } from 'zod';
import { defaultCost, type HashCost } from './hash-cost.ts';
import { ToldFault } from './told-fault.ts';

/** Everything the environment decides; read once, validated together (house rule: what administrators change lives in the database). */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Scheme, host and port people use; `publicAddress` reads it, and a port of 0 stands for the one the system chooses. */
  readonly baseUrl: URL;
  readonly data: string;
  readonly timeZone: string;
  readonly trustedProxies: BlockList;
  readonly proxyHeader: 'x-forwarded-for' | 'forwarded';
  readonly secretKeyFile: string | null;
  readonly checkpointFolder: string | null;
  /** Where backups go, how many stay there, and by whom an outside PostgreSQL lets its files be copied. */
  readonly backups: {
    readonly folder: string | null;
    readonly keep: number;
    /** At which time of the day a backup is made by itself; null: never. */
    readonly at: string | null;
    readonly replication: string | null;
  };
  readonly database: { readonly app: string; readonly owner: string } | null;
  /** Cost of a password's hash; weaker than the default is refused (requirements D7). */
  readonly hashCost: HashCost;
  readonly metricsToken: string | null;
  readonly tls: { readonly certificate: string; readonly key: string } | null;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  /** A demonstration: invented people and log in a folder of its own, for this machine alone. */
  readonly demo: boolean;
  readonly unattended: {
    readonly username: string;
    readonly password: string;
    readonly organization: string;
    readonly profile: (typeof profileNames)[number];
  } | null;
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

type Environment = Readonly<Record<string, string | undefined>>;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/;
const secrets = [
  'VARCO_DATABASE_URL',
  'VARCO_DATABASE_OWNER_URL',
  'VARCO_DATABASE_REPLICATION_URL',
  'VARCO_METRICS_TOKEN',
  'VARCO_ADMIN_PASSWORD',
] as const;
const known = new Set([
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
  'VARCO_TEST_PG_BIN',
  'VARCO_TEST_INSTALL',
  ...secrets,
  ...secrets.map((name) => `${name}_FILE`),
]);

/**
 * What a demonstration cannot be together with. Its passwords are printed in the manual: nobody from outside may come near it, by a proxy
 * or by a certificate either, and what belongs to a real installation is not lent to it.
 */
const notInDemo = [
  'VARCO_DATABASE_URL',
  'VARCO_DATABASE_OWNER_URL',
  'VARCO_TRUSTED_PROXIES',
  'VARCO_TLS_CERTIFICATE_FILE',
  'VARCO_TLS_KEY_FILE',
  'VARCO_SECRET_KEY_FILE',
  'VARCO_CHECKPOINT_FOLDER',
  'VARCO_ADMIN_USERNAME',
  'VARCO_ADMIN_PASSWORD',
  'VARCO_ORGANIZATION',
] as const;

/** Whether a server can be made of this certificate and this key. */
function areTogether({ certificate, key }: NonNullable<Config['tls']>): boolean {
  try {
    createSecureContext({ cert: certificate, key });
    return certificate !== '' && key !== '';
  } catch {
    return false;
  }
}

/** Reads and validates the whole configuration; throws one ConfigFault with every fault. */
export function readConfig(environment: Environment, cwd: string = process.cwd()): Config {
  const faults: string[] = [];
  const fault = (line: string): undefined => {
    faults.push(line);
    return undefined;
  };
  const text = (name: string): string | undefined => environment[name]?.trim() || undefined;

  for (const name of Object.keys(environment)) {
    if (name.startsWith('VARCO_') && !known.has(name))
      fault(`${name} is not a setting of this version: correct its spelling or remove it.`);
  }

  const fromFile = (name: string, file: string): string | undefined => {
    try {
      return readFileSync(resolve(cwd, file), 'utf8').replace(/\r?\n$/, '');
    } catch {
      return fault(`${name} names ${file}, which cannot be read: check that it exists and that this user may read it.`);
    }
  };
  const secret = (name: (typeof secrets)[number]): string | undefined => {
    const direct = text(name);
    const file = text(`${name}_FILE`);
    if (direct !== undefined && file !== undefined) return fault(`${name} and ${name}_FILE are both set: keep one of them.`);
    return file === undefined ? direct : fromFile(`${name}_FILE`, file);
  };

  const demoText = text('VARCO_DEMO');
  const demo = demoText === '1';
  if (demoText !== undefined && !demo) fault(`VARCO_DEMO is "${demoText}": use 1 for a demonstration, or remove it.`);
  const tooMuch = notInDemo.filter((name) => demo && (text(name) !== undefined || text(`${name}_FILE`) !== undefined));
  if (tooMuch.length > 0)
    fault(
      `${tooMuch.join(', ')} ${tooMuch.length === 1 ? 'does' : 'do'} not go with a demonstration, which is for this machine alone and keeps to a folder of its own: remove ${tooMuch.length === 1 ? 'it' : 'them'}, or start without --demo and VARCO_DEMO.`,
    );

  const host = text('VARCO_HOST') ?? '127.0.0.1';
  if (demo && !LOOPBACK.test(host))
    fault(`VARCO_HOST is "${host}", but a demonstration listens on this machine only, because its passwords are known: use 127.0.0.1.`);
  const portText = text('VARCO_PORT') ?? '8080';
  const port = Number(portText);
  const isPort = /^\d{1,5}$/.test(portText) && port <= 65_535;
  if (!isPort) fault(`VARCO_PORT is "${portText}": use a whole number from 0 to 65535.`);

  const baseText = text('VARCO_BASE_URL') ?? `http://localhost:${isPort ? port : 8080}`;
  const base = URL.canParse(baseText) ? new URL(baseText) : undefined;
  if (!base || !/^https?:$/.test(base.protocol))
    fault(`VARCO_BASE_URL is "${baseText}": use the address people type, such as https://gate.example.it.`);
  else if (base.pathname !== '/' || base.search !== '' || base.hash !== '' || base.username !== '') {
    fault(`VARCO_BASE_URL is "${baseText}": leave out path, query and user; only scheme, host and port count.`);
  } else if (base.protocol === 'http:' && !LOOPBACK.test(base.hostname)) {
    fault(
      `VARCO_BASE_URL is "${baseText}": plain http is accepted on this machine only; use https, by a reverse proxy or with VARCO_TLS_CERTIFICATE_FILE and VARCO_TLS_KEY_FILE.`,
    );
  }

  if (demo && base && !LOOPBACK.test(base.hostname))
    fault(
      `VARCO_BASE_URL is "${baseText}", but a demonstration is opened on this machine only: use http://localhost:${isPort ? port : 8080}.`,
    );

  const certificate = text('VARCO_TLS_CERTIFICATE_FILE');
  const key = text('VARCO_TLS_KEY_FILE');
  if ((certificate === undefined) !== (key === undefined))
    fault('VARCO_TLS_CERTIFICATE_FILE and VARCO_TLS_KEY_FILE go together: set both or neither.');
  const read =
    certificate !== undefined && key !== undefined
      ? { certificate: fromFile('VARCO_TLS_CERTIFICATE_FILE', certificate), key: fromFile('VARCO_TLS_KEY_FILE', key) }
      : null;
  const tls = read?.certificate !== undefined && read.key !== undefined ? { certificate: read.certificate, key: read.key } : null;
  if (tls && !areTogether(tls))
    fault('VARCO_TLS_CERTIFICATE_FILE and VARCO_TLS_KEY_FILE are not a certificate and its own key, both PEM: check the two files.');
  if (tls && base?.protocol === 'http:') fault('VARCO_BASE_URL begins with http although certificate files are set: begin it with https.');

  const trustedProxies = new BlockList();
  const proxies = (text('VARCO_TRUSTED_PROXIES') ?? '').split(/[\s,]+/).filter((part) => part !== '');
  for (const entry of proxies) {
    const [address = '', prefix] = entry.split('/');
    const family = isIP(address);
    const bits = prefix === undefined ? undefined : Number(prefix);
    if (family === 0 || (prefix !== undefined && (!/^\d{1,3}$/.test(prefix) || (bits ?? 0) > (family === 4 ? 32 : 128)))) {
      fault(`VARCO_TRUSTED_PROXIES has "${entry}": use addresses or networks such as 10.0.0.5 or 10.0.0.0/24, separated by commas.`);
    } else if (bits === undefined) trustedProxies.addAddress(address, family === 4 ? 'ipv4' : 'ipv6');
    else trustedProxies.addSubnet(address, bits, family === 4 ? 'ipv4' : 'ipv6');
  }
  // With half a certificate the fault has been told already.
  const nothingEncrypts = certificate === undefined && key === undefined && proxies.length === 0;
  if (nothingEncrypts && !demo && !LOOPBACK.test(host)) {
    fault(
      `VARCO_HOST is "${host}", reachable from outside, without encryption: set VARCO_TLS_CERTIFICATE_FILE and VARCO_TLS_KEY_FILE, or name the reverse proxy in VARCO_TRUSTED_PROXIES.`,
    );
  }
  // Behind a proxy that is not named every caller would have the proxy's address (requirements D11).
  if (nothingEncrypts && base?.protocol === 'https:') {
    fault(
      `VARCO_BASE_URL is "${baseText}", but nothing here serves https: name the reverse proxy in VARCO_TRUSTED_PROXIES, or set VARCO_TLS_CERTIFICATE_FILE and VARCO_TLS_KEY_FILE.`,
    );
  }
  const proxyHeader = (text('VARCO_PROXY_HEADER') ?? 'x-forwarded-for').toLowerCase();
  if (proxyHeader !== 'x-forwarded-for' && proxyHeader !== 'forwarded')
    fault(`VARCO_PROXY_HEADER is "${proxyHeader}": use x-forwarded-for or forwarded.`);

  const timeZone = text('VARCO_TIME_ZONE') ?? 'Europe/Rome';
  if (!isTimeZone(timeZone)) fault(`VARCO_TIME_ZONE is "${timeZone}": use a name of the IANA list, such as Europe/Rome.`);

  const logLevel = text('VARCO_LOG_LEVEL') ?? 'info';
  if (!/^(debug|info|warn|error)$/.test(logLevel)) fault(`VARCO_LOG_LEVEL is "${logLevel}": use debug, info, warn or error.`);

  const costText = text('VARCO_HASH_COST');
  const [memory = 0, passes = 0, lanes = 0] = (costText ?? '').split(',').map(Number);
  const hashCost = costText === undefined ? defaultCost : { memory, passes, lanes };
  const isCost = [hashCost.memory, hashCost.passes, hashCost.lanes].every((part) => Number.isInteger(part) && part >= 1);
  const strength = (cost: HashCost) => cost.memory * cost.passes;
  if (
    !isCost ||
    hashCost.memory < defaultCost.memory ||
    hashCost.memory > 4_194_304 ||
    hashCost.lanes > 16 ||
    strength(hashCost) < strength(defaultCost)
  ) {
    fault(
      `VARCO_HASH_COST is "${costText}": use memory in KiB, passes and lanes, such as 65536,3,1; weaker than ${defaultCost.memory},${defaultCost.passes},${defaultCost.lanes} is refused.`,
    );
  }

  const app = secret('VARCO_DATABASE_URL');
  const owner = secret('VARCO_DATABASE_OWNER_URL');
  const replication = secret('VARCO_DATABASE_REPLICATION_URL');
  for (const [name, value] of [
    ['VARCO_DATABASE_URL', app],
    ['VARCO_DATABASE_OWNER_URL', owner],
    ['VARCO_DATABASE_REPLICATION_URL', replication],
  ] as const) {
    if (value !== undefined && !(URL.canParse(value) && /^postgres(ql)?:$/.test(new URL(value).protocol))) {
      fault(`${name} is not an address of PostgreSQL: use postgres://user:password@host:5432/database.`);
    }
  }
  if ((app === undefined) !== (owner === undefined)) {
    fault(
      `${app === undefined ? 'VARCO_DATABASE_URL' : 'VARCO_DATABASE_OWNER_URL'} is missing: an outside PostgreSQL needs both, the application's role and the owner's.`,
    );
  } else if (app !== undefined && app === owner) {
    fault(
      'VARCO_DATABASE_URL and VARCO_DATABASE_OWNER_URL name the same role: the application must not own its tables; make a second role.',
    );
  }

  if (replication !== undefined && app === undefined)
    fault('VARCO_DATABASE_REPLICATION_URL counts only for an outside PostgreSQL: remove it, or name that one with VARCO_DATABASE_URL.');

  const metricsToken = secret('VARCO_METRICS_TOKEN') ?? null;
  if (metricsToken !== null && metricsToken.length < 16)
    fault('VARCO_METRICS_TOKEN is shorter than 16 characters: use a long random text.');

  const username = text('VARCO_ADMIN_USERNAME');
  const password = secret('VARCO_ADMIN_PASSWORD');
  const organization = text('VARCO_ORGANIZATION');
  const profile = text('VARCO_PROFILE');
  const profileName = z.enum(profileNames).safeParse(profile ?? 'misure-minime');
  if (!profileName.success) fault(`VARCO_PROFILE is "${profile}": use one of ${profileNames.join(', ')}.`);
  const given = { VARCO_ADMIN_USERNAME: username, VARCO_ADMIN_PASSWORD_FILE: password, VARCO_ORGANIZATION: organization };
  const missing = Object.entries(given)
    .filter(([, value]) => value === undefined)
    .map(([name]) => name);
  if (missing.length > 0 && missing.length < 3)
    fault(
      `${missing.join(', ')} missing: setting up without the wizard needs VARCO_ADMIN_USERNAME, VARCO_ADMIN_PASSWORD_FILE and VARCO_ORGANIZATION.`,
    );
  else if (missing.length === 3 && profile !== undefined)
    fault(
      'VARCO_PROFILE counts only together with VARCO_ADMIN_USERNAME, VARCO_ADMIN_PASSWORD_FILE and VARCO_ORGANIZATION: set them or remove it.',
    );

  const keyFile = text('VARCO_SECRET_KEY_FILE');
  if (keyFile !== undefined && !existsSync(resolve(cwd, keyFile)))
    fault(`VARCO_SECRET_KEY_FILE names ${keyFile}, which does not exist: restore the key, or remove the setting to make a new one.`);
  const checkpointFolder = text('VARCO_CHECKPOINT_FOLDER');
  const backupFolder = text('VARCO_BACKUP_FOLDER');
  const keepText = text('VARCO_BACKUP_KEEP') ?? '14';
  if (!/^[1-9]\d{0,3}$/.test(keepText)) fault(`VARCO_BACKUP_KEEP is "${keepText}": use a whole number from 1 to 9999.`);
  const backupAt = text('VARCO_BACKUP_AT') ?? (demo ? 'never' : '01:30');
  if (!/^(never|([01]\d|2[0-3]):[0-5]\d)$/.test(backupAt)) fault(`VARCO_BACKUP_AT is "${backupAt}": use a time such as 01:30, or never.`);

  if (faults.length > 0) throw new ConfigFault(faults);
  return {
    host,
    port,
    baseUrl: base ?? new URL('http://localhost:8080'),
    data: resolve(cwd, text('VARCO_DATA') ?? (demo ? 'data-demo' : 'data')),
    timeZone,
    trustedProxies,
    proxyHeader: proxyHeader === 'forwarded' ? 'forwarded' : 'x-forwarded-for',
    secretKeyFile: keyFile === undefined ? null : resolve(cwd, keyFile),
    checkpointFolder: checkpointFolder === undefined ? null : resolve(cwd, checkpointFolder),
    backups: {
      folder: backupFolder === undefined ? null : resolve(cwd, backupFolder),
      keep: Number(keepText),
      at: backupAt === 'never' ? null : backupAt,
      replication: replication ?? null,
    },
    database: app !== undefined && owner !== undefined ? { app, owner } : null,
    hashCost,
    metricsToken,
    tls,
    logLevel: logLevel as Config['logLevel'],
    demo,
    unattended:
      username !== undefined && password !== undefined && organization !== undefined && profileName.success
        ? { username, password, organization, profile: profileName.data }
        : null,
  };
}

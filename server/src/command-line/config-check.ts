import { backupFolderOf, type Config, readConfig } from '#core/config';
import { secretKeyFileOf } from '#core/keys';
import type { Environment } from '#core/settings/given';
import type { Terminal } from './terminal.ts';

/** Reads the settings as a start would and shows what they amount to; every fault is told at once and nothing is started. */
export async function configCheck(terminal: Terminal): Promise<void> {
  const config = readConfig(terminal.environment);
  const lines = Object.values(settings).flatMap((setting) => setting(config, terminal.environment));
  const width = Math.max(...lines.map(([name]) => name.length));
  for (const [name, value] of lines) {
    const origin = originOf(name, terminal.environment);
    await terminal.answer(`${name.padEnd(width)}  ${value ?? 'none'}${origin === undefined ? '' : `  (${origin})`}\n`);
  }
}

type Line = readonly [name: string, value: string | null];

const hidden = (value: string | null | undefined): string | null => (value === null || value === undefined ? null : '***');

/** What each part of the configuration is called outside, and how much of it may be shown. */
const settings: { readonly [Part in keyof Config]: (config: Config, environment: Environment) => readonly Line[] } = {
  host: ({ host }) => [['VARCO_HOST', host]],
  port: ({ port }) => [['VARCO_PORT', String(port)]],
  baseUrl: ({ baseUrl }) => [['VARCO_BASE_URL', baseUrl.origin]],
  data: ({ data }) => [['VARCO_DATA', data]],
  timeZone: ({ timeZone }) => [['VARCO_TIME_ZONE', timeZone]],
  trustedProxies: ({ trustedProxies }) => [['VARCO_TRUSTED_PROXIES', trustedProxies.rules.map(addressOf).reverse().join(', ') || null]],
  proxyHeader: ({ proxyHeader }) => [['VARCO_PROXY_HEADER', proxyHeader]],
  secretKeyFile: (config) => [['VARCO_SECRET_KEY_FILE', secretKeyFileOf(config)]],
  checkpointFolder: ({ checkpointFolder }) => [['VARCO_CHECKPOINT_FOLDER', checkpointFolder]],
  backups: ({ data, backups }) => [
    ['VARCO_BACKUP_FOLDER', backupFolderOf({ data, backups })],
    ['VARCO_BACKUP_KEEP', String(backups.keep)],
    ['VARCO_BACKUP_AT', backups.at ?? 'never'],
    ['VARCO_DATABASE_REPLICATION_URL', backups.replication === null ? null : withoutSecrets(backups.replication)],
  ],
  database: ({ database }) => [
    ['VARCO_DATABASE_URL', database ? withoutSecrets(database.app) : 'the built-in PostgreSQL'],
    ['VARCO_DATABASE_OWNER_URL', database ? withoutSecrets(database.owner) : 'the built-in PostgreSQL'],
  ],
  metricsToken: ({ metricsToken }) => [['VARCO_METRICS_TOKEN', hidden(metricsToken)]],
  tls: (_, environment) => [
    ['VARCO_TLS_CERTIFICATE_FILE', environment.VARCO_TLS_CERTIFICATE_FILE ?? null],
    ['VARCO_TLS_KEY_FILE', environment.VARCO_TLS_KEY_FILE ?? null],
  ],
  hashCost: ({ hashCost: { memory, passes, lanes } }) => [['VARCO_HASH_COST', `${memory},${passes},${lanes}`]],
  logLevel: ({ logLevel }) => [['VARCO_LOG_LEVEL', logLevel]],
  demo: ({ demo }) => [['VARCO_DEMO', demo ? '1' : null]],
  unattended: ({ unattended }) => [
    ['VARCO_ADMIN_USERNAME', unattended?.username ?? null],
    ['VARCO_ADMIN_PASSWORD', hidden(unattended?.password)],
    ['VARCO_ORGANIZATION', unattended?.organization ?? null],
    ['VARCO_PROFILE', unattended?.profile ?? null],
  ],
};

/** A rule of Node's list, such as "Subnet: IPv4 10.0.0.0/24", as it was written. */
const addressOf = (rule: string): string => rule.replace(/^\w+: IPv[46] /, '');

/** Where a value comes from; nothing for one that is its own default of "none". */
function originOf(name: string, environment: Environment): string | undefined {
  if (environment[name]?.trim()) return undefined;
  const file = environment[`${name}_FILE`]?.trim();
  return file ? `from ${file}` : 'default';
}

/** An address of PostgreSQL as it may be shown: passwords also travel as parameters. */
function withoutSecrets(address: string): string {
  const url = new URL(address);
  if (url.password !== '') url.password = '***';
  for (const name of [...url.searchParams.keys()]) if (/pass|key|secret|token/i.test(name)) url.searchParams.set(name, '***');
  return url.href;
}

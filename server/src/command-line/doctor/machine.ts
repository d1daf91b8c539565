import { accessSync, constants, readFileSync, statfsSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import type { Config } from '#core/config';
import { KeyFault, parseSecretKey, secretKeyFileOf } from '#core/keys';
import { lookAt } from '#db/embedded/look';
import { type Finding, fault, ok, warning } from './finding.ts';

const OLDEST_NODE = 24;
const MEBIBYTE = 1024 ** 2;
const LOW_SPACE_MIB = 1024;
const NO_SPACE_MIB = 64;

/** Whether this Node runs the product. */
export function nodeVersion(version = process.versions.node): Finding {
  return Number.parseInt(version, 10) >= OLDEST_NODE
    ? ok(`Node ${version}.`)
    : fault(`Node ${version} is too old: start Varco with Node ${OLDEST_NODE} or newer.`);
}

/** Whether the data folder can be written by us and by nobody else. */
export function dataFolder({ data }: Pick<Config, 'data'>): Finding {
  try {
    const found = statSync(data);
    if (!found.isDirectory()) return fault(`VARCO_DATA names ${data}, which is a file: name a folder.`);
    accessSync(data, constants.W_OK | constants.X_OK);
    return (found.mode & 0o022) === 0
      ? ok(`The data folder ${data} can be written by its user alone.`)
      : fault(`The data folder ${data} can be written by others: run "chmod go-w ${data}".`);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return warning(`The data folder ${data} does not exist: the first start makes it.`);
    if (codeOf(error) === 'EROFS') return fault(`The data folder ${data} is on a read-only file system: make it writable.`);
    return fault(`The data folder ${data} cannot be written by this user: give it to him, or use the user of the service or root.`);
  }
}

/** Whether there is room to go on writing. */
export function freeSpace({ data }: Pick<Config, 'data'>): Finding | undefined {
  try {
    const { bavail, bsize } = statfsSync(data);
    const left = Math.floor((bavail * bsize) / MEBIBYTE);
    if (left < NO_SPACE_MIB) return fault(`Only ${left} MB are free on the disk of ${data}: free at least 1 GB now.`);
    if (left < LOW_SPACE_MIB) return warning(`Only ${left} MB are free on the disk of ${data}: free at least 1 GB.`);
    return ok(`${Math.floor(left / 1024)} GB are free on the disk of ${data}.`);
  } catch {
    return undefined;
  }
}

/** Whether the secret key is there, whole, and read by its user alone. */
export function secretKey(config: Config): Finding {
  const file = secretKeyFileOf(config);
  try {
    const { mode } = statSync(file);
    parseSecretKey(readFileSync(file, 'utf8'), file);
    if (process.platform === 'win32' || (mode & 0o077) === 0) return ok(`The secret key ${file} is read by its user alone.`);
    const line = `The secret key ${file} has the mode 0${(mode & 0o777).toString(8)}, so others may read it: run "chmod 600 ${file}".`;
    // A key that a container's manager hands out has the mode that the manager gives.
    return config.secretKeyFile === null ? fault(line) : warning(line);
  } catch (error) {
    if (error instanceof KeyFault) return fault(error.message);
    if (codeOf(error) !== 'ENOENT')
      return fault(`The secret key ${file} cannot be read by this user: use the user of the service or root.`);
    return config.database === null && lookAt(config.data) === 'nothing'
      ? warning(`There is no secret key ${file} yet: the first start makes it.`)
      : fault(`There is no secret key ${file}: restore it from its copy, or on a new installation start the server once.`);
  }
}

/** Whether links, cookies and passkeys made for the base address would work for people (requirements D11). */
export function baseAddress({ baseUrl, port, trustedProxies }: Config): Finding {
  const behindProxy = trustedProxies.rules.length > 0;
  const named = `VARCO_BASE_URL is ${baseUrl.origin}`;
  const asked = Number(baseUrl.port || (baseUrl.protocol === 'https:' ? 443 : 80));
  if (isIP(baseUrl.hostname.replace(/^\[|\]$/g, '')) !== 0)
    return warning(`${named}: browsers refuse passkeys for a number, so use a name such as localhost.`);
  if (!behindProxy && port !== 0 && asked !== port)
    return warning(`${named}, but VARCO_PORT is ${port}: links would lead to port ${asked}, so make the two agree.`);
  if (baseUrl.port === '0') return ok(`The base address is http://${baseUrl.hostname} with the port that the system chooses.`);
  return ok(`The base address is ${baseUrl.origin}.`);
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

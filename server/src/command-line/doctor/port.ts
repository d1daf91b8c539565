import { get as getHttp } from 'node:http';
import { get as getHttps } from 'node:https';
import { createServer } from 'node:net';
import type { Config } from '#core/config';
import { type Finding, fault, ok, warning } from './finding.ts';

type Address = Pick<Config, 'host' | 'port' | 'tls'>;

/** Whether the port is free for a server that is stopped, or served by ours when it runs. */
export async function portOf(config: Address, serverRuns: boolean): Promise<Finding> {
  const { host, port } = config;
  const where = `${host}:${port}`;
  if (port === 0) return ok('VARCO_PORT is 0: the system chooses a port at each start.');
  const refused = await tryToListen(host, port);
  switch (refused) {
    case undefined:
      return serverRuns
        ? warning(
            `Varco runs, but nobody listens on ${where}: give this command the VARCO_HOST and VARCO_PORT of the service, or restart it.`,
          )
        : ok(`The port ${where} is free.`);
    case 'EADDRINUSE':
      return (await isVarco(config))
        ? ok(`Varco answers on ${where}.`)
        : fault(`Another program listens on ${where}: stop it, or choose another VARCO_PORT.`);
    case 'EACCES':
      return fault(`VARCO_PORT is ${port}, which this user may not open: choose a port above 1023.`);
    default:
      return fault(`VARCO_HOST is ${host}, which is no address of this machine (${refused}): use 127.0.0.1 or one of its own.`);
  }
}

/** Takes the port for a moment; answers why it could not. */
const tryToListen = (host: string, port: number): Promise<string | undefined> =>
  new Promise((done) => {
    const server = createServer();
    server.once('error', (refused) => done('code' in refused ? String(refused.code) : refused.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => done(undefined)));
  });

const EVERYWHERE: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** Whether what listens answers as our server does; its certificate is made for another name than this one. */
const isVarco = ({ host, port, tls }: Address): Promise<boolean> =>
  new Promise((done) => {
    const place = { host: EVERYWHERE[host] ?? host, port, path: '/healthz', timeout: 2_000, agent: false };
    const request = tls ? getHttps({ ...place, rejectUnauthorized: false }) : getHttp(place);
    request.on('timeout', () => request.destroy());
    request.on('error', () => done(false));
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text = `${text}${chunk}`.slice(0, 1_000);
      });
      response.on('close', () => done(/^\{"status":"ok","version":"[^"]+"\}$/.test(text)));
    });
  });

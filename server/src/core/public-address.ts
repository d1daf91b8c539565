import type { Config } from './config.ts';

/**
 * What people type to reach us: host and scheme of links, redirects and cookies come from here, for every organization alike
 * (requirements D11). A port of 0 stands for the one that the system chose, which only whoever listens knows.
 */
export function publicAddress({ baseUrl }: Pick<Config, 'baseUrl'>, listening?: number): URL {
  if (baseUrl.port !== '0' || listening === undefined) return baseUrl;
  const address = new URL(baseUrl);
  address.port = String(listening);
  return address;
}

import { BlockList, isIP } from 'node:net';
import { createSecureContext } from 'node:tls';
import type { Given } from './given.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/;
const USUAL_PORT = 8080;

interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** Where the product listens, what people type to reach it, and who stands between. */
export interface Address {
  readonly host: string;
  readonly port: number;
  /** Scheme, host and port people use; `publicAddress` reads it, and a port of 0 stands for the one the system chooses. */
  readonly baseUrl: URL;
  readonly tls: Certificate | null;
  readonly trustedProxies: BlockList;
  readonly proxyHeader: 'x-forwarded-for' | 'forwarded';
}

/** Reads where the product listens and how it is reached, and judges whether the two go together. */
export function readAddress(given: Given, demo: boolean): Address {
  const host = given.text('VARCO_HOST') ?? '127.0.0.1';
  if (demo && !LOOPBACK.test(host))
    given.fault(
      `VARCO_HOST is "${host}", but a demonstration listens on this machine only, because its passwords are known: use 127.0.0.1.`,
    );
  const port = readPort(given);
  const base = readBase(given, port);
  if (demo && base.url && !LOOPBACK.test(base.url.hostname))
    given.fault(
      `VARCO_BASE_URL is "${base.text}", but a demonstration is opened on this machine only: use http://localhost:${port ?? USUAL_PORT}.`,
    );
  const tls = readCertificate(given);
  if (tls && base.url?.protocol === 'http:')
    given.fault('VARCO_BASE_URL begins with http although certificate files are set: begin it with https.');
  const proxies = (given.text('VARCO_TRUSTED_PROXIES') ?? '').split(/[\s,]+/).filter((part) => part !== '');
  const trustedProxies = readProxies(given, proxies);
  // With half a certificate the fault has been told already.
  const namesCertificate = given.text('VARCO_TLS_CERTIFICATE_FILE') !== undefined || given.text('VARCO_TLS_KEY_FILE') !== undefined;
  if (!namesCertificate && proxies.length === 0) {
    if (!demo && !LOOPBACK.test(host))
      given.fault(
        `VARCO_HOST is "${host}", reachable from outside, without encryption: set VARCO_TLS_CERTIFICATE_FILE and VARCO_TLS_KEY_FILE, or name the reverse proxy in VARCO_TRUSTED_PROXIES.`,
      );
    // Behind a proxy that is not named every caller would have the proxy's address (requirements D11).
    if (base.url?.protocol === 'https:')
      given.fault(
        `VARCO_BASE_URL is "${base.text}", but nothing here serves https: name the reverse proxy in VARCO_TRUSTED_PROXIES, or set VARCO_TLS_CERTIFICATE_FILE and VARCO_TLS_KEY_FILE.`,
      );
  }
  return {
    host,
    port: port ?? USUAL_PORT,
    baseUrl: base.url ?? new URL(`http://localhost:${USUAL_PORT}`),
    tls,
    trustedProxies,
    proxyHeader: readProxyHeader(given),
  };
}

function readPort(given: Given): number | undefined {
  const text = given.text('VARCO_PORT') ?? String(USUAL_PORT);
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  return given.fault(`VARCO_PORT is "${text}": use a whole number from 0 to 65535.`);
}

function readBase(given: Given, port: number | undefined): { readonly text: string; readonly url: URL | undefined } {
  const text = given.text('VARCO_BASE_URL') ?? `http://localhost:${port ?? USUAL_PORT}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    given.fault(`VARCO_BASE_URL is "${text}": use the address people type, such as https://gate.example.it.`);
  } else if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '') {
    given.fault(`VARCO_BASE_URL is "${text}": leave out path, query and user; only scheme, host and port count.`);
  } else if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) {
    given.fault(
      `VARCO_BASE_URL is "${text}": plain http is accepted on this machine only; use https, by a reverse proxy or with VARCO_TLS_CERTIFICATE_FILE and VARCO_TLS_KEY_FILE.`,
    );
  }
  return { text, url };
}

function readCertificate(given: Given): Certificate | null {
  const hasCertificate = given.text('VARCO_TLS_CERTIFICATE_FILE') !== undefined;
  const hasKey = given.text('VARCO_TLS_KEY_FILE') !== undefined;
  if (hasCertificate !== hasKey) given.fault('VARCO_TLS_CERTIFICATE_FILE and VARCO_TLS_KEY_FILE go together: set both or neither.');
  if (!hasCertificate || !hasKey) return null;
  const [certificate, key] = [given.contents('VARCO_TLS_CERTIFICATE_FILE'), given.contents('VARCO_TLS_KEY_FILE')];
  if (certificate === undefined || key === undefined) return null;
  const tls = { certificate, key };
  if (!areTogether(tls))
    given.fault('VARCO_TLS_CERTIFICATE_FILE and VARCO_TLS_KEY_FILE are not a certificate and its own key, both PEM: check the two files.');
  return tls;
}

/** Whether a server can be made of this certificate and this key. */
function areTogether({ certificate, key }: Certificate): boolean {
  try {
    createSecureContext({ cert: certificate, key });
    return certificate !== '' && key !== '';
  } catch {
    return false;
  }
}

function readProxies(given: Given, entries: readonly string[]): BlockList {
  const trusted = new BlockList();
  for (const entry of entries) {
    const [address = '', prefix] = entry.split('/');
    const family = isIP(address);
    const version = family === 4 ? 'ipv4' : 'ipv6';
    const bits = prefix === undefined ? undefined : Number(prefix);
    if (family === 0 || (prefix !== undefined && (!/^\d{1,3}$/.test(prefix) || (bits ?? 0) > (family === 4 ? 32 : 128)))) {
      given.fault(`VARCO_TRUSTED_PROXIES has "${entry}": use addresses or networks such as 10.0.0.5 or 10.0.0.0/24, separated by commas.`);
    } else if (bits === undefined) trusted.addAddress(address, version);
    else trusted.addSubnet(address, bits, version);
  }
  return trusted;
}

function readProxyHeader(given: Given): Address['proxyHeader'] {
  const header = (given.text('VARCO_PROXY_HEADER') ?? 'x-forwarded-for').toLowerCase();
  if (header === 'x-forwarded-for' || header === 'forwarded') return header;
  given.fault(`VARCO_PROXY_HEADER is "${header}": use x-forwarded-for or forwarded.`);
  return 'x-forwarded-for';
}

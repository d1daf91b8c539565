import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Core } from '#core/core';
import { publicAddress } from '#core/public-address';

/** The cookies of the gate: the session, a sign-in in progress, the browser known from before, the wizard's browser. */
export type CookieName = 'session' | 'pending' | 'browser' | 'setup';

const names: Readonly<Record<CookieName, string>> = {
  session: 'varco',
  pending: 'varco-pending',
  browser: 'varco-browser',
  setup: 'varco-setup',
};

/** Whether cookies travel over TLS only; plain http is accepted on this machine alone. */
export const isSecure = ({ config }: Pick<Core, 'config'>): boolean => publicAddress(config).protocol === 'https:';

/**
 * Browsers do not part cookies by port: a demonstration beside a real gate of this machine must not put people out of it.
 * Over https the name begins with __Host-: the browser then accepts it only secure, for this host alone (RFC 6265bis, 4.1.3).
 */
const fullName = (core: Pick<Core, 'config'>, name: CookieName): string => {
  const own = core.config.demo ? `demo-${names[name]}` : names[name];
  return isSecure(core) ? `__Host-${own}` : own;
};

/** What the browser sent under this name, unjudged. */
export const readCookie = (core: Pick<Core, 'config'>, request: FastifyRequest, name: CookieName): string | undefined =>
  request.cookies[fullName(core, name)];

/** Gives the browser a cookie that scripts do not see; without `seconds` it goes when the browser closes. */
export function writeCookie(core: Pick<Core, 'config'>, reply: FastifyReply, name: CookieName, value: string, seconds?: number): void {
  reply.setCookie(fullName(core, name), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(core),
    ...(seconds === undefined ? {} : { maxAge: seconds }),
  });
}

/** Takes a cookie back. */
export function clearCookie(core: Pick<Core, 'config'>, reply: FastifyReply, name: CookieName): void {
  reply.clearCookie(fullName(core, name), { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(core) });
}

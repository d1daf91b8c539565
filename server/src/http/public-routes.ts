import { timingSafeEqual } from 'node:crypto';
import { Language } from '@varco/shared/language';
import { ReturnTo } from '@varco/shared/sign-in/api';
import { sql } from 'kysely';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { z } from 'zod';
import { readAddress } from '#core/address';
import type { Clock } from '#core/clock';
import type { Core } from '#core/core';
import { digest } from '#core/digest';
import { Refusal } from '#core/refusal';
import { isSecure } from './cookies.ts';
import { type App, version } from './server.ts';

const YEAR_SECONDS = 365 * 86_400;

/** Health, metrics, language and the description of the API: what needs nobody to be signed in. */
export function publicRoutes(app: App, core: Core, parts: { isReady(): boolean; secondsUnsealed(): Promise<number> }): void {
  const always = { allow: 'anyone', beforeSetup: true } as const;

  app.get('/healthz', { config: always }, async (_, reply) => reply.send({ status: 'ok', version }));

  const databaseAnswers = onceASecond(core.clock, () => sql`select 1`.execute(core.db));
  app.get('/readyz', { config: always }, async (_, reply) => {
    await databaseAnswers();
    if (!parts.isReady()) throw new Refusal('server.unavailable', { retryAfter: 1 });
    return reply.send({ status: 'ready' });
  });

  const metrics = metricsOf(core, parts);
  app.get('/metrics', { config: always }, async (request, reply) => {
    if (!mayReadMetrics(core, request)) throw new Refusal('request.not-found');
    return reply
      .type(metrics.contentType)
      .serializer(String)
      .send(await metrics.metrics());
  });

  const choice = z.object({ to: Language, returnTo: ReturnTo });
  app.get('/language', { config: always, schema: { querystring: choice } }, async (request, reply) => {
    const { to, returnTo } = request.query;
    reply.setCookie('varco-language', to, { path: '/', maxAge: YEAR_SECONDS, sameSite: 'lax', httpOnly: true, secure: isSecure(core) });
    return reply.redirect(returnTo ?? '/', 303);
  });

  let description: string | undefined;
  app.get('/api/openapi.json', { config: always, schema: { hide: true } }, async (_, reply) => {
    description ??= JSON.stringify(app.swagger());
    return reply.type('application/json; charset=utf-8').serializer(String).send(description);
  });
}

/** One answer for everybody who asks within a second: anybody may ask, and each question takes a connection from those who work. */
function onceASecond<Answer>(clock: Clock, ask: () => Promise<Answer>): () => Promise<Answer> {
  let last: { readonly at: number; readonly answer: Promise<Answer> } | undefined;
  return () => {
    const at = clock.monotonic();
    if (!last || at - last.at >= 1_000) last = { at, answer: ask() };
    return last.answer;
  };
}

/** This machine itself, not somebody behind a proxy on it, or whoever shows the token. */
function mayReadMetrics(
  core: Core,
  request: { socket: { remoteAddress?: string | undefined }; headers: Record<string, unknown> },
): boolean {
  const { authorization } = request.headers;
  const { metricsToken } = core.config;
  if (typeof authorization === 'string' && metricsToken !== null)
    return timingSafeEqual(digest(authorization), digest(`Bearer ${metricsToken}`));
  const address = readAddress(request.socket.remoteAddress ?? '');
  const direct = request.headers['x-forwarded-for'] === undefined && request.headers.forwarded === undefined;
  const named = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/.test(String(request.headers.host ?? ''));
  return direct && named && (address === '::1' || address?.startsWith('127.') === true);
}

function metricsOf(core: Core, { secondsUnsealed }: { secondsUnsealed(): Promise<number> }): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'varco_' });
  new Gauge({
    name: 'varco_hashes_running',
    help: 'Password hashes being computed',
    registers: [registry],
    collect() {
      this.set(core.hasher.load.running);
    },
  });
  new Gauge({
    name: 'varco_hashes_waiting',
    help: 'Password hashes waiting for a place',
    registers: [registry],
    collect() {
      this.set(core.hasher.load.waiting);
    },
  });
  new Gauge({
    name: 'varco_log_unsealed_seconds',
    help: 'Age of the oldest row of the access log that is not sealed',
    registers: [registry],
    async collect() {
      this.set(await secondsUnsealed());
    },
  });
  return registry;
}

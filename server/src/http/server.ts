import { readFileSync } from 'node:fs';
import cookie from '@fastify/cookie';
import swagger from '@fastify/swagger';
import { chooseLanguage, type Language } from '@varco/shared/language';
import { type ProblemCode, problems } from '@varco/shared/problems';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { AskingApplication, Client, Scope, SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { publicAddress } from '#core/public-address';
import type { Random } from '#core/random';
import { Refusal } from '#core/refusal';
import { describeApi, describeRefusals, describeRoute } from './api-document.ts';
import { readBodies } from './bodies.ts';
import { clientOf } from './client.ts';
import { isSecure } from './cookies.ts';
import { refuseCrossSite } from './cross-site.ts';
import { markEveryPage } from './demonstration.ts';
import { type DoorAssets, type DoorLook, errorPage, type Frame, type OwnDoor } from './door.ts';
import { LONGEST_PARAMETER, refuseOtherMethods } from './other-methods.ts';
import type { Allow } from './permission.ts';
import { judge, toProblem } from './problem.ts';

/** The server as features add their routes to it: shapes are zod's. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call this route; a route that does not say so stops the server from starting. */
    allow?: Allow;
    /** A question the page asks by itself: it does not keep the session alive (requirements R2.30). */
    background?: boolean;
    /** Answered also while the installation is being set up. */
    beforeSetup?: boolean;
    /** Only for oneself: what goes on after the request, or decides who works for whom, is not done as delegate or guest (requirements R3.59, R3.34). */
    inOwnName?: boolean;
    /** The body is a file, sent as `application/octet-stream`. */
    takesFile?: boolean;
  }
  interface FastifyRequest {
    client: Client;
    language: Language;
    /** Whoever is signed in; reading it on a route open to anyone is a bug of ours. */
    actor: SignedIn;
    scope: Scope;
    signedIn: { actor: SignedIn; scope: Scope } | undefined;
    /** The application that asks; reading it on a route that is not for applications is a bug of ours. */
    application: AskingApplication;
    knownApplication: AskingApplication | undefined;
  }
}

/** What the server needs to know from the features above it. */
export interface HttpParts {
  /** Who is signed in with this request's cookie; throws a Refusal when the session has ended. */
  authenticate(request: FastifyRequest, activity: boolean): Promise<{ actor: SignedIn; scope: Scope } | undefined>;
  /** Which application presents the secret in this request; a person's cookie counts for nothing there. */
  recognize(request: FastifyRequest): Promise<AskingApplication | undefined>;
  isSetUp(): Promise<boolean>;
  assets: DoorAssets;
  organizationName(): string | null;
  /** The colour and the logo of the door; undefined: those of the product. */
  doorLook?(): DoorLook | undefined;
  /** The organizations that have an address of their own at the door. */
  ownDoors?(): readonly OwnDoor[];
}

const BODY_LIMIT = 64 * 1024;

const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cache-control': 'no-store',
};

/** Whether the caller is a program or a script of ours, that wants JSON rather than a page. */
export const wantsJson = (request: FastifyRequest): boolean => {
  if (request.url.startsWith('/api/') || request.url.startsWith('/access/')) return true;
  const accept = request.headers.accept ?? '';
  return /\bapplication\/(problem\+)?json\b/i.test(accept) && !/\btext\/html\b/i.test(accept);
};

/** The pages whose forms post to another address than their own: where the language changes and what is tried again. */
const pageOfForm: Readonly<Record<string, string>> = {
  '/setup/claim': '/setup',
  '/setup/finish': '/setup/summary',
  '/sign-out': '/sign-in',
};

const pageAddress = (request: FastifyRequest): string => {
  if (request.method === 'GET') return request.url;
  const [path = '/'] = request.url.split('?');
  return pageOfForm[path] ?? path;
};

/** The page frame for this request, under the name of the installation or of the organization asked for. */
export const frameOf = (
  request: FastifyRequest,
  parts: Pick<HttpParts, 'assets' | 'organizationName' | 'doorLook'>,
  at?: OwnDoor | undefined,
): Frame => ({
  language: request.language,
  path: pageAddress(request),
  organization: at ? at.name : parts.organizationName(),
  assets: parts.assets,
  look: at ? at.look : parts.doorLook?.(),
});

/** Answers with a whole document of ours. */
export const sendPage = (reply: FastifyReply, document: string, status = 200): FastifyReply =>
  reply.code(status).type('text/html; charset=utf-8').serializer(String).send(document);

/** The version of the product, from its package. */
export const version: string = (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string })
  .version;

/** The port on which the server really listens; undefined until it does. */
export function portOf(app: App): number | undefined {
  const address = app.server.address();
  return address === null || typeof address === 'string' ? undefined : address.port;
}

/** Builds the HTTP server: who asks, may he, is it readable, and one shape for every refusal. */
export async function createHttp(core: Core, parts: HttpParts): Promise<App> {
  const { config, log, random } = core;
  const headers = isSecure(core) ? { ...pageHeaders, 'strict-transport-security': 'max-age=31536000' } : pageHeaders;
  let { origin } = publicAddress(config);
  const answer = refusing(parts, headers);
  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    requestTimeout: 30_000,
    genReqId: numbered(random),
    ...(config.tls ? { https: { cert: config.tls.certificate, key: config.tls.key } } : {}),
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    exposeHeadRoutes: true,
    return503OnClosing: true,
    // An address that cannot be decoded comes here before every hook and decorator: what the answer needs must be set here.
    frameworkErrors: (fault: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      request.language = chooseLanguage(undefined, request.headers['accept-language']);
      return answer(fault, request, reply);
    },
  } as Parameters<typeof Fastify>[0]) as unknown as App;

  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(cookie);
  await app.register(swagger, {
    openapi: describeApi(version),
    transform: describeRoute,
    transformObject: describeRefusals,
  });

  readBodies(app);
  app.decorateRequest('client', null as unknown as Client);
  app.decorateRequest('language', 'it');
  app.decorateRequest('signedIn', undefined);
  app.decorateRequest('actor', { getter: whoever });
  app.decorateRequest('scope', { getter: whereTo });
  app.decorateRequest('knownApplication', undefined);
  app.decorateRequest('application', { getter: whichApplication });

  app.addHook('onRoute', (route) => {
    if (route.config?.allow === undefined) throw new Error(`The route ${String(route.method)} ${route.url} does not say who may call it.`);
  });
  const refuseOtherMethod = refuseOtherMethods(app);
  if (config.demo) markEveryPage(app);

  app.addHook('onListen', async () => {
    origin = publicAddress(config, portOf(app)).origin;
  });

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    request.language = chooseLanguage(request.cookies['varco-language'], request.headers['accept-language']);
    if (request.url.includes('%00')) throw new Refusal('request.unreadable');
    request.client = clientOf(config, request);
    refuseCrossSite(request, origin);
    // Before it is known who asks, and before the body is read: neither matters any more.
    refuseOtherMethod(request, reply);

    const { allow, background, beforeSetup, inOwnName } = request.routeOptions.config;
    if (beforeSetup !== true && !(await parts.isSetUp())) throw new Refusal('setup.required');
    if (allow === undefined || allow === 'anyone' || allow === 'setting-up') return;
    if (allow === 'application') {
      request.client = { ...request.client, channel: 'api' };
      request.knownApplication = await parts.recognize(request);
      if (!request.knownApplication) throw new Refusal('applications.unknown');
      return;
    }
    request.signedIn = await parts.authenticate(request, background !== true);
    if (!request.signedIn) throw new Refusal('sign-in.required');
    if (inOwnName && request.signedIn.actor.onBehalfOf) throw new Refusal('delegations.own-name-only');
    if (inOwnName && request.signedIn.actor.assistance) throw new Refusal('assistance.own-people-only');
    if (typeof allow !== 'object') return;
    const { actor } = request.signedIn;
    const { capability, action, visibility } = allow;
    if (!allow.held(actor))
      throw new Refusal('authorization.not-allowed', { capability, action, ...(visibility === undefined ? {} : { visibility }) });
    // Another right may reach further than this one does.
    if (allow.reaches(actor) !== 'all') request.signedIn = { actor, scope: { organizations: [actor.organizationId] } };
  });

  app.setErrorHandler(answer);
  app.setNotFoundHandler({}, async (request, reply) => answer(new Refusal('request.not-found'), request, reply));
  return app;
}

/** People quote it from the page of a fault: short, and another one after every start. */
function numbered(random: Random): () => string {
  const start = random.bytes(4).toString('hex');
  let asked = 0;
  return () => {
    asked += 1;
    return `${start}-${asked.toString(36)}`;
  };
}

/** The answer to whatever was thrown: a problem for programs, a page or the way to the door for people. */
const refusing =
  (parts: HttpParts, headers: Readonly<Record<string, string>>) =>
  async (fault: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const verdict = judge(fault);
    if (verdict.bug) request.log.error({ err: fault, request: request.id }, 'a fault of ours');
    const status = problems[verdict.code];
    if (verdict.code === 'applications.unknown') reply.header('www-authenticate', 'Bearer');
    if (typeof verdict.data.retryAfter === 'number') reply.header('retry-after', String(verdict.data.retryAfter));
    reply.headers(headers);
    if (wantsJson(request)) {
      return reply
        .code(status)
        .type('application/problem+json; charset=utf-8')
        .serializer(JSON.stringify)
        .send(toProblem(verdict, request.language, request.id));
    }
    if (status === 401) return reply.redirect(signInAddress(request, verdict.code), 303);
    const page = errorPage(frameOf(request, parts), { code: verdict.code, data: verdict.data, reference: request.id });
    return sendPage(reply, page, status);
  };

/** Where somebody without a session goes, with the reason why the last one ended and the page he wanted (requirements R3.8). */
function signInAddress(request: FastifyRequest, code: ProblemCode): string {
  const address = new URLSearchParams();
  if (request.url !== '/') address.set('returnTo', request.url);
  if (code === 'sessions.expired' || code === 'sessions.ended') address.set('ended', '1');
  const query = address.toString();
  return query === '' ? '/sign-in' : `/sign-in?${query}`;
}

function whoever(this: FastifyRequest): SignedIn {
  if (!this.signedIn) throw new Error('This route is open to anyone and has no actor.');
  return this.signedIn.actor;
}

function whereTo(this: FastifyRequest): Scope {
  if (!this.signedIn) throw new Error('This route is open to anyone and has no scope.');
  return this.signedIn.scope;
}

function whichApplication(this: FastifyRequest): AskingApplication {
  if (!this.knownApplication) throw new Error('This route is not for applications.');
  return this.knownApplication;
}

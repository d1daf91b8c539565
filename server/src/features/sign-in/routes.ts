import { foldUsername } from '@varco/shared/identity/folding';
import { problems } from '@varco/shared/problems';
import { Credentials, type DoorAnswer, NewPassword, ReturnTo } from '@varco/shared/sign-in/api';
import type { Notice } from '@varco/shared/sign-in/messages';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Core } from '#core/core';
import { digest } from '#core/digest';
import { Refusal } from '#core/refusal';
import type { Floods } from '#features/access-log';
import { rulesToShow } from '#features/credentials';
import { policyInForce } from '#features/policy';
import { findSession, type SessionCheck, sessionOf } from '#features/sessions';
import { clearCookie, readCookie, writeCookie } from '#http/cookies';
import { judge } from '#http/problem';
import { type App, frameOf, type HttpParts, sendPage, wantsJson } from '#http/server';
import { abandonSignIn } from './abandon-sign-in.ts';
import { chooseNewPassword, pendingOf } from './choose-new-password.ts';
import { KNOWN_DAYS, withKnownName } from './known-browser.ts';
import { newPasswordPage, type SignInView, signInPage, signOutPage } from './pages.ts';
import { type Opened, PENDING_MINUTES, signIn } from './sign-in.ts';

const DoorQuery = z.object({
  returnTo: ReturnTo,
  out: z.string().optional(),
  ended: z.string().optional(),
  step: z.string().optional(),
  /** The access id of the organization whose own address this is; anything else is as if it had not been said (requirements R1.43). */
  organization: z.string().max(50).optional().catch(undefined),
});
const NEW_PASSWORD = '/sign-in/new-password';

const ends: Readonly<Record<string, Notice>> = {
  'idle-expired': 'session-expired',
  'limit-expired': 'session-limit',
  'password-replaced': 'password-replaced',
  'user-stopped': 'user-stopped',
  'too-many-wrong-passwords': 'too-many-wrong-passwords',
  'installation-restored': 'installation-restored',
  voluntary: 'signed-out',
};

/** Refusals the door shows on its own page, where what was typed is kept. */
const shownAtTheDoor = new Set([
  'sign-in.refused',
  'sign-in.suspended',
  'sign-in.too-many-open',
  'server.busy',
  'server.clock-differs',
  'server.unavailable',
]);

/** The door: one question per page for people, the same routes with JSON for programs. */
export function signInRoutes(
  app: App,
  core: Core,
  parts: Pick<HttpParts, 'assets' | 'organizationName' | 'doorLook' | 'ownDoors'> & {
    sessions: SessionCheck;
    floods: Floods;
    clockAgrees(): boolean;
  },
): void {
  const refuseWhenClocksDiffer = () => {
    if (!parts.clockAgrees()) throw new Refusal('server.clock-differs', { retryAfter: 60 });
  };
  const doorAt = (loginId: string) => parts.ownDoors?.().find(({ loginIdFolded }) => loginIdFolded === foldUsername(loginId));
  /** Under whose name a question is asked again, or the next one: nobody's but that which came with the form. */
  const doorOf = (organizationId: string | null) => parts.ownDoors?.().find(({ id }) => id === organizationId);
  const leaving = (request: FastifyRequest) => () => sessionOf(parts.sessions, request.client, readCookie(core, request, 'session'));

  app.get('/sign-in', { config: { allow: 'anyone' }, schema: { querystring: DoorQuery } }, async (request, reply) => {
    const { returnTo, out, ended, step, organization } = request.query;
    if (await inProgress(core, request)) return reply.redirect(NEW_PASSWORD, 303);
    const session = await present(core, request, parts.sessions);
    if (session === 'open') return reply.redirect(returnTo ?? '/', 303);
    if (wantsJson(request)) return reply.send({ step: 'password', location: '/sign-in' } satisfies DoorAnswer);
    const notice: Notice | undefined =
      out !== undefined
        ? 'signed-out'
        : step !== undefined
          ? 'step-expired'
          : ended !== undefined && session
            ? ends[session.reason]
            : returnTo !== undefined
              ? 'sign-in-required'
              : undefined;
    const idleMinutes = session?.idleMinutes;
    const at = organization === undefined ? undefined : doorAt(organization);
    const view = { username: '', returnTo, refused: false, notice, idleMinutes, at };
    return sendPage(reply, signInPage(frameOf(request, parts, at), view));
  });

  app.post('/sign-in', { config: { allow: 'anyone' }, schema: { body: Credentials } }, async (request, reply) => {
    const { username, password, returnTo, organization } = request.body;
    try {
      refuseWhenClocksDiffer();
      const browserCookie = readCookie(core, request, 'browser');
      const opened = await signIn({ ...core, floods: parts.floods }, request.client, {
        username,
        password,
        browserCookie,
        returnTo,
        organization,
        leaving: leaving(request),
      });
      return await goOn(core, parts.sessions, request, reply, opened);
    } catch (fault) {
      const { code, data } = judge(fault);
      if (code === 'server.busy') parts.floods.count('server-busy', request.client, core.clock.now());
      if (code === 'server.clock-differs') parts.floods.count('clocks-apart', request.client, core.clock.now());
      if (wantsJson(request) || !shownAtTheDoor.has(code)) throw fault;
      const { retryAfter } = data;
      if (typeof retryAfter === 'number') reply.header('retry-after', String(retryAfter));
      const at = doorOf(organization);
      const view: SignInView = {
        username: username.slice(0, 50),
        returnTo,
        at,
        refused: code === 'sign-in.refused',
        problem: code === 'sign-in.refused' ? undefined : { code, data },
      };
      return sendPage(reply, signInPage(frameOf(request, parts, at), view), problems[code]);
    }
  });

  // The way out without scripts: a page that asks, because following a link must not sign anybody out.
  app.get('/sign-out', { config: { allow: 'anyone' } }, async (request, reply) => sendPage(reply, signOutPage(frameOf(request, parts))));

  app.get(NEW_PASSWORD, { config: { allow: 'anyone' } }, async (request, reply) => {
    try {
      const pending = await pendingOf(core, request.client, readCookie(core, request, 'pending'));
      if (wantsJson(request))
        return await reply.send({
          step: 'new-password',
          location: NEW_PASSWORD,
          why: pending.changeReason ?? 'reset',
        } satisfies DoorAnswer);
      const rules = rulesToShow(await policyInForce(core));
      return sendPage(
        reply,
        newPasswordPage(frameOf(request, parts, doorOf(pending.chosenId)), {
          why: pending.changeReason ?? 'reset',
          username: pending.username,
          rules,
          issues: [],
          refused: false,
        }),
      );
    } catch (fault) {
      return startOver(request, reply, fault);
    }
  });

  app.post(NEW_PASSWORD, { config: { allow: 'anyone' }, schema: { body: NewPassword } }, async (request, reply) => {
    const token = readCookie(core, request, 'pending');
    try {
      refuseWhenClocksDiffer();
      const opened = await chooseNewPassword(core, request.client, { ...request.body, token, leaving: leaving(request) });
      return await goOn(core, parts.sessions, request, reply, opened);
    } catch (fault) {
      if (!(fault instanceof Refusal) || wantsJson(request)) throw fault;
      if (fault.code !== 'credentials.password-refused') return startOver(request, reply, fault);
      const pending = await pendingOf(core, request.client, token);
      const rules = rulesToShow(await policyInForce(core));
      const issues = (fault.data.issues ?? []) as Parameters<typeof newPasswordPage>[1]['issues'];
      return sendPage(
        reply,
        newPasswordPage(frameOf(request, parts, doorOf(pending.chosenId)), {
          why: pending.changeReason ?? 'reset',
          username: pending.username,
          rules,
          issues,
          refused: true,
        }),
        422,
      );
    }
  });

  app.post(`${NEW_PASSWORD}/cancel`, { config: { allow: 'anyone' } }, async (request, reply) => {
    await abandonSignIn(core, request.client, readCookie(core, request, 'pending'));
    clearCookie(core, reply, 'pending');
    return wantsJson(request)
      ? reply.send({ step: 'password', location: '/sign-in' } satisfies DoorAnswer)
      : reply.redirect('/sign-in', 303);
  });
}

/** What is known of the session of this browser: open, ended and why, or nothing. */
async function present(
  core: Core,
  request: FastifyRequest,
  sessions: SessionCheck,
): Promise<'open' | { reason: string; idleMinutes: number } | undefined> {
  const token = readCookie(core, request, 'session');
  if (token === undefined) return undefined;
  try {
    return (await sessions.check(token, request.client, false)) ? 'open' : undefined;
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
    const session = await findSession(core.db, digest(token));
    return session?.endReason ? { reason: session.endReason, idleMinutes: session.idleMinutes } : undefined;
  }
}

async function inProgress(core: Core, request: FastifyRequest): Promise<boolean> {
  const token = readCookie(core, request, 'pending');
  if (token === undefined) return false;
  try {
    await pendingOf(core, request.client, token);
    return true;
  } catch (fault) {
    if (fault instanceof Refusal) return false;
    throw fault;
  }
}

/** Refusals after which the question cannot be answered any more. */
const over = new Set(['sign-in.step-expired', 'credentials.changed-meanwhile']);

/** A step that is over leads back to the first question. */
function startOver(request: FastifyRequest, reply: FastifyReply, fault: unknown): FastifyReply {
  if (!(fault instanceof Refusal) || wantsJson(request) || !over.has(fault.code)) throw fault;
  return reply.redirect('/sign-in?step=expired', 303);
}

/** Sets the cookies of what was reached and says where to go. */
async function goOn(
  core: Core,
  sessions: SessionCheck,
  request: FastifyRequest,
  reply: FastifyReply,
  opened: Opened,
): Promise<FastifyReply> {
  let answer: DoorAnswer;
  if (opened.step === 'new-password') {
    writeCookie(core, reply, 'pending', opened.token, PENDING_MINUTES * 60);
    answer = { step: 'new-password', location: NEW_PASSWORD };
  } else {
    const known = withKnownName(core.keys, core.random, readCookie(core, request, 'browser'), opened.knownFor, core.clock.now());
    const before = readCookie(core, request, 'session');
    clearCookie(core, reply, 'pending');
    writeCookie(core, reply, 'session', opened.token);
    writeCookie(core, reply, 'browser', known, KNOWN_DAYS * 86_400);
    if (before !== undefined) sessions.forget(before);
    answer = { step: 'enter', location: opened.returnTo ?? '/' };
  }
  return wantsJson(request) ? reply.send(answer) : reply.redirect(answer.location, 303);
}

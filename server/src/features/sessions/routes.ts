import { EnterAssistance } from '@varco/shared/assistance/api';
import { ChooseDelegation } from '@varco/shared/delegations/api';
import { ChooseOrganization, ChooseUnit, Me, SessionClock } from '@varco/shared/sessions/api';
import { z } from 'zod';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { policyInForce } from '#features/policy';
import { clearCookie, readCookie } from '#http/cookies';
import { type App, version, wantsJson } from '#http/server';
import { enterToAssist, leaveAssisted } from './assist.ts';
import type { OpenSession, SessionCheck } from './check-session.ts';
import { leaveSession } from './leave-session.ts';
import { workAsDelegate } from './work-as-delegate.ts';
import { workFor } from './work-for.ts';
import { contextChosen, workForOrganization } from './work-for-organization.ts';

declare module 'fastify' {
  interface FastifyRequest {
    openSession: OpenSession | undefined;
  }
}

/** Who is signed in, how long still, and the way out. */
export function sessionRoutes(app: App, core: Core, sessions: SessionCheck): void {
  const present = ({ openSession }: { openSession: OpenSession | undefined }): OpenSession => {
    if (!openSession) throw new Refusal('sign-in.required');
    return openSession;
  };

  app.get('/api/me', { config: { allow: 'signed-in' }, schema: { response: { 200: Me } } }, async (request) => {
    const { session, units, stay, idleEndsAt } = present(request);
    const policy = await policyInForce(core);
    const { actor } = request;
    const usual = session.contexts.find((context) => context.usual)?.id ?? session.organizationId;
    const organizations = session.contexts.map(({ id, name }) => ({ id, name, home: id === session.organizationId, usual: id === usual }));
    const organization = stay
      ? { id: stay.organization.id, name: stay.organization.name, home: false, usual: false }
      : organizations.find(({ id }) => id === actor.organizationId);
    if (!organization) throw new Error('Somebody works for an organization in which he is not enabled.');
    return {
      user: {
        id: session.userId,
        username: session.username,
        name: `${session.givenName} ${session.familyName}`.trim(),
        givenName: session.givenName,
        familyName: session.familyName,
        fullName: session.fullName,
      },
      organization,
      organizations,
      loginPrefix: stay ? stay.organization.loginId : (session.contexts.find(({ id }) => id === organization.id)?.loginId ?? null),
      unit: units.find(({ id }) => id === actor.unitId) ?? null,
      units: [...units],
      delegation: actor.onBehalfOf
        ? { id: actor.onBehalfOf.delegationId, delegator: actor.onBehalfOf.name, to: actor.onBehalfOf.until }
        : null,
      delegationLapsed: session.delegationId !== null && actor.onBehalfOf === undefined,
      assistance: actor.assistance
        ? { id: actor.assistance.requestId, reference: actor.assistance.name, to: actor.assistance.until }
        : null,
      assistanceLapsed: session.visitId !== null && actor.assistance === undefined,
      administrator: actor.administers !== 'nothing',
      administers: actor.administers,
      grants: actor.grants as Record<string, Record<string, string>>,
      session: {
        id: session.id,
        openedAt: session.openedAt.toISOString(),
        idleEndsAt: idleEndsAt.toISOString(),
        idleMinutes: session.idleMinutes,
        warningMinutes: policy.idleWarningMinutes,
        endsAt: session.endsAt?.toISOString() ?? null,
      },
      now: core.clock.now().toISOString(),
      timeZone: actor.timeZone,
      dayZone: core.config.timeZone,
      version,
      language: request.language,
    };
  });

  app.get(
    '/api/me/session',
    { config: { allow: 'signed-in', background: true }, schema: { response: { 200: SessionClock } } },
    async (request) => {
      const { session, idleEndsAt } = present(request);
      return { idleEndsAt: idleEndsAt.toISOString(), endsAt: session.endsAt?.toISOString() ?? null, now: core.clock.now().toISOString() };
    },
  );

  app.put(
    '/api/me/organization',
    { config: { allow: 'signed-in' }, schema: { body: ChooseOrganization, response: { 204: z.null() } } },
    async (request, reply) => {
      const open = present(request);
      // What is refused changes nothing, a visit neither.
      contextChosen(open, request.body);
      await leaveAssisted(core, sessions, open);
      await workForOrganization(core, sessions, open, request.body, request.client);
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/api/me/unit',
    { config: { allow: 'signed-in' }, schema: { body: ChooseUnit, response: { 204: z.null() } } },
    async (request, reply) => {
      await workFor(core, sessions, present(request), request.body.unitId, request.client);
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/api/me/delegation',
    { config: { allow: 'signed-in' }, schema: { body: ChooseDelegation, response: { 204: z.null() } } },
    async (request, reply) => {
      await workAsDelegate(core, sessions, present(request), request.body.id);
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/api/me/assistance',
    { config: { allow: 'signed-in', inOwnName: true }, schema: { body: EnterAssistance, response: { 204: z.null() } } },
    async (request, reply) => {
      await enterToAssist(core, sessions, present(request), request.body);
      return reply.code(204).send(null);
    },
  );

  app.delete('/api/me/assistance', { config: { allow: 'signed-in' }, schema: { response: { 204: z.null() } } }, async (request, reply) => {
    await leaveAssisted(core, sessions, present(request));
    return reply.code(204).send(null);
  });

  // Open to anyone: whoever has no session any more must still reach the door with the button he sees.
  app.post('/sign-out', { config: { allow: 'anyone' }, schema: { response: { 204: z.null() } } }, async (request, reply) => {
    await leaveSession(core, sessions, request.client, readCookie(core, request, 'session'));
    clearCookie(core, reply, 'session');
    clearCookie(core, reply, 'pending');
    reply.header('clear-site-data', '"cache"');
    if (wantsJson(request)) return reply.code(204).send(null);
    return reply.redirect('/sign-in?out=1', 303);
  });
}

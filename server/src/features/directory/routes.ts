import { Readable } from 'node:stream';
import {
  ChangeOwnProfile,
  ChangeUser,
  CreatedUser,
  CreateUser,
  Desk,
  PasswordReset,
  Suggestions,
  UserExportQuery,
  UserPage,
  UserQuery,
  UserRecord,
} from '@varco/shared/directory/api';
import { UserId } from '@varco/shared/ids';
import type { Issue } from '@varco/shared/problems';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { atHome, homeOf } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { refuseIfOver, type SessionCheck } from '#features/sessions';
import { readCookie } from '#http/cookies';
import { may } from '#http/permission';
import { judge } from '#http/problem';
import type { App } from '#http/server';
import { changeOwnProfile } from './change-own-profile.ts';
import { changeIssues, changeUser } from './change-user.ts';
import { createUser, newUserIssues } from './create-user.ts';
import { readDesk } from './desk.ts';
import { exportUsers } from './export-users.ts';
import { findUsers, readUser } from './find-users.ts';
import { asShownTo } from './logins.ts';
import { refuseNarrowing } from './narrowing/may-narrow.ts';
import { resetPassword } from './reset-password.ts';
import { unlockUser } from './unlock-user.ts';

const params = z.object({ id: UserId });

/** Users as an administrator finds, reads and changes them. */
export function directoryRoutes(app: App, core: Core, sessions: Pick<SessionCheck, 'check' | 'forget'>): void {
  app.patch(
    '/api/me',
    { config: { allow: 'signed-in' }, schema: { body: ChangeOwnProfile, response: { 204: z.null() } } },
    async (request, reply) => {
      await changeOwnProfile(core, atHome(request.actor), homeOf(request.actor), request.body);
      // Whoever has just corrected his name must not read the old one in the next answer.
      const token = readCookie(core, request, 'session');
      if (token !== undefined) sessions.forget(token);
      return reply.code(204).send(null);
    },
  );

  app.get('/api/desk', { config: { allow: 'signed-in' }, schema: { response: { 200: Desk } } }, (request) =>
    readDesk(core, request.actor, request.scope),
  );

  app.get(
    '/api/users',
    { config: { allow: may('search', 'users') }, schema: { querystring: UserQuery, response: { 200: UserPage } } },
    async (request) => {
      refuseNarrowing(request.actor, request.query);
      const page = await findUsers(core, request.scope, request.query);
      return { ...page, items: page.items.map((line) => asShownTo(request.actor, line)) };
    },
  );

  const search = may('search', 'users');
  app.get('/api/users/export', { config: { allow: search }, schema: { querystring: UserExportQuery } }, async (request, reply) => {
    refuseNarrowing(request.actor, request.query);
    const text = await exportUsers(core, request.actor, request.scope, request.query, {
      language: request.language,
      stillAllowed: () =>
        refuseIfOver(
          sessions,
          { token: readCookie(core, request, 'session'), client: request.client },
          { right: search, scope: request.scope },
        ),
    });
    const name = request.language === 'it' ? 'utenti.csv' : 'users.csv';
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}"`)
      .send(Readable.from(text, { objectMode: true, highWaterMark: 1 }));
  });

  const suggest = { querystring: z.object({ search: z.string().max(200) }), response: { 200: Suggestions } };
  app.get('/api/users/suggestions', { config: { allow: may('search', 'users') }, schema: suggest }, async (request) => {
    const page = await findUsers(core, request.scope, UserQuery.parse({ search: request.query.search, state: 'all', limit: 10 }));
    return {
      items: page.items.map(({ id, familyName, givenName, username }) =>
        asShownTo(request.actor, { id, name: `${familyName} ${givenName}`.trim(), username }),
      ),
    };
  });

  app.post(
    '/api/users',
    { config: { allow: may('create', 'users') }, schema: { body: CreateUser, response: { 201: CreatedUser } }, attachValidation: true },
    async (request, reply) => {
      await refuseShape(request, CreateUser, (typed) => newUserIssues(core, request.actor, request.actor.organizationId, typed));
      const created = await createUser(core, request.actor, request.actor.organizationId, request.body);
      return reply.code(201).header('location', `/api/users/${created.id}`).send(created);
    },
  );

  app.get(
    '/api/users/:id',
    { config: { allow: may('search', 'users') }, schema: { params, response: { 200: UserRecord } } },
    async (request) => asShownTo(request.actor, await readUser(core, request.actor, request.scope, request.params.id)),
  );

  app.patch(
    '/api/users/:id',
    {
      config: { allow: may('modify', 'users') },
      schema: { params, body: ChangeUser, response: { 200: UserRecord } },
      attachValidation: true,
    },
    async (request) => {
      await refuseShape(request, ChangeUser, (typed) => changeIssues(core, request.actor, request.scope, request.params.id, typed));
      await changeUser(core, request.actor, request.scope, request.params.id, request.body);
      return readUser(core, request.actor, request.scope, request.params.id);
    },
  );

  app.post(
    '/api/users/:id/password-resets',
    { config: { allow: may('modify', 'users') }, schema: { params, response: { 201: PasswordReset } } },
    async (request, reply) => {
      const reset = await resetPassword(core, request.actor, request.scope, request.params.id);
      return reply.code(201).send(reset);
    },
  );

  app.post(
    '/api/users/:id/unlocks',
    { config: { allow: may('modify', 'users') }, schema: { params, response: { 204: z.null() } } },
    async (request, reply) => {
      await unlockUser(core, request.actor, request.scope, request.params.id);
      return reply.code(204).send(null);
    },
  );
}

/** A body of the wrong shape is refused with its other faults too, so that nobody guesses one rule per attempt. */
async function refuseShape<Shape extends z.ZodRawShape>(
  request: FastifyRequest,
  shape: z.ZodObject<Shape>,
  others: (typed: Partial<z.output<z.ZodObject<Shape>>>) => Promise<Issue[]>,
): Promise<void> {
  const fault = request.validationError;
  if (!fault) return;
  const { code, data } = judge(fault);
  if (fault.validationContext !== 'body' || code !== 'request.invalid') throw fault;
  const ofShape = data.issues ?? [];
  // A value that could not be read is told once, not also as missing.
  const further = (await others(readable(shape, request.body))).filter(
    ({ field, rule }) => rule !== 'person-for-licence' || !ofShape.some((issue) => issue.field === field),
  );
  throw new Refusal(code, { issues: [...ofShape, ...further] });
}

/** The fields of a body that can be read, whatever is wrong with the others. */
function readable<Shape extends z.ZodRawShape>(shape: z.ZodObject<Shape>, body: unknown): Partial<z.output<z.ZodObject<Shape>>> {
  const fields = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  const read = fields.flatMap(([name, value]) => {
    const field = Object.hasOwn(shape.shape, name) ? z.safeParse(shape.shape[name] as z.ZodType, value) : undefined;
    return field?.success ? [[name, field.data] as const] : [];
  });
  return Object.fromEntries(read) as Partial<z.output<z.ZodObject<Shape>>>;
}

import {
  Authorization,
  AuthorizationFileQuery,
  AuthorizationPage,
  AuthorizationQuery,
  AuthorizationRequirement,
  ChangeAuthorization,
  ChangeRequirement,
  EndAuthorization,
  SaveAuthorization,
  UserAuthorizations,
} from '@varco/shared/formal-authorizations/api';
import { AuthorizationId, UserId } from '@varco/shared/ids';
import { z } from 'zod';
import { homeOf } from '#core/actor';
import type { Core } from '#core/core';
import { may } from '#http/permission';
import type { App } from '#http/server';
import { findAuthorizations, readUserAuthorizations } from './find-authorizations.ts';
import { changeRequirement, readRequirement } from './require-authorization.ts';
import { changeAuthorization, endAuthorization, giveAuthorization } from './save-authorization.ts';
import { exportAuthorizations, printAuthorizations } from './write-list.ts';

const user = z.object({ id: UserId });
const params = z.object({ id: AuthorizationId });
const names = {
  it: 'autorizzazioni-formali',
  en: 'formal-authorizations',
} as const;

/** By which act each may work here, and whether the organization requires one (requirements R4.31). */
export function formalAuthorizationRoutes(app: App, core: Core): void {
  const search = may('search', 'formal-authorizations');
  const modify = may('modify', 'formal-authorizations');

  app.get(
    '/api/formal-authorizations',
    { config: { allow: search }, schema: { querystring: AuthorizationQuery, response: { 200: AuthorizationPage } } },
    (request) => findAuthorizations(core, request.actor, request.query),
  );

  app.get(
    '/api/formal-authorizations/export',
    { config: { allow: search }, schema: { querystring: AuthorizationFileQuery } },
    async (request, reply) => {
      const { body } = await exportAuthorizations(core, request.actor, request.query, request.language);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${names[request.language]}.csv"`)
        .send(body);
    },
  );

  app.get(
    '/api/formal-authorizations/print',
    { config: { allow: search }, schema: { querystring: AuthorizationFileQuery } },
    async (request, reply) => {
      const { body, missing } = await printAuthorizations(core, request.actor, request.query, request.language);
      return reply
        .type('application/pdf')
        .header('content-disposition', `attachment; filename="${names[request.language]}.pdf"`)
        .header('varco-missing-characters', encodeURIComponent(missing.join('')))
        .send(body);
    },
  );

  app.get(
    '/api/formal-authorizations/requirement',
    { config: { allow: may('search', 'settings') }, schema: { response: { 200: AuthorizationRequirement } } },
    (request) => readRequirement(core, request.actor),
  );

  app.put(
    '/api/formal-authorizations/requirement',
    {
      config: { allow: may('modify', 'settings') },
      schema: { body: ChangeRequirement, response: { 200: AuthorizationRequirement } },
    },
    (request) => changeRequirement(core, request.actor, request.body),
  );

  app.put(
    '/api/formal-authorizations/:id',
    { config: { allow: modify }, schema: { params, body: ChangeAuthorization, response: { 200: Authorization } } },
    (request) => changeAuthorization(core, request.actor, request.scope, request.params.id, request.body),
  );

  app.post(
    '/api/formal-authorizations/:id/ends',
    { config: { allow: modify }, schema: { params, body: EndAuthorization, response: { 200: Authorization } } },
    (request) => endAuthorization(core, request.actor, request.scope, request.params.id, request.body),
  );

  app.get(
    '/api/users/:id/formal-authorizations',
    { config: { allow: search }, schema: { params: user, response: { 200: UserAuthorizations } } },
    (request) => readUserAuthorizations(core, request.scope, request.params.id),
  );

  app.post(
    '/api/users/:id/formal-authorizations',
    {
      config: { allow: may('create', 'formal-authorizations') },
      schema: { params: user, body: SaveAuthorization, response: { 201: Authorization } },
    },
    async (request, reply) => {
      const given = await giveAuthorization(core, request.actor, request.scope, request.params.id, request.body);
      return reply.code(201).header('location', `/api/formal-authorizations/${given.id}`).send(given);
    },
  );

  app.get(
    '/api/me/formal-authorizations',
    { config: { allow: 'signed-in' }, schema: { response: { 200: UserAuthorizations } } },
    (request) => readUserAuthorizations(core, homeOf(request.actor), request.actor.userId),
  );
}

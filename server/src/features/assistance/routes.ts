import {
  AskAssistance,
  AssistancePage,
  AssistanceQuery,
  AssistanceRequest,
  AssistanceRule,
  AssistanceToDo,
  ChangeAssistance,
  DecideAssistance,
  GrantedPage,
  GrantedQuery,
} from '@varco/shared/assistance/api';
import { AssistanceId } from '@varco/shared/ids';
import { Made } from '@varco/shared/structure/api';
import { z } from 'zod';
import type { Core } from '#core/core';
import { may, mayEverywhere } from '#http/permission';
import type { App } from '#http/server';
import { assistanceToDo, findGranted, findRequests, readRequest } from './find.ts';
import { ask, change, decide, end } from './requests.ts';
import { changeRule, readRule } from './rule.ts';

const params = z.object({ id: AssistanceId });
const nothing = { 204: z.null() };
const search = may('search', 'assistance');
const modify = may('modify', 'assistance');

/** Requests for help from the installation's people: asked, granted, ended, forbidden (requirements R3.34, R3.54). */
export function assistanceRoutes(app: App, core: Core): void {
  app.get(
    '/api/assistance',
    { config: { allow: search }, schema: { querystring: AssistanceQuery, response: { 200: AssistancePage } } },
    (request) => findRequests(core, request.actor, request.scope, request.query),
  );

  app.post(
    '/api/assistance',
    { config: { allow: may('create', 'assistance') }, schema: { body: AskAssistance, response: { 201: Made } } },
    async (request, reply) => reply.code(201).send(await ask(core, request.actor, request.scope, request.body)),
  );

  app.get(
    '/api/assistance/granted',
    { config: { allow: mayEverywhere('search', 'assistance') }, schema: { querystring: GrantedQuery, response: { 200: GrantedPage } } },
    (request) => findGranted(core, request.actor, request.query),
  );

  app.get(
    '/api/assistance/to-do',
    { config: { allow: search, background: true }, schema: { response: { 200: AssistanceToDo } } },
    (request) => assistanceToDo(core, request.actor),
  );

  app.get('/api/assistance/:id', { config: { allow: search }, schema: { params, response: { 200: AssistanceRequest } } }, (request) =>
    readRequest(core, request.actor, request.scope, request.params.id),
  );

  app.patch(
    '/api/assistance/:id',
    { config: { allow: modify }, schema: { params, body: ChangeAssistance, response: nothing } },
    async (request, reply) => {
      await change(core, request.actor, request.scope, request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/api/assistance/:id/decision',
    { config: { allow: modify, inOwnName: true }, schema: { params, body: DecideAssistance, response: nothing } },
    async (request, reply) => {
      await decide(core, request.actor, request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );

  app.put('/api/assistance/:id/end', { config: { allow: modify }, schema: { params, response: nothing } }, async (request, reply) => {
    await end(core, request.actor, request.scope, request.params.id);
    return reply.code(204).send(null);
  });

  app.get(
    '/api/organization/assistance',
    { config: { allow: may('search', 'settings') }, schema: { response: { 200: AssistanceRule } } },
    (request) => readRule(core, request.actor),
  );

  app.put(
    '/api/organization/assistance',
    { config: { allow: may('modify', 'settings'), inOwnName: true }, schema: { body: AssistanceRule, response: { 200: AssistanceRule } } },
    (request) => changeRule(core, request.actor, request.body),
  );
}

import {
  AppointDelegate,
  AppointForOther,
  BothDelegations,
  CandidateQuery,
  Candidates,
  DelegatedQuery,
  DelegationPage,
  DelegationQuery,
  ExplainedDelegations,
  OwnDelegations,
} from '@varco/shared/delegations/api';
import { DelegationId, UserId } from '@varco/shared/ids';
import { Made } from '@varco/shared/structure/api';
import { z } from 'zod';
import type { Core } from '#core/core';
import { may } from '#http/permission';
import type { App } from '#http/server';
import { appointForOneself, appointForOther } from './appoint.ts';
import { endOfOthers, endOwn, findCandidates, findDelegations, readOfUser, readOwn } from './delegations.ts';
import { explainDelegated } from './explain.ts';

const params = z.object({ id: DelegationId });
const user = z.object({ id: UserId });
const nothing = { 204: z.null() };

/** Who works for whom: one's own delegations, and those of others (requirements R3.59). */
export function delegationRoutes(app: App, core: Core): void {
  app.get('/api/me/delegations', { config: { allow: 'signed-in' }, schema: { response: { 200: OwnDelegations } } }, (request) =>
    readOwn(core, request.actor),
  );

  app.get(
    '/api/me/delegations/candidates',
    { config: { allow: 'signed-in' }, schema: { querystring: CandidateQuery, response: { 200: Candidates } } },
    (request) => findCandidates(core, request.actor, request.query.search),
  );

  app.post(
    '/api/me/delegations',
    { config: { allow: 'signed-in', inOwnName: true }, schema: { body: AppointDelegate, response: { 201: Made } } },
    async (request, reply) => reply.code(201).send(await appointForOneself(core, request.actor, request.body)),
  );

  app.delete(
    '/api/me/delegations/:id',
    { config: { allow: 'signed-in', inOwnName: true }, schema: { params, response: nothing } },
    async (request, reply) => {
      await endOwn(core, request.actor, request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/api/delegations',
    { config: { allow: may('search', 'delegations') }, schema: { querystring: DelegationQuery, response: { 200: DelegationPage } } },
    (request) => findDelegations(core, request.actor.organizationId, request.query),
  );

  app.post(
    '/api/delegations',
    { config: { allow: may('create', 'delegations'), inOwnName: true }, schema: { body: AppointForOther, response: { 201: Made } } },
    async (request, reply) => {
      const { delegatorId, ...input } = request.body;
      return reply.code(201).send(await appointForOther(core, request.actor, delegatorId, input));
    },
  );

  app.delete(
    '/api/delegations/:id',
    { config: { allow: may('modify', 'delegations'), inOwnName: true }, schema: { params, response: nothing } },
    async (request, reply) => {
      await endOfOthers(core, request.actor, request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/api/users/:id/delegations',
    { config: { allow: may('search', 'delegations') }, schema: { params: user, response: { 200: BothDelegations } } },
    (request) => readOfUser(core, { organizations: [request.actor.organizationId] }, request.params.id),
  );

  app.get(
    '/api/users/:id/delegated-decision',
    {
      config: { allow: may('search', 'roles') },
      schema: { params: user, querystring: DelegatedQuery, response: { 200: ExplainedDelegations } },
    },
    (request) => explainDelegated(core, { organizations: [request.actor.organizationId] }, request.params.id, request.query),
  );
}

import { HistoryQuery, ThingHistory } from '@varco/shared/access-log/api';
import {
  ChangeAdministration,
  ChangeAssignment,
  ChangePlaced,
  ChangeRole,
  DecisionQuery,
  ExplainedDecision,
  Role,
  RoleList,
  SaveAssignment,
  SaveRole,
  UserRights,
} from '@varco/shared/authorization/api';
import { TriedCondition, TryCondition } from '@varco/shared/authorization/conditions';
import { OverviewQuery, OwnRights, RightsOverview, RoleChoices, RoleTrial, TrialQuery } from '@varco/shared/authorization/overview';
import { AssignmentId, PlacementId, RoleId, UserId } from '@varco/shared/ids';
import { ChangePlacement, Made, SavePlacement } from '@varco/shared/structure/api';
import { z } from 'zod';
import type { Core } from '#core/core';
import { may } from '#http/permission';
import type { App } from '#http/server';
import { changeAdministration } from './administration.ts';
import { assignRole, changeAssignment, changePlaced, readRights, withdrawRole } from './assignments/assignments.ts';
import { roleChoices } from './assignments/choices.ts';
import { tryRole } from './assignments/trial.ts';
import { tried } from './conditions/try.ts';
import { explain } from './decisions/explain.ts';
import { readOverview } from './decisions/overview.ts';
import { readOwnRights } from './decisions/own-rights.ts';
import { changePlacement, placeUser, removePlacement } from './placements/placements.ts';
import { exportRole } from './roles/export-role.ts';
import { changeRole, createRole, listRoles, readRole, readRoleHistory, removeRole } from './roles/roles.ts';

const nothing = { 204: z.null() };

/** Roles, who has them, who is placed where, and why somebody may do something. */
export function authorizationRoutes(app: App, core: Core): void {
  app.get('/api/roles', { config: { allow: may('search', 'roles') }, schema: { response: { 200: RoleList } } }, (request) =>
    listRoles(core, request.scope),
  );

  app.post(
    '/api/roles',
    { config: { allow: may('create', 'roles') }, schema: { body: SaveRole, response: { 201: Made } } },
    async (request, reply) => reply.code(201).send(await createRole(core, request.actor, request.actor.organizationId, request.body)),
  );

  const role = z.object({ id: RoleId });
  app.get('/api/roles/:id', { config: { allow: may('search', 'roles') }, schema: { params: role, response: { 200: Role } } }, (request) =>
    readRole(core, request.scope, request.params.id),
  );

  app.get(
    '/api/roles/:id/history',
    {
      config: { allow: may('search', 'roles') },
      schema: { params: role, querystring: HistoryQuery, response: { 200: ThingHistory } },
    },
    (request) => readRoleHistory(core, request.actor, request.scope, request.params.id, request.query),
  );

  app.get('/api/roles/:id/export', { config: { allow: may('search', 'roles') }, schema: { params: role } }, async (request, reply) => {
    const { name, text } = await exportRole(core, request.scope, request.params.id, request.language);
    return reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${name}"`).send(text);
  });

  app.put(
    '/api/roles/:id',
    { config: { allow: may('modify', 'roles') }, schema: { params: role, body: ChangeRole, response: nothing } },
    async (request, reply) => {
      await changeRole(core, request.actor, request.scope, request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/roles/:id',
    { config: { allow: may('delete', 'roles') }, schema: { params: role, response: nothing } },
    async (request, reply) => {
      await removeRole(core, request.actor, request.scope, request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/roles/conditions/trial',
    { config: { allow: may('search', 'roles') }, schema: { body: TryCondition, response: { 200: TriedCondition } } },
    (request) => tried(request.actor.userId, request.body),
  );

  app.get('/api/me/rights', { config: { allow: 'signed-in' }, schema: { response: { 200: OwnRights } } }, (request) =>
    readOwnRights(core, request.actor),
  );

  const user = z.object({ id: UserId });
  app.get(
    '/api/users/:id/rights',
    { config: { allow: may('search', 'roles') }, schema: { params: user, response: { 200: UserRights } } },
    (request) => readRights(core, request.scope, request.params.id),
  );

  app.get(
    '/api/users/:id/decision',
    {
      config: { allow: may('search', 'roles') },
      schema: { params: user, querystring: DecisionQuery, response: { 200: ExplainedDecision } },
    },
    (request) => explain(core, request.actor, request.scope, request.params.id, request.query),
  );

  app.get(
    '/api/users/:id/rights/overview',
    {
      config: { allow: may('search', 'roles') },
      schema: { params: user, querystring: OverviewQuery, response: { 200: RightsOverview } },
    },
    (request) => readOverview(core, request.scope, request.params.id, request.query),
  );

  app.get(
    '/api/users/:id/rights/trial',
    { config: { allow: may('search', 'roles') }, schema: { params: user, querystring: TrialQuery, response: { 200: RoleTrial } } },
    (request) => tryRole(core, request.scope, request.params.id, request.query),
  );

  app.get(
    '/api/users/:id/rights/choices',
    { config: { allow: may('search', 'roles') }, schema: { params: user, response: { 200: RoleChoices } } },
    (request) => roleChoices(core, request.actor, request.scope, request.params.id),
  );

  app.put(
    '/api/users/:id/placed',
    { config: { allow: may('modify', 'roles') }, schema: { params: user, body: ChangePlaced, response: nothing } },
    async (request, reply) => {
      await changePlaced(core, request.actor, request.scope, request.params.id, request.body.placed);
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/api/users/:id/administration',
    { config: { allow: may('modify', 'roles') }, schema: { params: user, body: ChangeAdministration, response: nothing } },
    async (request, reply) => {
      await changeAdministration(core, request.actor, request.scope, request.params.id, request.body.administers);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/users/:id/assignments',
    { config: { allow: may('modify', 'roles') }, schema: { params: user, body: SaveAssignment, response: { 201: Made } } },
    async (request, reply) => reply.code(201).send(await assignRole(core, request.actor, request.scope, request.params.id, request.body)),
  );

  const assignment = z.object({ id: UserId, assignmentId: AssignmentId });
  app.put(
    '/api/users/:id/assignments/:assignmentId',
    { config: { allow: may('modify', 'roles') }, schema: { params: assignment, body: ChangeAssignment, response: nothing } },
    async (request, reply) => {
      const { id: userId, assignmentId: id } = request.params;
      await changeAssignment(core, request.actor, request.scope, { userId, id }, request.body);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/users/:id/assignments/:assignmentId',
    { config: { allow: may('modify', 'roles') }, schema: { params: assignment, response: nothing } },
    async (request, reply) => {
      const { id: userId, assignmentId: id } = request.params;
      await withdrawRole(core, request.actor, request.scope, { userId, id });
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/users/:id/placements',
    {
      config: { allow: may('modify', 'structure') },
      schema: { params: user, body: SavePlacement, response: { 201: Made } },
    },
    async (request, reply) => reply.code(201).send(await placeUser(core, request.actor, request.scope, request.params.id, request.body)),
  );

  const placement = z.object({ id: UserId, placementId: PlacementId });
  app.put(
    '/api/users/:id/placements/:placementId',
    { config: { allow: may('modify', 'structure') }, schema: { params: placement, body: ChangePlacement, response: nothing } },
    async (request, reply) => {
      const { id: userId, placementId: id } = request.params;
      await changePlacement(core, request.actor, request.scope, { userId, id }, request.body);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/users/:id/placements/:placementId',
    { config: { allow: may('modify', 'structure') }, schema: { params: placement, response: nothing } },
    async (request, reply) => {
      const { id: userId, placementId: id } = request.params;
      await removePlacement(core, request.actor, request.scope, { userId, id });
      return reply.code(204).send(null);
    },
  );
}

import { HistoryQuery, ThingHistory } from '@varco/shared/access-log/api';
import {
  ChangeGroup,
  ChangeGroupRole,
  ChangeMembership,
  Group,
  GroupList,
  GroupMembers,
  GroupRoleChoices,
  MembersQuery,
  RemovedGroup,
  SaveGroup,
  SaveGroupRole,
  SaveMembership,
  UserGroups,
} from '@varco/shared/groups/api';
import { GroupId, GroupRoleId, MembershipId, UserId } from '@varco/shared/ids';
import { Made } from '@varco/shared/structure/api';
import { z } from 'zod';
import type { Core } from '#core/core';
import { may } from '#http/permission';
import type { App } from '#http/server';
import { exportGroups } from './export-groups.ts';
import { changeGroupRole, giveRole, groupRoleChoices, withdrawGroupRole } from './group-roles.ts';
import { changeGroup, createGroup, removeGroup } from './groups.ts';
import { addMember, changeMembership, removeMember } from './memberships.ts';
import { readGroup, readGroupHistory, readGroupMembers, readGroups, readUserGroups } from './read-groups.ts';

const nothing = { 204: z.null() };

/** Groups, who is in them, and what they carry; giving a role to one is giving a role. */
export function groupRoutes(app: App, core: Core): void {
  app.get('/api/groups', { config: { allow: may('search', 'groups') }, schema: { response: { 200: GroupList } } }, (request) =>
    readGroups(core, request.actor, request.scope),
  );

  app.get('/api/groups/export', { config: { allow: may('search', 'groups') } }, async (request, reply) =>
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${request.language === 'it' ? 'gruppi' : 'groups'}.csv"`)
      .send(await exportGroups(core, request.actor, request.scope, request.language)),
  );

  app.get(
    '/api/groups/role-choices',
    { config: { allow: may('modify', 'roles') }, schema: { response: { 200: GroupRoleChoices } } },
    (request) => groupRoleChoices(core, request.actor, request.scope),
  );

  app.post(
    '/api/groups',
    { config: { allow: may('create', 'groups') }, schema: { body: SaveGroup, response: { 201: Made } } },
    async (request, reply) => reply.code(201).send(await createGroup(core, request.actor, request.actor.organizationId, request.body)),
  );

  const group = z.object({ id: GroupId });
  app.get(
    '/api/groups/:id',
    { config: { allow: may('search', 'groups') }, schema: { params: group, response: { 200: Group } } },
    (request) => readGroup(core, request.actor, request.scope, request.params.id),
  );

  app.get(
    '/api/groups/:id/history',
    {
      config: { allow: may('search', 'groups') },
      schema: { params: group, querystring: HistoryQuery, response: { 200: ThingHistory } },
    },
    (request) => readGroupHistory(core, request.actor, request.scope, request.params.id, request.query),
  );

  app.put(
    '/api/groups/:id',
    { config: { allow: may('modify', 'groups') }, schema: { params: group, body: ChangeGroup, response: nothing } },
    async (request, reply) => {
      await changeGroup(core, request.actor, request.scope, request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/groups/:id',
    { config: { allow: may('delete', 'groups') }, schema: { params: group, response: { 200: RemovedGroup } } },
    (request) => removeGroup(core, request.actor, request.scope, request.params.id),
  );

  app.get(
    '/api/groups/:id/members',
    { config: { allow: may('search', 'groups') }, schema: { params: group, querystring: MembersQuery, response: { 200: GroupMembers } } },
    (request) => readGroupMembers(core, request.actor, request.scope, request.params.id, request.query),
  );

  app.post(
    '/api/groups/:id/members',
    { config: { allow: may('modify', 'groups') }, schema: { params: group, body: SaveMembership, response: { 201: Made } } },
    async (request, reply) => reply.code(201).send(await addMember(core, request.actor, request.scope, request.params.id, request.body)),
  );

  const membership = z.object({ id: GroupId, membershipId: MembershipId });
  app.put(
    '/api/groups/:id/members/:membershipId',
    { config: { allow: may('modify', 'groups') }, schema: { params: membership, body: ChangeMembership, response: nothing } },
    async (request, reply) => {
      const { id: groupId, membershipId: id } = request.params;
      await changeMembership(core, request.actor, request.scope, { groupId, id }, request.body);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/groups/:id/members/:membershipId',
    { config: { allow: may('modify', 'groups') }, schema: { params: membership, response: nothing } },
    async (request, reply) => {
      const { id: groupId, membershipId: id } = request.params;
      await removeMember(core, request.actor, request.scope, { groupId, id });
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/groups/:id/roles',
    { config: { allow: may('modify', 'roles') }, schema: { params: group, body: SaveGroupRole, response: { 201: Made } } },
    async (request, reply) => reply.code(201).send(await giveRole(core, request.actor, request.scope, request.params.id, request.body)),
  );

  const groupRole = z.object({ id: GroupId, groupRoleId: GroupRoleId });
  app.put(
    '/api/groups/:id/roles/:groupRoleId',
    { config: { allow: may('modify', 'roles') }, schema: { params: groupRole, body: ChangeGroupRole, response: nothing } },
    async (request, reply) => {
      const { id: groupId, groupRoleId: id } = request.params;
      await changeGroupRole(core, request.actor, request.scope, { groupId, id }, request.body);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/groups/:id/roles/:groupRoleId',
    { config: { allow: may('modify', 'roles') }, schema: { params: groupRole, response: nothing } },
    async (request, reply) => {
      const { id: groupId, groupRoleId: id } = request.params;
      await withdrawGroupRole(core, request.actor, request.scope, { groupId, id });
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/api/users/:id/groups',
    { config: { allow: may('search', 'groups') }, schema: { params: z.object({ id: UserId }), response: { 200: UserGroups } } },
    (request) => readUserGroups(core, request.actor, request.scope, request.params.id),
  );
}

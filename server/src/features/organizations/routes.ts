import { HistoryQuery, ThingHistory } from '@varco/shared/access-log/api';
import { OrganizationId, UserId } from '@varco/shared/ids';
import {
  ChangeGuest,
  ChangeOneRole,
  ChangeOrganization,
  CreatedOrganization,
  CreateOrganization,
  Guest,
  GuestPage,
  GuestQuery,
  Organization,
  OrganizationPage,
  OrganizationQuery,
  SaveEnablements,
  UserEnablements,
} from '@varco/shared/organizations/api';
import { z } from 'zod';
import type { Core } from '#core/core';
import { may, mayEverywhere } from '#http/permission';
import type { App } from '#http/server';
import { changeOneRole } from './change-one-role.ts';
import { changeOrganization } from './change-organization.ts';
import { createOrganization } from './create-organization.ts';
import { readEnablements, saveEnablements } from './enablements.ts';
import { everywhere, findOrganizations, readOrganization, readOrganizationHistory } from './find-organizations.ts';
import { changeGuest, endGuest, findGuests, readGuest } from './guests.ts';

const params = z.object({ id: OrganizationId });
const user = z.object({ id: UserId });

/** The organizations of the installation, one's own, and who may work for which (requirements D2, R1.14, R3.1). */
export function organizationRoutes(app: App, core: Core): void {
  app.get(
    '/api/organizations',
    {
      config: { allow: mayEverywhere('search', 'organizations') },
      schema: { querystring: OrganizationQuery, response: { 200: OrganizationPage } },
    },
    (request) => findOrganizations(core, request.query),
  );

  app.post(
    '/api/organizations',
    {
      config: { allow: mayEverywhere('create', 'organizations') },
      schema: { body: CreateOrganization, response: { 201: CreatedOrganization } },
    },
    async (request, reply) => {
      const created = await createOrganization(core, request.actor, request.body);
      return reply.code(201).header('location', `/api/organizations/${created.id}`).send(created);
    },
  );

  app.get(
    '/api/organizations/:id',
    { config: { allow: mayEverywhere('search', 'organizations') }, schema: { params, response: { 200: Organization } } },
    async (request) => readOrganization(core, (await everywhere(core.db)).scope, request.params.id),
  );

  app.get(
    '/api/organizations/:id/history',
    {
      config: { allow: mayEverywhere('search', 'organizations') },
      schema: { params, querystring: HistoryQuery, response: { 200: ThingHistory } },
    },
    async (request) => {
      const scopes = { given: (await everywhere(core.db)).scope, reached: request.scope };
      return readOrganizationHistory(core, request.actor, scopes, request.params.id, request.query);
    },
  );

  app.patch(
    '/api/organizations/:id',
    {
      config: { allow: mayEverywhere('modify', 'organizations') },
      schema: { params, body: ChangeOrganization, response: { 200: Organization } },
    },
    async (request) => {
      const { scope } = await everywhere(core.db);
      return changeOrganization(core, request.actor, scope, request.params.id, { input: request.body, ofInstallation: true });
    },
  );

  app.get('/api/organization', { config: { allow: may('search', 'settings') }, schema: { response: { 200: Organization } } }, (request) =>
    readOrganization(core, request.scope, request.actor.organizationId),
  );

  app.get(
    '/api/organization/history',
    { config: { allow: may('search', 'settings') }, schema: { querystring: HistoryQuery, response: { 200: ThingHistory } } },
    (request) => {
      const scopes = { given: request.scope, reached: request.scope };
      return readOrganizationHistory(core, request.actor, scopes, request.actor.organizationId, request.query);
    },
  );

  const everyOrganization = mayEverywhere('modify', 'organizations');
  app.patch(
    '/api/organization',
    { config: { allow: may('modify', 'settings') }, schema: { body: ChangeOrganization, response: { 200: Organization } } },
    (request) =>
      changeOrganization(core, request.actor, request.scope, request.actor.organizationId, {
        input: request.body,
        ofInstallation: everyOrganization.held(request.actor),
      }),
  );

  app.put(
    '/api/organization/one-role',
    { config: { allow: may('modify', 'settings') }, schema: { body: ChangeOneRole, response: { 200: Organization } } },
    (request) => changeOneRole(core, request.actor, request.body),
  );

  app.get(
    '/api/users/:id/enablements',
    { config: { allow: may('search', 'users') }, schema: { params: user, response: { 200: UserEnablements } } },
    (request) => readEnablements(core, request.scope, request.params.id),
  );

  app.put(
    '/api/users/:id/enablements',
    { config: { allow: everyOrganization }, schema: { params: user, body: SaveEnablements, response: { 200: UserEnablements } } },
    (request) => saveEnablements(core, request.actor, request.scope, request.params.id, request.body),
  );

  app.get(
    '/api/guests',
    { config: { allow: may('search', 'users') }, schema: { querystring: GuestQuery, response: { 200: GuestPage } } },
    (request) => findGuests(core, request.actor, request.query),
  );

  app.get('/api/guests/:id', { config: { allow: may('search', 'users') }, schema: { params: user, response: { 200: Guest } } }, (request) =>
    readGuest(core, request.actor, request.params.id),
  );

  app.patch(
    '/api/guests/:id',
    { config: { allow: may('modify', 'users') }, schema: { params: user, body: ChangeGuest, response: { 200: Guest } } },
    (request) => changeGuest(core, request.actor, request.params.id, request.body),
  );

  app.delete(
    '/api/guests/:id',
    { config: { allow: may('modify', 'users') }, schema: { params: user, response: { 204: z.null() } } },
    async (request, reply) => {
      await endGuest(core, request.actor, request.params.id);
      return reply.code(204).send(null);
    },
  );
}

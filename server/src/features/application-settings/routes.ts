import {
  AskSettings,
  ChangeSettings,
  EffectiveSettings,
  EffectiveSettingsList,
  FoundPeople,
  ModuleList,
  PeopleQuery,
  SchemaPlan,
  SettingsOf,
  SettingsOwners,
  SettingsQuery,
  SwitchModule,
} from '@varco/shared/application-settings/api';
import { SettingsSchema } from '@varco/shared/application-settings/schema';
import { ApplicationId, UserId } from '@varco/shared/ids';
import { z } from 'zod';
import type { Core } from '#core/core';
import { digest } from '#core/digest';
import { listBuiltIn, switchBuiltIn } from '#features/applications';
import { may } from '#http/permission';
import type { App } from '#http/server';
import { readEffective, readEffectiveOf } from './effective-settings.ts';
import { planSchema, readSchema, registerSchema } from './register-schema.ts';
import { changeSettings, commonLevel, findPeople, levelOf, listOwners, ownLevel, readSettings } from './settings-of.ts';

/** 200 settings with 50 options each, in both languages. */
const SCHEMA_LIMIT = 4 * 1024 * 1024;
/** 200 texts of 4,000 characters. */
const VALUES_LIMIT = 4 * 1024 * 1024;
const Code = z.string().max(30);

/** The settings of applications: what they register, what is chosen for an organization and by each user, and the modules. */
export function applicationSettingsRoutes(app: App, core: Core): void {
  registering(app, core);
  choosing(app, core);
  modules(app, core);
  asking(app, core);
}

function registering(app: App, core: Core): void {
  const params = z.object({ id: ApplicationId });
  const path = '/api/applications/:id/settings-schema';
  const modify = may('modify', 'applications');

  app.get(path, { config: { allow: may('search', 'applications') }, schema: { params, response: { 200: SettingsSchema } } }, (request) =>
    readSchema(core, request.params.id),
  );

  app.post(
    `${path}/plans`,
    { bodyLimit: SCHEMA_LIMIT, config: { allow: modify }, schema: { params, body: SettingsSchema, response: { 200: SchemaPlan } } },
    (request) => planSchema(core, request.params.id, request.body),
  );

  app.put(
    path,
    { bodyLimit: SCHEMA_LIMIT, config: { allow: modify }, schema: { params, body: SettingsSchema, response: { 200: SchemaPlan } } },
    (request) => registerSchema(core, request.actor, request.params.id, request.body),
  );

  app.put(
    '/access/v1/settings-schema',
    { bodyLimit: SCHEMA_LIMIT, config: { allow: 'application' }, schema: { body: SettingsSchema, response: { 200: SchemaPlan } } },
    (request) => registerSchema(core, request.application, request.application.id, request.body),
  );
}

function choosing(app: App, core: Core): void {
  const one = z.object({ code: Code });
  const ofUser = z.object({ id: UserId, code: Code });
  const answer = { response: { 200: SettingsOf } };
  const change = { body: ChangeSettings, ...answer };
  const look = { querystring: PeopleQuery, response: { 200: FoundPeople } };
  const bodyLimit = VALUES_LIMIT;

  app.get('/api/me/settings', { config: { allow: 'signed-in' }, schema: { response: { 200: SettingsOwners } } }, (request) =>
    listOwners(core, request.actor.organizationId),
  );
  app.get('/api/me/settings/:code', { config: { allow: 'signed-in' }, schema: { params: one, ...answer } }, (request) =>
    readSettings(core, ownLevel(request.actor), request.params.code),
  );
  app.put(
    '/api/me/settings/:code',
    { bodyLimit, config: { allow: 'signed-in', inOwnName: true }, schema: { params: one, ...change } },
    (request) => changeSettings(core, request.actor, ownLevel(request.actor), request.params.code, request.body),
  );
  app.get('/api/me/settings/:code/people', { config: { allow: 'signed-in' }, schema: { params: one, ...look } }, (request) =>
    findPeople(core, ownLevel(request.actor), request.params.code, request.query.search),
  );

  const [seeUsers, changeUsers] = [may('search', 'users'), may('modify', 'users')];
  app.get(
    '/api/users/:id/settings',
    { config: { allow: seeUsers }, schema: { params: z.object({ id: UserId }), response: { 200: SettingsOwners } } },
    async (request) => listOwners(core, (await levelOf(core, request.scope, request.params.id)).organizationId),
  );
  app.get('/api/users/:id/settings/:code', { config: { allow: seeUsers }, schema: { params: ofUser, ...answer } }, async (request) =>
    readSettings(core, await levelOf(core, request.scope, request.params.id), request.params.code),
  );
  app.put(
    '/api/users/:id/settings/:code',
    { bodyLimit, config: { allow: changeUsers }, schema: { params: ofUser, ...change } },
    async (request) =>
      changeSettings(core, request.actor, await levelOf(core, request.scope, request.params.id), request.params.code, request.body),
  );
  app.get('/api/users/:id/settings/:code/people', { config: { allow: seeUsers }, schema: { params: ofUser, ...look } }, async (request) =>
    findPeople(core, await levelOf(core, request.scope, request.params.id), request.params.code, request.query.search),
  );

  const [see, modify] = [may('search', 'settings'), may('modify', 'settings')];
  app.get('/api/common-settings/:code', { config: { allow: see }, schema: { params: one, ...answer } }, (request) =>
    readSettings(core, commonLevel(request.actor), request.params.code),
  );
  app.put('/api/common-settings/:code', { bodyLimit, config: { allow: modify }, schema: { params: one, ...change } }, (request) =>
    changeSettings(core, request.actor, commonLevel(request.actor), request.params.code, request.body),
  );
  app.get('/api/common-settings/:code/people', { config: { allow: see }, schema: { params: one, ...look } }, (request) =>
    findPeople(core, commonLevel(request.actor), request.params.code, request.query.search),
  );
}

function modules(app: App, core: Core): void {
  app.get('/api/modules', { config: { allow: may('search', 'settings') }, schema: { response: { 200: ModuleList } } }, async (request) => {
    const { items } = await listOwners(core, request.actor.organizationId);
    return { modules: await listBuiltIn(core), others: items.filter(({ builtIn }) => !builtIn) };
  });

  app.put(
    '/api/modules/:code',
    {
      // Of the installation, as applications are (requirements R1.39).
      config: { allow: may('modify', 'applications') },
      schema: { params: z.object({ code: Code }), body: SwitchModule, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await switchBuiltIn(core, request.actor, request.params.code, request.body.active);
      return reply.code(204).send(null);
    },
  );
}

function asking(app: App, core: Core): void {
  const config = { allow: 'application' } as const;

  app.get(
    '/access/v1/settings/:user',
    {
      config,
      schema: {
        params: z.object({ user: z.string().max(100) }),
        querystring: SettingsQuery,
        response: { 200: EffectiveSettings, 304: z.null() },
      },
    },
    async (request, reply) => {
      const settings = await readEffectiveOf(core, request.application, request.params.user, request.query.organization);
      const tag = `"${digest(JSON.stringify(settings)).toString('base64url')}"`;
      void reply.header('etag', tag);
      if (isKnown(request.headers['if-none-match'], tag)) return reply.code(304).send(null);
      return settings;
    },
  );

  app.post('/access/v1/settings', { config, schema: { body: AskSettings, response: { 200: EffectiveSettingsList } } }, (request) =>
    readEffective(core, request.application, request.body),
  );
}

/** Whether who asks has this answer already (RFC 9110, section 13.1.2: compared weakly). */
const isKnown = (header: string | undefined, tag: string): boolean =>
  (header ?? '').split(',').some((one) => ['*', tag].includes(one.trim().replace(/^W\//, '')));

import { HistoryQuery, ThingHistory } from '@varco/shared/access-log/api';
import {
  Application,
  ApplicationList,
  ChangeApplication,
  FunctionList,
  MadeSecret,
  Manifest,
  ManifestPlan,
  SaveApplication,
} from '@varco/shared/applications/api';
import { ApplicationId } from '@varco/shared/ids';
import { Made } from '@varco/shared/structure/api';
import { z } from 'zod';
import type { Core } from '#core/core';
import { may } from '#http/permission';
import type { App } from '#http/server';
import {
  changeApplication,
  createApplication,
  listApplications,
  listFunctions,
  makeSecret,
  planManifest,
  readApplication,
  readApplicationHistory,
  registerManifest,
  removeApplication,
  withdrawSecret,
} from './applications.ts';

const nothing = { 204: z.null() };
/** A manifest of 200 functions with 20 actions each, in both languages. */
const MANIFEST_LIMIT = 1024 * 1024;

/** Applications, their secrets, and what each can be asked about. */
export function applicationRoutes(app: App, core: Core): void {
  const search = may('search', 'applications');
  const modify = may('modify', 'applications');

  app.get('/api/applications', { config: { allow: search }, schema: { response: { 200: ApplicationList } } }, () => listApplications(core));

  app.post(
    '/api/applications',
    { config: { allow: may('create', 'applications') }, schema: { body: SaveApplication, response: { 201: Made } } },
    async (request, reply) => reply.code(201).send(await createApplication(core, request.actor, request.body)),
  );

  const params = z.object({ id: ApplicationId });
  app.get('/api/applications/:id', { config: { allow: search }, schema: { params, response: { 200: Application } } }, (request) =>
    readApplication(core, request.params.id),
  );

  app.get(
    '/api/applications/:id/history',
    { config: { allow: search }, schema: { params, querystring: HistoryQuery, response: { 200: ThingHistory } } },
    (request) => readApplicationHistory(core, request.actor, request.scope, request.params.id, request.query),
  );

  app.put(
    '/api/applications/:id',
    { config: { allow: modify }, schema: { params, body: ChangeApplication, response: nothing } },
    async (request, reply) => {
      await changeApplication(core, request.actor, request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/applications/:id',
    { config: { allow: may('delete', 'applications') }, schema: { params, response: nothing } },
    async (request, reply) => {
      await removeApplication(core, request.actor, request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/applications/:id/functions/plans',
    { bodyLimit: MANIFEST_LIMIT, config: { allow: modify }, schema: { params, body: Manifest, response: { 200: ManifestPlan } } },
    (request) => planManifest(core, request.params.id, request.body),
  );

  app.put(
    '/api/applications/:id/functions',
    { bodyLimit: MANIFEST_LIMIT, config: { allow: modify }, schema: { params, body: Manifest, response: { 200: ManifestPlan } } },
    (request) => registerManifest(core, request.actor, request.params.id, request.body),
  );

  app.post(
    '/api/applications/:id/secrets',
    { config: { allow: modify }, schema: { params, response: { 201: MadeSecret } } },
    async (request, reply) => reply.code(201).send(await makeSecret(core, request.actor, request.params.id)),
  );

  app.delete(
    '/api/applications/:id/secrets/:secretId',
    { config: { allow: modify }, schema: { params: params.extend({ secretId: z.uuid() }), response: nothing } },
    async (request, reply) => {
      await withdrawSecret(core, request.actor, request.params.id, request.params.secretId);
      return reply.code(204).send(null);
    },
  );

  // Whoever reads his own rights, or why somebody has his, reads them in these words.
  app.get('/api/functions', { config: { allow: 'signed-in' }, schema: { response: { 200: FunctionList } } }, (request) =>
    listFunctions(core, request.actor.organizationId),
  );

  app.put(
    '/access/v1/functions',
    { bodyLimit: MANIFEST_LIMIT, config: { allow: 'application' }, schema: { body: Manifest, response: { 200: ManifestPlan } } },
    (request) => registerManifest(core, request.application, request.application.id, request.body),
  );
}

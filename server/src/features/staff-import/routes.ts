import {
  ConfirmImport,
  Deactivated,
  DeactivateMissing,
  ImportOptions,
  LinePage,
  LineQuery,
  MAX_BYTES,
  StaffImport,
} from '@varco/shared/staff-import/api';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { may } from '#http/permission';
import type { App } from '#http/server';
import { confirmImport } from './confirm-import.ts';
import { deactivateMissing } from './deactivate-missing.ts';
import { faultsAsCsv, readImport, readLines } from './find-import.ts';
import { tryImport } from './try-import.ts';
import { uploadStaffList } from './upload-list.ts';

const params = z.object({ id: z.uuid() });
const create = may('create', 'users');
const modify = may('modify', 'users');

/** An import changes users too: who may only make them has no use for it. */
function requireModify(request: FastifyRequest): void {
  if (!modify.held(request.actor)) throw new Refusal('authorization.not-allowed', { capability: modify.capability, action: modify.action });
}

/** From a staff list to users: the file, the trial, the confirmation, and those who are missing from it. */
export function staffImportRoutes(app: App, core: Core): void {
  app.post(
    '/api/staff-imports',
    {
      config: { allow: create, takesFile: true },
      bodyLimit: MAX_BYTES,
      schema: { querystring: z.object({ name: z.string().max(1_000).default('') }), response: { 201: StaffImport } },
    },
    async (request, reply) => {
      requireModify(request);
      const bytes = request.body;
      if (!Buffer.isBuffer(bytes)) throw new Refusal('request.unsupported-format');
      const uploaded = await uploadStaffList(core, request.actor.organizationId, { name: request.query.name, bytes });
      return reply.code(201).header('location', `/api/staff-imports/${uploaded.id}`).send(uploaded);
    },
  );

  app.get('/api/staff-imports/:id', { config: { allow: create }, schema: { params, response: { 200: StaffImport } } }, (request) =>
    readImport(core, request.actor.organizationId, request.params.id),
  );

  app.post(
    '/api/staff-imports/:id/trials',
    { config: { allow: create }, schema: { params, body: ImportOptions, response: { 200: StaffImport } } },
    async (request) => {
      requireModify(request);
      const { organizationId, userId } = request.actor;
      const { params: file, body: options, signal } = request;
      return tryImport(core, { organizationId, self: userId, id: file.id, options, signal });
    },
  );

  app.get(
    '/api/staff-imports/:id/lines',
    { config: { allow: create }, schema: { params, querystring: LineQuery, response: { 200: LinePage } } },
    (request) => readLines(core, request.actor.organizationId, request.params.id, request.query),
  );

  app.get('/api/staff-imports/:id/faults', { config: { allow: create }, schema: { params } }, async (request, reply) => {
    const csv = await faultsAsCsv(core, request.actor.organizationId, request.params.id, request.language);
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="errori.csv"')
      .serializer(String)
      .send(csv);
  });

  app.post(
    '/api/staff-imports/:id/confirmations',
    { config: { allow: create, inOwnName: true }, schema: { params, body: ConfirmImport, response: { 200: StaffImport } } },
    async (request) => {
      requireModify(request);
      return confirmImport(core, request.actor, request.params.id, request.body);
    },
  );

  app.post(
    '/api/staff-imports/:id/deactivations',
    { config: { allow: modify, inOwnName: true }, schema: { params, body: DeactivateMissing, response: { 200: Deactivated } } },
    (request) => deactivateMissing(core, request.actor, request.scope, request.params.id, request.body.users),
  );
}

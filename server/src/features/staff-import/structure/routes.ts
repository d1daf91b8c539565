import { LinePage, LineQuery, MAX_BYTES } from '@varco/shared/staff-import/api';
import { ConfirmStructure, StructureImport, StructureOptions } from '@varco/shared/staff-import/structure-api';
import { z } from 'zod';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { may } from '#http/permission';
import type { App } from '#http/server';
import { faultsAsCsv, readLines } from '../find-import.ts';
import { confirmStructure } from './confirm-structure.ts';
import { placesPeople, readStructureImport, tryStructure, uploadStructure } from './try-structure.ts';

const params = z.object({ id: z.uuid() });
const create = may('create', 'structure');
const needed = [may('modify', 'structure')] as const;
const search = may('search', 'users');

/** From a file to departments, units and placements: the file, the trial, the confirmation. */
export function structureImportRoutes(app: App, core: Core): void {
  app.post(
    '/api/structure-imports',
    {
      config: { allow: create, takesFile: true },
      bodyLimit: MAX_BYTES,
      schema: { querystring: z.object({ name: z.string().max(1_000).default('') }), response: { 201: StructureImport } },
    },
    async (request, reply) => {
      require(request.actor, ...needed);
      const bytes = request.body;
      if (!Buffer.isBuffer(bytes)) throw new Refusal('request.unsupported-format');
      const uploaded = await uploadStructure(core, request.actor.organizationId, { name: request.query.name, bytes });
      return reply.code(201).header('location', `/api/structure-imports/${uploaded.id}`).send(uploaded);
    },
  );

  app.get('/api/structure-imports/:id', { config: { allow: create }, schema: { params, response: { 200: StructureImport } } }, (request) =>
    readStructureImport(core, request.actor.organizationId, request.params.id),
  );

  app.post(
    '/api/structure-imports/:id/trials',
    { config: { allow: create }, schema: { params, body: StructureOptions, response: { 200: StructureImport } } },
    async (request) => {
      const { actor, body: options } = request;
      require(actor, ...needed, ...(placesPeople(options) ? [search] : []));
      return tryStructure(core, { organizationId: actor.organizationId, id: request.params.id, actor, options });
    },
  );

  app.get(
    '/api/structure-imports/:id/lines',
    { config: { allow: create }, schema: { params, querystring: LineQuery, response: { 200: LinePage } } },
    (request) => readLines(core, request.actor.organizationId, request.params.id, request.query, 'structure'),
  );

  app.get('/api/structure-imports/:id/faults', { config: { allow: create }, schema: { params } }, async (request, reply) => {
    const csv = await faultsAsCsv(core, request.actor.organizationId, request.params.id, request.language, 'structure');
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${request.language === 'it' ? 'errori' : 'errors'}.csv"`)
      .serializer(String)
      .send(csv);
  });

  app.post(
    '/api/structure-imports/:id/confirmations',
    { config: { allow: create, inOwnName: true }, schema: { params, body: ConfirmStructure, response: { 200: StructureImport } } },
    async (request) => {
      require(request.actor, ...needed);
      return confirmStructure(core, request.actor, request.params.id, request.body);
    },
  );
}

/** Who imports must hold every right that the file needs: to make is not to change, and neither is to look people up. */
function require(actor: Parameters<(typeof create)['held']>[0], ...rights: readonly (typeof search | (typeof needed)[number])[]): void {
  for (const right of rights) {
    if (!right.held(actor)) throw new Refusal('authorization.not-allowed', { capability: right.capability, action: right.action });
  }
}

import { Readable } from 'node:stream';
import { LogView } from '@varco/shared/access-log/api';
import { ChangeSearch, ExportProgress, LogExports, SavedSearch, SavedSearches, SaveSearch } from '@varco/shared/log-searches/api';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { atHome } from '#core/actor';
import type { Core } from '#core/core';
import { inZoneOf } from '#core/zone';
import { refuseIfOver, type SessionCheck } from '#features/sessions';
import { readCookie } from '#http/cookies';
import { may } from '#http/permission';
import type { App } from '#http/server';
import { askForExport, askForOwnExport, fetchExport, readExport, readExports } from './export-log.ts';
import { changeSearch, deleteSearch, readSearches, saveSearch } from './keep-search.ts';

const params = z.object({ id: z.uuid() });
const allow = may('search', 'access-log');
/** A file is not for a page of ours: it is text that a spreadsheet opens. */
const file = { 200: z.string().meta({ description: 'CSV: UTF-8 with its mark, semicolons, a row of headings' }) };

/** Searches of the log that are kept, and files of it. */
export function logSearchRoutes(app: App, core: Core, sessions: Pick<SessionCheck, 'check'>): void {
  app.get('/api/log-searches', { config: { allow }, schema: { response: { 200: SavedSearches } } }, (request) =>
    readSearches(core, request.actor, request.scope),
  );

  app.post(
    '/api/log-searches',
    { config: { allow }, schema: { body: SaveSearch, response: { 201: SavedSearch } } },
    async (request, reply) => reply.code(201).send(await saveSearch(core, request.actor, request.scope, request.body)),
  );

  app.patch(
    '/api/log-searches/:id',
    { config: { allow }, schema: { params, body: ChangeSearch, response: { 200: SavedSearch } } },
    (request) => changeSearch(core, request.actor, request.scope, request.params.id, request.body),
  );

  app.delete('/api/log-searches/:id', { config: { allow }, schema: { params, response: { 204: z.null() } } }, async (request, reply) => {
    await deleteSearch(core, request.actor, request.scope, request.params.id);
    return reply.code(204).send(null);
  });

  app.get(
    '/api/access-log/exports',
    { config: { allow }, schema: { querystring: z.object({ after: z.string().max(60).optional() }), response: { 200: LogExports } } },
    (request) => readExports(core, request.scope, request.query.after),
  );

  app.post(
    '/api/access-log/exports',
    { config: { allow }, schema: { body: LogView, response: { 201: ExportProgress } } },
    async (request, reply) => reply.code(201).send(await askForExport(core, request.actor, request.scope, request.body, request.language)),
  );

  app.post(
    '/api/me/accesses/exports',
    { config: { allow: 'signed-in' }, schema: { response: { 201: ExportProgress } } },
    async (request, reply) => reply.code(201).send(await askForOwnExport(core, request.actor, request.language)),
  );

  const paths = [
    ['/api/access-log/exports/:id', allow, false],
    ['/api/me/accesses/exports/:id', 'signed-in', true],
  ] as const;
  for (const [path, allowed, own] of paths) {
    app.get(path, { config: { allow: allowed, background: true }, schema: { params, response: { 200: ExportProgress } } }, (request) =>
      readExport(core, own ? atHome(request.actor) : request.actor, request.params.id),
    );

    // Without HEAD: a file is fetched once, and a look at it would be that once.
    app.get(
      `${path}/file`,
      { config: { allow: allowed }, schema: { params, response: file }, exposeHeadRoute: false },
      async (request, reply) => {
        const { name, text } = await fetchExport(
          inZoneOf(core, request.actor),
          own ? atHome(request.actor) : request.actor,
          request.scope,
          { id: request.params.id, own },
          () =>
            refuseIfOver(
              sessions,
              { token: readCookie(core, request, 'session'), client: request.client },
              own ? undefined : { right: allow, scope: request.scope },
            ),
        );
        return sendFile(reply, name, text);
      },
    );
  }
}

/** Sends a text as it is made, no faster than it is taken; a fault on the way breaks the connection, so that no half file looks whole. */
const sendFile = (reply: FastifyReply, name: string, text: AsyncGenerator<string, void>): FastifyReply =>
  reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(Readable.from(text, { objectMode: true, highWaterMark: 1 }));

import {
  AskFirstPasswords,
  Audience,
  FirstPasswordsPreview,
  HandoutDetails,
  HandoutDownload,
  HandoutPage,
  HandoutQuery,
  SkippedPage,
} from '@varco/shared/first-passwords/api';
import { z } from 'zod';
import type { Core } from '#core/core';
import { publicAddress } from '#core/public-address';
import { may } from '#http/permission';
import { type App, portOf } from '#http/server';
import { askFirstPasswords, previewFirstPasswords } from './ask.ts';
import { cancelFirstPasswords, resumeFirstPasswords } from './change-course.ts';
import { listHandouts, listSkipped, readHandout } from './find.ts';
import { handOut } from './hand-out.ts';

const params = z.object({ id: z.uuid() });
const partParams = params.extend({ number: z.coerce.number().int().min(1).max(1_000) });

/** First passwords for many people: asked for, made by themselves, handed out once. */
export function firstPasswordsRoutes(app: App, core: Core): void {
  const modify = may('modify', 'users');

  app.post(
    '/api/first-passwords/previews',
    { config: { allow: modify }, schema: { body: Audience, response: { 200: FirstPasswordsPreview } } },
    (request) => previewFirstPasswords(core, request.actor, request.actor.organizationId, request.body),
  );

  app.post(
    '/api/first-passwords',
    { config: { allow: modify, inOwnName: true }, schema: { body: AskFirstPasswords, response: { 201: z.object({ id: z.uuid() }) } } },
    async (request, reply) => {
      const asked = await askFirstPasswords(core, request.actor, request.actor.organizationId, request.body);
      return reply.code(201).header('location', `/api/first-passwords/${asked.id}`).send(asked);
    },
  );

  app.get(
    '/api/first-passwords',
    { config: { allow: modify }, schema: { querystring: HandoutQuery, response: { 200: HandoutPage } } },
    (request) => listHandouts(core, request.actor.organizationId, request.query),
  );

  app.get(
    '/api/first-passwords/:id',
    // The page asks again while passwords are made.
    { config: { allow: modify, background: true }, schema: { params, response: { 200: HandoutDetails } } },
    (request) => readHandout(core, request.actor.organizationId, request.params.id),
  );

  app.get(
    '/api/first-passwords/:id/skipped',
    { config: { allow: modify }, schema: { params, querystring: HandoutQuery, response: { 200: SkippedPage } } },
    (request) => listSkipped(core, request.actor.organizationId, request.params.id, request.query),
  );

  app.post(
    '/api/first-passwords/:id/cancellations',
    { config: { allow: modify }, schema: { params, response: { 204: z.null() } } },
    async (request, reply) => {
      await cancelFirstPasswords(core, request.actor, request.actor.organizationId, request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/first-passwords/:id/resumptions',
    { config: { allow: modify, inOwnName: true }, schema: { params, response: { 204: z.null() } } },
    async (request, reply) => {
      await resumeFirstPasswords(core, request.actor, request.actor.organizationId, request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/first-passwords/:id/parts/:number/downloads',
    { config: { allow: modify, inOwnName: true }, schema: { params: partParams, body: HandoutDownload } },
    async (request, reply) => {
      const { id, number } = request.params;
      const address = publicAddress(core.config, portOf(app)).origin;
      const file = await handOut(core, request.actor, request.actor.organizationId, { id, number, format: request.body.format, address });
      return reply
        .type(file.type)
        .header('content-disposition', `attachment; filename="${file.name}"`)
        .header('varco-missing-characters', encodeURIComponent(file.missing.join('')))
        .send(file.body);
    },
  );
}

import { ErasePerson, Erasure } from '@varco/shared/erasure/api';
import { UserId } from '@varco/shared/ids';
import { z } from 'zod';
import type { Core } from '#core/core';
import { may } from '#http/permission';
import type { App } from '#http/server';
import { erasePerson } from './erase-person.ts';
import { readErasure } from './read-erasure.ts';

const params = z.object({ id: UserId });

/** Erasing people, and what became of it. */
export function erasureRoutes(app: App, core: Core): void {
  app.get(
    '/api/users/:id/erasure',
    { config: { allow: may('search', 'users') }, schema: { params, response: { 200: Erasure } } },
    (request) => readErasure(core, request.scope, request.params.id),
  );

  app.post(
    '/api/users/:id/erasure',
    { config: { allow: may('modify', 'users'), inOwnName: true }, schema: { params, body: ErasePerson, response: { 201: Erasure } } },
    async (request, reply) => {
      await erasePerson(core, request.actor, request.scope, request.params.id, request.body);
      return reply
        .code(201)
        .header('location', `/api/users/${request.params.id}/erasure`)
        .send(await readErasure(core, request.scope, request.params.id));
    },
  );
}

import { DoorLook, LOGO, SaveDoorLook } from '@varco/shared/organizations/door-look';
import { z } from 'zod';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { logoAtTheDoor } from '#features/identity';
import { may } from '#http/permission';
import type { App } from '#http/server';
import { readDoorLook, saveDoorLook } from './save-door-look.ts';

const FOR_EVER = 'public, max-age=31536000, immutable';
/** Base64 makes four letters of three bytes; somewhat more is read, so that a file which is too large is named as such. */
const LIMIT = 4 * LOGO.bytes;
const Sheet = z.string().regex(/^[0-9a-f]{6}\.css$/);

/** How the door looks: chosen by an administrator, seen by everybody at addresses that say what is there (requirements D3). */
export function doorLookRoutes(app: App, core: Core): void {
  app.get(
    '/api/organization/door-look',
    { config: { allow: may('search', 'settings') }, schema: { response: { 200: DoorLook } } },
    (request) => readDoorLook(core, request.actor),
  );

  app.put(
    '/api/organization/door-look',
    { bodyLimit: LIMIT, config: { allow: may('modify', 'settings') }, schema: { body: SaveDoorLook, response: { 200: DoorLook } } },
    (request) => saveDoorLook(core, request.actor, request.body),
  );

  const always = { allow: 'anyone' } as const;
  app.get('/door-look/logo/:hash', { config: always, schema: { params: z.object({ hash: z.string() }) } }, async (request, reply) => {
    const { hash } = request.params;
    const logo = /^[0-9a-f]{64}$/.test(hash) ? await logoAtTheDoor(core.db, hash) : undefined;
    if (!logo) throw new Refusal('request.not-found');
    return reply
      .type(logo.type)
      .header('cache-control', FOR_EVER)
      .serializer((bytes: unknown) => bytes as string)
      .send(logo.bytes);
  });

  app.get('/door-look/band/:sheet', { config: always, schema: { params: z.object({ sheet: z.string() }) } }, async (request, reply) => {
    const sheet = Sheet.safeParse(request.params.sheet);
    if (!sheet.success) throw new Refusal('request.not-found');
    return reply
      .type('text/css; charset=utf-8')
      .header('cache-control', FOR_EVER)
      .serializer(String)
      .send(`.v-band { background: #${sheet.data.slice(0, 6)}; }\n`);
  });
}

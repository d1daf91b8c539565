import { leastLicences } from '@varco/shared/identity/licences';
import { ChangePool, Seats } from '@varco/shared/seats/api';
import { z } from 'zod';
import type { Core } from '#core/core';
import { may } from '#http/permission';
import type { App } from '#http/server';
import { changePool, readSeats } from './seats.ts';

const params = z.object({ licence: z.enum(leastLicences) });

/** The seats of each licence: how many were bought, how they are counted, and how many are taken. */
export function seatRoutes(app: App, core: Core): void {
  app.get('/api/seats', { config: { allow: may('search', 'settings') }, schema: { response: { 200: Seats } } }, (request) =>
    readSeats(core, request.actor),
  );

  app.put(
    '/api/seats/:licence',
    { config: { allow: may('modify', 'settings') }, schema: { params, body: ChangePool, response: { 200: Seats } } },
    (request) => changePool(core, request.actor, request.params.licence, request.body),
  );
}

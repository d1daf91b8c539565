import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { Refusal } from '#core/refusal';
import { type App, sendPage, wantsJson } from './server.ts';

/** The console: one document for whoever is signed in, and built files for everybody; `pages` is the folder of the built pages. */
export async function consoleRoutes(app: App, pages: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: join(pages, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
    serve: false,
  });
  app.get('/assets/*', { config: { allow: 'anyone', beforeSetup: true } }, (request, reply) => {
    reply.header('cache-control', 'public, max-age=31536000, immutable');
    return reply.serializer((payload: unknown) => payload as string).sendFile((request.params as { '*': string })['*']);
  });
  const document = readFileSync(join(pages, 'index.html'), 'utf8');
  app.get('/*', { config: { allow: 'signed-in' } }, async (request, reply) => {
    if (wantsJson(request) || /\.\w+$/.test(request.url.split('?')[0] ?? '')) throw new Refusal('request.not-found');
    return sendPage(reply, document.replace('<html lang="it"', `<html lang="${request.language}"`));
  });
}

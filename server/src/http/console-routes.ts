import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { type Language, languages } from '@varco/shared/language';
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
  const built = readFileSync(join(pages, 'index.html'), 'utf8');
  const documents = new Map(languages.map((language) => [language, documentIn(built, language)]));
  app.get('/*', { config: { allow: 'signed-in' } }, async (request, reply) => {
    if (wantsJson(request) || /\.\w+$/.test(request.url.split('?')[0] ?? '')) throw new Refusal('request.not-found');
    return sendPage(reply, documents.get(request.language) ?? built);
  });
}

/** The document as one reader gets it: without scripts nobody chooses among the languages, and a style sheet may come late or never. */
function documentIn(built: string, language: Language): string {
  const ofOthers = languages.filter((other) => other !== language).map((other) => `<noscript lang="${other}">.*?</noscript>\\s*`);
  return built.replaceAll(new RegExp(ofOthers.join('|'), 'gs'), '').replace('<html lang="it"', `<html lang="${language}"`);
}

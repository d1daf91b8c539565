import { ChangeStatement, Statement, StatementName } from '@varco/shared/statements/api';
import { z } from 'zod';
import type { Core } from '#core/core';
import { may } from '#http/permission';
import { type App, frameOf, type HttpParts } from '#http/server';
import { accessibilityPage, privacyPage } from '#http/statement-pages';
import { changeStatement, readStatement } from './statements.ts';
import { wordingInForce } from './store.ts';

const params = z.object({ name: StatementName });
const pages = { accessibility: accessibilityPage, privacy: privacyPage };

/** The accessibility statement and the privacy notice: read by anybody, worded by the organization. */
export function statementRoutes(app: App, core: Core, parts: Pick<HttpParts, 'assets' | 'organizationName'>): void {
  for (const name of ['accessibility', 'privacy'] as const) {
    app.get(`/${name}`, { config: { allow: 'anyone', beforeSetup: true } }, async (request, reply) => {
      const own = await wordingInForce(core.db, name, request.language);
      return reply
        .type('text/html; charset=utf-8')
        .serializer(String)
        .send(pages[name](frameOf(request, parts), own));
    });
  }

  app.get(
    '/api/statements/:name',
    { config: { allow: may('search', 'settings') }, schema: { params, response: { 200: Statement } } },
    (request) => readStatement(core, request.params.name),
  );

  app.put(
    '/api/statements/:name',
    { config: { allow: may('modify', 'settings') }, schema: { params, body: ChangeStatement, response: { 200: Statement } } },
    (request) => changeStatement(core, request.actor, request.scope, request.params.name, request.body),
  );
}

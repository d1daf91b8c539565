import { ChangeStatement, Statement, StatementName } from '@varco/shared/statements/api';
import { z } from 'zod';
import type { Core } from '#core/core';
import { may } from '#http/permission';
import { type App, frameOf, type HttpParts, sendPage } from '#http/server';
import { changeStatement, readStatement } from './change-statement.ts';
import { statementPage } from './pages.ts';
import { shownWording } from './wording-in-force.ts';

const params = z.object({ name: StatementName });

/** Two texts of the greatest length in their longest form, six bytes a character in JSON: a longer one is refused by its field, with its sentence. */
const BODY_LIMIT = 256 * 1024;

/** The accessibility statement and the privacy notice: read by anybody, worded by the organization. */
export function statementRoutes(app: App, core: Core, parts: Pick<HttpParts, 'assets' | 'organizationName'>): void {
  for (const name of StatementName.options) {
    app.get(`/${name}`, { config: { allow: 'anyone', beforeSetup: true } }, async (request, reply) => {
      const own = await shownWording(core, name);
      return sendPage(reply, statementPage(frameOf(request, parts), name, own[request.language]));
    });
  }

  app.get(
    '/api/statements/:name',
    { config: { allow: may('search', 'settings') }, schema: { params, response: { 200: Statement } } },
    (request) => readStatement(core, request.params.name),
  );

  app.put(
    '/api/statements/:name',
    {
      bodyLimit: BODY_LIMIT,
      config: { allow: may('modify', 'settings') },
      schema: { params, body: ChangeStatement, response: { 200: Statement } },
    },
    (request) => changeStatement(core, request.actor, request.scope, request.params.name, request.body),
  );
}

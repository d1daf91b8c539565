import { ChangePassword, PasswordRules } from '@varco/shared/credentials/api';
import { z } from 'zod';
import { atHome, homeOf } from '#core/actor';
import type { Core } from '#core/core';
import { policyInForce } from '#features/policy';
import { writeCookie } from '#http/cookies';
import type { App } from '#http/server';
import { changePassword, rulesToShow } from './change-password.ts';

/** One's own password (requirements R1.42, R3.63). */
export function credentialsRoutes(app: App, core: Core): void {
  app.get(
    '/api/me/password-rules',
    { config: { allow: 'signed-in', background: true }, schema: { response: { 200: PasswordRules } } },
    async () => rulesToShow(await policyInForce(core)),
  );

  app.put(
    '/api/me/password',
    { config: { allow: 'signed-in' }, schema: { body: ChangePassword, response: { 204: z.null() } } },
    async (request, reply) => {
      writeCookie(core, reply, 'session', await changePassword(core, atHome(request.actor), homeOf(request.actor), request.body));
      return reply.code(204).send(null);
    },
  );
}

import { ChangePolicy, Policy } from '@varco/shared/policy/api';
import type { Core } from '#core/core';
import { may } from '#http/permission';
import type { App } from '#http/server';
import { changePolicy, readPolicy } from './change-policy.ts';

/** The policy of sign-in and passwords of one's organization. */
export function policyRoutes(app: App, core: Core): void {
  app.get('/api/policy', { config: { allow: may('search', 'policy') }, schema: { response: { 200: Policy } } }, (request) =>
    readPolicy(core, request.scope, request.actor.organizationId),
  );

  app.put(
    '/api/policy',
    { config: { allow: may('modify', 'policy') }, schema: { body: ChangePolicy, response: { 200: Policy } } },
    (request) => changePolicy(core, request.actor, request.scope, request.body),
  );
}

import { ChangeRetention, PreviewQuery, Retention, RetentionPreview } from '@varco/shared/retention/api';
import type { Core } from '#core/core';
import { may } from '#http/permission';
import type { App } from '#http/server';
import { changeRetention } from './change-retention.ts';
import { previewRetention, readRetention } from './read-retention.ts';

/** How long the access log is kept, what a choice would take away, and choosing. */
export function retentionRoutes(app: App, core: Core): void {
  app.get(
    '/api/access-log/retention',
    { config: { allow: may('search', 'policy') }, schema: { response: { 200: Retention } } },
    (request) => readRetention(core, request.scope),
  );

  app.get(
    '/api/access-log/retention/preview',
    { config: { allow: may('search', 'policy') }, schema: { querystring: PreviewQuery, response: { 200: RetentionPreview } } },
    (request) => previewRetention(core, request.scope, request.query.days),
  );

  app.put(
    '/api/access-log/retention',
    { config: { allow: may('modify', 'policy') }, schema: { body: ChangeRetention, response: { 200: Retention } } },
    (request) => changeRetention(core, request.actor, request.scope, request.body),
  );
}

import { LogBrowsers, LogChart, LogCount, LogFilters, LogPage, LogPeriod, LogQuery, OwnAccesses } from '@varco/shared/access-log/api';
import type { Core } from '#core/core';
import { inZoneOf } from '#core/zone';
import { may } from '#http/permission';
import type { App } from '#http/server';
import { drawChart } from './chart/draw-chart.ts';
import { ownAccesses } from './own-accesses.ts';
import { browserFamilies, countExactly, defaultPeriod, search } from './search.ts';
import { turnsAtLog } from './turns.ts';

/** The log is only read: nothing here adds, changes or removes an entry (requirements R2.21). */
export function accessLogRoutes(app: App, core: Core): void {
  app.get(
    '/api/access-log',
    { config: { allow: may('search', 'access-log') }, schema: { querystring: LogQuery, response: { 200: LogPage } } },
    (request) => turnsAtLog.take(request.actor, () => search(inZoneOf(core, request.actor), request.scope, request.query)),
  );

  app.get(
    '/api/access-log/count',
    { config: { allow: may('search', 'access-log') }, schema: { querystring: LogFilters, response: { 200: LogCount } } },
    async (request) => ({
      count: await turnsAtLog.take(request.actor, () => countExactly(inZoneOf(core, request.actor), request.scope, request.query)),
    }),
  );

  app.get(
    '/api/access-log/chart',
    { config: { allow: may('search', 'access-log') }, schema: { querystring: LogFilters, response: { 200: LogChart } } },
    (request) => turnsAtLog.take(request.actor, () => drawChart(inZoneOf(core, request.actor), request.scope, request.query)),
  );

  app.get(
    '/api/access-log/browsers',
    { config: { allow: may('search', 'access-log') }, schema: { response: { 200: LogBrowsers } } },
    async () => ({ items: await browserFamilies(core) }),
  );

  app.get(
    '/api/access-log/period',
    {
      config: { allow: may('search', 'access-log') },
      schema: { querystring: LogQuery.pick({ user: true }), response: { 200: LogPeriod } },
    },
    (request) => defaultPeriod(inZoneOf(core, request.actor), request.scope, request.query.user),
  );

  app.get(
    '/api/me/accesses',
    {
      config: { allow: 'signed-in' },
      schema: { querystring: LogQuery.pick({ after: true, limit: true }), response: { 200: OwnAccesses } },
    },
    (request) => ownAccesses(core, request.actor, request.query),
  );
}

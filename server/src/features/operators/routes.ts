import { OperatorQuery, Operators, OperatorUnitQuery, OperatorUnits } from '@varco/shared/operators/api';
import type { Core } from '#core/core';
import type { App } from '#http/server';
import { findPlaced, findUnits } from './operators.ts';

/** Among whom the operators of a record are chosen, for every form that has them (requirements R2.36): names where one works, and nothing else. */
export function operatorRoutes(app: App, core: Core): void {
  app.get(
    '/api/operators/units',
    { config: { allow: 'signed-in' }, schema: { querystring: OperatorUnitQuery, response: { 200: OperatorUnits } } },
    (request) => findUnits(core, request.actor, request.query),
  );

  app.get(
    '/api/operators',
    { config: { allow: 'signed-in' }, schema: { querystring: OperatorQuery, response: { 200: Operators } } },
    (request) => findPlaced(core, request.actor, request.query),
  );
}

import { HistoryQuery, ThingHistory } from '@varco/shared/access-log/api';
import { DepartmentId, UnitId } from '@varco/shared/ids';
import { ChangeDepartment, ChangeUnit, Made, SaveDepartment, SaveUnit, Structure } from '@varco/shared/structure/api';
import { z } from 'zod';
import type { Core } from '#core/core';
import { may } from '#http/permission';
import type { App } from '#http/server';
import { changeDepartment, createDepartment, readStructure, removeDepartment } from './departments.ts';
import { exportStructure } from './export-structure.ts';
import { readDepartmentHistory, readUnitHistory } from './history.ts';
import { changeUnit, createUnit, removeUnit } from './units.ts';

const nothing = { 204: z.null() };

/** Departments and units. */
export function structureRoutes(app: App, core: Core): void {
  app.get('/api/structure', { config: { allow: may('search', 'structure') }, schema: { response: { 200: Structure } } }, (request) =>
    readStructure(core, request.scope),
  );

  app.get('/api/structure/export', { config: { allow: may('search', 'structure') } }, async (request, reply) =>
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${request.language === 'it' ? 'struttura' : 'structure'}.csv"`)
      .send(await exportStructure(core, request.scope, request.language)),
  );

  app.post(
    '/api/departments',
    { config: { allow: may('create', 'structure') }, schema: { body: SaveDepartment, response: { 201: Made } } },
    async (request, reply) => reply.code(201).send(await createDepartment(core, request.actor, request.actor.organizationId, request.body)),
  );

  const department = z.object({ id: DepartmentId });
  app.get(
    '/api/departments/:id/history',
    {
      config: { allow: may('search', 'structure') },
      schema: { params: department, querystring: HistoryQuery, response: { 200: ThingHistory } },
    },
    (request) => readDepartmentHistory(core, request.actor, request.scope, request.params.id, request.query),
  );

  app.put(
    '/api/departments/:id',
    { config: { allow: may('modify', 'structure') }, schema: { params: department, body: ChangeDepartment, response: nothing } },
    async (request, reply) => {
      await changeDepartment(core, request.actor, request.scope, request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/departments/:id',
    { config: { allow: may('delete', 'structure') }, schema: { params: department, response: nothing } },
    async (request, reply) => {
      await removeDepartment(core, request.actor, request.scope, request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/units',
    { config: { allow: may('create', 'structure') }, schema: { body: SaveUnit, response: { 201: Made } } },
    async (request, reply) => reply.code(201).send(await createUnit(core, request.actor, request.actor.organizationId, request.body)),
  );

  const unit = z.object({ id: UnitId });
  app.get(
    '/api/units/:id/history',
    {
      config: { allow: may('search', 'structure') },
      schema: { params: unit, querystring: HistoryQuery, response: { 200: ThingHistory } },
    },
    (request) => readUnitHistory(core, request.actor, request.scope, request.params.id, request.query),
  );

  app.put(
    '/api/units/:id',
    { config: { allow: may('modify', 'structure') }, schema: { params: unit, body: ChangeUnit, response: nothing } },
    async (request, reply) => {
      await changeUnit(core, request.actor, request.scope, request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/units/:id',
    { config: { allow: may('delete', 'structure') }, schema: { params: unit, response: nothing } },
    async (request, reply) => {
      await removeUnit(core, request.actor, request.scope, request.params.id);
      return reply.code(204).send(null);
    },
  );
}

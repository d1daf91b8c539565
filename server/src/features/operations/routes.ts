import { RunId } from '@varco/shared/jobs/jobs';
import { AskedRun, Backups, ChooseJobWorker, JobWorker, Needs, PlannedJobs, Run, RunPage, RunQuery } from '@varco/shared/operations/api';
import { z } from 'zod';
import type { Core } from '#core/core';
import { may } from '#http/permission';
import type { App } from '#http/server';
import type { Job } from '#jobs/job';
import { askForRun, cancelAskedRun } from './ask-for-run.ts';
import { readBackups } from './backups/list-backups.ts';
import { listRuns, readPlan, readRun } from './find-runs.ts';
import { type Around, readNeeds } from './needs.ts';
import { chooseWorker, readWorker } from './worker.ts';

const params = z.object({ id: RunId });
const search = may('search', 'jobs');
const modify = may('modify', 'jobs');

/** What is done apart from any request: the plan, the runs, and running one out of its turn. */
export function operationsRoutes(app: App, core: Core, { jobs, ...around }: { readonly jobs: readonly Job[] } & Around): void {
  app.get('/api/needs', { config: { allow: search }, schema: { response: { 200: Needs } } }, (request) =>
    readNeeds(core, request.scope, around),
  );

  app.get('/api/jobs', { config: { allow: search }, schema: { response: { 200: PlannedJobs } } }, (request) =>
    readPlan(core, request.scope, jobs),
  );

  app.get('/api/jobs/worker', { config: { allow: search }, schema: { response: { 200: JobWorker } } }, (request) =>
    readWorker(core, request.scope),
  );

  app.put('/api/jobs/worker', { config: { allow: modify }, schema: { body: ChooseJobWorker, response: { 200: JobWorker } } }, (request) =>
    chooseWorker(core, request.actor, request.scope, request.body),
  );

  app.get('/api/backups', { config: { allow: search }, schema: { response: { 200: Backups } } }, (request) =>
    readBackups(core, request.scope),
  );

  app.post(
    '/api/jobs/:name/runs',
    {
      config: { allow: may('create', 'jobs') },
      schema: { params: z.object({ name: z.string().max(64) }), response: { 201: AskedRun } },
    },
    async (request, reply) => reply.code(201).send(await askForRun(core, request.actor, request.scope, jobs, request.params.name)),
  );

  app.get('/api/runs', { config: { allow: search }, schema: { querystring: RunQuery, response: { 200: RunPage } } }, (request) =>
    listRuns(core, request.scope, request.query),
  );

  // Asked again and again while it goes on, which is no activity of a person.
  app.get('/api/runs/:id', { config: { allow: 'signed-in', background: true }, schema: { params, response: { 200: Run } } }, (request) =>
    readRun(core, request.actor, request.scope, search.held(request.actor), request.params.id),
  );

  app.post(
    '/api/runs/:id/cancel',
    { config: { allow: 'signed-in' }, schema: { params, response: { 204: z.null() } } },
    async (request, reply) => {
      await cancelAskedRun(core, request.actor, request.scope, modify.held(request.actor), request.params.id);
      return reply.code(204).send(null);
    },
  );
}

import {
  ActionSearch,
  Answer,
  Answers,
  Evaluation,
  Evaluations,
  FoundActions,
  FoundResources,
  FoundSubjects,
  Metadata,
  ResourceSearch,
  SubjectSearch,
} from '@varco/shared/decision-point/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Core } from '#core/core';
import { publicAddress } from '#core/public-address';
import { type App, portOf } from '#http/server';
import { evaluate, evaluateAll } from './evaluate.ts';
import { searchActions, searchResources, searchSubjects } from './search.ts';

/** A thousand questions that each say everything. */
const QUESTIONS_LIMIT = 1024 * 1024;
/** Ten thousand candidates with a few properties each. */
const CANDIDATES_LIMIT = 4 * 1024 * 1024;
const config = { allow: 'application' } as const;
const paths = {
  evaluation: '/access/v1/evaluation',
  evaluations: '/access/v1/evaluations',
  subjects: '/access/v1/search/subject',
  resources: '/access/v1/search/resource',
  actions: '/access/v1/search/action',
} as const;

/** The policy decision point for applications: the OpenID AuthZEN Authorization API 1.0. */
export function decisionPointRoutes(app: App, core: Core): void {
  const onRequest = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const named = request.headers['x-request-id'];
    // Given back so that the application can tell its questions apart (section 10.1.4); a header of ours holds no line of another.
    if (typeof named === 'string' && /^[\x21-\x7e]{1,200}$/.test(named)) reply.header('x-request-id', named);
  };

  app.get('/.well-known/authzen-configuration', { config: { allow: 'anyone' }, schema: { response: { 200: Metadata } } }, () => {
    const { origin } = publicAddress(core.config, portOf(app));
    return {
      policy_decision_point: origin,
      access_evaluation_endpoint: `${origin}${paths.evaluation}`,
      access_evaluations_endpoint: `${origin}${paths.evaluations}`,
      search_subject_endpoint: `${origin}${paths.subjects}`,
      search_resource_endpoint: `${origin}${paths.resources}`,
      search_action_endpoint: `${origin}${paths.actions}`,
    };
  });

  app.post(paths.evaluation, { config, onRequest, schema: { body: Evaluation, response: { 200: Answer } } }, (request) =>
    evaluate(core, request.application, request.body),
  );

  app.post(
    paths.evaluations,
    { config, onRequest, bodyLimit: QUESTIONS_LIMIT, schema: { body: Evaluations, response: { 200: Answers } } },
    (request) => evaluateAll(core, request.application, request.body),
  );

  app.post(paths.subjects, { config, onRequest, schema: { body: SubjectSearch, response: { 200: FoundSubjects } } }, (request) =>
    searchSubjects(core, request.application, request.body),
  );

  app.post(
    paths.resources,
    { config, onRequest, bodyLimit: CANDIDATES_LIMIT, schema: { body: ResourceSearch, response: { 200: FoundResources } } },
    (request) => searchResources(core, request.application, request.body),
  );

  app.post(paths.actions, { config, onRequest, schema: { body: ActionSearch, response: { 200: FoundActions } } }, (request) =>
    searchActions(core, request.application, request.body),
  );
}

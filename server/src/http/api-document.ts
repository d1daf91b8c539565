import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import { type ProblemCode, problems } from '@varco/shared/problems';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { Allow } from './permission.ts';

type Transform = NonNullable<FastifyDynamicSwaggerOptions['transform']>;
type TransformObject = NonNullable<FastifyDynamicSwaggerOptions['transformObject']>;

/** The routes outside /api that programs may use; every other one there answers pages for people. */
const forPrograms: readonly string[] = [
  '/healthz',
  '/readyz',
  '/sign-in',
  '/sign-in/new-password',
  '/sign-in/new-password/cancel',
  '/sign-out',
];

/** Whether a route belongs to the description of the API. */
const isDescribed = (url: string): boolean => /^\/(api|access|\.well-known)\//.test(url) || forPrograms.includes(url);

const codes = Object.keys(problems) as ProblemCode[];

/** What holds for the whole API: its name, the session's cookie and the one shape of a refusal (RFC 9457). */
export const describeApi = (version: string): FastifyDynamicSwaggerOptions['openapi'] => ({
  openapi: '3.1.0',
  info: { title: 'Varco', version, description: 'The gate of an organization: who is signed in, users, policy, statements, access log.' },
  servers: [{ url: '/' }],
  components: {
    securitySchemes: {
      session: {
        type: 'apiKey',
        in: 'cookie',
        name: 'varco',
        description: 'The session, `__Host-varco` over https; POST /sign-in sets it.',
      },
      application: {
        type: 'http',
        scheme: 'bearer',
        description: 'The secret of a registered application (RFC 6750, section 2.1).',
      },
    },
    responses: {
      Problem: {
        description:
          'A refusal; `type` says which, `title` says it in the language of Accept-Language. An address answers 405 to a method it does not have, with those it has in `Allow`.',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
    schemas: {
      Problem: {
        type: 'object',
        required: ['type', 'status', 'title'],
        properties: {
          type: { type: 'string', enum: codes },
          status: { type: 'integer', enum: [...new Set(Object.values(problems))].sort() },
          title: { type: 'string' },
          instance: { type: 'string' },
          issues: {
            type: 'array',
            description: 'Every fault found, each with its field, the rule it breaks and the numbers of the rule.',
            items: {
              type: 'object',
              required: ['rule'],
              properties: { field: { type: 'string' }, rule: { type: 'string' } },
              additionalProperties: true,
            },
          },
        },
        additionalProperties: true,
      },
    },
  },
});

const shapes = createJsonSchemaTransform({ skipList: [] });

/** Describes one route: its shapes, a name for generated clients, and who may call it. */
export const describeRoute: Transform = (document) => {
  const { route, url } = document;
  const { schema = {}, ...rest } = shapes(document as Parameters<typeof shapes>[0]) as { schema?: object; url: string };
  const [method] = [route.method].flat();
  if (!isDescribed(url) || method === 'HEAD' || 'hide' in schema) return { ...rest, schema: { hide: true } };
  const allow = (route as { config?: { allow?: Allow } }).config?.allow;
  return {
    ...rest,
    schema: {
      ...schema,
      operationId: nameOf(String(method), url),
      ...(allow === 'anyone' ? {} : { security: [{ [allow === 'application' ? 'application' : 'session']: [] }] }),
      'x-allow': typeof allow === 'object' ? { capability: allow.capability, action: allow.action } : allow,
    },
  };
};

/** `GET /api/users/:id/password-resets` is `getUsersIdPasswordResets`. */
const nameOf = (method: string, url: string): string =>
  method.toLowerCase() + url.replace(/^\/api(?=\/)/, '').replace(/[^a-z]+([a-z])/gi, (_, letter: string) => letter.toUpperCase());

const registered = createJsonSchemaTransformObject({});

const meanings: Readonly<Record<string, string>> = {
  200: 'The answer.',
  201: 'It was made.',
  204: 'It was done.',
  304: 'The answer is the one whose tag was sent.',
};

interface Described {
  paths?: Record<string, Record<string, { responses?: Record<string, object> }>>;
}

/** Adds to every route the answer it gives when it refuses, and puts the routes in the order of their addresses. */
export const describeRefusals: TransformObject = (document) => {
  const described = registered(document as Parameters<typeof registered>[0]) as Described;
  for (const operation of Object.values(described.paths ?? {}).flatMap((path) => Object.values(path))) {
    const answers = Object.entries(operation.responses ?? {}).map(([status, answer]) => [
      status,
      { ...answer, description: meanings[status] },
    ]);
    operation.responses = { ...Object.fromEntries(answers), default: { $ref: '#/components/responses/Problem' } };
  }
  const paths = Object.entries(described.paths ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...described, paths: Object.fromEntries(paths) } as ReturnType<TransformObject>;
};

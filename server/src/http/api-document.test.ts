import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { problems } from '@varco/shared/problems';
import { describe, expect, test } from 'vitest';
import { freshWorld } from '#testing/world';

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema: object }[];
  readonly requestBody?: { content: Record<string, { schema: object }> };
  readonly responses: Readonly<Record<string, { description?: string; $ref?: string; content?: Record<string, { schema: object }> }>>;
  readonly security?: readonly Record<string, unknown>[];
  readonly 'x-allow': unknown;
}

interface Description {
  readonly openapi: string;
  readonly info: { title: string; version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { securitySchemes: Record<string, object>; schemas: { Problem: { properties: { type: { enum: string[] } } } } };
}

const description = JSON.parse(readFileSync(join(import.meta.dirname, '../../../docs/openapi.json'), 'utf8')) as Description;
const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
);

/** Everything inside a value, with the value itself. */
function* inside(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const one of Object.values(value)) yield* inside(one);
}

const follow = (reference: string): unknown =>
  reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], description);

describe('the description of the API (OpenAPI 3.1)', () => {
  test('is what the server gives', async () => {
    const world = await freshWorld();
    const served = await (await world.browser()).get('/api/openapi.json');

    expect(served.headers['content-type']).toContain('application/json');
    expect(served.body).toEqual(description);
  });

  test('says what it is and which version', () => {
    expect(description.openapi).toMatch(/^3\.1\.\d+$/);
    expect(description.info).toMatchObject({ title: 'Varco', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
  });

  test('refers only to what is there', () => {
    const references = [...inside(description)].flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []));

    expect(references.length).toBeGreaterThan(0);
    expect(references.filter((reference) => !reference.startsWith('#/') || follow(reference) === undefined)).toEqual([]);
  });

  test('uses only the types of JSON Schema', () => {
    const types = [...inside(description.paths)].flatMap(({ type }) =>
      typeof type === 'string' || Array.isArray(type) ? [type].flat() : [],
    );

    expect(
      [...new Set(types)].filter((type) => !['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'].includes(String(type))),
    ).toEqual([]);
  });

  test('names each route once', () => {
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    expect(operations.filter(({ operationId }) => !/^[a-z][A-Za-z]+$/.test(operationId))).toEqual([]);
  });

  test.for(operations.map((operation) => [`${operation.method.toUpperCase()} ${operation.path}`, operation] as const))(
    '%s',
    ([, operation]) => {
      const { path, parameters = [], responses, requestBody, security } = operation;
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

      expect(parameters.filter((one) => one.in === 'path').map((one) => one.name)).toEqual(inPath);
      expect(parameters.filter((one) => (one.in === 'path' && one.required !== true) || one.schema === undefined)).toEqual([]);
      expect(responses.default).toEqual({ $ref: '#/components/responses/Problem' });
      expect(Object.keys(responses).filter((status) => !/^(2\d\d|default)$/.test(status))).toEqual([]);
      expect(Object.values(responses).every((response) => response.$ref !== undefined || (response.description ?? '') !== '')).toBe(true);
      if (requestBody) expect(Object.keys(requestBody.content)).toContain('application/json');
      expect(security).toEqual(operation['x-allow'] === 'anyone' ? undefined : [{ session: [] }]);
      expect(operation['x-allow']).toBeDefined();
    },
  );

  test('lists every refusal there is', () => {
    expect(description.components.schemas.Problem.properties.type.enum).toEqual(Object.keys(problems));
    expect(description.components.securitySchemes).toHaveProperty('session');
  });
});

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

/** Everything inside a value, with the value itself. */
function* inside(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const one of Object.values(value)) yield* inside(one);
}

const follow = (description: Description, reference: string): unknown =>
  reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], description);

/** The description as the server gives it, with every route in it. */
async function served() {
  const world = await freshWorld();
  const answer = await (await world.browser()).get('/api/openapi.json');
  expect(answer.headers['content-type']).toContain('application/json');
  const description = answer.body as unknown as Description;
  const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ route: `${method.toUpperCase()} ${path}`, path, ...operation })),
  );
  return { description, operations };
}

describe('the description of the API (OpenAPI 3.1)', () => {
  test('says what it is, refers only to what is there, and uses only the types of JSON Schema', async () => {
    const { description } = await served();
    const references = [...inside(description)].flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []));
    const types = [...inside(description.paths)].flatMap(({ type }) =>
      typeof type === 'string' || Array.isArray(type) ? [type].flat() : [],
    );

    expect(description.openapi).toMatch(/^3\.1\.\d+$/);
    expect(description.info).toMatchObject({ title: 'Varco', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
    expect(references.length).toBeGreaterThan(0);
    expect(references.filter((reference) => !reference.startsWith('#/') || follow(description, reference) === undefined)).toEqual([]);
    expect(types.filter((type) => !['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'].includes(String(type)))).toEqual(
      [],
    );
    expect(description.components.schemas.Problem.properties.type.enum).toEqual(Object.keys(problems));
  });

  test('tells of every route its name, its parameters, its answers and who may call it', async () => {
    const { operations } = await served();

    expect(operations.length).toBeGreaterThan(20);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { route, path, operationId, parameters = [], responses, requestBody, security, 'x-allow': allow } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const answers = Object.entries(responses);
      expect([route, operationId]).toEqual([route, expect.stringMatching(/^[a-z][A-Za-z]+$/)]);
      expect([route, parameters.filter((one) => one.in === 'path' && one.required).map((one) => one.name)]).toEqual([route, inPath]);
      expect([route, parameters.filter((one) => one.schema === undefined)]).toEqual([route, []]);
      expect([route, responses.default]).toEqual([route, { $ref: '#/components/responses/Problem' }]);
      expect([
        route,
        answers.filter(([status, answer]) => status !== 'default' && !(/^(?:2\d\d|304)$/.test(status) && answer.description)),
      ]).toEqual([route, []]);
      expect([route, Object.keys(requestBody?.content ?? { 'application/json': {} })]).toEqual([route, ['application/json']]);
      expect([route, security]).toEqual([
        route,
        allow === 'anyone' ? undefined : [{ [allow === 'application' ? 'application' : 'session']: [] }],
      ]);
      expect([route, allow]).not.toEqual([route, undefined]);
    }
  });
});

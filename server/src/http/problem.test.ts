import { languages } from '@varco/shared/language';
import { problemSentence } from '@varco/shared/problem-messages';
import { type ProblemCode, problems } from '@varco/shared/problems';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Refusal } from '#core/refusal';
import { freshWorld } from '#testing/world';
import { judge, toIssues, toProblem } from './problem.ts';

const codes = Object.keys(problems) as ProblemCode[];

describe('RFC 9457 a refusal', () => {
  test.for(codes)('%s has its code as type, its status, and its sentence in both languages', (code) => {
    const [italian, english] = languages.map((language) => toProblem(judge(new Refusal(code)), language, 'abc'));

    for (const problem of [italian, english]) expect(problem).toMatchObject({ type: code, status: problems[code] });
    expect(italian?.title).toBe(problemSentence('it', code));
    expect(english?.title).toBe(problemSentence('en', code));
    expect(italian?.title).not.toBe(english?.title);
    // A URI reference, as "type" must be.
    expect(new URL(code, 'https://example.org/').pathname).toBe(`/${code}`);
  });

  test('keeps its data, which cannot take the place of what it is', () => {
    const problem = toProblem(judge(new Refusal('identity.user-refused', { type: 'x', status: 200, title: 'x', current: 7 })), 'en', 'abc');

    expect(problem).toMatchObject({ type: 'identity.user-refused', status: 422, current: 7 });
    expect(problem.title).toBe(problemSentence('en', 'identity.user-refused'));
  });

  test('is told in the language of whoever asks, Italian when it is none of ours', async () => {
    const { app } = await (await freshWorld()).house();
    const ask = (language: string) =>
      app.inject({ url: '/api/users', headers: { 'accept-language': language }, remoteAddress: '192.0.2.1' });

    for (const [asked, answered] of [
      ['it-IT', 'it'],
      ['en-GB,it;q=0.5', 'en'],
      ['fr', 'it'],
    ] as const) {
      const answer = await ask(asked);
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(answer.json()).toEqual({ type: 'sign-in.required', status: 401, title: problemSentence(answered, 'sign-in.required') });
    }
  });
});

describe('what was thrown', () => {
  test('by us is told, by a fault of ours only that there was one', () => {
    expect(judge(new Refusal('request.not-found', { a: 1 }))).toEqual({ code: 'request.not-found', data: { a: 1 }, bug: false });
    expect(judge(new TypeError('secret'))).toEqual({ code: 'server.fault', data: {}, bug: true });
    expect(JSON.stringify(toProblem(judge(new TypeError('secret')), 'it', 'abc'))).not.toContain('secret');
    expect(judge('a text')).toMatchObject({ code: 'server.fault', bug: true });
  });

  test('by the database that does not answer is told as such, with when to try again', () => {
    for (const code of ['ECONNREFUSED', '57P01', '53300', '08006']) {
      expect(judge(Object.assign(new Error('x'), { code }))).toEqual({ code: 'server.unavailable', data: { retryAfter: 5 }, bug: false });
    }
    expect(judge(Object.assign(new Error('x'), { code: '23505' })).bug).toBe(true);
  });
});

test('the faults of a shape are told with field, rule and numbers', () => {
  const shape = z.object({
    name: z.string().min(1),
    long: z.string().max(3),
    age: z.number().int().min(18).max(99),
    kind: z.enum(['a', 'b']),
    day: z.string().refine(() => false, { error: 'day' }),
    list: z.array(z.object({ id: z.uuid() })),
  });

  const faults = (value: unknown) => toIssues(shape.safeParse(value).error ?? new z.ZodError([]));

  expect(faults({ name: '', long: 'long', age: 7, kind: 'c', day: '', list: [{ id: 'x' }] })).toEqual([
    { field: 'name', rule: 'required' },
    { field: 'long', rule: 'too-long', max: 3 },
    { field: 'age', rule: 'too-small', min: 18 },
    { field: 'kind', rule: 'choice' },
    { field: 'day', rule: 'day' },
    { field: 'list.0.id', rule: 'format' },
  ]);
  expect(faults({ name: 1, age: 'x' }).map(({ field, rule }) => `${field}: ${rule}`)).toEqual([
    'name: type',
    'long: required',
    'age: number',
    'kind: choice',
    'day: required',
    'list: required',
  ]);
});

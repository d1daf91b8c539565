import type { Language } from '@varco/shared/language';
import { problemSentence } from '@varco/shared/problem-messages';
import { type Issue, type Problem, type ProblemCode, problems } from '@varco/shared/problems';
import type { FastifyError } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { ZodError } from 'zod';
import { Refusal } from '#core/refusal';
import { isUnavailable } from '#db/database';

/** What a fault means to the caller: a code, its data, and whether the log must keep the stack because it is a bug of ours. */
export interface Verdict {
  readonly code: ProblemCode;
  readonly data: { readonly issues?: readonly Issue[]; readonly [name: string]: unknown };
  readonly bug: boolean;
}

const ofFramework: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.unsupported-format',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request.unreadable',
  FST_ERR_CTP_INVALID_JSON_BODY: 'request.unreadable',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request.unreadable',
  FST_ERR_BAD_URL: 'request.unreadable',
};

interface SchemaIssue {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** All faults of a shape in our own words, for forms that are judged outside the route's schema. */
export const toIssues = (fault: ZodError): Issue[] =>
  fault.issues.map((issue) =>
    toIssue({
      keyword: issue.code,
      instancePath: `/${issue.path.join('/')}`,
      message: issue.message,
      params: issue as unknown as Record<string, unknown>,
    }),
  );

/** One fault of the schema in our own words: the field, the rule, the number the sentence needs. */
function toIssue(fault: SchemaIssue): Issue {
  const field = fault.instancePath.replace(/^\//, '').replaceAll('/', '.');
  const params = (fault.params.issue ?? fault.params) as Readonly<Record<string, unknown>>;
  const named = typeof fault.message === 'string' && /^[a-z][a-z-]+$/.test(fault.message) ? fault.message : undefined;
  if (named) return { field, rule: named };
  if (fault.keyword === 'invalid_type' && /received undefined/.test(fault.message ?? '')) return { field, rule: 'required' };
  if (fault.keyword === 'too_small')
    return params.minimum === 1 ? { field, rule: 'required' } : { field, rule: 'too-small', min: params.minimum };
  if (fault.keyword === 'too_big')
    return { field, rule: typeof params.maximum === 'number' && params.origin === 'string' ? 'too-long' : 'too-big', max: params.maximum };
  if (fault.keyword === 'invalid_value') return { field, rule: 'choice' };
  if (fault.keyword === 'invalid_type')
    return { field, rule: params.expected === 'number' || params.expected === 'int' ? 'number' : 'type' };
  return { field, rule: 'format' };
}

/** Turns whatever was thrown into what the caller is told; anything unexpected is a bug and tells nothing. */
export function judge(fault: unknown): Verdict {
  if (fault instanceof Refusal) return { code: fault.code, data: fault.data, bug: false };
  if (hasZodFastifySchemaValidationErrors(fault)) {
    return { code: 'request.invalid', data: { issues: (fault.validation as unknown as SchemaIssue[]).map(toIssue) }, bug: false };
  }
  if (isUnavailable(fault)) return { code: 'server.unavailable', data: { retryAfter: 5 }, bug: false };
  const framework = fault as Partial<FastifyError>;
  const code = ofFramework[framework.code ?? ''];
  if (code) return { code, data: {}, bug: false };
  if (framework.statusCode !== undefined && framework.statusCode >= 400 && framework.statusCode < 500)
    return { code: 'request.unreadable', data: {}, bug: false };
  return { code: 'server.fault', data: {}, bug: true };
}

/** The body of an answer that refuses (RFC 9457), with its sentence in the reader's language. */
export function toProblem(verdict: Verdict, language: Language, reference: string): Problem {
  return {
    ...verdict.data,
    type: verdict.code,
    status: problems[verdict.code],
    title: problemSentence(language, verdict.code, verdict.data),
    ...(verdict.code === 'server.fault' ? { instance: `urn:varco:request:${reference}` } : {}),
  };
}

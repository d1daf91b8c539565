import { z } from 'zod';

/** At most so many characters has one condition. */
export const MOST_CONDITION_CHARACTERS = 500;
/** At most so many parts of a condition stand inside one another. */
export const MOST_CONDITION_DEPTH = 10;
/** At most so many functions of one role have a condition: each change of them is one line of the log. */
export const MOST_CONDITIONS = 50;

/** For functions of applications, what must hold of the thing at hand besides the grant, in CEL. */
export const Conditions = z.record(z.string().max(100), z.string().max(4 * MOST_CONDITION_CHARACTERS));
export type Conditions = z.infer<typeof Conditions>;

/** What a question says of itself, in the words of the OpenID AuthZEN Authorization API: all of it comes from the application. */
export interface AskedAbout {
  readonly subject?: AskedEntity;
  readonly resource?: AskedEntity;
  readonly action?: { readonly name: string; readonly properties?: Readonly<Record<string, unknown>> | undefined };
  readonly context?: Readonly<Record<string, unknown>> | undefined;
}

interface AskedEntity {
  readonly type: string;
  readonly id: string;
  readonly properties?: Readonly<Record<string, unknown>> | undefined;
}

/** What a condition says of a question; with an error it is a no, never a yes. */
export type ConditionOutcome = 'true' | 'false' | 'error';

/** A condition made ready for many questions. */
export interface Condition {
  readonly text: string;
  readonly judge: (about: AskedAbout) => ConditionOutcome;
}

/** What may be wrong with a condition that is typed; each has a sentence. */
export const conditionFaults = [
  'condition-too-long',
  'condition-syntax',
  'condition-too-deep',
  'condition-unknown-name',
  'condition-unknown-field',
  'condition-unknown-function',
  'condition-regular-expression',
  'condition-repetition',
  'condition-text-in-function',
  'condition-not-allowed',
  'condition-types',
  'condition-not-boolean',
  'condition-own-function',
  'condition-without-grant',
  'condition-too-many',
] as const;

const properties = z.record(z.string().max(100), z.unknown()).default({});

/** What an application would say of a question: the properties of the three, and the context. */
export const AskedProperties = z.strictObject({ subject: properties, resource: properties, action: properties, context: properties });
export type AskedProperties = z.infer<typeof AskedProperties>;

/** A condition of a function to be tried for an action, with what an application would say; nothing is saved. */
export const TryCondition = z.object({
  condition: z.string().max(4 * MOST_CONDITION_CHARACTERS),
  function: z.string().max(100),
  action: z.string().max(100),
  /** The id of the resource. */
  resourceId: z.string().max(200).default('1'),
  about: AskedProperties,
});
export type TryCondition = z.infer<typeof TryCondition>;

/** Why a condition could not be answered for what was asked: a property nobody sent, one of another kind, a text or list too long. */
export const conditionErrors = ['missing', 'kinds', 'too-large', 'not-boolean', 'failed'] as const;

/** What came of a trial; an error says why, and which name was missing. */
export const TriedCondition = z.object({
  outcome: z.enum(['true', 'false', 'error']),
  error: z.enum(conditionErrors).nullable(),
  name: z.string().nullable(),
});
export type TriedCondition = z.infer<typeof TriedCondition>;

import type { Issue, ProblemCode } from '@varco/shared/problems';

/** An expected "no": a code and its data, no sentence and no status; anything else that is thrown is a bug. It keeps no stack. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly data: { readonly issues?: readonly Issue[]; readonly [name: string]: unknown };

  constructor(code: ProblemCode, data: { issues?: readonly Issue[]; [name: string]: unknown } = {}) {
    const { stackTraceLimit } = Error;
    // A flood of refusals would pay for stacks that nobody reads.
    Error.stackTraceLimit = 0;
    super(code);
    Error.stackTraceLimit = stackTraceLimit;
    this.name = 'Refusal';
    this.code = code;
    this.data = data;
  }
}

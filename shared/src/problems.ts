/** Every refusal the product can give, and its HTTP status (RFC 9457: the code is the problem's `type`). */
export const problems = {
  'request.invalid': 400,
  'request.unreadable': 400,
  'request.too-large': 413,
  'request.unsupported-format': 415,
  'request.cross-site': 403,
  'request.not-found': 404,
  'request.method-not-allowed': 405,
  'request.changed-meanwhile': 409,
  'server.fault': 500,
  'server.busy': 503,
  'server.unavailable': 503,
  'server.clock-differs': 503,
  'setup.required': 503,
  'setup.link-refused': 403,
  'setup.already-done': 409,
  'sign-in.required': 401,
  'sign-in.refused': 401,
  'sign-in.suspended': 401,
  'sign-in.step-expired': 401,
  'sign-in.too-many-open': 429,
  'sessions.expired': 401,
  'sessions.ended': 401,
  'authorization.not-allowed': 403,
  'authorization.beyond-own': 403,
  'authorization.above-own': 403,
  'authorization.own-placement': 403,
  'authorization.role-name-taken': 409,
  'authorization.role-in-use': 409,
  'authorization.role-refused': 422,
  'authorization.too-many-roles': 409,
  'authorization.assignment-refused': 422,
  'authorization.assigned-twice': 409,
  'authorization.placed-refused': 409,
  'structure.name-taken': 409,
  'structure.in-use': 409,
  'structure.unit-has-roles': 409,
  'structure.too-many': 409,
  'structure.refused': 422,
  'structure.placed-twice': 409,
  'structure.not-placed': 409,
  'credentials.wrong-password': 422,
  'credentials.password-refused': 422,
  'credentials.changed-meanwhile': 409,
  'identity.user-refused': 422,
  'identity.username-taken': 409,
  'identity.last-administrator': 409,
  'identity.erased': 409,
  'erasure.refused': 422,
  'erasure.still-active': 409,
  'erasure.oneself': 409,
  'staff-import.file-refused': 422,
  'staff-import.columns-refused': 422,
  'staff-import.not-tried': 409,
  'staff-import.has-faults': 422,
  'staff-import.nothing-to-do': 422,
  'staff-import.changed-meanwhile': 409,
  'staff-import.already-done': 409,
  'staff-import.expired': 410,
  'staff-import.abandoned': 409,
  'access-log.period-invalid': 422,
  'access-log.too-wide': 422,
  'access-log.busy': 503,
  'log-searches.name-taken': 409,
  'log-searches.too-many': 409,
  'log-searches.not-yours': 403,
  'log-searches.export-used': 409,
  'log-searches.export-running': 409,
  'policy.values-refused': 422,
  'operations.not-planned': 422,
  'operations.run-open': 409,
  'operations.run-over': 409,
  'first-passwords.nobody': 422,
  'first-passwords.too-many': 422,
  'first-passwords.import-not-done': 409,
  'first-passwords.under-way': 409,
  'first-passwords.ended': 409,
  'first-passwords.part-not-ready': 409,
  'first-passwords.part-claimed': 409,
  'first-passwords.part-gone': 410,
  'first-passwords.key-changed': 409,
  'retention.refused': 422,
  'retention.not-confirmed': 409,
  'log-evidence.nothing-sealed': 409,
  'log-evidence.not-comparable': 422,
  'log-evidence.archive-not-ready': 409,
  'log-evidence.archive-claimed': 409,
  'log-evidence.archive-gone': 410,
} as const satisfies Record<string, number>;

export type ProblemCode = keyof typeof problems;

/** One fault inside a refusal: where it is, which rule it breaks, and the numbers the sentence needs. */
export interface Issue {
  readonly field?: string;
  readonly rule: string;
  readonly [data: string]: unknown;
}

/** The body of every refusal, `application/problem+json` (RFC 9457); `title` is the sentence in the caller's language. */
export interface Problem {
  readonly type: ProblemCode;
  readonly status: number;
  readonly title: string;
  readonly instance?: string;
  readonly issues?: readonly Issue[];
  readonly [data: string]: unknown;
}

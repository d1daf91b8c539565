/** What the page does about the end of the session, at one moment. */
export type Outlook =
  | { readonly kind: 'quiet'; readonly lookAgainMs: number }
  | { readonly kind: 'idle-warning'; readonly leftMs: number }
  | { readonly kind: 'limit-warning'; readonly endsAt: string; readonly lookAgainMs: number }
  | { readonly kind: 'over' };

/** When the session ends, as the server said last. */
export interface Deadlines {
  readonly idleEndsAt: string;
  readonly endsAt: string | null;
  /** How long before the idle end to warn; 0 warns of nothing (requirements R5.7). */
  readonly warningMinutes: number;
}

const minuteMs = 60_000;
/** The absolute limit cannot be extended: it is told this long before. */
const limitWarningMs = 10 * minuteMs;
/** A browser may sleep: the page never trusts a wait longer than this. */
const longestWaitMs = 30_000;

/** What to show now; the gravest first: the end, the idle warning that can be answered, the limit that cannot. */
export function outlook({ idleEndsAt, endsAt, warningMinutes }: Deadlines, now: Date): Outlook {
  const idleLeft = Date.parse(idleEndsAt) - now.getTime();
  const limitLeft = endsAt === null ? Number.POSITIVE_INFINITY : Date.parse(endsAt) - now.getTime();
  if (idleLeft <= 0 || limitLeft <= 0) return { kind: 'over' };
  const warnIn = idleLeft - warningMinutes * minuteMs;
  if (warningMinutes > 0 && warnIn <= 0 && idleLeft < limitLeft) return { kind: 'idle-warning', leftMs: idleLeft };
  const nextChange = Math.min(warningMinutes > 0 && warnIn > 0 ? warnIn : idleLeft, limitLeft);
  const lookAgainMs = Math.min(Math.max(nextChange, 250), longestWaitMs);
  if (endsAt !== null && limitLeft <= limitWarningMs) return { kind: 'limit-warning', endsAt, lookAgainMs };
  return { kind: 'quiet', lookAgainMs };
}

/** Minutes left as people count them: 61 seconds are 2 minutes, so that nobody is told too little. */
export const minutesLeft = (leftMs: number): number => Math.max(1, Math.ceil(leftMs / minuteMs));

/** The only source of the present moment; tests put their own in its place. */
export interface Clock {
  now(): Date;
  /** Milliseconds that never go back, for measuring durations. */
  monotonic(): number;
}

/** The clock of this machine. */
export const systemClock: Clock = { now: () => new Date(), monotonic: () => performance.now() };

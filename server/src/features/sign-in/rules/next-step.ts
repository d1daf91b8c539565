import type { Step } from '@varco/shared/sign-in/api';

/** What is known of a sign-in in progress. */
export interface Attempt {
  readonly passwordMatched: boolean;
  readonly passwordMustChange: boolean;
}

interface Gate {
  readonly step: Step;
  readonly closed: (attempt: Attempt) => boolean;
}

/** The gates in the order in which a person meets them (requirements D3). The first closed one is the next question. */
const gates: readonly Gate[] = [
  { step: 'password', closed: (a) => !a.passwordMatched },
  { step: 'new-password', closed: (a) => a.passwordMustChange },
];

/** The next question of a sign-in; `enter` when every gate is open. */
export const nextStep = (attempt: Attempt): Step => gates.find((gate) => gate.closed(attempt))?.step ?? 'enter';

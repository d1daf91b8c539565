import type { Decision } from '../authorization/decide.ts';
import { type OutOfReach, type Owner, outOfReach, type Place } from '../authorization/resource.ts';

/** Yes; or no because nothing gives the right, or because what gives it does not reach the thing. */
export type Judgement =
  | { readonly allowed: true; readonly decision: Decision }
  | { readonly allowed: false; readonly decision: Decision; readonly beyond: OutOfReach | undefined };

/** Whether what somebody may do where he works reaches one thing, by whose the thing is (requirements R2.42). */
export function reaching(decision: Decision, place: Place, owner: Owner): Judgement {
  if (!decision.allowed) return { allowed: false, decision, beyond: undefined };
  const beyond = outOfReach(decision.visibility, place, owner);
  return beyond === undefined ? { allowed: true, decision } : { allowed: false, decision, beyond };
}

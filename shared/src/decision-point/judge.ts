import { type Decision, decide, type Snapshot } from '../authorization/decide.ts';
import { type OutOfReach, type Owner, outOfReach, type Place } from '../authorization/resource.ts';
import type { Day } from '../days.ts';
import type { UnitId, UserId } from '../ids.ts';

/** A question about one thing, by somebody who works somewhere. */
export interface Asked {
  readonly userId: UserId;
  readonly unitId: UnitId | null;
  readonly function: string;
  readonly action: string;
  readonly day: Day;
  readonly place: Place;
  readonly owner: Owner;
}

/** Yes; or no because nothing gives the right, or because what gives it does not reach the thing. */
export type Judgement =
  | { readonly allowed: true; readonly decision: Decision }
  | { readonly allowed: false; readonly decision: Decision; readonly beyond: OutOfReach | undefined };

/** Whether somebody may do something with one thing: by a right to do it, and by whose the thing is (requirements R2.42). */
export function judge(snapshot: Snapshot, { userId, unitId, function: name, action, day, place, owner }: Asked): Judgement {
  const decision = decide(snapshot, { userId, organizationId: place.organizationId, unitId, function: name, action, day });
  if (!decision.allowed) return { allowed: false, decision, beyond: undefined };
  const beyond = outOfReach(decision.visibility, place, owner);
  return beyond === undefined ? { allowed: true, decision } : { allowed: false, decision, beyond };
}

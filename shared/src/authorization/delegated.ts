import type { Day } from '../days.ts';
import type { DelegationId, OrganizationId, RoleId, UserId } from '../ids.ts';
import { holds, levelsIn, type Visibility, wider } from './capabilities.ts';
import { type Decision, decide, type Failing, type Need, type Question, type Snapshot, type Way } from './decide.ts';

/** One user who may work for another in an organization, from one day to another, both within (requirements R3.59). */
export interface DelegationFact {
  readonly id: DelegationId;
  readonly organizationId: OrganizationId;
  readonly delegatorId: UserId;
  readonly delegateId: UserId;
  /** The one role delegated; null: all that the delegator may. */
  readonly roleId: RoleId | null;
  readonly from: Day;
  readonly to: Day;
  /** Whether somebody took it back. */
  readonly ended: boolean;
}

/** What must be true of the delegation and of both people; each by its name. */
export type DelegatedNeed =
  | Need
  | 'delegation-begun'
  | 'delegation-not-over'
  | 'delegation-not-ended'
  | 'delegator-enabled'
  | 'delegator-may-enter';

/** A way of the delegator's, as it is the delegate's. */
export interface DelegatedWay {
  readonly by: 'delegation';
  readonly delegationId: DelegationId;
  readonly of: Exclude<Way, { readonly by: 'administration' }>;
  readonly visibility: Visibility;
}

/** What the delegator has and the delegate gets nothing by, with the reason. */
export type DelegatedFailing =
  | Failing
  | { readonly by: 'administration'; readonly because: 'never-delegated' }
  | { readonly by: 'delegation'; readonly of: DelegatedWay['of']; readonly because: 'role-not-delegated' | 'beyond-organization' };

/** Yes or no, as `Decision`, for somebody who works as delegate. */
export type DelegatedDecision =
  | {
      readonly allowed: true;
      readonly visibility: Visibility;
      readonly ways: readonly DelegatedWay[];
      readonly failing: readonly DelegatedFailing[];
    }
  | {
      readonly allowed: false;
      readonly lacking: readonly DelegatedNeed[];
      readonly ways: readonly DelegatedWay[];
      readonly failing: readonly DelegatedFailing[];
    };

/** What is missing of a delegation on a day, whatever it would give. */
export function delegationLacks({ from, to, ended }: Pick<DelegationFact, 'from' | 'to' | 'ended'>, day: Day): DelegatedNeed[] {
  return [
    ...(day < from ? (['delegation-begun'] as const) : []),
    ...(day > to ? (['delegation-not-over'] as const) : []),
    ...(ended ? (['delegation-not-ended'] as const) : []),
  ];
}

const ofDelegator: Readonly<Partial<Record<Need, DelegatedNeed>>> = { enabled: 'delegator-enabled', 'may-enter': 'delegator-may-enter' };

/**
 * Whether somebody who works as delegate may do something: what his delegator may in the unit chosen, by roles and groups alone, and
 * nothing of his own (requirements R3.59, R2.43). Never what administering gives; nobody is delegate of a delegate, as the delegator is
 * judged by what he has himself. A delegation is of one organization: what reaches all of them reaches no further than it.
 */
export function decideAsDelegate(
  snapshot: Snapshot,
  delegation: DelegationFact,
  { unitId, function: name, action, day, about, address }: Omit<Question, 'userId' | 'organizationId'>,
): DelegatedDecision {
  const { organizationId, delegatorId, delegateId, roleId, id } = delegation;
  const theirs = decide(snapshot, { userId: delegatorId, organizationId, unitId, function: name, action, day, about, address });
  const own = decide(snapshot, { userId: delegateId, organizationId, unitId: null, function: name, action, day });
  const needsOf = (decision: typeof theirs): readonly Need[] => (decision.allowed ? [] : decision.lacking);
  const lacking: DelegatedNeed[] = [
    ...delegationLacks(delegation, day),
    ...needsOf(own).filter((need) => need === 'enabled' || need === 'may-enter'),
    ...needsOf(theirs).map((need) => ofDelegator[need] ?? need),
  ];
  const { ways, failing } = passedOn(snapshot, theirs, { id, roleId }, { name, action });
  const [first, ...others] = ways;
  if (lacking.length > 0 || !first) return { allowed: false, lacking, ways, failing };
  return { allowed: true, visibility: others.reduce((widest, way) => wider(widest, way.visibility), first.visibility), ways, failing };
}

/** What of a delegator's ways passes to his delegate, and what does not. */
function passedOn(
  { functions, switchedOff }: Snapshot,
  theirs: Decision,
  { id, roleId }: Pick<DelegationFact, 'id' | 'roleId'>,
  { name, action }: { readonly name: string; readonly action: string },
): { ways: DelegatedWay[]; failing: DelegatedFailing[] } {
  const grantable = levelsIn(functions, name, action);
  const levels = (grantable.length > 0 ? grantable : levelsIn(switchedOff, name, action)).filter((level) => holds('organization', level));
  const ways: DelegatedWay[] = [];
  const failing: DelegatedFailing[] = [...theirs.failing];
  for (const way of theirs.ways) {
    if (way.by === 'administration') {
      failing.push({ by: 'administration', because: 'never-delegated' });
      continue;
    }
    const visibility = levels.findLast((level) => holds(way.visibility, level));
    if (roleId !== null && way.roleId !== roleId) failing.push({ by: 'delegation', of: way, because: 'role-not-delegated' });
    else if (visibility === undefined) failing.push({ by: 'delegation', of: way, because: 'beyond-organization' });
    else ways.push({ by: 'delegation', delegationId: id, of: way, visibility });
  }
  return { ways, failing };
}

/** The ways of a delegator's decision that are his delegate's too, and how far they reach; a delegation that holds is taken for granted. */
export function delegable(
  snapshot: Snapshot,
  theirs: Decision,
  { delegationId: id, roleId }: { readonly delegationId: DelegationId; readonly roleId: RoleId | null },
  what: { readonly name: string; readonly action: string },
): { readonly visibility: Visibility | undefined; readonly ways: readonly Way[] } {
  if (!theirs.allowed) return { visibility: undefined, ways: [] };
  const { ways } = passedOn(snapshot, theirs, { id, roleId }, what);
  return {
    visibility: ways.reduce<Visibility | undefined>((most, way) => (most ? wider(most, way.visibility) : way.visibility), undefined),
    ways: ways.map((way) => way.of),
  };
}

import { z } from 'zod';
import { Day } from '../days.ts';
import { DelegationId, RoleId, UserId } from '../ids.ts';

/** How many delegates somebody may have at once, those to come among them. */
export const MOST_DELEGATES = 20;
/** A delegation lasts no longer: who needs one for longer says so again. */
export const MOST_DAYS = 366;

/** Whom somebody appoints as his delegate (requirements R3.59); without a role, for all that he may. */
export const AppointDelegate = z.object({
  delegateId: UserId,
  roleId: RoleId.nullable().default(null),
  from: Day,
  to: Day,
  reason: z.string().trim().max(200).default(''),
});
export type AppointDelegate = z.infer<typeof AppointDelegate>;

/** The same for somebody else. */
export const AppointForOther = AppointDelegate.extend({ delegatorId: UserId });
export type AppointForOther = z.infer<typeof AppointForOther>;

const DelegationPerson = z.object({ id: z.uuid(), name: z.string() });

/** Where a delegation stands today; `suspended`: one of the two may not enter, so that it gives nothing. */
const delegationStates = ['open', 'to-come', 'suspended', 'over', 'ended'] as const;
const DelegationState = z.enum(delegationStates);
export type DelegationState = z.infer<typeof DelegationState>;

/** A delegation as people read it. */
export const Delegation = z.object({
  id: z.uuid(),
  delegator: DelegationPerson,
  delegate: DelegationPerson,
  role: z.object({ id: z.uuid(), name: z.string(), nameEnglish: z.string() }).nullable(),
  from: z.string(),
  to: z.string(),
  reason: z.string(),
  state: DelegationState,
  endedAt: z.iso.datetime().nullable(),
});
export type Delegation = z.infer<typeof Delegation>;

/** Both views of one person: *Delegato a*, whom he appointed, and *Delegato da*, who appointed him. */
export const BothDelegations = z.object({
  to: z.array(Delegation),
  by: z.array(Delegation),
});
export type BothDelegations = z.infer<typeof BothDelegations>;

/** One's own, with the roles one may delegate. */
export const OwnDelegations = BothDelegations.extend({
  roles: z.array(z.object({ id: z.uuid(), name: z.string(), nameEnglish: z.string() })),
});
export type OwnDelegations = z.infer<typeof OwnDelegations>;

/** A page of the delegations of an organization. */
export const DelegationQuery = z.object({
  search: z.string().max(100).optional(),
  past: z.stringbool().default(false),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type DelegationQuery = z.infer<typeof DelegationQuery>;
/** Newest first. */
export const DelegationPage = z.object({ items: z.array(Delegation), next: z.string().nullable() });
export type DelegationPage = z.infer<typeof DelegationPage>;

/** Who could be a delegate, by the beginning of a name. */
export const CandidateQuery = z.object({ search: z.string().trim().min(2).max(60) });
/** Names alone: a login is for who may see users (requirements R1.6). */
export const Candidates = z.object({ items: z.array(DelegationPerson) });
export type Candidates = z.infer<typeof Candidates>;

/** As whose delegate the session works from now on; null: for oneself. */
export const ChooseDelegation = z.object({ id: DelegationId.nullable() });
export type ChooseDelegation = z.infer<typeof ChooseDelegation>;

/** What is asked about somebody's delegations: one action of one function. */
export const DelegatedQuery = z.object({ function: z.string().min(1).max(100), action: z.string().min(1).max(100) });
export type DelegatedQuery = z.infer<typeof DelegatedQuery>;

/** Why a delegation does not give what was asked for: what is missing of it, or why what the delegator has does not reach his delegate. */
export const delegatedReasons = [
  'function',
  'module',
  'enabled',
  'may-enter',
  'unit',
  'delegation-begun',
  'delegation-not-over',
  'delegation-not-ended',
  'delegator-enabled',
  'delegator-may-enter',
  'never-delegated',
  'role-not-delegated',
  'beyond-organization',
  'delegator-may-not',
] as const;
const DelegatedReason = z.enum(delegatedReasons);
export type DelegatedReason = z.infer<typeof DelegatedReason>;

/** For each delegation somebody received: whether he may do it while he works by it, where, through which roles, or why not. */
export const ExplainedDelegations = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      delegator: DelegationPerson,
      role: Delegation.shape.role,
      from: z.string(),
      to: z.string(),
      allowed: z.boolean(),
      visibility: z.enum(['department', 'organization', 'all']).nullable(),
      /** For which unit of the delegator's; null: for none. */
      unit: z.object({ id: z.uuid(), name: z.string(), nameEnglish: z.string() }).nullable(),
      through: z.array(z.object({ id: z.uuid(), name: z.string(), nameEnglish: z.string() })),
      /** Only if the condition of a role holds. */
      conditional: z.boolean(),
      because: z.array(DelegatedReason),
    }),
  ),
});
export type ExplainedDelegations = z.infer<typeof ExplainedDelegations>;

import type { Channel } from '@varco/shared/access-log/events';
import type { Grants } from '@varco/shared/authorization/capabilities';
import type { Day } from '@varco/shared/days';
import type {
  ApplicationId,
  AssistanceId,
  DelegationId,
  OrganizationId,
  RoleId,
  SessionId,
  UnitId,
  UserId,
  VisitId,
} from '@varco/shared/ids';

/** What is known of the browser that asks: family, version and system, never the raw header (requirements D5). */
export interface Browser {
  readonly family: string;
  readonly version: string;
  readonly system: string;
}

/** From where a request comes. */
export interface Client {
  readonly address: string | null;
  readonly browser: Browser | null;
  readonly channel: Channel;
}

/** From where comes what the product does by itself. */
export const BY_ITSELF: Client = { address: null, browser: null, channel: 'system' };

/** The organizations whose rows may be read and written; row security holds it a second time (requirements D8). */
export interface Scope {
  readonly organizations: readonly OrganizationId[];
}

/** For whom somebody works as delegate, and how far (requirements R3.59). */
export interface Delegator {
  readonly delegationId: DelegationId;
  readonly userId: UserId;
  readonly name: string;
  /** The one role delegated; null: all that the delegator may. */
  readonly roleId: RoleId | null;
  /** The last day. */
  readonly until: Day;
}

/** By which request somebody of the installation is in an organization to help it (requirements R3.34). */
export interface Assistance {
  readonly visitId: VisitId;
  readonly requestId: AssistanceId;
  /** The reference operator of the request: what the guest does is on his behalf. */
  readonly userId: UserId;
  readonly name: string;
  /** The last day. */
  readonly until: Day;
}

/** A person who is signed in. */
export interface SignedIn {
  readonly kind: 'user';
  readonly userId: UserId;
  /** The organization for which he works now (requirements D2, D3). */
  readonly organizationId: OrganizationId;
  /** His own organization, where his name, his password and his sessions are. */
  readonly homeId: OrganizationId;
  /** In which he is shown hours: that of the organization for which he works (requirements D9). */
  readonly timeZone: string;
  /** How he is called where his user cannot be read. */
  readonly name: string;
  readonly sessionId: SessionId;
  readonly sessionNumber: string;
  /** What he administers of where he works, whatever roles he has. */
  readonly administers: 'nothing' | 'organization' | 'installation';
  /** The unit for which he works now; null: for none. */
  readonly unitId: UnitId | null;
  /** What he may do there; a delegate what his delegator may, and nothing of his own. */
  readonly grants: Grants;
  /** For whom he works; absent: for himself. */
  readonly onBehalfOf?: Delegator | undefined;
  /** By which request he is here, when he is a guest who helps; absent: he is enabled here himself. */
  readonly assistance?: Assistance | undefined;
  readonly client: Client;
}

/** Somebody at the terminal of the machine, named by his system account. */
export interface Operator {
  readonly kind: 'operator';
  readonly account: string;
  readonly client: Client;
}

/** Who asks. */
export type Actor = SignedIn | Operator;

/** The same person about what is his own wherever he works: his password, his name, his sessions (requirements D2). */
export const atHome = (actor: SignedIn): SignedIn => ({ ...actor, organizationId: actor.homeId });

/** What holds what is somebody's own: his own organization. */
export const homeOf = (actor: SignedIn): Scope => ({ organizations: [actor.homeId] });

/** Whom an act of the actor's would be one's own for: himself, and whom he works for as delegate. */
export const personsOf = (actor: Actor): UserId[] =>
  actor.kind === 'operator' ? [] : [actor.userId, ...(actor.onBehalfOf ? [actor.onBehalfOf.userId] : [])];

/** Whether what is done to this user is done to oneself. */
export const isOneself = (actor: Actor, userId: UserId): boolean => personsOf(actor).includes(userId);

/** The user who asks; null: somebody at the terminal. */
export const userIdOf = (actor: Actor): UserId | null => (actor.kind === 'user' ? actor.userId : null);

/** An application that proved who it is; it asks about people, and acts for none. */
export interface AskingApplication {
  readonly id: ApplicationId;
  /** The short name by which programs know it. */
  readonly code: string;
  /** Whether it is told why, and whether it may ask who may do something. */
  readonly isToldWhy: boolean;
  readonly maySearch: boolean;
  /** A module that is switched off: its program is known, and everything it asks is a no (requirements R1.39). */
  readonly isOff: boolean;
  /** About whose people it may ask. */
  readonly organizations: readonly OrganizationId[];
  readonly client: Client;
}

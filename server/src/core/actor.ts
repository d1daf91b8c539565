import type { Channel } from '@varco/shared/access-log/events';
import type { Grants } from '@varco/shared/authorization/capabilities';
import type { ApplicationId, OrganizationId, SessionId, UnitId, UserId } from '@varco/shared/ids';

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

/** A person who is signed in. */
export interface SignedIn {
  readonly kind: 'user';
  readonly userId: UserId;
  /** The organization for which he works now (requirements D2, D3). */
  readonly organizationId: OrganizationId;
  /** His own organization, where his name, his password and his sessions are. */
  readonly homeId: OrganizationId;
  /** How he is called where his user cannot be read. */
  readonly name: string;
  readonly sessionId: SessionId;
  readonly sessionNumber: string;
  /** What he administers of where he works, whatever roles he has. */
  readonly administers: 'nothing' | 'organization' | 'installation';
  /** The unit for which he works now; null: for none. */
  readonly unitId: UnitId | null;
  /** What he may do there. */
  readonly grants: Grants;
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
  /** About whose people it may ask. */
  readonly organizations: readonly OrganizationId[];
  readonly client: Client;
}

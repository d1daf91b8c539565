import type { Channel } from '@varco/shared/access-log/events';
import type { Grants } from '@varco/shared/authorization/capabilities';
import type { OrganizationId, SessionId, UnitId, UserId } from '@varco/shared/ids';

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
  readonly organizationId: OrganizationId;
  readonly sessionId: SessionId;
  readonly sessionNumber: string;
  /** Whether he administers the organization, whatever roles he has. */
  readonly administrator: boolean;
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

/** The user who asks; null: somebody at the terminal. */
export const userIdOf = (actor: Actor): UserId | null => (actor.kind === 'user' ? actor.userId : null);

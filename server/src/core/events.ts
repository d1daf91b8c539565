import type { DepartmentId, OrganizationId, SessionId, UnitId, UserId } from '@varco/shared/ids';
import type { Db } from '#db/database';
import type { Actor } from './actor.ts';

/** What features announce upwards; followers receive the announcer's transaction: all of it happens or none. */
export interface Announcements {
  /** The user may not enter any more: inactive, disabled, or outside his dates. */
  'user.stopped': { organizationId: OrganizationId; userId: UserId; at: Date };
  /** The password is another one; every session ends but the one to keep, which goes on under a new token. */
  'password.replaced': {
    organizationId: OrganizationId;
    userId: UserId;
    at: Date;
    keep: { sessionId: SessionId; tokenHash: Buffer } | null;
  };
  /** Somebody in this session guesses its owner's password. */
  'session.distrusted': { organizationId: OrganizationId; sessionId: SessionId; at: Date };
  /** A person is erased: what else holds something of his goes too. `texts` are what he was called, for what is kept as it was read. */
  'person.erased': { organizationId: OrganizationId; userId: UserId; texts: readonly string[] };
  /** Somebody from elsewhere may not work for the organization any more: what he was and had there is over (requirements D2). */
  'enablement.ended': { organizationId: OrganizationId; userId: UserId; at: Date };
  /** What may be done in an organization has changed: for one user, or for everybody when no user is named. */
  'rights.changed': { organizationId: OrganizationId; userId: UserId | null };
  /** A unit, or a department with all of its units, is switched on again by `actor`: the roles that people have there count again. */
  'structure.opened': { actor: Actor; organizationId: OrganizationId; opened: { unitId: UnitId } | { departmentId: DepartmentId } };
  /** What is remembered of a user has changed: how he is called, from when to when he may enter, what he may do. */
  'user.changed': { organizationId: OrganizationId; userId: UserId; at: Date };
}

type Follower<Name extends keyof Announcements> = (tx: Db, announcement: Announcements[Name]) => Promise<void>;

/** Who follows which announcement; app.ts is the only place that adds followers. */
export class Events {
  readonly #followers = new Map<keyof Announcements, Follower<never>[]>();

  follow<Name extends keyof Announcements>(name: Name, follower: Follower<Name>): void {
    this.#followers.set(name, [...(this.#followers.get(name) ?? []), follower as Follower<never>]);
  }

  async announce<Name extends keyof Announcements>(tx: Db, name: Name, announcement: Announcements[Name]): Promise<void> {
    for (const follower of this.#followers.get(name) ?? []) await (follower as Follower<Name>)(tx, announcement);
  }
}

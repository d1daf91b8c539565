import { everything, type Grants, isCapability, type Visibility } from '@varco/shared/authorization/capabilities';
import { dayAt } from '@varco/shared/days';
import { hindrance } from '@varco/shared/identity/user-status';
import { INSTALLATION, type OrganizationId, type SessionId } from '@varco/shared/ids';
import type { Client, Scope, SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { digest } from '#core/digest';
import { isToken } from '#core/random';
import { Refusal } from '#core/refusal';
import { RevocationChannel } from '#db/channel';
import { type Stay, stayOf } from '#features/assistance';
import { grantsIn, isByAddress, type Membership, nextPeriod, readMembership } from '#features/authorization';
import { delegatedRights } from '#features/delegations';
import { endOne, endOverdue } from './end-session.ts';
import { endOfIdleness, nextChange, WRITE_EVERY_MS } from './rules.ts';
import { findSession, type StoredSession, touchSession } from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'config' | 'log'>;

const REMEMBERED_AT_MOST = 20_000;

/** What a node remembers of an open session. */
interface Remembered {
  readonly session: StoredSession;
  readonly actor: Omit<SignedIn, 'client'>;
  readonly scope: Scope;
  readonly units: Membership['units'];
  readonly stay: Stay | undefined;
  /** From where it was asked, and whether its rights depend on that: from elsewhere they are read again (requirements R3.49). */
  readonly address: string | null;
  readonly isByAddress: boolean;
  /** The earliest instant at which anything about it may change by itself. */
  readonly changesAt: number;
  readonly loadedAt: { readonly wall: number; readonly monotonic: number };
  active: { wall: number; monotonic: number };
  writtenAt: number;
  /** Whether it may be answered without the database; what is not good still tells how much time has really passed. */
  good: boolean;
}

/** A session that is open now: who it is, where he may look, and the session's own facts. */
export interface OpenSession {
  readonly actor: SignedIn;
  readonly scope: Scope;
  readonly session: StoredSession;
  readonly units: Membership['units'];
  /** Where he is to help an organization that asked for it; undefined: where he works himself. */
  readonly stay: Stay | undefined;
  readonly idleEndsAt: Date;
}

/**
 * Judges sessions without asking the database in the common case (requirements D10): what is remembered counts only while the
 * revocation channel is alive, limits never lengthen when a clock goes back, and idleness is confirmed by the database.
 */
export class SessionCheck {
  readonly #core: Needs;
  readonly #channel: RevocationChannel;
  readonly #rememberedAtMost: number;
  readonly #remembered = new Map<string, Remembered>();
  /** What is remembered about a user, a session or an organization, by its id; a session whose token was renewed is remembered under both for a while. */
  readonly #about = new Map<string, Set<string>>();
  /** Counts what made us distrust, so that an answer read before a revocation is not good after it. */
  #epoch = 0;

  constructor(core: Needs, rememberedAtMost = REMEMBERED_AT_MOST) {
    this.#core = core;
    this.#rememberedAtMost = rememberedAtMost;
    this.#channel = new RevocationChannel(core.db.connectionConfig, core.clock, core.random, {
      revoked: ({ id }) => this.#distrust(id),
      lost: () => this.#distrustAll(),
    });
  }

  open(): Promise<void> {
    return this.#channel.open();
  }

  close(): Promise<void> {
    return this.#channel.close();
  }

  /** Whether answers are given from memory now; for health and tests. */
  get isLive(): boolean {
    return this.#channel.isTrusted;
  }

  get size(): number {
    return this.#remembered.size;
  }

  /** Forgets what is remembered of a token at once, without waiting for the channel to bring the news back. */
  forget(token: string): void {
    this.#epoch += 1;
    this.#forget(digest(token).toString('base64'));
  }

  /** Reads a session again at its next request, without waiting for the channel to bring the news back. */
  forgetSession(id: SessionId): void {
    this.#distrust(id);
  }

  /** Who presents this token; undefined for a token never given, a Refusal for a session that ended or ends now. */
  async check(token: string, client: Client, activity: boolean): Promise<OpenSession | undefined> {
    if (!isToken(token)) return undefined;
    const now = this.#core.clock.now();
    const key = digest(token);
    const name = key.toString('base64');
    const remembered = this.#channel.isTrusted ? this.#remembered.get(name) : undefined;
    const isHere = !remembered?.isByAddress || remembered.address === client.address;
    const known = remembered && isHere && this.#isGood(remembered, now) && !this.#isOver(remembered, now) ? remembered : undefined;
    let entry = known ?? (await this.#read(key, name, now, client.address));
    if (!entry) return undefined;
    if (!known && this.#isOver(entry, now)) {
      entry = (await this.#end(entry, key, now)) ? undefined : await this.#read(key, name, now, client.address);
      if (!entry) {
        this.#forget(name);
        throw new Refusal('sessions.expired');
      }
    }
    if (activity) await this.#touch(entry, now);
    return {
      actor: { ...entry.actor, client },
      scope: entry.scope,
      session: entry.session,
      units: entry.units,
      stay: entry.stay,
      idleEndsAt: endOfIdleness(new Date(entry.active.wall), entry.session.idleMinutes),
    };
  }

  /** Whether nothing about the person may have changed since it was read. */
  #isGood(entry: Remembered, now: Date): boolean {
    return entry.good && this.#latest(entry, now) < entry.changesAt;
  }

  /** Past a limit by the wall clock or, should that have gone back, by the one that never does (requirements D9). */
  #isOver(entry: Remembered, now: Date): boolean {
    const { session, active } = entry;
    const idle = Math.max(now.getTime() - active.wall, this.#core.clock.monotonic() - active.monotonic);
    return idle >= session.idleMinutes * 60_000 || this.#isPastTheEnd(entry, now);
  }

  #isPastTheEnd(entry: Remembered, now: Date): boolean {
    return entry.session.endsAt !== null && this.#latest(entry, now) >= entry.session.endsAt.getTime();
  }

  /** The moment it is, never earlier than what has passed since the session was first seen here. */
  #latest(entry: Remembered, now: Date): number {
    return Math.max(now.getTime(), entry.loadedAt.wall + this.#core.clock.monotonic() - entry.loadedAt.monotonic);
  }

  async #read(key: Buffer, name: string, now: Date, address: string | null): Promise<Remembered | undefined> {
    const epoch = this.#epoch;
    const session = await findSession(this.#core.db, key);
    const before = this.#remembered.get(name);
    if (session?.endReason !== null) this.#forget(name);
    if (!session) return undefined;
    if (session.endReason !== null) {
      throw new Refusal(
        session.endReason === 'idle-expired' || session.endReason === 'limit-expired' ? 'sessions.expired' : 'sessions.ended',
        { reason: session.endReason },
      );
    }
    const zone = this.#core.config.timeZone;
    if (hindrance(session, zone, now) !== undefined || !session.organizationActive) {
      await endOne(this.#core, session, 'user-stopped', now);
      this.#forget(name);
      throw new Refusal('sessions.ended', { reason: 'user-stopped' });
    }
    const monotonic = this.#core.clock.monotonic();
    const lastActive = session.lastActiveAt.getTime();
    const day = dayAt(zone, now);
    // One who may not work there any more, nor anywhere else he chose, works for his own organization.
    const stay = session.visitId === null ? undefined : await stayOf(this.#core, session, now);
    const context = stay?.organization.id ?? session.contextId ?? session.organizationId;
    const both = { organizations: [...new Set([context, session.organizationId])] };
    const { membership, delegated } = await this.#core.db.as(both, async (tx) => {
      const { userId, delegationId } = session;
      // A guest who helps has nothing of what he may have been there himself.
      if (stay) return { membership: undefined, delegated: undefined };
      return {
        membership: await readMembership(tx, { organizationId: context, userId }, { day, hindrance: undefined }),
        delegated: delegationId
          ? await delegatedRights(this.#core, tx, { organizationId: context, userId, id: delegationId }, now)
          : undefined,
      };
    });
    // As delegate he works where his delegator may; a delegation that does not hold any more leaves him to himself.
    const place = delegated ?? membership;
    const units = place?.units ?? [];
    const unitId = units.find(({ id }) => id === session.unitId)?.id ?? place?.usualUnit ?? null;
    const own = () => (membership ? grantsIn(membership, { unitId, day, address }) : stay ? everything('organization') : {});
    const grants = delegated ? delegated.grantsIn(unitId, address) : own();
    const changes = [nextChange(session, zone, now), membership ? nextPeriod(membership, zone, day) : null, stay?.changesAt ?? null];
    if (delegated) changes.push(nextChange(delegated.standing, zone, now), ...delegated.changesAt);
    const entry: Remembered = {
      session,
      actor: {
        kind: 'user',
        userId: session.userId,
        organizationId: context,
        homeId: session.organizationId,
        timeZone: (stay ? stay.organization.timeZone : session.contexts.find(({ id }) => id === context)?.timeZone) ?? zone,
        name: `${session.familyName} ${session.givenName}`.trim(),
        sessionId: session.id,
        sessionNumber: session.number,
        administers: stay ? 'organization' : delegated ? 'nothing' : (membership?.member.administers ?? 'nothing'),
        unitId,
        grants,
        onBehalfOf: delegated?.delegator,
        assistance: stay?.assistance,
      },
      scope: scopeOf(session, context, grants),
      units,
      stay,
      address,
      isByAddress: (membership !== undefined && isByAddress(membership)) || delegated?.isByAddress === true,
      changesAt: Math.min(...changes.map((change) => change?.getTime() ?? Number.POSITIVE_INFINITY)),
      // What was measured here counts for more than the wall clock, unless somebody was active on another node since.
      loadedAt: before?.loadedAt ?? { wall: Math.max(now.getTime(), lastActive), monotonic },
      active:
        before && before.active.wall >= lastActive
          ? before.active
          : { wall: lastActive, monotonic: monotonic - Math.max(0, now.getTime() - lastActive) },
      writtenAt: lastActive,
      good: epoch === this.#epoch && this.#channel.isTrusted,
    };
    this.#remember(name, entry);
    return entry;
  }

  async #touch(entry: Remembered, now: Date): Promise<void> {
    const wall = Math.max(entry.active.wall, now.getTime());
    entry.active = { wall, monotonic: this.#core.clock.monotonic() };
    if (wall - entry.writtenAt < WRITE_EVERY_MS) return;
    const before = entry.writtenAt;
    entry.writtenAt = wall;
    try {
      const { organizationId, id } = entry.session;
      await this.#core.db.as({ organizations: [organizationId] }, (tx) => touchSession(tx, organizationId, id, new Date(wall)));
    } catch (fault) {
      entry.writtenAt = before;
      throw fault;
    }
  }

  /** Ends a session past its limit; false when its person was active on another node meanwhile. */
  async #end(entry: Remembered, key: Buffer, now: Date): Promise<boolean> {
    const { session } = entry;
    if (await endOverdue(this.#core, session, { judgedAt: now, at: now })) return true;
    const present = await findSession(this.#core.db, key);
    if (present?.endReason === null && present.lastActiveAt > session.lastActiveAt) return false;
    // By the database's reckoning it is not over: the clock of this machine went back.
    await endOne(this.#core, session, this.#isPastTheEnd(entry, now) ? 'limit-expired' : 'idle-expired', now);
    return true;
  }

  #remember(name: string, entry: Remembered): void {
    if (this.#remembered.size >= this.#rememberedAtMost && !this.#remembered.has(name)) {
      const oldest = this.#remembered.keys().next().value;
      if (oldest !== undefined) this.#forget(oldest);
    }
    this.#remembered.set(name, entry);
    for (const id of aboutWhat(entry)) this.#about.set(id, (this.#about.get(id) ?? new Set()).add(name));
  }

  #forget(name: string): void {
    const entry = this.#remembered.get(name);
    if (!entry) return;
    this.#remembered.delete(name);
    for (const id of aboutWhat(entry)) {
      const names = this.#about.get(id);
      names?.delete(name);
      if (names?.size === 0) this.#about.delete(id);
    }
  }

  #distrust(id: string): void {
    this.#epoch += 1;
    for (const name of this.#about.get(id) ?? []) {
      const entry = this.#remembered.get(name);
      if (entry) entry.good = false;
    }
  }

  #distrustAll(): void {
    this.#epoch += 1;
    for (const entry of this.#remembered.values()) entry.good = false;
  }
}

/** Whether anything granted of the product's own reaches what belongs to no organization; what reaches far in an application does not. */
const reachesAll = (grants: Grants): boolean =>
  Object.entries(grants as Record<string, Readonly<Record<string, Visibility>>>).some(
    ([name, levels]) => isCapability(name) && Object.values(levels).includes('all'),
  );

/** Where one may look: where one works; with a right that reaches everywhere also where else one may work, and what is of no organization. */
const scopeOf = ({ contexts }: StoredSession, context: OrganizationId, grants: Grants): Scope =>
  reachesAll(grants)
    ? { organizations: [context, ...contexts.map(({ id }) => id).filter((id) => id !== context), INSTALLATION] }
    : { organizations: [context] };

const aboutWhat = ({ session, actor }: Remembered): readonly string[] => [
  session.userId,
  ...(actor.onBehalfOf ? [actor.onBehalfOf.userId] : []),
  session.id,
  ...new Set([session.organizationId, actor.organizationId, ...session.contexts.map(({ id }) => id)]),
];

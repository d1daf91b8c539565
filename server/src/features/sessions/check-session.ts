import { grantsOf } from '@varco/shared/authorization/capabilities';
import { hindrance } from '@varco/shared/identity/user-status';
import { INSTALLATION } from '@varco/shared/ids';
import type { Client, Scope, SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { digest } from '#core/digest';
import { Refusal } from '#core/refusal';
import { RevocationChannel } from '#db/channel';
import { endOne, endOverdue } from './end-session.ts';
import { endOfIdleness, nextChange } from './rules.ts';
import { findSession, type StoredSession, touchSession } from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'config' | 'log'>;

/** Activity is written at most this often (requirements D10). */
const WRITE_EVERY_MS = 30_000;
const REMEMBERED_AT_MOST = 20_000;

/** What a node remembers of an open session. */
interface Remembered {
  readonly session: StoredSession;
  readonly actor: Omit<SignedIn, 'client'>;
  readonly scope: Scope;
  /** The earliest instant at which anything about it may change by itself. */
  readonly changesAt: number;
  readonly loadedAt: { readonly wall: number; readonly monotonic: number };
  active: { wall: number; monotonic: number };
  writtenAt: number;
}

/** A session that is open now: who it is, where he may look, and the session's own facts. */
export interface OpenSession {
  readonly actor: SignedIn;
  readonly scope: Scope;
  readonly session: StoredSession;
  readonly idleEndsAt: Date;
}

/**
 * Judges sessions without asking the database in the common case (requirements D10): what is remembered counts only while the
 * revocation channel is alive, limits never lengthen when a clock goes back, and idleness is confirmed by the database.
 */
export class SessionCheck {
  readonly #core: Needs;
  readonly #channel: RevocationChannel;
  readonly #remembered = new Map<string, Remembered>();
  readonly #byUser = new Map<string, Set<string>>();
  readonly #bySession = new Map<string, string>();
  /** Counts what made us forget, so that an answer read before a revocation is not remembered after it. */
  #epoch = 0;

  constructor(core: Needs) {
    this.#core = core;
    this.#channel = new RevocationChannel(core.db.connectionConfig, core.clock, core.random, {
      revoked: ({ kind, id }) => this.#forgetAbout(kind, id),
      lost: () => this.#forgetAll(),
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

  /** Who presents this token; undefined for a token never given, a Refusal for a session that ended or ends now. */
  async check(token: string, client: Client, activity: boolean): Promise<OpenSession | undefined> {
    const now = this.#core.clock.now();
    const key = digest(token);
    const name = key.toString('base64');
    const known = this.#channel.isTrusted ? this.#remembered.get(name) : undefined;
    let entry = known && !this.#isOver(known, now) ? known : await this.#read(key, name, now);
    if (!entry) return undefined;
    if (entry !== known && this.#isOver(entry, now)) {
      await this.#end(entry, name, now);
      entry = undefined;
    }
    if (!entry) throw new Refusal('sessions.expired');
    if (activity) await this.#touch(entry, now);
    return {
      actor: { ...entry.actor, client },
      scope: entry.scope,
      session: entry.session,
      idleEndsAt: endOfIdleness(new Date(entry.active.wall), entry.session.idleMinutes),
    };
  }

  /** Past a limit by the wall clock or, should that have gone back, by the one that never does. */
  #isOver(entry: Remembered, now: Date): boolean {
    const monotonic = this.#core.clock.monotonic();
    const { session } = entry;
    const sinceLoaded = monotonic - entry.loadedAt.monotonic;
    const idle = Math.max(now.getTime() - entry.active.wall, monotonic - entry.active.monotonic);
    if (idle >= session.idleMinutes * 60_000) return true;
    const latest = Math.max(now.getTime(), entry.loadedAt.wall + sinceLoaded);
    return (session.endsAt !== null && latest >= session.endsAt.getTime()) || latest >= entry.changesAt;
  }

  async #read(key: Buffer, name: string, now: Date): Promise<Remembered | undefined> {
    const epoch = this.#epoch;
    const session = await findSession(this.#core.db, key);
    this.#forget(name);
    if (!session) return undefined;
    if (session.endReason !== null) {
      throw new Refusal(
        session.endReason === 'idle-expired' || session.endReason === 'limit-expired' ? 'sessions.expired' : 'sessions.ended',
        { reason: session.endReason },
      );
    }
    const zone = this.#core.config.timeZone;
    if (hindrance(session, zone, now) !== undefined) {
      await endOne(this.#core, session, 'user-stopped', now);
      throw new Refusal('sessions.ended', { reason: 'user-stopped' });
    }
    const monotonic = this.#core.clock.monotonic();
    const lastActive = session.lastActiveAt.getTime();
    const organizations = session.administrator ? [session.organizationId, INSTALLATION] : [session.organizationId];
    const entry: Remembered = {
      session,
      actor: {
        kind: 'user',
        userId: session.userId,
        organizationId: session.organizationId,
        sessionId: session.id,
        sessionNumber: session.number,
        administrator: session.administrator,
        grants: session.administrator ? grantsOf.administrator : grantsOf.person,
      },
      scope: { organizations },
      changesAt: nextChange(session, zone, now)?.getTime() ?? Number.POSITIVE_INFINITY,
      loadedAt: { wall: now.getTime(), monotonic },
      active: { wall: lastActive, monotonic: monotonic - Math.max(0, now.getTime() - lastActive) },
      writtenAt: lastActive,
    };
    if (epoch === this.#epoch && this.#channel.isTrusted) this.#remember(name, entry);
    return entry;
  }

  async #touch(entry: Remembered, now: Date): Promise<void> {
    const wall = Math.max(entry.active.wall, now.getTime());
    entry.active = { wall, monotonic: this.#core.clock.monotonic() };
    if (wall - entry.writtenAt < WRITE_EVERY_MS) return;
    const before = entry.writtenAt;
    entry.writtenAt = wall;
    try {
      await this.#core.db.as(entry.scope, (tx) => touchSession(tx, entry.session.organizationId, entry.session.id, new Date(wall)));
    } catch (fault) {
      entry.writtenAt = before;
      throw fault;
    }
  }

  async #end(entry: Remembered, name: string, now: Date): Promise<void> {
    this.#forget(name);
    if (!(await endOverdue(this.#core, entry.session, now))) {
      const reason = entry.session.endsAt !== null && entry.session.endsAt.getTime() <= now.getTime() ? 'limit-expired' : 'idle-expired';
      await endOne(this.#core, entry.session, reason, now);
    }
  }

  #remember(name: string, entry: Remembered): void {
    if (this.#remembered.size >= REMEMBERED_AT_MOST) {
      const oldest = this.#remembered.keys().next().value;
      if (oldest !== undefined) this.#forget(oldest);
    }
    this.#remembered.set(name, entry);
    this.#bySession.set(entry.session.id, name);
    const ofUser = this.#byUser.get(entry.session.userId) ?? new Set();
    this.#byUser.set(entry.session.userId, ofUser.add(name));
  }

  #forget(name: string): void {
    const entry = this.#remembered.get(name);
    if (!entry) return;
    this.#remembered.delete(name);
    this.#bySession.delete(entry.session.id);
    const ofUser = this.#byUser.get(entry.session.userId);
    ofUser?.delete(name);
    if (ofUser?.size === 0) this.#byUser.delete(entry.session.userId);
  }

  #forgetAbout(kind: 'user' | 'session', id: string): void {
    this.#epoch += 1;
    if (kind === 'user') for (const name of [...(this.#byUser.get(id) ?? [])]) this.#forget(name);
    else {
      const name = this.#bySession.get(id);
      if (name !== undefined) this.#forget(name);
    }
  }

  #forgetAll(): void {
    this.#epoch += 1;
    this.#remembered.clear();
    this.#byUser.clear();
    this.#bySession.clear();
  }
}

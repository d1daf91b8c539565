import pg from 'pg';
import type { Clock } from '#core/clock';
import type { Random } from '#core/random';

/** What the channel tells the cache. */
export interface Listener {
  /** Something about the rights of this user, of this session, or of everybody in this organization is over. */
  revoked(what: { kind: 'user' | 'session' | 'organization'; id: string }): void;
  /** Notifications may have been missed: nothing remembered may be trusted. */
  lost(): void;
}

const BEAT_MS = 300;
/** An answer remembered may be used only while the channel proved itself alive this recently (requirements D10). */
export const TRUST_MS = 1_000;
const RETRY_MS = 250;

/**
 * The notification channel between nodes, on a connection of its own. Each node sends itself a beat through the database:
 * only a beat that comes back proves that revocations would have come too.
 */
export class RevocationChannel {
  readonly #connection: pg.ClientConfig;
  readonly #listener: Listener;
  readonly #clock: Clock;
  readonly #beatName: string;
  #client: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #trustedFrom = Number.NEGATIVE_INFINITY;
  #sentAt = 0;
  #closed = false;

  constructor(connection: pg.ClientConfig, clock: Clock, random: Random, listener: Listener) {
    this.#connection = connection;
    this.#clock = clock;
    this.#listener = listener;
    this.#beatName = `varco_beat_${random.bytes(8).toString('hex')}`;
  }

  /** Whether a beat sent within the last second has come back. */
  get isTrusted(): boolean {
    return this.#clock.monotonic() - this.#trustedFrom < TRUST_MS;
  }

  async open(): Promise<void> {
    await this.#connect().catch(() => this.#retry());
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      ...this.#connection,
      application_name: 'varco channel',
      keepAlive: true,
      keepAliveInitialDelayMillis: 2_000,
      connectionTimeoutMillis: 2_000,
      // A server that accepts and then hangs must not keep us waiting for its first answer.
      query_timeout: 2 * TRUST_MS,
    });
    this.#client = client;
    client.on('error', () => this.#drop(client));
    client.on('end', () => this.#drop(client));
    client.on('notification', ({ channel, payload = '' }) => this.#hear(channel, payload));
    await client.connect();
    await client.query(`listen varco_revoked; listen ${this.#beatName}`);
    this.#listener.lost();
    await this.#beat(client);
  }

  #hear(channel: string, payload: string): void {
    if (channel === this.#beatName) {
      this.#trustedFrom = Number(payload);
      return;
    }
    const [kind, id] = payload.split(':');
    if ((kind === 'user' || kind === 'session' || kind === 'organization') && id !== undefined) this.#listener.revoked({ kind, id });
    else this.#listener.lost();
  }

  /** Sends a beat and waits for the next; a server that does not answer within a second is given up and reached anew. */
  async #beat(client: pg.Client): Promise<void> {
    if (this.#closed || client !== this.#client) return;
    this.#sentAt = this.#clock.monotonic();
    const timeout = setTimeout(() => this.#drop(client), TRUST_MS);
    try {
      await client.query('select pg_notify($1, $2)', [this.#beatName, String(this.#sentAt)]);
    } catch {
      return this.#drop(client);
    } finally {
      clearTimeout(timeout);
    }
    this.#timer = setTimeout(() => void this.#beat(client), BEAT_MS);
  }

  #drop(client: pg.Client): void {
    if (client !== this.#client) return;
    this.#client = undefined;
    this.#trustedFrom = Number.NEGATIVE_INFINITY;
    this.#listener.lost();
    client.end().catch(() => undefined);
    this.#retry();
  }

  #retry(): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#connect().catch(() => {
        const failed = this.#client;
        if (failed) this.#drop(failed);
        else this.#retry();
      });
    }, RETRY_MS);
  }
}

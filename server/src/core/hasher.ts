import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { normalizePassword } from '@varco/shared/credentials/password-policy';
import { defaultCost, type HashCost } from './hash-cost.ts';
import { Refusal } from './refusal.ts';

/** Who waits for a hash: fairness is by `address`, and people in known browsers go first (requirements D4). */
export interface Place {
  readonly address: string | null;
  readonly known: boolean;
}

/** Slow salted hashing of passwords, as many at once as there are cores and never an unbounded queue. */
export interface Hasher {
  hash(password: string): Promise<string>;
  /** Whether the password belongs to the hash; refuses with `server.busy` when too many wait. */
  matches(password: string, hash: string, place?: Place): Promise<boolean>;
  /** Same work as `matches`, for a name that has no password; always false. */
  decoy(password: string, place?: Place): Promise<false>;
  /** Refuses with `server.busy` at once when `place` would not get into the queue: before anything else is done for it. */
  refuseIfCrowded(place: Place): void;
  /** Whether the hash was made with other parameters than today's and should be renewed. */
  isOutdated(hash: string): boolean;
  /** For metrics: hashes under way and waiting. */
  readonly load: { readonly running: number; readonly waiting: number };
}

interface Waiting {
  readonly place: Place;
  start(): void;
  refuse(): void;
}

/** The number of Argon2id in the library's enumeration, which type stripping cannot import. */
const ARGON2ID = 2;

/** Work of our own, such as making a new password's hash: it goes before everybody at the door. */
const INSIDE: Place = { address: null, known: true };

/**
 * A bounded pool with a fair queue. Of the people in browsers never used before, each address has at most one hash under way and
 * its own line of `perAddress` behind it; known browsers go first. Beyond a line's or the queue's length the answer is 503.
 */
export class FairQueue {
  readonly #slots: number;
  readonly #capacity: number;
  readonly #perAddress: number;
  readonly #waiting: Waiting[] = [];
  readonly #runningFor = new Map<string, number>();
  readonly #waitingFor = new Map<string, number>();
  #running = 0;

  constructor(limits: { slots: number; capacity: number; perAddress: number }) {
    this.#slots = limits.slots;
    this.#capacity = limits.capacity;
    this.#perAddress = limits.perAddress;
  }

  get load(): { running: number; waiting: number } {
    return { running: this.#running, waiting: this.#waiting.length };
  }

  /** Throws `server.busy` when `place` would be refused now. */
  refuseIfCrowded(place: Place): void {
    if (this.#mayStart(place)) return;
    if (!place.known && place.address !== null && (this.#waitingFor.get(place.address) ?? 0) >= this.#perAddress) {
      throw new Refusal('server.busy', { retryAfter: 2 });
    }
    if (this.#waiting.length >= this.#capacity && !(place.known && this.#waiting.some((other) => !other.place.known))) {
      throw new Refusal('server.busy', { retryAfter: 5 });
    }
  }

  /** Runs `work` when its turn comes; refuses with `server.busy` at once when the line is too long. */
  async run<Result>(place: Place, work: () => Promise<Result>): Promise<Result> {
    await this.#turn(place);
    try {
      return await work();
    } finally {
      this.#running -= 1;
      count(this.#runningFor, place, -1);
      this.#startNext();
    }
  }

  #turn(place: Place): Promise<void> {
    if (this.#mayStart(place)) {
      this.#enter(place);
      return Promise.resolve();
    }
    this.refuseIfCrowded(place);
    if (this.#waiting.length >= this.#capacity) this.#displaceUnknown();
    return new Promise((resolve, reject) => {
      count(this.#waitingFor, place, 1);
      this.#waiting.push({
        place,
        start: () => {
          count(this.#waitingFor, place, -1);
          this.#enter(place);
          resolve();
        },
        refuse: () => {
          count(this.#waitingFor, place, -1);
          reject(new Refusal('server.busy', { retryAfter: 5 }));
        },
      });
    });
  }

  /** A known browser takes the place of the unknown one that came last. */
  #displaceUnknown(): void {
    const last = this.#waiting.findLastIndex((other) => !other.place.known);
    if (last >= 0) for (const displaced of this.#waiting.splice(last, 1)) displaced.refuse();
  }

  #mayStart(place: Place): boolean {
    if (this.#running >= this.#slots) return false;
    return place.known || place.address === null || (this.#runningFor.get(place.address) ?? 0) === 0;
  }

  #enter(place: Place): void {
    this.#running += 1;
    count(this.#runningFor, place, 1);
  }

  #startNext(): void {
    for (const known of [true, false]) {
      for (;;) {
        const next = this.#waiting.findIndex((other) => other.place.known === known && this.#mayStart(other.place));
        if (next < 0) break;
        for (const waiting of this.#waiting.splice(next, 1)) waiting.start();
      }
    }
  }
}

/** Only unknown browsers are counted by address: known ones do not stand in each other's way. */
function count(counts: Map<string, number>, place: Place, by: number): void {
  if (place.known || place.address === null) return;
  const value = (counts.get(place.address) ?? 0) + by;
  if (value === 0) counts.delete(place.address);
  else counts.set(place.address, value);
}

/** The hasher of the product: Argon2id of @node-rs/argon2 behind the fair queue. */
export async function argon2Hasher(cost: HashCost = defaultCost): Promise<Hasher> {
  const slots = availableParallelism();
  const queue = new FairQueue({ slots, capacity: 512, perAddress: 16 });
  const options = { algorithm: ARGON2ID, memoryCost: cost.memory, timeCost: cost.passes, parallelism: cost.lanes };
  const parameters = `m=${cost.memory},t=${cost.passes},p=${cost.lanes}`;
  const decoyHash = await hash('a password that belongs to nobody', options);
  return {
    hash: (password) => queue.run(INSIDE, () => hash(normalizePassword(password), options)),
    matches: (password, stored, place = INSIDE) => queue.run(place, () => verify(stored, normalizePassword(password))),
    decoy: (password, place = INSIDE) =>
      queue.run(place, async () => {
        await verify(decoyHash, normalizePassword(password));
        return false as const;
      }),
    refuseIfCrowded: (place) => queue.refuseIfCrowded(place),
    isOutdated: (stored) => !stored.includes(`$${parameters}$`),
    get load() {
      return queue.load;
    },
  };
}

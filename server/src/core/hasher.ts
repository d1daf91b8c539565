import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { normalizePassword } from '@varco/shared/credentials/password-policy';
import { defaultCost, type HashCost } from './hash-cost.ts';
import { Refusal } from './refusal.ts';

/** Who waits for a hash. People in known browsers go first (requirements D4). */
export interface Place {
  /** Who shares one line: the address, or the browser when it is known; null is in nobody's way. */
  readonly address: string | null;
  readonly known: boolean;
  /** Work that nobody waits for: it goes when no one else stands in the queue. */
  readonly behindAll?: true;
}

/** Slow salted hashing of passwords, as many at once as there are cores and never an unbounded queue. */
export interface Hasher {
  /** The hash of a new password; who asks from outside gives his place in the queue. */
  hash(password: string, place?: Place): Promise<string>;
  /** Whether the password belongs to the hash; refuses with `server.busy` when too many wait. */
  matches(password: string, hash: string, place?: Place): Promise<boolean>;
  /** Same work as `matches` with a hash that begins with `like`, for a name that has no password; always false. */
  decoy(password: string, place?: Place, like?: string): Promise<false>;
  /** Refuses with `server.busy` at once when `place` would not get into the queue: before anything else is done for it. */
  refuseIfCrowded(place: Place): void;
  /** Whether the hash was made with weaker parameters than today's and should be renewed. */
  isOutdated(hash: string): boolean;
  /** For metrics: hashes under way and waiting. */
  readonly load: { readonly running: number; readonly waiting: number };
}

interface Waiting {
  readonly place: Place;
  /** Lines advance in step: the first of every line, then the second of every line. */
  readonly round: number;
  start(): void;
  refuse(): void;
}

/** The number of Argon2id in the library's enumeration, which type stripping cannot import. */
const ARGON2ID = 2;

/** Work of our own, such as making a new password's hash: it goes before everybody at the door. */
const INSIDE: Place = { address: null, known: true };

/** Work of our own that makes many hashes: one at a time, and behind everybody at the door. */
export const BEHIND_ALL: Place = { address: 'behind all', known: false, behindAll: true };

/**
 * A bounded pool with a fair queue. Each address has at most one hash under way and a line of `perAddress` behind it, and every line
 * is served in turn, so that who knocks most waits most; known browsers go first. Beyond a line's or the queue's length the answer is 503.
 */
export class FairQueue {
  readonly #slots: number;
  readonly #capacity: number;
  readonly #perAddress: number;
  readonly #waiting: Waiting[] = [];
  readonly #runningFor = new Map<string, number>();
  readonly #waitingFor = new Map<string, number>();
  /** The round of the last one in each line. */
  readonly #lastRound = new Map<string, number>();
  #round = 0;
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
    if (place.address !== null && (this.#waitingFor.get(place.address) ?? 0) >= this.#perAddress) {
      throw new Refusal('server.busy', { retryAfter: 2 });
    }
    if (this.#waiting.length >= this.#capacity && this.#whoGivesWayTo(place) === undefined) {
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
      this.#leaveLine(place);
      this.#startNext();
    }
  }

  #turn(place: Place): Promise<void> {
    if (this.#mayStart(place)) {
      this.#enter(place);
      return Promise.resolve();
    }
    this.refuseIfCrowded(place);
    if (this.#waiting.length >= this.#capacity) this.#displace(this.#whoGivesWayTo(place));
    const round = this.#roundOf(place);
    if (place.address !== null) this.#lastRound.set(place.address, round);
    count(this.#waitingFor, place, 1);
    return new Promise((resolve, reject) => {
      this.#waiting.push({
        place,
        round,
        start: () => {
          this.#round = Math.max(this.#round, round);
          count(this.#waitingFor, place, -1);
          this.#enter(place);
          resolve();
        },
        refuse: () => {
          count(this.#waitingFor, place, -1);
          this.#leaveLine(place);
          reject(new Refusal('server.busy', { retryAfter: 5 }));
        },
      });
    });
  }

  #roundOf({ address }: Place): number {
    return Math.max(this.#round, (address !== null && this.#lastRound.get(address)) || 0) + 1;
  }

  /** In a full queue the last of the longest unknown line gives way to a known browser, or to somebody whose turn is sooner. */
  #whoGivesWayTo(place: Place): Waiting | undefined {
    if (place.behindAll) return undefined;
    const unhurried = this.#waiting.find((other) => other.place.behindAll);
    if (unhurried) return unhurried;
    const last = this.#waiting
      .filter((other) => !other.place.known)
      .reduce<Waiting | undefined>((found, other) => (found && found.round > other.round ? found : other), undefined);
    return last && (place.known || last.round > this.#roundOf(place)) ? last : undefined;
  }

  #displace(displaced: Waiting | undefined): void {
    if (!displaced) return;
    this.#waiting.splice(this.#waiting.indexOf(displaced), 1);
    displaced.refuse();
  }

  #mayStart({ address }: Place): boolean {
    return this.#running < this.#slots && (address === null || !this.#runningFor.has(address));
  }

  #enter(place: Place): void {
    this.#running += 1;
    count(this.#runningFor, place, 1);
  }

  /** A line in which nobody stands any more is forgotten. */
  #leaveLine({ address }: Place): void {
    if (address !== null && !this.#waitingFor.has(address) && !this.#runningFor.has(address)) this.#lastRound.delete(address);
  }

  #startNext(): void {
    for (let next = this.#next(); next; next = this.#next()) {
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      next.start();
    }
  }

  #next(): Waiting | undefined {
    if (this.#running >= this.#slots) return undefined;
    return this.#waiting.reduce<Waiting | undefined>(
      (first, other) => (this.#mayStart(other.place) && (!first || comesBefore(other, first)) ? other : first),
      undefined,
    );
  }
}

function comesBefore(one: Waiting, other: Waiting): boolean {
  if (one.place.behindAll !== other.place.behindAll) return other.place.behindAll === true;
  return one.place.known === other.place.known ? one.round < other.round : one.place.known;
}

function count(counts: Map<string, number>, { address }: Place, by: number): void {
  if (address === null) return;
  const value = (counts.get(address) ?? 0) + by;
  if (value === 0) counts.delete(address);
  else counts.set(address, value);
}

/** The cost a hash was made with, from its parameters (PHC string format); undefined when it is no Argon2id hash. */
function costOf(stored: string): HashCost | undefined {
  const [, memory, passes, lanes] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)(?:\$|$)/.exec(stored) ?? [];
  return memory === undefined ? undefined : { memory: Number(memory), passes: Number(passes), lanes: Number(lanes) };
}

const workIn = (cost: HashCost | undefined): number => (cost ? cost.memory * cost.passes : 0);
const optionsOf = ({ memory, passes, lanes }: HashCost) => ({
  algorithm: ARGON2ID,
  memoryCost: memory,
  timeCost: passes,
  parallelism: lanes,
});

/** The hasher of the product: Argon2id of @node-rs/argon2 behind the fair queue. */
export async function argon2Hasher(cost: HashCost = defaultCost): Promise<Hasher> {
  const slots = availableParallelism();
  const queue = new FairQueue({ slots, capacity: 512, perAddress: 16 });
  const options = optionsOf(cost);
  const decoyAt = (present: HashCost) => hash('a password that belongs to nobody', optionsOf(present));
  let decoy = { like: '', hash: decoyAt(cost) };
  const decoyLike = (like: string): Promise<string> => {
    if (like !== decoy.like) decoy = { like, hash: decoyAt(costOf(like) ?? cost) };
    return decoy.hash;
  };
  await decoy.hash;
  return {
    hash: (password, place = INSIDE) => queue.run(place, () => hash(normalizePassword(password), options)),
    matches: (password, stored, place = INSIDE) => queue.run(place, () => verify(stored, normalizePassword(password))),
    decoy: (password, place = INSIDE, like = '') =>
      queue.run(place, async () => {
        await verify(await decoyLike(like), normalizePassword(password));
        return false as const;
      }),
    refuseIfCrowded: (place) => queue.refuseIfCrowded(place),
    isOutdated: (stored) => workIn(costOf(stored)) < workIn(cost),
    get load() {
      return queue.load;
    },
  };
}

import type { UserId } from '@varco/shared/ids';
import { Refusal } from '#core/refusal';

/** Questions that may read much of the log at one time on a node: the other connections are for the door. */
const AT_ONCE = 3;
/** Of one person: a page asks for lines and figures together. */
const OF_A_PERSON = 2;
/** Questions of one person that wait, and of everybody. */
const WAITING_OF_A_PERSON = 6;
const WAITING_AT_MOST = 40;
/** Whoever waits longer is told to come again: each question before his own may take two seconds. */
const LONGEST_WAIT_MS = 5_000;
const RETRY_SECONDS = 5;

/** What the turns are measured by; the tests give smaller numbers. */
export interface Limits {
  readonly atOnce: number;
  readonly ofAPerson: number;
  readonly waitingOfAPerson: number;
  readonly waitingAtMost: number;
  readonly longestWaitMs: number;
}

interface Waiting {
  readonly who: UserId;
  begin(): void;
}

/**
 * Turns at the log: a few questions at once on a node, fewer for one person, and a short line behind them in which nobody's many questions
 * stand before another's first. What finds no place is refused at once (503), before it takes a connection.
 */
export class Turns {
  readonly #limits: Limits;
  readonly #running = new Map<UserId, number>();
  #line: Waiting[] = [];
  #atWork = 0;

  constructor(limits: Partial<Limits> = {}) {
    this.#limits = {
      atOnce: AT_ONCE,
      ofAPerson: OF_A_PERSON,
      waitingOfAPerson: WAITING_OF_A_PERSON,
      waitingAtMost: WAITING_AT_MOST,
      longestWaitMs: LONGEST_WAIT_MS,
      ...limits,
    };
  }

  /** Does the work when it is its turn. */
  async take<Answer>({ userId }: { readonly userId: UserId }, work: () => Promise<Answer>): Promise<Answer> {
    if (this.#mayBegin(userId)) this.#begin(userId);
    else await this.#wait(userId);
    try {
      return await work();
    } finally {
      this.#end(userId);
    }
  }

  #mayBegin(who: UserId): boolean {
    return this.#atWork < this.#limits.atOnce && (this.#running.get(who) ?? 0) < this.#limits.ofAPerson;
  }

  #begin(who: UserId): void {
    this.#atWork += 1;
    this.#running.set(who, (this.#running.get(who) ?? 0) + 1);
  }

  #wait(who: UserId): Promise<void> {
    const { waitingAtMost, waitingOfAPerson, longestWaitMs } = this.#limits;
    const ofHis = this.#line.filter((one) => one.who === who).length;
    if (this.#line.length >= waitingAtMost || ofHis >= waitingOfAPerson) throw busy();
    return new Promise((done, fail) => {
      const waiting: Waiting = {
        who,
        begin: () => {
          clearTimeout(timer);
          done();
        },
      };
      const timer = setTimeout(() => {
        this.#line = this.#line.filter((one) => one !== waiting);
        fail(busy());
      }, longestWaitMs);
      this.#line.push(waiting);
    });
  }

  #end(who: UserId): void {
    this.#atWork -= 1;
    const left = (this.#running.get(who) ?? 1) - 1;
    if (left > 0) this.#running.set(who, left);
    else this.#running.delete(who);
    const next = this.#next();
    if (!next) return;
    this.#line = this.#line.filter((one) => one !== next);
    this.#begin(next.who);
    next.begin();
  }

  /** Of those who may begin, the one with the fewest at work; among equals the first who came. */
  #next(): Waiting | undefined {
    const running = (one: Waiting): number => this.#running.get(one.who) ?? 0;
    return this.#line
      .filter(({ who }) => this.#mayBegin(who))
      .reduce<Waiting | undefined>((best, one) => (best && running(best) <= running(one) ? best : one), undefined);
  }
}

const busy = (): Refusal => new Refusal('access-log.busy', { retryAfter: RETRY_SECONDS });

/** The turns of this node. */
export const turnsAtLog = new Turns();

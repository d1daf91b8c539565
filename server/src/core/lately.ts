import type { Core } from './core.ts';

interface Answered<Answer> {
  readonly until: number;
  readonly answer: Promise<Answer>;
}

/**
 * Answers of the database that many ask for and that may be a little old: each question is asked at most once in `freshForMs`, whoever
 * waits for it; a failure is not remembered.
 */
export class Lately<Answer> {
  readonly #freshForMs: number;
  readonly #answered = new WeakMap<object, Map<string, Answered<Answer>>>();

  constructor(freshForMs: number) {
    this.#freshForMs = freshForMs;
  }

  /** The answer to the question called `name`, asked now unless it was asked lately. */
  get({ db, clock }: Pick<Core, 'db' | 'clock'>, name: string, ask: () => Promise<Answer>): Promise<Answer> {
    const at = clock.monotonic();
    const known = this.#answered.get(db) ?? new Map<string, Answered<Answer>>();
    this.#answered.set(db, known);
    const last = known.get(name);
    if (last && at < last.until) return last.answer;
    const answer = ask();
    known.set(name, { until: at + this.#freshForMs, answer });
    answer.catch(() => known.delete(name));
    return answer;
  }

  /** Forgets every answer, so that what was changed here counts at once on this node. */
  forget({ db }: Pick<Core, 'db'>): void {
    this.#answered.delete(db);
  }
}

import pg from 'pg';
import { onTestFinished, vi } from 'vitest';

/** The texts of what is sent to the database while `work` runs, apart from the channel's own. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = [];
  const query = pg.Client.prototype.query as (...given: unknown[]) => unknown;
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...given: unknown[]) {
    const [asked] = given;
    sent.push(typeof asked === 'string' ? asked : (asked as { text: string }).text);
    return query.apply(this, given);
  } as never);
  onTestFinished(() => spy.mockRestore());
  await work();
  spy.mockRestore();
  return sent.filter((text) => !/pg_notify|listen/i.test(text));
}

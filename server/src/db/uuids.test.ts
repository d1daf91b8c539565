import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { freshWorld } from '#testing/world';
import { uuids } from './uuids.ts';

test('D8 lists of ids reach the database as they are, of any length, and nothing else does', async () => {
  const { db } = await freshWorld();
  const read = async (ids: readonly string[]) =>
    (
      await db.as({ organizations: [] }, (tx) =>
        sql<{ ids: string[]; n: number }>`select ${uuids(ids)}::uuid[] as ids, cardinality(${uuids(ids)}::uuid[]) as n`.execute(tx),
      )
    ).rows[0];
  const some = Array.from({ length: 300 }, (_, n) => `01980000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`);

  expect(await read(some)).toEqual({ ids: some, n: 300 });
  expect(await read(['01980000-0000-7000-8000-00000000ABCD'])).toMatchObject({ ids: ['01980000-0000-7000-8000-00000000abcd'] });
  expect(await read([])).toEqual({ ids: [], n: 0 });
  for (const wrong of ['', 'x', "01980000-0000-7000-8000-00000000000e'", '01980000-0000-7000-8000-0000000000'])
    expect(() => uuids([wrong])).toThrow('none');
});

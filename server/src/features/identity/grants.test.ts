import { expect, test } from 'vitest';
import { freshWorld } from '#testing/world';

test('R3.50 D8 of organizations, people and users the application may change what its pages change, and delete nobody', async () => {
  const world = await freshWorld();

  const changeable = await world.owner<{ table: string; columns: string[] }>(`
    select c.relname as table, array_agg(a.attname::text order by a.attname) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'identity'::regnamespace and c.relkind = 'r' and has_column_privilege('varco_app', c.oid, a.attnum, 'update')
    group by c.relname order by c.relname`);
  const deletable = await world.owner<{ table: string }>(`
    select c.relname as table from pg_class c
    where c.relnamespace = 'identity'::regnamespace and c.relkind = 'r' and has_table_privilege('varco_app', c.oid, 'delete, truncate')`);

  expect(Object.fromEntries(changeable.map(({ table, columns }) => [table, columns]))).toEqual({
    last_accesses: ['at'],
    persons: ['family_name', 'given_name'],
    users: [
      'disabled',
      'entered',
      'full_name',
      'sort_key',
      'status',
      'username',
      'username_folded',
      'username_mac',
      'valid_from',
      'valid_to',
      'version',
    ],
  });
  expect(deletable).toEqual([{ table: 'user_words' }]);
});

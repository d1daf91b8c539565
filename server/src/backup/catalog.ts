import type pg from 'pg';

/** A table as the catalogue knows it. */
export interface CatalogTable {
  /** With its schema, quoted where it must be. */
  readonly name: string;
  /** Columns that are written: those the database makes out of others are not. */
  readonly columns: readonly string[];
  readonly identity: readonly string[];
  /** Whether row security holds its owner too, who then cannot fill it by COPY. */
  readonly forced: boolean;
}

interface Row extends CatalogTable {
  readonly oid: number;
  readonly needs: readonly number[];
}

/**
 * Every table of ours but the list of migrations, each after those it refers to; partitions belong to their table.
 * Ours is what the role that asks owns.
 */
export async function tablesInOrder(client: pg.Client): Promise<CatalogTable[]> {
  const { rows } = await client.query<Row>(`
    select c.oid::int8::int as oid, format('%I.%I', n.nspname, c.relname) as name, c.relforcerowsecurity as forced,
      array(select quote_ident(a.attname) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attidentity <> '' order by a.attnum) as identity,
      array(select distinct k.confrelid::int8::int from pg_constraint k
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid and k.conparentid = 0) as needs
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence = 'p'
      and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and pg_get_userbyid(c.relowner) = current_user
      and not (n.nspname = 'varco' and c.relname = 'migrations')
    order by name`);
  const placed = new Set<number>();
  const ordered: CatalogTable[] = [];
  while (ordered.length < rows.length) {
    const ready = rows.filter(({ oid, needs }) => !placed.has(oid) && needs.every((other) => placed.has(other)));
    if (ready.length === 0) throw new Error('Tables refer to each other in a circle.');
    for (const { oid, name, columns, identity, forced } of ready) {
      placed.add(oid);
      ordered.push({ name, columns, identity, forced });
    }
  }
  return ordered;
}

/** A connection on which values are written and read the same in every version. */
export const plainly: Pick<pg.ClientConfig, 'options'> = {
  options: '-c timezone=UTC -c datestyle=ISO -c intervalstyle=iso_8601 -c extra_float_digits=3 -c bytea_output=hex -c client_encoding=UTF8',
};

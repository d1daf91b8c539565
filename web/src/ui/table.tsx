import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

/**
 * On the phone a row becomes a block, and `display` other than a table's takes the meaning away in some browsers:
 * each part says its role itself.
 */
const parts = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  column: { role: 'columnheader' },
  first: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;

/** One column: its heading, and how it sorts if it does. */
export interface Column {
  readonly key: string;
  readonly label: string;
  readonly numeric?: boolean;
  readonly sort?: { readonly now: 'ascending' | 'descending' | 'none'; readonly sortBy: () => void };
}

const sortIcons = { ascending: 'ascending', descending: 'descending' } as const;

/** A table that becomes a list of blocks on the phone. */
export function Table({
  caption,
  columns,
  rules = false,
  children,
}: {
  readonly caption: string;
  /** One of several tables whose columns stand under each other. */
  readonly rules?: boolean;
  readonly columns: readonly Column[];
  readonly children: ReactNode;
}) {
  return (
    <table {...parts.table} className={rules ? 'v-table v-table--rules' : 'v-table'}>
      <caption className="visually-hidden">{caption}</caption>
      <thead {...parts.group}>
        <tr {...parts.row}>
          {columns.map((column) => (
            <th
              {...parts.column}
              key={column.key}
              scope="col"
              className={column.numeric ? 'v-table__right' : undefined}
              aria-sort={column.sort && column.sort.now !== 'none' ? column.sort.now : undefined}
            >
              {column.sort ? (
                <>
                  <span className="v-table__plain">{column.label}</span>
                  <button type="button" className="v-table__sort" onClick={column.sort.sortBy}>
                    {column.label}
                    {column.sort.now !== 'none' && <Icon name={sortIcons[column.sort.now]} size={16} />}
                  </button>
                </>
              ) : (
                column.label
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...parts.group}>{children}</tbody>
    </table>
  );
}

/** One row. */
export function Row({ children, open = false }: { readonly children: ReactNode; readonly open?: boolean }) {
  return (
    <tr {...parts.row} className={open ? 'v-table__open' : undefined}>
      {children}
    </tr>
  );
}

/** The first cell of a row: what the row is about, and the link to it. */
export function FirstCell({ children }: { readonly children: ReactNode }) {
  return (
    <th {...parts.first} scope="row" className="v-table__first">
      {children}
    </th>
  );
}

/** One value; on the phone its column's label stands before it. */
export function Cell({
  label,
  numeric = false,
  children,
}: {
  readonly label: string;
  readonly numeric?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <td {...parts.cell} className={numeric ? 'v-table__right' : undefined}>
      <span className="v-table__label" aria-hidden="true">
        {label}
      </span>
      <span className="v-table__value">{children}</span>
    </td>
  );
}

/** The heading of the rows that follow it, across all columns. */
export function GroupRow({ columns, children }: { readonly columns: number; readonly children: ReactNode }) {
  return (
    <tr {...parts.row} className="v-table__group">
      <th {...parts.first} scope="colgroup" colSpan={columns}>
        {children}
      </th>
    </tr>
  );
}

/** What a row opens to, across all columns. */
export function DetailRow({ columns, id, children }: { readonly columns: number; readonly id: string; readonly children: ReactNode }) {
  return (
    <tr {...parts.row} id={id} className="v-table__detail">
      <td {...parts.cell} colSpan={columns}>
        {children}
      </td>
    </tr>
  );
}

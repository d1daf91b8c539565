/** A text without what a terminal would obey instead of showing it. */
export const visible = (text: string): string => text.replaceAll(/\p{C}/gu, '\u{fffd}');

/** Rows of cells as lines whose columns stand under each other. */
export function listed(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

/** What a figure must reach: at most, at least, or within a distance of a value. */
export type Goal = { readonly atMost: number } | { readonly atLeast: number } | { readonly value: number; readonly within: number };

/** One line of the table. */
export interface Row {
  readonly what: string;
  readonly figure: number;
  readonly unit: string;
  /** What nothing can do better, measured in the same run. */
  readonly limit?: string;
  readonly goal?: Goal;
  /** What the figure is made of. */
  readonly note?: string;
}

/** Whether a line reaches its goal; undefined when it has none. */
export function isReached({ figure, goal }: Row): boolean | undefined {
  if (goal === undefined) return undefined;
  if ('atMost' in goal) return figure <= goal.atMost;
  if ('atLeast' in goal) return figure >= goal.atLeast;
  return Math.abs(figure - goal.value) <= goal.within;
}

/** A number with the digits that mean something. */
export function digits(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

const goalText = (goal: Goal | undefined): string => {
  if (goal === undefined) return '';
  if ('atMost' in goal) return `at most ${goal.atMost}`;
  if ('atLeast' in goal) return `at least ${goal.atLeast}`;
  return `${goal.value} ± ${goal.within}`;
};

const verdict = (row: Row): string => {
  const reached = isReached(row);
  return reached === undefined ? '' : reached ? 'yes' : 'NO';
};

/** The table for a terminal; notes stand under the line they belong to. */
export function tableOf(rows: readonly Row[]): string {
  const head = ['what', 'figure', 'limit of this run', 'goal', 'reached'];
  const lines = rows.map((row) => [
    row.what,
    `${digits(row.figure)} ${row.unit}`.trim(),
    row.limit ?? '',
    goalText(row.goal),
    verdict(row),
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...lines.map((line) => line[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [
    line(head),
    line(widths.map((width) => '-'.repeat(width))),
    ...rows.flatMap((row, index) => [line(lines[index] ?? []), ...(row.note === undefined ? [] : [`    ${row.note}`])]),
  ].join('\n');
}

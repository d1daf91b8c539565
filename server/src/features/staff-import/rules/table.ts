import { guessColumns, guessHeaderRow } from '@varco/shared/staff-import/headings';

/** One row of a sheet, numbered as the spreadsheet shows it. */
export interface SheetRow {
  readonly number: number;
  readonly cells: readonly string[];
}

/** One sheet as it was read: its rows that hold something. */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly SheetRow[];
}

const separators = [';', ',', '\t', '|'] as const;
/** What parts the cells of a text. */
export type Separator = (typeof separators)[number];

const ENOUGH = 100_000;
const ROWS = 50;

/** The first records of a text, each parted at every separator, seen without its quotes: enough to compare, not to be read. */
function firstRecords(text: string): Map<Separator, string[][]> {
  const found = new Map(separators.map((separator) => [separator, [] as string[][]]));
  let quoted = false;
  let record = new Map(separators.map((separator) => [separator, ['']]));
  const end = () => {
    for (const separator of separators) found.get(separator)?.push(record.get(separator) ?? []);
    record = new Map(separators.map((separator) => [separator, ['']]));
  };
  for (const sign of text.slice(0, ENOUGH)) {
    if (sign === '"') quoted = !quoted;
    else if (!quoted && (sign === '\n' || sign === '\r')) {
      end();
      if ((found.get(';')?.length ?? 0) >= ROWS) break;
    } else {
      for (const [separator, cells] of record) {
        if (!quoted && sign === separator) cells.push('');
        else cells.push((cells.pop() ?? '') + sign);
      }
    }
  }
  end();
  return found;
}

/** What parts the cells: what gives the most headings we know, then the most rows of one length. */
export function guessSeparator(text: string): Separator {
  let best: { separator: Separator; worth: number } = { separator: ';', worth: -1 };
  for (const [separator, all] of firstRecords(text)) {
    const records = all.filter((cells) => cells.some((cell) => cell.trim() !== ''));
    const named = Math.max(0, ...records.map((cells) => guessColumns(cells).filter((field) => field !== null).length));
    const lengths = Map.groupBy(records, (cells) => cells.length);
    const [length = 1, alike = []] = [...lengths].toSorted(([, a], [, b]) => b.length - a.length)[0] ?? [];
    const worth = named * 10 + (length > 1 ? 1 + alike.length / Math.max(1, records.length) : 0);
    if (worth > best.worth) best = { separator, worth };
  }
  return best.separator;
}

/** What stands above, as and under the headings. */
export function underHeadings(sheet: Sheet, headerRow: number): { headings: readonly string[]; people: readonly SheetRow[] } {
  const headings = sheet.rows.find(({ number }) => number === headerRow)?.cells ?? [];
  return { headings, people: sheet.rows.filter(({ number }) => number > headerRow) };
}

/** Where the headings of a sheet stand, by its first rows. */
export const headerRowOf = (sheet: Sheet, guess?: (headings: readonly string[]) => readonly (string | null)[]): number =>
  guessHeaderRow(sheet.rows, guess);

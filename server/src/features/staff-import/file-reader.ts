import type { Issue } from '@varco/shared/problems';
import { MAX_COLUMNS, MAX_ROWS } from '@varco/shared/staff-import/api';
import { CsvError, type Info } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import readSpreadsheet from 'read-excel-file/universal';
import { openArchive } from './archive.ts';
import { guessSeparator, type Separator, type Sheet, type SheetRow } from './rules/table.ts';

/** A file that was read, or what is wrong with it. */
export type FileReading =
  | {
      readonly format: 'csv' | 'xlsx';
      readonly encoding: string | null;
      readonly separator: string | null;
      readonly sheets: readonly Sheet[];
    }
  | { readonly fault: Issue };

/** A record that is longer than this has lost its quotation marks. */
const LONGEST_RECORD = 256 * 1024;
/** Of a cell no more is kept: no value of ours is as long, and a fault shows its beginning. */
const LONGEST_CELL = 1_000;
/** Titles and blank rows above the headings. */
const ABOVE = 1_000;

const begins = (bytes: Buffer, ...signs: number[]): boolean => signs.every((sign, place) => bytes[place] === sign);

/** Reads a staff list out of a file; what the file is its content says, never its name. */
export async function readStaffFile(bytes: Buffer): Promise<FileReading> {
  if (bytes.length === 0) return { fault: { rule: 'file-empty' } };
  if (begins(bytes, 0x50, 0x4b)) return readXlsx(bytes);
  if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return { fault: { rule: 'file-old-excel' } };
  return readCsv(bytes);
}

/** Programs write these at the beginning of what is no list. */
const noText = [/^%PDF/, /^\x89PNG/, /^GIF8/, /^\xff\xd8\xff/, /^Rar!/, /^7z\xbc/, /^\{\\rtf/, /^\s*<(!doctype|html|\?xml)/i];

function decode(bytes: Buffer): { text: string; encoding: string } | undefined {
  if (begins(bytes, 0xff, 0xfe)) return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'UTF-16' };
  if (begins(bytes, 0xfe, 0xff)) return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'UTF-16' };
  if (begins(bytes, 0x1f, 0x8b)) return undefined;
  const start = bytes.subarray(0, 4_096).toString('latin1');
  if (noText.some((pattern) => pattern.test(start))) return undefined;
  const strange = [...start].filter((sign) => sign < ' ' && !'\t\n\v\f\r'.includes(sign)).length;
  if (strange * 50 > start.length && strange > 2) return undefined;
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Windows-1252' };
  }
}

function readCsv(bytes: Buffer): FileReading {
  const decoded = decode(bytes);
  if (!decoded) return { fault: { rule: 'file-unknown' } };
  // Excel's own way to name the separator; it is no row of the sheet.
  const named = /^sep=([;,\t|])(\r\n|\n|\r)/i.exec(decoded.text);
  const text = named ? decoded.text.slice(named[0].length) : decoded.text;
  const separator = (named?.[1] as Separator | undefined) ?? guessSeparator(text);
  try {
    const records = parse(text, {
      delimiter: separator,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: LONGEST_RECORD,
      to: MAX_ROWS + ABOVE,
    });
    return bounded({ format: 'csv', encoding: decoded.encoding, separator, sheets: [{ name: '', rows: rowsOf(records) }] });
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault;
    const { records } = fault as CsvError & Partial<Info>;
    const row = typeof records === 'number' ? records + 1 : undefined;
    return { fault: { rule: fault.code === 'CSV_MAX_RECORD_SIZE' ? 'row-too-long' : 'quote-not-closed', ...(row ? { row } : {}) } };
  }
}

async function readXlsx(bytes: Buffer): Promise<FileReading> {
  const opened = openArchive(bytes);
  if (typeof opened === 'string') return { fault: { rule: opened === 'too-large' ? 'file-too-large' : 'file-damaged' } };
  try {
    // Numbers stay as the file writes them: a JavaScript number would round long ones.
    const sheets = await readSpreadsheet<string>(opened, { trim: false, parseNumber: (digits) => digits });
    return bounded({
      format: 'xlsx',
      encoding: null,
      separator: null,
      sheets: sheets.map(({ sheet, data }) => ({ name: sheet, rows: rowsOf(data) })),
    });
  } catch {
    return { fault: { rule: 'file-damaged' } };
  }
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  // A day has no hour and no zone: the reader gives it as midnight in UTC.
  const text = cell instanceof Date ? cell.toISOString().replace(/T00:00:00\.000Z$/, '') : String(cell);
  // PostgreSQL holds neither NUL nor half a sign: what is broken stays visible as such.
  return text.slice(0, LONGEST_CELL).replaceAll('\0', '\ufffd').toWellFormed();
}

/** The rows that hold something, without the empty cells at their end. */
function rowsOf(records: readonly (readonly unknown[])[]): SheetRow[] {
  const rows: SheetRow[] = [];
  for (const [index, record] of records.entries()) {
    const cells = record.map(textOf);
    while (cells.length > 0 && cells.at(-1)?.trim() === '') cells.pop();
    if (cells.length > 0) rows.push({ number: index + 1, cells });
  }
  return rows;
}

function bounded(reading: FileReading): FileReading {
  if ('fault' in reading) return reading;
  const rows = reading.sheets.flatMap((sheet) => sheet.rows);
  if (rows.length === 0) return { fault: { rule: 'file-empty' } };
  if (reading.sheets.some((sheet) => sheet.rows.length > MAX_ROWS)) return { fault: { rule: 'too-many-rows', max: MAX_ROWS } };
  if (rows.some((row) => row.cells.length > MAX_COLUMNS)) return { fault: { rule: 'too-many-columns', max: MAX_COLUMNS } };
  return reading;
}

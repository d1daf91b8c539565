import type { StaffImport } from '@varco/shared/staff-import/api';
import { guessHeaderRow } from '@varco/shared/staff-import/headings';
import { useFormat } from '../../core/me.ts';
import { useTexts } from '../../core/texts.ts';
import { SelectField } from '../../ui/field.tsx';
import { type Fault, faultOf } from '../../ui/form.tsx';
import { Note } from '../../ui/note.tsx';
import { messages } from './messages.ts';

const HEADER_ROWS = 15;

type Sheet = StaffImport['sheets'][number];

/** The cells of a row of a sheet, as far as its beginning is shown. */
export const rowOf = (sheet: Sheet | undefined, number: number): readonly string[] =>
  sheet?.first.find((row) => row.number === number)?.cells ?? [];

/** How a file was read, and which of its sheets and rows the headings are in; another choice guesses the columns anew. */
export function SheetFields<Field>({
  file,
  options,
  faults,
  guess,
  onChoose,
}: {
  readonly file: Pick<StaffImport, 'remembered' | 'encoding' | 'separator' | 'sheets'>;
  readonly options: { readonly sheet: number; readonly headerRow: number };
  readonly faults: readonly Fault[];
  readonly guess: (headings: readonly string[]) => (Field | null)[];
  readonly onChoose: (sheet: number, headerRow: number, columns: (Field | null)[]) => void;
}) {
  const t = useTexts(messages);
  const format = useFormat();
  const sheet = file.sheets[options.sheet];
  const chooseSheet = (number: number) => {
    const chosen = file.sheets[number];
    const headerRow = guessHeaderRow(chosen?.first ?? [], (headings) => guess(headings).map((field) => (field === null ? null : '+')));
    onChoose(number, headerRow, guess(rowOf(chosen, headerRow)));
  };
  return (
    <>
      {file.remembered && <Note title={t.remembered} />}
      {file.encoding !== null && <p>{t.readAs(file.encoding, t.separators[file.separator ?? ';'] ?? file.separator ?? '')}</p>}
      {file.sheets.length > 1 && (
        <SelectField
          name="sheet"
          label={t.sheet}
          fault={faultOf(faults, 'sheet')}
          value={String(options.sheet)}
          options={file.sheets.map(({ name, rows }, number) => ({
            value: String(number),
            label: t.sheetRows(name, rows, format.number(rows)),
          }))}
          onChoose={(number) => chooseSheet(Number(number))}
        />
      )}
      <SelectField
        name="headerRow"
        label={t.headerRow}
        fault={faultOf(faults, 'headerRow')}
        value={String(options.headerRow)}
        options={[
          ...(sheet?.first ?? []).slice(0, HEADER_ROWS).map(({ number, cells }) => ({
            value: String(number),
            label: t.headerRowNamed(
              format.number(number),
              cells
                .filter((cell) => cell.trim() !== '')
                .slice(0, 4)
                .join(', '),
            ),
          })),
          { value: '0', label: t.noHeader },
        ]}
        onChoose={(number) => onChoose(options.sheet, Number(number), guess(rowOf(sheet, Number(number))))}
      />
    </>
  );
}

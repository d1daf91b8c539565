import type { StaffImport } from '@varco/shared/staff-import/api';
import { columnName } from '@varco/shared/staff-import/headings';
import { useTexts } from '../../core/texts.ts';
import { controlId } from '../../ui/field.tsx';
import { Cell, FirstCell, Row, Table } from '../../ui/table.tsx';
import { messages } from './messages.ts';

const SAMPLES = 3;

/** The name of the control of a column: where a fault of the columns leads. */
export const columnField = (column: number): string => `column-${column}`;

/** The columns of a sheet with some of their values, and what each of them holds. */
export function ColumnsTable<Field extends string>({
  headings,
  below,
  columns,
  fields,
  names,
  onChoose,
}: {
  readonly headings: readonly string[];
  readonly below: StaffImport['sheets'][number]['first'];
  readonly columns: readonly (Field | null)[];
  /** What a column may hold, in the order in which it is offered. */
  readonly fields: readonly Field[];
  readonly names: Readonly<Record<Field, string>>;
  readonly onChoose: (column: number, field: Field | null) => void;
}) {
  const t = useTexts(messages);
  return (
    <div className="v-list">
      <Table
        caption={t.columnsCaption}
        columns={[
          { key: 'column', label: t.column },
          { key: 'samples', label: t.samples },
          { key: 'meaning', label: t.meaning },
        ]}
      >
        {columns.map((held, column) => {
          const name = columnName(headings, column);
          const samples = below.map((row) => row.cells[column]?.trim() ?? '').filter((value) => value !== '');
          return (
            <Row key={columnField(column)}>
              <FirstCell>{name}</FirstCell>
              <Cell label={t.samples}>{samples.length === 0 ? t.noValues : samples.slice(0, SAMPLES).join(' · ')}</Cell>
              <Cell label={t.meaning}>
                <select
                  id={controlId(columnField(column))}
                  className="v-select"
                  aria-label={t.meaningOf(name)}
                  value={held ?? ''}
                  onChange={(event) => onChoose(column, fields.find((field) => field === event.target.value) ?? null)}
                >
                  <option value="">{t.ignored}</option>
                  {fields.map((field) => (
                    <option key={field} value={field}>
                      {names[field]}
                    </option>
                  ))}
                </select>
              </Cell>
            </Row>
          );
        })}
      </Table>
    </div>
  );
}

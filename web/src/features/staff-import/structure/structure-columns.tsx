import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { dateOrders } from '@varco/shared/staff-import/api';
import { type StructureImport, type StructureOptions, structureFields } from '@varco/shared/staff-import/structure-api';
import { guessStructureColumns } from '@varco/shared/staff-import/structure-headings';
import { useState } from 'react';
import { useTexts } from '../../../core/texts.ts';
import { useFaultsOf } from '../../../ui/faults.ts';
import { Choices } from '../../../ui/field.tsx';
import { type Fault, Form } from '../../../ui/form.tsx';
import { ColumnsTable, columnField } from '../columns-table.tsx';
import { messages } from '../messages.ts';
import { rowOf, SheetFields } from '../sheet-fields.tsx';
import { structureMessages } from './messages.ts';
import { structureImportQuery, tryStructure } from './queries.ts';

const route = getRouteApi('/structure/import');

/** What each column of the file holds, as we guess it, and how its days are written. */
export function StructureColumns({ file }: { readonly file: StructureImport }) {
  const t = useTexts(messages);
  const s = useTexts(structureMessages);
  const faultsOf = useFaultsOf();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const [options, setOptions] = useState<StructureOptions>(file.options);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const set = (change: Partial<StructureOptions>) => setOptions((now) => ({ ...now, ...change }));
  const sheet = file.sheets[options.sheet];
  const headings = rowOf(sheet, options.headerRow);
  const below = (sheet?.first ?? []).filter((row) => row.number > options.headerRow);
  const width = Math.max(headings.length, ...below.map((row) => row.cells.length));
  const columns = Array.from({ length: width }, (_, place) => options.columns[place] ?? null);
  const trying = useMutation({
    mutationFn: () => tryStructure(file.id, { ...options, columns: options.columns.slice(0, Math.max(width, 1)) }),
    onSuccess: async (tried) => {
      queries.setQueryData(structureImportQuery(file.id).queryKey, tried);
      await navigate({ search: { file: file.id, step: 'trial' } });
    },
    onError: (error) =>
      setFaults(faultsOf(error).map((fault) => (fault.field === 'columns' ? { ...fault, field: columnField(0) } : fault))),
  });
  return (
    <Form
      label={t.columnsCaption}
      faults={faults}
      submit={trying.isPending ? t.trying : t.tryIt}
      busy={trying.isPending}
      onSubmit={() => {
        setFaults([]);
        trying.mutate();
      }}
      cancel={t.changeFile}
      onCancel={() => void navigate({ search: {} })}
    >
      <SheetFields
        file={file}
        options={options}
        faults={faults}
        guess={guessStructureColumns}
        onChoose={(sheetNumber, headerRow, guessed) => set({ sheet: sheetNumber, headerRow, columns: guessed })}
      />
      <ColumnsTable
        headings={headings}
        below={below}
        columns={columns}
        fields={structureFields}
        names={s.fields}
        onChoose={(column, field) => set({ columns: columns.with(column, field) })}
      />
      <p>{s.emptyCells}</p>
      {(options.columns.includes('from') || options.columns.includes('to')) && (
        <Choices
          name="dateOrder"
          label={t.dateOrder}
          value={options.dateOrder}
          choices={dateOrders.map((value) => ({ value, label: t.orders[value] }))}
          onChoose={(dateOrder) => set({ dateOrder })}
        />
      )}
    </Form>
  );
}

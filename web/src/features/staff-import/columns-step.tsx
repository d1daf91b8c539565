import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import {
  dateOrders,
  type ImportOptions,
  type StaffField,
  type StaffImport,
  staffFields,
  usernameRules,
} from '@varco/shared/staff-import/api';
import { guessColumns } from '@varco/shared/staff-import/headings';
import { useRef, useState } from 'react';
import { useVoice } from '../../core/live.tsx';
import { useTexts } from '../../core/texts.ts';
import { useFaultsOf } from '../../ui/faults.ts';
import { Choices, SelectField, TextField, Tick } from '../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../ui/form.tsx';
import { Note } from '../../ui/note.tsx';
import { ColumnsTable, columnField } from './columns-table.tsx';
import { messages } from './messages.ts';
import { importQuery, tryImport } from './queries.ts';
import { rowOf, SheetFields } from './sheet-fields.tsx';

const route = getRouteApi('/users/import');

/** What each column of the file holds, as we guess it, and how its values are to be read. */
export function ColumnsStep({ file }: { readonly file: StaffImport }) {
  const t = useTexts(messages);
  const faultsOf = useFaultsOf();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const [options, setOptions] = useState<ImportOptions>(file.options);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [cancelled, setCancelled] = useState(false);
  const trial = useRef(new AbortController());
  const voice = useVoice();
  const set = (change: Partial<ImportOptions>) => setOptions((now) => ({ ...now, ...change }));
  const sheet = file.sheets[options.sheet];
  const headings = rowOf(sheet, options.headerRow);
  const below = (sheet?.first ?? []).filter((row) => row.number > options.headerRow);
  const width = Math.max(headings.length, ...below.map((row) => row.cells.length));
  const columns = Array.from({ length: width }, (_, place) => options.columns[place] ?? null);

  const trying = useMutation({
    mutationFn: () => tryImport(file.id, { ...options, columns: options.columns.slice(0, Math.max(width, 1)) }, trial.current.signal),
    onSuccess: async (tried) => {
      queries.setQueryData(importQuery(file.id).queryKey, tried);
      await navigate({ search: { file: file.id, step: 'trial' } });
    },
    onError: (error) => {
      if (trial.current.signal.aborted) {
        setCancelled(true);
        voice.say(t.trialCancelled);
        return;
      }
      setFaults(faultsOf(error).map((fault) => (fault.field === 'columns' ? { ...fault, field: columnField(0) } : fault)));
    },
  });
  const choose = (column: number, field: StaffField | null) => set({ columns: columns.with(column, field) });
  return (
    <Form
      label={t.columnsCaption}
      faults={faults}
      submit={trying.isPending ? t.trying : t.tryIt}
      busy={trying.isPending}
      onSubmit={() => {
        setFaults([]);
        setCancelled(false);
        trial.current = new AbortController();
        trying.mutate();
      }}
      cancel={trying.isPending ? t.cancelTrial : t.changeFile}
      onCancel={() => {
        if (trying.isPending) trial.current.abort();
        else void navigate({ search: {} });
      }}
    >
      {cancelled && <Note title={t.trialCancelled} />}
      <SheetFields
        file={file}
        options={options}
        faults={faults}
        guess={guessColumns}
        onChoose={(sheetNumber, headerRow, guessed) => set({ sheet: sheetNumber, headerRow, columns: guessed })}
      />
      <ColumnsTable headings={headings} below={below} columns={columns} fields={staffFields} names={t.fields} onChoose={choose} />
      <h2>{t.options}</h2>
      <p>{t.emptyCells}</p>
      <Choices
        name="dateOrder"
        label={t.dateOrder}
        value={options.dateOrder}
        choices={dateOrders.map((value) => ({ value, label: t.orders[value] }))}
        onChoose={(dateOrder) => set({ dateOrder })}
      />
      <SelectField
        name="usernameRule"
        label={t.usernameRule}
        hint={t.usernameRuleHint}
        fault={faultOf(faults, 'usernameRule')}
        value={options.usernameRule}
        options={usernameRules.map((value) => ({ value, label: t.rules[value] }))}
        onChoose={(usernameRule) => set({ usernameRule })}
      />
      <Tick
        name="properCapitals"
        label={t.properCapitals}
        hint={t.properCapitalsHint}
        checked={options.properCapitals}
        onTick={(properCapitals) => set({ properCapitals })}
      />
      {options.columns.includes('employeeNumber') && (
        <TextField
          name="employeeNumberLength"
          label={t.employeeNumberLength}
          hint={t.employeeNumberLengthHint}
          fault={faultOf(faults, 'employeeNumberLength')}
          inputMode="numeric"
          autoComplete="off"
          value={String(options.employeeNumberLength)}
          onType={(text) => set({ employeeNumberLength: Number(text.replace(/\D/g, '').slice(0, 3)) })}
        />
      )}
    </Form>
  );
}

import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import type { Placement } from '@varco/shared/structure/api';
import { useState } from 'react';
import { useFormat } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { useUnsaved } from '../../../core/unsaved.ts';
import { Card } from '../../../ui/card.tsx';
import { useFaultsOf } from '../../../ui/faults.ts';
import { DayField, SelectField, TextField } from '../../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../../ui/form.tsx';
import { Note } from '../../../ui/note.tsx';
import { words } from '../../../ui/words.ts';
import { useFocusOn, useLeave } from './leaving.ts';
import { messages } from './messages.ts';
import { changePlacement, place, structureQuery } from './queries.ts';

interface FormOf {
  readonly userId: string;
  readonly onSaved: () => void;
}

/** A unit for somebody: which, from when to when, as what. */
export function NewPlacement({ userId, onSaved }: FormOf) {
  const t = useTexts(messages);
  const format = useFormat();
  const { data: structure } = useSuspenseQuery(structureQuery);
  const [unitId, setUnitId] = useState('');
  const [missing, setMissing] = useState<readonly Fault[]>([]);
  const options = structure.departments
    .filter(({ active }) => active)
    .flatMap((department) =>
      department.units.filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name, group: department.name })),
    );
  return (
    <Card title={t.newPlacement}>
      {options.length === 0 && <Note title={t.noUnits} />}
      <DaysForm
        label={t.newPlacement}
        submit={t.savePlacement}
        begin={{ from: format.today(), to: '', qualification: '' }}
        touched={unitId !== ''}
        first="unitId"
        missing={missing}
        check={() => {
          const faults = unitId === '' ? [{ field: 'unitId', text: t.chooseUnit }] : [];
          setMissing(faults);
          return faults.length === 0;
        }}
        save={(typed) => place(userId, { ...typed, unitId })}
        onSaved={onSaved}
      >
        {(faults) => (
          <SelectField
            name="unitId"
            label={t.unit}
            fault={faultOf(faults, 'unitId')}
            value={unitId}
            options={[{ value: '', label: t.choose }, ...options]}
            onChoose={setUnitId}
          />
        )}
      </DaysForm>
    </Card>
  );
}

/** Other days, or another qualification, of a placement that exists. */
export function EditPlacement({ userId, row, onSaved }: FormOf & { readonly row: Placement }) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  return (
    <Card title={t.changePlacement(row.unit.name)}>
      <DaysForm
        label={t.changePlacement(row.unit.name)}
        submit={shared.save}
        begin={{ from: row.from, to: row.to ?? '', qualification: row.qualification }}
        first="from"
        save={(typed) => changePlacement(userId, row.id, typed)}
        onSaved={onSaved}
      />
    </Card>
  );
}

interface Typed {
  readonly from: string;
  readonly to: string;
  readonly qualification: string;
}

function DaysForm({
  label,
  submit,
  begin,
  touched = false,
  first,
  missing = [],
  check = () => true,
  save,
  onSaved,
  children,
}: {
  readonly label: string;
  readonly submit: string;
  readonly begin: Typed;
  readonly touched?: boolean;
  readonly first: string;
  /** What is missing besides the days. */
  readonly missing?: readonly Fault[];
  readonly check?: () => boolean;
  readonly save: (input: { from: string; to: string | null; qualification: string }) => Promise<unknown>;
  readonly onSaved: () => void;
  readonly children?: (faults: readonly Fault[]) => React.ReactNode;
}) {
  const t = useTexts(messages);
  const faultsOf = useFaultsOf();
  const leave = useLeave();
  const [typed, setTyped] = useState(begin);
  const [refused, setRefused] = useState<readonly Fault[]>([]);
  const letGo = useUnsaved(touched || JSON.stringify(typed) !== JSON.stringify(begin));
  useFocusOn(first);
  const saving = useMutation({
    mutationFn: () => save({ ...typed, to: typed.to === '' ? null : typed.to }),
    onSuccess: () => {
      letGo();
      onSaved();
    },
    onError: (error) => setRefused(faultsOf(error)),
  });
  const faults = [...missing, ...refused];
  const submitted = () => {
    const days = typed.from === '' ? [{ field: 'from', text: t.chooseFrom }] : [];
    setRefused(days);
    if (check() && days.length === 0) saving.mutate();
  };
  const set = (field: keyof Typed) => (value: string) => setTyped({ ...typed, [field]: value });
  return (
    <Form label={label} faults={faults} submit={submit} busy={saving.isPending} onSubmit={submitted} onCancel={() => leave(letGo)}>
      {children?.(faults)}
      <div className="v-form__pair">
        <DayField name="from" label={t.fromDay} fault={faultOf(faults, 'from')} value={typed.from} onType={set('from')} />
        <DayField name="to" label={t.toDay} fault={faultOf(faults, 'to')} value={typed.to} onType={set('to')} optional />
      </div>
      <TextField
        name="qualification"
        label={t.qualification}
        fault={faultOf(faults, 'qualification')}
        value={typed.qualification}
        onType={set('qualification')}
        optional
        autoComplete="off"
      />
    </Form>
  );
}

import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import type { Assignment, UserRights } from '@varco/shared/authorization/api';
import type { RoleChoices } from '@varco/shared/authorization/overview';
import { phaseOf } from '@varco/shared/authorization/standing';
import { useState } from 'react';
import { useFormat } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { useUnsaved } from '../../../core/unsaved.ts';
import { Card } from '../../../ui/card.tsx';
import { type Placing, useFaultsOf } from '../../../ui/faults.ts';
import { DayField, Tick } from '../../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../../ui/form.tsx';
import { Note } from '../../../ui/note.tsx';
import { words } from '../../../ui/words.ts';
import { TrialResult } from '../why/trial-result.tsx';
import { useFocusOn, useLeave } from './leaving.ts';
import { messages } from './messages.ts';
import { changeAssignment, choicesQuery, giveRole } from './queries.ts';
import { RoleFields } from './role-fields.tsx';
import { EVERYWHERE } from './suitable.ts';

/** What a role grants too much is told at the role. */
const atItsField: Placing = ({ field }) => (field?.startsWith('grants.') ? 'roleId' : field);

interface Typed {
  readonly unitId: string;
  readonly roleId: string;
  readonly from: string;
  readonly to: string;
  readonly isDefault: boolean;
}

/** A role for somebody: where, which, from when to when; what it would change is told before it is given. */
export function NewRole({
  userId,
  rights,
  unit,
  role,
  onSaved,
}: {
  readonly userId: string;
  readonly rights: UserRights;
  /** What the address begins with. */
  readonly unit: string | undefined;
  readonly role: string | undefined;
  readonly onSaved: () => void;
}) {
  const t = useTexts(messages);
  const today = useFormat().today();
  const { data: choices } = useSuspenseQuery(choicesQuery(userId));
  const faultsOf = useFaultsOf(atItsField);
  const leave = useLeave();
  const daysIn = (unitId: string) => placementDays(rights, unitId, today);
  const [begin] = useState<Typed>(() => {
    const unitId = beginUnit(choices, unit, role);
    return { unitId, roleId: role ?? '', ...daysIn(unitId), isDefault: false };
  });
  const [typed, setTyped] = useState(begin);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const letGo = useUnsaved(JSON.stringify(typed) !== JSON.stringify(begin));
  useFocusOn('unitId');
  const unitId = typed.unitId === EVERYWHERE ? undefined : typed.unitId;
  const saving = useMutation({
    mutationFn: () =>
      giveRole(userId, {
        roleId: typed.roleId,
        unitId: unitId ?? null,
        from: typed.from,
        to: typed.to === '' ? null : typed.to,
        isDefault: typed.isDefault && unitId !== undefined,
      }),
    onSuccess: () => {
      letGo();
      onSaved();
    },
    onError: (error) => setFaults(faultsOf(error)),
  });
  const submit = () => {
    const missing = [
      ...(typed.unitId === '' ? [{ field: 'unitId', text: t.chooseUnit }] : []),
      ...(typed.roleId === '' ? [{ field: 'roleId', text: t.chooseRole }] : []),
      ...(typed.from === '' ? [{ field: 'from', text: t.chooseFrom }] : []),
    ];
    setFaults(missing);
    if (missing.length === 0) saving.mutate();
  };
  return (
    <Card title={t.newRole}>
      {rights.placed && choices.units.length === 0 && <Note title={t.notPlacedAnywhere} />}
      <Form label={t.newRole} faults={faults} submit={t.saveRole} busy={saving.isPending} onSubmit={submit} onCancel={() => leave(letGo)}>
        <RoleFields
          choices={choices}
          unit={typed.unitId}
          role={typed.roleId}
          faults={faults}
          giving
          // Another unit has other roles and other days.
          onUnit={(next) => setTyped({ ...typed, unitId: next, roleId: '', ...daysIn(next) })}
          onRole={(next) => setTyped({ ...typed, roleId: next })}
        />
        <RowFields typed={typed} faults={faults} inUnit={unitId !== undefined} onType={(changed) => setTyped({ ...typed, ...changed })} />
        {typed.unitId !== '' && typed.roleId !== '' && (
          <TrialResult userId={userId} trial={{ role: typed.roleId, unit: unitId, ...(typed.from > today ? { day: typed.from } : {}) }} />
        )}
      </Form>
    </Card>
  );
}

/** Other days of a role that somebody has, or whether it is the one proposed. */
export function EditRole({ userId, row, onSaved }: { readonly userId: string; readonly row: Assignment; readonly onSaved: () => void }) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  // Role and unit are not in this form: what is wrong with them is told of the form as a whole.
  const faultsOf = useFaultsOf(({ field }) => (field === 'from' || field === 'to' ? field : undefined));
  const leave = useLeave();
  const begin = { from: row.from, to: row.to ?? '', isDefault: row.isDefault };
  const [typed, setTyped] = useState(begin);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const letGo = useUnsaved(JSON.stringify(typed) !== JSON.stringify(begin));
  useFocusOn('from');
  const saving = useMutation({
    mutationFn: () => changeAssignment(userId, row.id, { ...typed, to: typed.to === '' ? null : typed.to }),
    onSuccess: () => {
      letGo();
      onSaved();
    },
    onError: (error) => setFaults(faultsOf(error)),
  });
  const title = `${t.changeRole(row.role.name)}, ${row.unit?.name ?? t.everywhere}`;
  return (
    <Card title={title}>
      <Form
        label={title}
        faults={faults}
        submit={shared.save}
        busy={saving.isPending}
        onSubmit={() => {
          const missing = typed.from === '' ? [{ field: 'from', text: t.chooseFrom }] : [];
          setFaults(missing);
          if (missing.length === 0) saving.mutate();
        }}
        onCancel={() => leave(letGo)}
      >
        <RowFields typed={typed} faults={faults} inUnit={row.unit !== null} onType={(changed) => setTyped({ ...typed, ...changed })} />
      </Form>
    </Card>
  );
}

type Row = Pick<Typed, 'from' | 'to' | 'isDefault'>;

function RowFields({
  typed,
  faults,
  inUnit,
  onType,
}: {
  readonly typed: Row;
  /** Only a role in a unit can say for which unit one begins. */
  readonly inUnit: boolean;
  readonly faults: readonly Fault[];
  readonly onType: (changed: Partial<Row>) => void;
}) {
  const t = useTexts(messages);
  return (
    <>
      <div className="v-form__pair">
        <DayField name="from" label={t.fromDay} fault={faultOf(faults, 'from')} value={typed.from} onType={(from) => onType({ from })} />
        <DayField name="to" label={t.toDay} fault={faultOf(faults, 'to')} value={typed.to} onType={(to) => onType({ to })} optional />
      </div>
      {inUnit && (
        <Tick
          name="isDefault"
          label={t.isDefault}
          hint={t.isDefaultHint}
          checked={typed.isDefault}
          onTick={(isDefault) => onType({ isDefault })}
        />
      )}
    </>
  );
}

/** The unit of the address if it is there to choose, or the only one there is. */
function beginUnit({ units }: RoleChoices, unit: string | undefined, role: string | undefined): string {
  if (unit !== undefined) return units.some(({ id }) => id === unit) ? unit : '';
  if (role !== undefined) return EVERYWHERE;
  return units.length === 1 ? (units[0]?.id ?? '') : '';
}

/** Days that the placement in the unit covers: from today, or from when it begins, to when it ends. */
function placementDays({ placements }: UserRights, unitId: string, today: string): { from: string; to: string } {
  const [first] = placements
    .filter((placement) => placement.unit.id === unitId && phaseOf(placement, today) !== 'over')
    .toSorted((one, other) => one.from.localeCompare(other.from));
  return first ? { from: first.from > today ? first.from : today, to: first.to ?? '' } : { from: today, to: '' };
}

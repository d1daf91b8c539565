import { useMutation } from '@tanstack/react-query';
import type { Role, RoleDepartment } from '@varco/shared/authorization/api';
import { gridWords, nameIn, visibilityNames } from '@varco/shared/authorization/words';
import { type ReactNode, useEffect, useState } from 'react';
import { useFunctions } from '../../../core/functions.ts';
import { isRefusal } from '../../../core/http.ts';
import { useFormat } from '../../../core/me.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { useUnsaved } from '../../../core/unsaved.ts';
import { Button } from '../../../ui/button.tsx';
import { Fact, Facts } from '../../../ui/card.tsx';
import { Confirm } from '../../../ui/dialog.tsx';
import { useFaultsOf } from '../../../ui/faults.ts';
import { AreaField, controlId, SelectField, TextField, Tick } from '../../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../../ui/form.tsx';
import { Note } from '../../../ui/note.tsx';
import { changeRole, createRole } from '../role-queries.ts';
import { ConditionDialog } from './condition.tsx';
import { conditionMessages } from './condition-messages.ts';
import {
  cellOf,
  conditionName,
  conditionOf,
  type Draft,
  differing,
  draftOf,
  emptyDraft,
  levelOf,
  merge,
  type Theirs,
  taking,
  typedOf,
  withCondition,
} from './draft.ts';
import { EditGrid } from './edit-grid.tsx';
import { messages } from './messages.ts';

type TextOf = 'name' | 'nameEnglish' | 'description' | 'descriptionEnglish';

/** A role as a form, with its grid; what somebody else saved meanwhile is shown beside what was typed, and nothing is saved unasked. */
export function RoleForm({
  role,
  departments,
  label,
  submit,
  onSaved,
  onOvertaken,
  onCancel,
}: {
  /** Absent for a role that is not there yet. */
  readonly role?: Role;
  readonly departments: readonly RoleDepartment[];
  readonly label: string;
  readonly submit: string;
  readonly onSaved: (id: string) => void;
  /** Somebody else saved first: this is the role now. */
  readonly onOvertaken?: (role: Role) => void;
  readonly onCancel: () => void;
}) {
  const t = useTexts(messages);
  const tc = useTexts(conditionMessages);
  const format = useFormat();
  const language = useLanguage();
  const functions = useFunctions();
  const faultsOf = useFaultsOf();
  const [seen, setSeen] = useState(role);
  const [draft, setDraft] = useState<Draft>(() => (role ? draftOf(role) : emptyDraft));
  const [overtaken, setOvertaken] = useState<{ readonly was: Draft; readonly theirs: readonly Theirs[] }>();
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [shutOut, setShutOut] = useState<string>();
  const [conditional, setConditional] = useState<string>();
  const saved = seen ? draftOf(seen) : emptyDraft;
  const isChanged = differing(saved, draft).length > 0;
  const letGo = useUnsaved(isChanged);
  const isThere = role !== undefined;
  // A card that becomes a form takes focus; a page that opens begins at its heading.
  useEffect(() => {
    if (isThere) document.getElementById(controlId('name'))?.focus();
  }, [isThere]);

  const saving = useMutation({
    mutationFn: async (confirmed: boolean) => {
      if (!seen) return (await createRole(typedOf(draft))).id;
      await changeRole(seen.id, { ...typedOf(draft), version: seen.version, confirmed });
      return seen.id;
    },
    onSuccess: (id) => {
      letGo();
      onSaved(id);
    },
    onError: (error) => {
      if (isRefusal(error, 'authorization.address-shuts-out')) return setShutOut(String(error.problem.address ?? ''));
      if (isRefusal(error, 'authorization.role-name-taken')) return setFaults([{ field: 'name', text: error.problem.title }]);
      if (!isRefusal(error, 'request.changed-meanwhile')) return setFaults(faultsOf(error));
      const current = error.problem.current as Role;
      const merged = merge(saved, draft, draftOf(current));
      setSeen(current);
      setDraft(merged.draft);
      setOvertaken({ was: saved, theirs: merged.theirs });
      onOvertaken?.(current);
    },
  });
  const leave = () => {
    letGo();
    onCancel();
  };
  const save = () => {
    setFaults([]);
    if (seen && !isChanged) leave();
    else saving.mutate(false);
  };

  const departmentName = (id: string): string => {
    const department = departments.find((one) => one.id === id) ?? (seen?.department?.id === id ? seen.department : undefined);
    return department ? nameIn(language, department) : gridWords[language].whole;
  };
  const valueIn = (from: Draft, field: string): string => {
    const conditional = conditionOf(field);
    if (conditional !== undefined) return from.conditions[conditional] ?? tc.none;
    const cell = cellOf(field);
    if (cell) {
      const level = levelOf(from.grants, cell.capability, cell.action);
      return level ? visibilityNames[language][level] : gridWords[language].none;
    }
    if (field === 'departmentId') return departmentName(from.departmentId);
    const value = from[field as keyof Omit<Draft, 'grants' | 'conditions'>];
    if (typeof value === 'boolean') return value ? t.yes : t.no;
    return value === '' ? t.empty : value;
  };
  const fieldLabel = (field: string): string => {
    const conditional = conditionOf(field);
    if (conditional !== undefined) return tc.field(functions.fullLabel(conditional));
    const cell = cellOf(field);
    if (!cell) return t[field as keyof Omit<Draft, 'grants' | 'conditions'>];
    return t.cell(functions.actionLabel(cell.capability, cell.action), functions.fullLabel(cell.capability));
  };
  const both = (overtaken?.theirs ?? []).filter((one) => one.both).map(({ field }) => field);
  const set = (change: Partial<Draft>) => setDraft((now) => ({ ...now, ...change }));
  const take = (field: string) => {
    setDraft((now) => taking(now, saved, field));
    // The button goes with the question: the work goes on in the field.
    document.getElementById(controlId(field))?.focus();
  };
  /** What the other saved in a field that was changed here too. */
  const theirs = (field: string): ReactNode =>
    both.includes(field) &&
    valueIn(draft, field) !== valueIn(saved, field) && (
      <p className="v-grid__other">
        <span>{t.savedByOther(valueIn(saved, field))}</span>{' '}
        <Button small onClick={() => take(field)}>
          {t.take(valueIn(saved, field))}
        </Button>
      </p>
    );
  const text = (name: TextOf) => ({
    name,
    label: t[name],
    fault: faultOf(faults, name),
    value: draft[name],
    onType: (value: string) => set({ [name]: value }),
    autoComplete: 'off',
  });
  const people = seen?.people ?? 0;
  return (
    <>
      <Form label={label} faults={faults} submit={submit} busy={saving.isPending} onSubmit={save} onCancel={leave}>
        {overtaken && (
          <Note key={seen?.version} tone="warn" title={t.conflict} takeFocus>
            <p>{t.conflictText}</p>
            <ul className="v-note__list">
              {overtaken.theirs.map(({ field, both: isBoth }) => (
                <li key={field}>
                  {t.theirs(fieldLabel(field), valueIn(overtaken.was, field), valueIn(saved, field))}
                  {isBoth && ` (${t.bothChanged})`}
                </li>
              ))}
            </ul>
          </Note>
        )}
        <TextField {...text('name')} />
        {theirs('name')}
        <TextField {...text('nameEnglish')} optional hint={t.nameEnglishHint} />
        {theirs('nameEnglish')}
        <TextField {...text('description')} optional />
        {theirs('description')}
        <TextField {...text('descriptionEnglish')} optional />
        {theirs('descriptionEnglish')}
        {seen?.assigned ? (
          <div>
            <Facts>
              <Fact label={t.departmentId}>{departmentName(draft.departmentId)}</Fact>
              <Fact label={t.forUnplaced}>{draft.forUnplaced ? t.yes : t.no}</Fact>
            </Facts>
            <p className="v-field__hint">{t.stays}</p>
          </div>
        ) : (
          <>
            <SelectField
              name="departmentId"
              label={t.departmentId}
              hint={t.departmentHint}
              fault={faultOf(faults, 'departmentId')}
              value={draft.departmentId}
              options={[
                { value: '', label: gridWords[language].whole },
                ...departments
                  .filter(({ id, active }) => active || id === draft.departmentId)
                  .map((department) => ({
                    value: department.id,
                    label: department.active ? nameIn(language, department) : t.notActiveDepartment(nameIn(language, department)),
                  })),
              ]}
              onChoose={(departmentId) => set({ departmentId })}
            />
            {theirs('departmentId')}
            <Tick
              name="forUnplaced"
              label={t.forUnplaced}
              hint={t.forUnplacedHint}
              checked={draft.forUnplaced}
              onTick={(forUnplaced) => set({ forUnplaced })}
            />
          </>
        )}
        <AreaField
          name="addresses"
          label={t.addresses}
          hint={t.addressesHint}
          fault={faultOf(faults, 'addresses')}
          optional
          value={draft.addresses}
          onType={(addresses) => set({ addresses })}
          rows={3}
          spellCheck={false}
          autoCapitalize="off"
        />
        {theirs('addresses')}
        <Tick name="active" label={t.active} hint={t.activeHint} checked={draft.active} onTick={(active) => set({ active })} />
        <EditGrid
          grants={draft.grants}
          saved={seen?.grants}
          theirs={
            new Map(
              both.flatMap((field) => {
                const cell = cellOf(field);
                return cell ? [[field, levelOf(saved.grants, cell.capability, cell.action)] as const] : [];
              }),
            )
          }
          faults={faults}
          onChange={(grants) => set({ grants })}
          onTake={take}
          conditions={draft.conditions}
          savedConditions={seen?.conditions}
          theirCondition={(capability) => theirs(conditionName(capability))}
          onCondition={setConditional}
        />
        {people > 0 && <p className="v-field__hint">{t.actsOn(people, format.number(people))}</p>}
      </Form>
      {shutOut !== undefined && (
        <Confirm
          title={t.shutOutTitle}
          act={t.shutOutAct}
          busy={saving.isPending}
          onConfirm={() => {
            setShutOut(undefined);
            saving.mutate(true);
          }}
          onCancel={() => setShutOut(undefined)}
        >
          <p>{shutOut === '' ? t.shutOutUnknown : t.shutOutText(shutOut)}</p>
        </Confirm>
      )}
      {conditional !== undefined && (
        <ConditionDialog
          capability={conditional}
          actions={Object.keys(draft.grants[conditional] ?? {})}
          text={draft.conditions[conditional]}
          onApply={(text) => {
            set({ conditions: withCondition(draft.conditions, conditional, text) });
            setConditional(undefined);
          }}
          onClose={() => setConditional(undefined)}
        />
      )}
    </>
  );
}

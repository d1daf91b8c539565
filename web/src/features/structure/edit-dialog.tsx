import { useMutation } from '@tanstack/react-query';
import type { Department } from '@varco/shared/structure/api';
import { useState } from 'react';
import { isRefusal } from '../../core/http.ts';
import { nameIn } from '../../core/names.ts';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { useUnsaved } from '../../core/unsaved.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useFaultsOf } from '../../ui/faults.ts';
import { Choices, SelectField, TextField } from '../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../ui/form.tsx';
import { Note } from '../../ui/note.tsx';
import { words } from '../../ui/words.ts';
import { changedFields, type Draft, type DraftField, fieldsOf, merge } from './draft.ts';
import { messages } from './messages.ts';
import { changeDepartment, changeUnit, createDepartment, createUnit, type Kind } from './queries.ts';

/** A department or unit that exists, as the form needs it. */
export interface Existing {
  readonly id: string;
  readonly active: boolean;
  readonly version: number;
}

/** What a form is about: what it shows at first, and what it changes; without that it makes something new. */
export interface Edited {
  readonly kind: Kind;
  readonly draft: Draft;
  readonly existing?: Existing;
}

/** As the server tells what is there now, to whoever saved over something older. */
type Current = Draft & { readonly active: boolean; readonly version: number };

const LONGEST_NAME = 200;

/** A department or a unit as a form; what somebody else saved meanwhile is shown beside what was typed. */
export function EditDialog({
  edited: { kind, draft, existing },
  departments,
  onSaved,
  onReread,
  onClose,
}: {
  readonly edited: Edited;
  readonly departments: readonly Department[];
  /** The id and the name of what was saved, and whether it is new. */
  readonly onSaved: (saved: { readonly id: string; readonly name: string; readonly created: boolean }) => void;
  /** The page shows what is no longer so. */
  readonly onReread: () => void;
  readonly onClose: () => void;
}) {
  const t = useTexts(messages).form;
  const shared = useTexts(words);
  const language = useLanguage();
  const faultsOf = useFaultsOf();
  const fields: readonly DraftField[] = fieldsOf[kind];
  const [seen, setSeen] = useState<{ readonly draft: Draft; readonly existing: Existing | undefined }>({ draft, existing });
  const [typed, setTyped] = useState<Draft>(draft);
  const [conflict, setConflict] = useState<{ readonly fields: readonly DraftField[]; readonly mine: Draft }>();
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const unsaved = changedFields(draft, typed).length > 0;
  const letGo = useUnsaved(unsaved);

  const saving = useMutation({
    mutationFn: (wanted: { readonly typed: Draft; readonly existing: Existing | undefined }) => save(kind, wanted.typed, wanted.existing),
    onSuccess: (id, wanted) => {
      letGo();
      onSaved({ id, name: (wanted.typed.name ?? '').trim(), created: wanted.existing === undefined });
    },
    onError: (error, wanted) => {
      if (isRefusal(error, 'request.changed-meanwhile') && wanted.existing)
        return overtaken(error.problem.current as Current, wanted.existing);
      if (isRefusal(error, 'request.not-found')) {
        onReread();
        return setFaults([{ text: t.gone }]);
      }
      setFaults(faultsOf(error).map((fault) => ({ ...placed(error), ...fault })));
    },
  });

  const overtaken = (current: Current, { id }: Existing) => {
    const now = Object.fromEntries(fields.map((field) => [field, current[field]]));
    const merged = merge(seen.draft, typed, now);
    const next = { draft: now, existing: { id, active: current.active, version: current.version } };
    setSeen(next);
    setTyped(merged.typed);
    setFaults([]);
    onReread();
    if (merged.asked.length === 0) saving.mutate({ typed: merged.typed, existing: next.existing });
    else setConflict({ fields: merged.asked, mine: merged.typed });
  };
  const submit = () => {
    setFaults([]);
    if (seen.existing && changedFields(seen.draft, typed).length === 0) leave();
    else saving.mutate({ typed, existing: seen.existing });
  };
  const leave = () => {
    letGo();
    onClose();
  };

  const title = existing ? t.edit[kind](draft.name ?? '') : t.new[kind];
  const says = (field: DraftField, value: string): string => {
    const department = departments.find(({ id }) => id === value);
    if (field === 'departmentId' && department) return nameIn(language, department);
    return value === '' ? t.none : value;
  };
  const hints: Partial<Record<DraftField, string>> = {
    nameEnglish: t.englishHint,
    site: t.siteHint,
    ...(existing && { departmentId: t.moveHint }),
  };
  return (
    <Dialog title={title} unsaved={unsaved} onClose={leave}>
      <Form
        label={title}
        faults={faults}
        submit={existing ? shared.save : t.create[kind]}
        busy={saving.isPending}
        onSubmit={submit}
        onCancel={leave}
      >
        {conflict && (
          <Note key={seen.existing?.version} tone="warn" title={t.conflict} takeFocus>
            <p>{t.conflictText}</p>
          </Note>
        )}
        {fields.map((field) => {
          const value = typed[field] ?? '';
          const set = (text: string) => setTyped({ ...typed, [field]: text });
          const common = { name: field, label: t.fields[field], fault: faultOf(faults, field), hint: hints[field] };
          if (conflict?.fields.includes(field)) {
            const [mine, other] = [conflict.mine[field] ?? '', seen.draft[field] ?? ''];
            return (
              <Choices
                key={field}
                name={field}
                label={common.label}
                fault={common.fault}
                value={value === other ? 'other' : 'mine'}
                choices={[
                  { value: 'mine', label: t.keepMine(says(field, mine)) },
                  { value: 'other', label: t.takeOther(says(field, other)) },
                ]}
                onChoose={(chosen) => set(chosen === 'mine' ? mine : other)}
              />
            );
          }
          if (field === 'departmentId') {
            const options = departments.map((department) => ({ value: department.id, label: nameIn(language, department) }));
            return <SelectField key={field} {...common} value={value} options={options} onChoose={set} />;
          }
          return (
            <TextField
              key={field}
              {...common}
              optional={field !== 'name'}
              maxLength={LONGEST_NAME}
              autoComplete="off"
              lang={field === 'nameEnglish' ? 'en' : undefined}
              value={value}
              onType={set}
            />
          );
        })}
      </Form>
    </Dialog>
  );
}

/** Beside which field a refusal stands that does not say it. */
const placed = (error: unknown): { readonly field?: DraftField } => {
  if (isRefusal(error, 'structure.name-taken')) return { field: 'name' };
  return isRefusal(error, 'structure.unit-has-roles') ? { field: 'departmentId' } : {};
};

/** Saves what was typed, and answers the id of what was saved. */
async function save(
  kind: Kind,
  { name = '', nameEnglish = '', site = '', departmentId = '' }: Draft,
  existing?: Existing,
): Promise<string> {
  const department = { name, nameEnglish };
  const unit = { ...department, site, departmentId };
  if (!existing) return (await (kind === 'unit' ? createUnit(unit) : createDepartment(department))).id;
  const { id, ...rest } = existing;
  await (kind === 'unit' ? changeUnit(id, { ...unit, ...rest }) : changeDepartment(id, { ...department, ...rest }));
  return id;
}

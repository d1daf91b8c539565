import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useFormat } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { useUnsaved } from '../../../core/unsaved.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { type Placing, useFaultsOf } from '../../../ui/faults.ts';
import { DayField } from '../../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../../ui/form.tsx';
import { words } from '../../../ui/words.ts';
import { messages } from '../messages.ts';
import { addRow, changeRow, type RowKind } from '../queries.ts';
import type { Dated } from './row-acts.tsx';

/** The field of a form that chooses whom or what. */
export type ChoiceField = 'userId' | 'roleId';

/** Somebody, or a role, for a group with its days; of a row that exists only the days change. */
export function RowDialog({
  groupId,
  kind,
  title,
  row,
  choice,
  missing,
  touched = false,
  children,
  onSaved,
  onClose,
}: {
  readonly groupId: string;
  readonly kind: RowKind;
  readonly title: string;
  readonly row?: Dated;
  /** What is chosen of a new row. */
  readonly choice?: Readonly<Record<string, string | null>>;
  /** What is said when nothing is chosen, at which field. */
  readonly missing?: { readonly field: ChoiceField; readonly text: string } | undefined;
  readonly touched?: boolean;
  readonly children?: (faults: readonly Fault[]) => ReactNode;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const today = useFormat().today();
  const faultsOf = useFaultsOf(kind === 'members' ? atThePerson : atTheRole);
  const [begin] = useState({ from: row?.from ?? today, to: row?.to ?? '' });
  const [typed, setTyped] = useState(begin);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const unsaved = touched || JSON.stringify(typed) !== JSON.stringify(begin);
  const letGo = useUnsaved(unsaved);
  const saving = useMutation({
    mutationFn: async () => {
      const days = { from: typed.from, to: typed.to === '' ? null : typed.to };
      if (row) await changeRow(groupId, kind, row.id, days);
      else await addRow(groupId, kind, { ...choice, ...days });
    },
    onSuccess: () => {
      letGo();
      onSaved();
    },
    onError: (error) => setFaults(faultsOf(error)),
  });
  const submit = () => {
    const found: Fault[] = [
      ...(row === undefined && missing ? [missing] : []),
      ...(typed.from === '' ? [{ field: 'from', text: t.days.chooseFrom }] : []),
    ];
    setFaults(found);
    if (found.length === 0) saving.mutate();
  };
  const leave = () => {
    letGo();
    onClose();
  };
  const newLabel = kind === 'members' ? t.addMember : t.addRole;
  return (
    <Dialog title={title} unsaved={unsaved} onClose={leave}>
      <Form label={title} faults={faults} submit={row ? shared.save : newLabel} busy={saving.isPending} onSubmit={submit} onCancel={leave}>
        {children?.(faults)}
        <div className="v-form__pair">
          <DayField
            name="from"
            label={t.days.from}
            fault={faultOf(faults, 'from')}
            value={typed.from}
            onType={(from) => setTyped({ ...typed, from })}
          />
          <DayField
            name="to"
            label={t.days.to}
            fault={faultOf(faults, 'to')}
            optional
            value={typed.to}
            onType={(to) => setTyped({ ...typed, to })}
          />
        </div>
      </Form>
    </Dialog>
  );
}

/** What a membership or a role gives too much is told where one chooses. */
const atThePerson: Placing = ({ field }) => (field?.startsWith('grants.') ? 'userId' : field);
const atTheRole: Placing = ({ field }) => (field?.startsWith('grants.') ? 'roleId' : field);

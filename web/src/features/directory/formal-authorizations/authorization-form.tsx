import { useMutation } from '@tanstack/react-query';
import type { Authorization } from '@varco/shared/formal-authorizations/api';
import { actKinds, acts } from '@varco/shared/formal-authorizations/words';
import { useState } from 'react';
import { isRefusal } from '../../../core/http.ts';
import { useFormat } from '../../../core/me.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { useUnsaved } from '../../../core/unsaved.ts';
import { Card } from '../../../ui/card.tsx';
import { useFaultsOf } from '../../../ui/faults.ts';
import { DayField, SelectField, TextField } from '../../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../../ui/form.tsx';
import { words } from '../../../ui/words.ts';
import { messages } from './messages.ts';
import { changeAuthorization, giveAuthorization } from './queries.ts';

const needed = ['number', 'actDate', 'signer', 'purpose', 'from'] as const;

/** Records an act, or corrects one. */
export function AuthorizationForm({
  userId,
  row,
  onSaved,
  onCancel,
}: {
  readonly userId: string;
  /** Absent: a new one. */
  readonly row?: Authorization | undefined;
  readonly onSaved: () => void;
  readonly onCancel: () => void;
}) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const language = useLanguage();
  const today = useFormat().today();
  const faultsOf = useFaultsOf();
  const [begin] = useState(() => ({
    act: row?.act ?? 'determination',
    number: row?.number ?? '',
    actDate: row?.actDate ?? '',
    signer: row?.signer ?? '',
    purpose: row?.purpose ?? '',
    note: row?.note ?? '',
    from: row?.from ?? today,
    to: row?.to ?? '',
  }));
  const [typed, setTyped] = useState(begin);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const letGo = useUnsaved(JSON.stringify(typed) !== JSON.stringify(begin));
  const type = (field: keyof typeof begin) => (value: string) => setTyped({ ...typed, [field]: value });
  const saving = useMutation({
    mutationFn: () => {
      const input = { ...typed, note: typed.note.trim() === '' ? null : typed.note, to: typed.to === '' ? null : typed.to };
      return row ? changeAuthorization(row.id, { ...input, version: row.version }) : giveAuthorization(userId, input);
    },
    onSuccess: () => {
      letGo();
      onSaved();
    },
    onError: (error) => setFaults(isRefusal(error, 'request.changed-meanwhile') ? [{ text: t.meanwhile }] : faultsOf(error)),
  });
  const submit = () => {
    const found = needed.filter((field) => typed[field].trim() === '').map((field) => ({ field, text: t.form.missing[field] }));
    setFaults(found);
    if (found.length === 0) saving.mutate();
  };
  const title = row ? t.editTitle : t.add;
  const field = (name: Exclude<keyof typeof begin, 'act'>) => ({
    name,
    label: t.form[name],
    fault: faultOf(faults, name),
    value: typed[name],
    onType: type(name),
  });
  return (
    <Card title={title}>
      <Form
        label={title}
        faults={faults}
        submit={row ? shared.save : t.save}
        busy={saving.isPending}
        onSubmit={submit}
        onCancel={() => {
          letGo();
          onCancel();
        }}
      >
        <SelectField
          name="act"
          label={t.form.act}
          fault={faultOf(faults, 'act')}
          value={typed.act}
          options={actKinds.map((value) => ({ value, label: acts[value][language] }))}
          onChoose={(act) => setTyped({ ...typed, act })}
        />
        <div className="v-form__pair">
          <TextField {...field('number')} hint={t.form.numberHint} maxLength={60} autoComplete="off" />
          <DayField {...field('actDate')} max={today} />
        </div>
        <TextField {...field('signer')} maxLength={200} autoComplete="off" />
        <TextField {...field('purpose')} hint={t.form.purposeHint} maxLength={500} autoComplete="off" />
        <div className="v-form__pair">
          <DayField {...field('from')} />
          <DayField {...field('to')} optional />
        </div>
        <TextField {...field('note')} optional maxLength={1000} autoComplete="off" />
      </Form>
    </Card>
  );
}

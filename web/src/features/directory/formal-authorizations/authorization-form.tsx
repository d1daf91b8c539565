import { useMutation } from '@tanstack/react-query';
import type { Authorization } from '@varco/shared/formal-authorizations/api';
import { actKinds, acts } from '@varco/shared/formal-authorizations/words';
import { useEffect, useState } from 'react';
import { isRefusal } from '../../../core/http.ts';
import { useFormat } from '../../../core/me.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { useUnsaved } from '../../../core/unsaved.ts';
import { Card } from '../../../ui/card.tsx';
import { useFaultsOf } from '../../../ui/faults.ts';
import { controlId, DayField, SelectField, TextField } from '../../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../../ui/form.tsx';
import { Note } from '../../../ui/note.tsx';
import { words } from '../../../ui/words.ts';
import { messages } from './messages.ts';
import { changeAuthorization, giveAuthorization } from './queries.ts';

const needed = ['number', 'actDate', 'signer', 'purpose', 'from'] as const;

/** What is typed of an authorization, as the form begins. */
const typedOf = (row: Authorization | undefined, today: string) => ({
  act: row?.act ?? 'determination',
  number: row?.number ?? '',
  actDate: row?.actDate ?? '',
  signer: row?.signer ?? '',
  purpose: row?.purpose ?? '',
  note: row?.note ?? '',
  from: row?.from ?? today,
  to: row?.to ?? '',
});

type Typed = ReturnType<typeof typedOf>;

const changedFields = (before: Typed, after: Typed): (keyof Typed)[] =>
  (Object.keys(before) as (keyof Typed)[]).filter((field) => before[field] !== after[field]);

/** Records an act, or corrects one; of what somebody else saved meanwhile nothing is overwritten unseen. */
export function AuthorizationForm({
  userId,
  row,
  onSaved,
  onReread,
  onCancel,
}: {
  readonly userId: string;
  /** Absent: a new one. */
  readonly row?: Authorization | undefined;
  readonly onSaved: () => void;
  /** The page shows what is no longer so. */
  readonly onReread: () => void;
  readonly onCancel: () => void;
}) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const language = useLanguage();
  const format = useFormat();
  const today = format.today();
  const faultsOf = useFaultsOf();
  const [base, setBase] = useState({ row, begin: typedOf(row, today) });
  const { begin } = base;
  const [typed, setTyped] = useState(begin);
  const [theirs, setTheirs] = useState<readonly (keyof Typed)[]>([]);
  useEffect(() => document.getElementById(controlId('act'))?.focus(), []);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const letGo = useUnsaved(changedFields(begin, typed).length > 0);
  const type = (field: keyof typeof begin) => (value: string) => setTyped({ ...typed, [field]: value });
  const saving = useMutation({
    mutationFn: () => {
      const input = { ...typed, note: typed.note.trim() === '' ? null : typed.note, to: typed.to === '' ? null : typed.to };
      return base.row ? changeAuthorization(base.row.id, { ...input, version: base.row.version }) : giveAuthorization(userId, input);
    },
    onSuccess: () => {
      letGo();
      onSaved();
    },
    onError: (error) => {
      const current = isRefusal(error, 'request.changed-meanwhile') ? (error.problem.current as Authorization | undefined) : undefined;
      if (current === undefined) return setFaults(faultsOf(error));
      const now = typedOf(current, today);
      // What only the other changed is taken over; what was typed here stays.
      setTyped({ ...now, ...Object.fromEntries(changedFields(begin, typed).map((field) => [field, typed[field]])) });
      setTheirs(changedFields(begin, now));
      setBase({ row: current, begin: now });
      onReread();
    },
  });
  const said = (field: keyof Typed): string => {
    const value = begin[field];
    if (field === 'act') return acts[begin.act][language];
    if (value === '') return t.form.nothing;
    return field === 'actDate' || field === 'from' || field === 'to' ? format.day(value) : value;
  };
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
        {theirs.length > 0 && (
          <Note key={base.row?.version} tone="warn" title={t.meanwhile} takeFocus>
            <p>{t.meanwhileText}</p>
            <ul className="v-note__list">
              {theirs.map((name) => (
                <li key={name}>
                  {t.form[name]}: {said(name)}
                </li>
              ))}
            </ul>
          </Note>
        )}
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

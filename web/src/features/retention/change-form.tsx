import { useMutation } from '@tanstack/react-query';
import { admitsRetention, type Retention, type RetentionDays, type RetentionPreview } from '@varco/shared/retention/api';
import { useState } from 'react';
import { isRefusal } from '../../core/http.ts';
import { useFormat } from '../../core/me.ts';
import { useTexts } from '../../core/texts.ts';
import { useUnsaved } from '../../core/unsaved.ts';
import { Confirm } from '../../ui/dialog.tsx';
import { useFaultsOf } from '../../ui/faults.ts';
import { Choices, TextField } from '../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../ui/form.tsx';
import { messages } from './messages.ts';
import { changeRetention, previewRetention } from './queries.ts';

/** The months that are named one by one before the others are counted. */
const NAMED = 12;

/** Chooses how long the log is kept; before it becomes shorter it is said what will go, and when first. */
export function ChangeForm({
  retention,
  onSaved,
  onOvertaken,
  onCancel,
}: {
  readonly retention: Retention;
  readonly onSaved: (retention: Retention) => void;
  readonly onOvertaken: (now: Retention) => void;
  readonly onCancel: () => void;
}) {
  const t = useTexts(messages);
  const faultsOf = useFaultsOf();
  const chosen = (retention.pending ?? retention).days;
  const [mode, setMode] = useState<'days' | 'never'>(chosen === 'never' ? 'never' : 'days');
  const [text, setText] = useState(chosen === 'never' ? '' : String(chosen));
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [asked, setAsked] = useState<RetentionPreview>();
  const trimmed = text.trim();
  const days: RetentionDays = mode === 'never' ? 'never' : /^\d{1,6}$/.test(trimmed) ? Number(trimmed) : Number.NaN;
  const letGo = useUnsaved(days !== chosen || reason !== '');

  const saving = useMutation({
    mutationFn: (seen: RetentionPreview) => {
      const rows = seen.months.reduce((sum, month) => sum + month.rows, 0);
      const confirmed = seen.isShorter ? { confirmed: { months: seen.months.length, rows } } : {};
      return changeRetention({ version: retention.version, days, reason, ...confirmed });
    },
    onSuccess: (next) => {
      letGo();
      onSaved(next);
    },
    onError: (error) => {
      if (isRefusal(error, 'retention.not-confirmed')) {
        setAsked(error.problem.preview as RetentionPreview);
        setFaults(faultsOf(error));
        return;
      }
      setAsked(undefined);
      if (isRefusal(error, 'request.changed-meanwhile')) {
        onOvertaken(error.problem.current as Retention);
        setFaults([{ text: t.meanwhile }]);
      } else setFaults(faultsOf(error));
    },
  });
  const previewing = useMutation({
    mutationFn: () => previewRetention(days),
    onSuccess: (preview) => {
      setFaults([]);
      if (preview.isShorter) setAsked(preview);
      else saving.mutate(preview);
    },
    onError: (error) => setFaults(faultsOf(error)),
  });
  const submit = () => {
    // Nobody is asked for the reason of a change that is none.
    if (days === chosen) return setFaults([{ text: t.nothingChanged }]);
    const found: Fault[] = [];
    if (!admitsRetention(days)) found.push({ field: 'days', text: t.daysHint });
    if (reason.trim() === '') found.push({ field: 'reason', text: t.reasonMissing });
    setFaults(found);
    if (found.length === 0) previewing.mutate();
  };
  return (
    <Form
      label={t.formTitle}
      faults={asked ? [] : faults}
      submit={t.save}
      busy={previewing.isPending || saving.isPending}
      onSubmit={submit}
      onCancel={() => {
        letGo();
        onCancel();
      }}
    >
      <Choices
        name="mode"
        label={t.mode}
        value={mode}
        choices={[
          { value: 'days', label: t.modeDays, hint: t.shorterHint },
          { value: 'never', label: t.modeForEver },
        ]}
        onChoose={setMode}
      />
      {mode === 'days' && (
        <TextField
          name="days"
          label={t.daysLabel}
          hint={t.daysHint}
          fault={faultOf(faults, 'days')}
          value={text}
          inputMode="numeric"
          maxLength={6}
          autoComplete="off"
          onType={setText}
        />
      )}
      <TextField
        name="reason"
        label={t.reason}
        hint={t.reasonHint}
        fault={faultOf(faults, 'reason')}
        value={reason}
        maxLength={500}
        autoComplete="off"
        onType={setReason}
      />
      {asked && (
        <Ask
          preview={asked}
          busy={saving.isPending}
          faults={faults}
          onConfirm={() => saving.mutate(asked)}
          onCancel={() => {
            setAsked(undefined);
            setFaults([]);
          }}
        />
      )}
    </Form>
  );
}

/** Names what will go, and when first. */
function Ask({
  preview: { days, months, actsFrom },
  busy,
  faults,
  onConfirm,
  onCancel,
}: {
  readonly preview: RetentionPreview;
  readonly busy: boolean;
  readonly faults: readonly Fault[];
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}) {
  const t = useTexts(messages);
  const format = useFormat();
  const rows = months.reduce((sum, month) => sum + month.rows, 0);
  const more = months.length - NAMED;
  return (
    <Confirm
      title={t.askTitle(days === 'never' ? '' : format.number(days))}
      act={t.askAct}
      busy={busy}
      faults={faults}
      onConfirm={onConfirm}
      onCancel={onCancel}
    >
      {months.length === 0 && <p>{t.askNothing(format.moment(actsFrom))}</p>}
      {months.length > 0 && (
        <>
          <p>{t.ask(months.length, format.number(months.length), format.number(rows))}</p>
          <ul>
            {months.slice(0, NAMED).map((one) => (
              <li key={one.month}>{t.askMonth(format.month(one.month), one.rows, format.number(one.rows))}</li>
            ))}
            {more > 0 && <li>{t.askMore(more, format.number(more))}</li>}
          </ul>
          <p>{t.askWhen(format.moment(actsFrom))}</p>
        </>
      )}
    </Confirm>
  );
}

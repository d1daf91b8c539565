import { useMutation } from '@tanstack/react-query';
import type { AssistanceRequest } from '@varco/shared/assistance/api';
import { useState } from 'react';
import { call, isRefusal } from '../../core/http.ts';
import { useFormat } from '../../core/me.ts';
import { useTexts } from '../../core/texts.ts';
import { useUnsaved } from '../../core/unsaved.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm, Dialog } from '../../ui/dialog.tsx';
import { useFaultsOf } from '../../ui/faults.ts';
import { AreaField } from '../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../ui/form.tsx';
import { messages } from './messages.ts';

/** What became of a request. */
export type Done = 'granted' | 'refused' | 'ended';

/** The days of a request in words. */
export function useSpan(): (row: { readonly from: string; readonly to: string }) => string {
  const t = useTexts(messages);
  const format = useFormat();
  return ({ from, to }) => (from === to ? t.day(format.wholeDay(from)) : t.span(format.wholeDay(from), format.wholeDay(to)));
}

/** What may be done with a request, each after asking. */
export function RequestActs({
  row,
  onCorrect,
  onDone,
  onReread,
}: {
  readonly row: AssistanceRequest;
  readonly onCorrect: () => void;
  readonly onDone: (what: Done) => void;
  /** The page shows what is no longer so. */
  readonly onReread: () => void;
}) {
  const t = useTexts(messages);
  const span = useSpan();
  const faultsOf = useFaultsOf();
  const [asking, setAsking] = useState<'grant' | 'refuse' | 'end'>();
  const [answer, setAnswer] = useState('');
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const unsaved = asking === 'refuse' && answer.trim() !== '';
  useUnsaved(unsaved);
  const path = `/api/assistance/${encodeURIComponent(row.id)}`;
  const acting = useMutation({
    mutationFn: async (what: Done) => {
      if (what === 'ended') await call<void>(`${path}/end`, { method: 'PUT' });
      else await call<void>(`${path}/decision`, { method: 'PUT', body: { granted: what === 'granted', answer, version: row.version } });
      return what;
    },
    onSuccess: (what) => {
      setAsking(undefined);
      onDone(what);
    },
    onError: (error) => {
      if (!isRefusal(error, 'request.changed-meanwhile')) return setFaults(faultsOf(error));
      setFaults([{ text: t.corrected }]);
      onReread();
    },
  });
  const open = (what: typeof asking) => {
    setFaults([]);
    setAnswer('');
    setAsking(what);
  };
  const { may } = row;
  return (
    <>
      <span className="v-table__acts">
        {may.decide && (
          <>
            <Button small aria-label={t.grantOf(row.need)} onClick={() => open('grant')}>
              {t.grant}
            </Button>
            <Button small aria-label={t.refuseOf(row.need)} onClick={() => open('refuse')}>
              {t.refuse}
            </Button>
          </>
        )}
        {may.change && (
          <Button small aria-label={t.correctOf(row.need)} onClick={onCorrect}>
            {t.correct}
          </Button>
        )}
        {may.end && (
          <Button small aria-label={t.endOf(row.need)} onClick={() => open('end')}>
            {t.end}
          </Button>
        )}
      </span>
      {asking === 'grant' && (
        <Confirm
          title={t.grantTitle}
          act={t.grant}
          look="main"
          busy={acting.isPending}
          faults={faults}
          onConfirm={() => acting.mutate('granted')}
          onCancel={() => setAsking(undefined)}
        >
          <p>{row.need}</p>
          <p>{t.grantText(span(row))}</p>
        </Confirm>
      )}
      {asking === 'refuse' && (
        <Dialog title={t.refuseTitle} unsaved={unsaved} onClose={() => setAsking(undefined)}>
          <p>{row.need}</p>
          <Form
            label={t.refuseTitle}
            faults={faults}
            submit={t.refuse}
            look="danger"
            busy={acting.isPending}
            onSubmit={() => {
              const missing = answer.trim() === '' ? [{ field: 'answer', text: t.answerNeeded }] : [];
              setFaults(missing);
              if (missing.length === 0) acting.mutate('refused');
            }}
            onCancel={() => setAsking(undefined)}
          >
            <AreaField
              name="answer"
              label={t.answer}
              rows={3}
              maxLength={500}
              fault={faultOf(faults, 'answer')}
              value={answer}
              onType={setAnswer}
            />
          </Form>
        </Dialog>
      )}
      {asking === 'end' && (
        <Confirm
          title={t.endTitle}
          act={t.end}
          busy={acting.isPending}
          faults={faults}
          onConfirm={() => acting.mutate('ended')}
          onCancel={() => setAsking(undefined)}
        >
          <p>{row.need}</p>
          <p>{t.endText}</p>
        </Confirm>
      )}
    </>
  );
}

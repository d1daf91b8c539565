import { useMutation } from '@tanstack/react-query';
import type { Archive } from '@varco/shared/log-evidence/api';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useVoice } from '../../core/live.tsx';
import { useFormat } from '../../core/me.ts';
import { useTexts } from '../../core/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { Note } from '../../ui/note.tsx';
import { useFaultSentence } from '../../ui/problem.tsx';
import { messages } from './messages.ts';
import { cancelRun, readAgain } from './queries.ts';

type Run = NonNullable<Archive['run']>;

/** How far a run is: a bar, and the same in words. */
export function Course({ run, label }: { readonly run: Run; readonly label: string }) {
  const t = useTexts(messages);
  const format = useFormat();
  return (
    <>
      <progress className="v-measure" aria-label={label} {...(run.total ? { max: run.total, value: run.done } : {})} />
      {run.total !== null && run.done > 0 && (
        <span className="v-table__second">{t.rowsOf(format.number(run.done), format.number(run.total))}</span>
      )}
    </>
  );
}

/** The way to stop a run, after a question. */
export function CancelRun({
  run,
  name,
  question,
  act,
  children,
}: {
  readonly run: Run;
  readonly name: string;
  readonly question: string;
  readonly act: string;
  readonly children: ReactNode;
}) {
  const t = useTexts(messages);
  const say = useFaultSentence();
  const [asks, setAsks] = useState(false);
  const [refused, setRefused] = useState<string>();
  const cancelling = useMutation({
    mutationFn: () => cancelRun(run.id),
    onError: (fault) => setRefused(say(fault)),
    onSettled: () => {
      setAsks(false);
      void readAgain();
    },
  });
  if (run.cancelAsked) return <span className="v-second">{t.cancelAsked}</span>;
  return (
    <>
      {refused && <Note tone="bad" title={refused} takeFocus />}
      <Button small aria-label={name} onClick={() => setAsks(true)}>
        {t.cancel}
      </Button>
      {asks && (
        <Confirm
          title={question}
          act={act}
          busy={cancelling.isPending}
          onConfirm={() => cancelling.mutate()}
          onCancel={() => setAsks(false)}
        >
          {children}
        </Confirm>
      )}
    </>
  );
}

/** Tells those who listen when something that went on has become something else; what stands at first they read. */
export function useSpokenChange(now: string, isRead = false): void {
  const voice = useVoice();
  const said = useRef(now);
  useEffect(() => {
    if (said.current === now) return;
    said.current = now;
    if (!isRead) voice.say(now);
  }, [now, isRead, voice]);
}

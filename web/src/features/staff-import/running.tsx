import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { problemSentence } from '@varco/shared/problem-messages';
import { type ProblemCode, problems } from '@varco/shared/problems';
import { type ReactNode, useEffect, useState } from 'react';
import { useVoice } from '../../core/live.tsx';
import { useFormat } from '../../core/me.ts';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Note } from '../../ui/note.tsx';
import { useFaultSentence } from '../../ui/problem.tsx';
import { messages } from './messages.ts';
import { cancelRun, runQuery } from './queries.ts';

const isCode = (code: unknown): code is ProblemCode => typeof code === 'string' && code in problems;

/** How far a confirmed import is, with the way to cancel it; the way on when it is over or has failed. */
export function Running({
  runId,
  tryAgain,
  onDone,
}: {
  readonly runId: string;
  readonly tryAgain: ReactNode;
  readonly onDone: () => void;
}) {
  const t = useTexts(messages);
  const language = useLanguage();
  const format = useFormat();
  const voice = useVoice();
  const queries = useQueryClient();
  const { data: run } = useQuery(runQuery(runId));
  const state = run?.state ?? 'waiting';
  const quarter = run?.total ? Math.floor((4 * run.done) / run.total) : 0;
  const progress = run?.total ? t.progress(format.number(run.done), format.number(run.total)) : '';
  useEffect(() => {
    // Told to who listens at each quarter, not at every look.
    if (quarter > 0) voice.say(`${t.running}: ${quarter * 25} %`);
  }, [voice, t, quarter]);
  useEffect(() => {
    if (state === 'done') onDone();
  }, [state, onDone]);
  const sentence = useFaultSentence();
  const [refusal, setRefusal] = useState<string>();
  const cancelling = useMutation({
    mutationFn: () => cancelRun(runId),
    onSuccess: () => queries.invalidateQueries({ queryKey: runQuery(runId).queryKey }),
    onError: (error) => setRefusal(sentence(error)),
  });
  const isCancelling = cancelling.isPending || run?.cancelAsked === true;
  if (state === 'cancelled') {
    return (
      <Note title={t.cancelled} takeFocus>
        {tryAgain}
      </Note>
    );
  }
  if (state === 'failed') {
    const reason = run?.outcome?.reason;
    return (
      <Note tone="bad" title={isCode(reason) ? problemSentence(language, reason) : t.stopped} takeFocus>
        {tryAgain}
      </Note>
    );
  }
  return (
    <Card title={t.running}>
      <progress className="v-progress" aria-label={t.running} {...(run?.total ? { max: run.total, value: run.done } : {})} />
      <p>{progress}</p>
      <p>{t.runningNote}</p>
      {refusal && <p role="alert">{refusal}</p>}
      <p>
        <Button busy={isCancelling} onClick={() => cancelling.mutate()}>
          {isCancelling ? t.cancelling : t.cancelImport}
        </Button>
      </p>
    </Card>
  );
}

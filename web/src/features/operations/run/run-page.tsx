import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { jobTexts } from '@varco/shared/jobs/messages';
import { outcomeSentence } from '@varco/shared/jobs/outcomes';
import type { Run } from '@varco/shared/operations/api';
import { useState } from 'react';
import { mayDo, useFormat, useMe } from '../../../core/me.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { Card, Fact, Facts } from '../../../ui/card.tsx';
import { Confirm } from '../../../ui/dialog.tsx';
import { Note, type Tone } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { QueryFault, useFaultSentence } from '../../../ui/problem.tsx';
import { messages } from '../messages.ts';
import { cancelRun, isOpen, readJobsAgain, runQuery } from '../queries.ts';
import { RunOutcome, useDuration, useProgress, useSpokenRun } from '../run-state.tsx';

const route = getRouteApi('/jobs/$id');

/** One run: how far it is, how it ended, and the way to stop it. Also for whoever asked for it and sees no other. */
export default function RunPage() {
  const t = useTexts(messages);
  const me = useMe();
  const language = useLanguage();
  const sentence = useFaultSentence();
  const { id } = route.useParams();
  const { data: run, error, refetch } = useQuery(runQuery(id));
  const [asks, setAsks] = useState(false);
  const [refused, setRefused] = useState<string>();
  useSpokenRun(run);
  const cancelling = useMutation({
    mutationFn: () => cancelRun(id),
    onSuccess: () => setRefused(undefined),
    onError: (fault) => setRefused(sentence(fault)),
    onSettled: () => {
      setAsks(false);
      void readJobsAgain();
    },
  });
  if (!run) return <Page title={t.details}>{error && <QueryFault error={error} retry={() => void refetch()} />}</Page>;
  const { name, does } = jobTexts[run.job];
  return (
    <Page
      title={name[language]}
      area={t.title}
      path={mayDo(me, 'search', 'jobs') ? <Link to="/settings/jobs">{t.title}</Link> : undefined}
      facts={<p>{does[language]}</p>}
      acts={
        isOpen(run) &&
        !run.cancelAsked && (
          <Button busy={cancelling.isPending} onClick={() => setAsks(true)}>
            {t.cancel}
          </Button>
        )
      }
    >
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {refused && <Note tone="bad" title={refused} takeFocus />}
      {isOpen(run) ? <Progress run={run} /> : <End run={run} />}
      <Details run={run} />
      {asks && (
        <Confirm
          title={t.cancelTitle}
          act={t.cancel}
          busy={cancelling.isPending}
          onConfirm={() => cancelling.mutate()}
          onCancel={() => setAsks(false)}
        >
          <p>{t.cancelText}</p>
        </Confirm>
      )}
    </Page>
  );
}

function Progress({ run }: { readonly run: Run }) {
  const t = useTexts(messages);
  const far = useProgress()(run);
  return (
    <Note title={t.states[run.state]}>
      <p>
        <progress className="v-measure" aria-label={t.progress} {...(run.total === null ? {} : { max: run.total, value: run.done })} />
      </p>
      {far && <p>{far}</p>}
      <p>{run.cancelAsked ? t.cancelAsked : t.safe}</p>
    </Note>
  );
}

const tones = { done: 'ok', failed: 'bad', cancelled: 'info', waiting: 'info', running: 'info' } as const satisfies Record<
  Run['state'],
  Tone
>;

function End({ run }: { readonly run: Run }) {
  const t = useTexts(messages);
  const language = useLanguage();
  return (
    <Note tone={run.outcome?.code === 'suspension-held' ? 'warn' : tones[run.state]} title={t.states[run.state]}>
      {run.outcome && <p>{outcomeSentence(language, run.outcome)}</p>}
    </Note>
  );
}

function Details({ run }: { readonly run: Run }) {
  const t = useTexts(messages);
  const format = useFormat();
  const duration = useDuration()(run);
  return (
    <Card title={t.details}>
      <Facts>
        <Fact label={t.state}>
          <RunOutcome run={run} brief />
        </Fact>
        <Fact label={t.by}>{run.askedBy?.name ?? (run.dueAt === null ? t.byTerminal : t.byPlan)}</Fact>
        <Fact label={t.ranAs}>{run.ranAs?.name ?? t.workerProduct}</Fact>
        {run.dueAt !== null && <Fact label={t.due}>{format.second(run.dueAt)}</Fact>}
        <Fact label={t.started}>{format.second(run.askedAt)}</Fact>
        {run.startedAt !== null && <Fact label={t.begun}>{format.second(run.startedAt)}</Fact>}
        {run.endedAt !== null && <Fact label={t.ended}>{format.second(run.endedAt)}</Fact>}
        {duration && <Fact label={t.duration}>{duration}</Fact>}
        {run.attempt > 1 && <Fact label={t.attempts}>{format.number(run.attempt)}</Fact>}
        {run.node !== null && <Fact label={t.node}>{run.node}</Fact>}
        {run.state === 'failed' && <Fact label={t.code}>{run.id}</Fact>}
      </Facts>
    </Card>
  );
}

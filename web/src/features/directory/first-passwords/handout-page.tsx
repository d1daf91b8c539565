import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { HandoutDetails } from '@varco/shared/first-passwords/api';
import { useEffect, useRef, useState } from 'react';
import { useVoice } from '../../../core/live.tsx';
import { mayDo, useFormat, useMe } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Confirm } from '../../../ui/dialog.tsx';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { QueryFault, useFaultSentence } from '../../../ui/problem.tsx';
import { HandoutMark } from './marks.tsx';
import { messages } from './messages.ts';
import { Parts } from './parts.tsx';
import { PrepareDialog } from './prepare-dialog.tsx';
import { cancelHandout, type Downloaded, handoutQuery, resumeHandout } from './queries.ts';
import { saveFile } from './save-file.ts';
import { SkippedCard } from './skipped-card.tsx';

const route = getRouteApi('/users/first-passwords/$id');

type Outcome = { readonly kind: 'refused'; readonly sentence: string } | { readonly kind: 'downloaded'; readonly file: Downloaded };

/** One preparation: how far it is, its files, who was left out. */
export default function HandoutPage() {
  const { id } = route.useParams();
  const all = useTexts(messages);
  const t = all.one;
  const format = useFormat();
  const queries = useQueryClient();
  const mayModify = mayDo(useMe(), 'modify', 'users');
  const { data, error, refetch } = useQuery(handoutQuery(id));
  const [outcome, setOutcome] = useState<Outcome>();
  const [again, setAgain] = useState(false);
  const readAgain = () => void queries.invalidateQueries({ queryKey: ['first-passwords'] });
  const title = data ? t.title(format.moment(data.askedAt)) : all.title;
  const isOver = data?.state === 'finished' || data?.state === 'cancelled';
  return (
    <Page
      title={title}
      area={all.title}
      path={
        <>
          <Link to="/users">{all.users}</Link>
          <span aria-hidden="true"> / </span>
          <Link to="/users/first-passwords">{all.title}</Link>
        </>
      }
      facts={
        data && (
          <ul className="v-dots">
            <li>
              <HandoutMark state={data.state} />
            </li>
            <li>{t.by(data.askedBy ?? all.terminal)}</li>
            <li>{t.letters[data.language]}</li>
          </ul>
        )
      }
      acts={mayModify && isOver && data.ready === 0 && <Button onClick={() => setAgain(true)}>{t.again}</Button>}
    >
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {outcome && <OutcomeNote key={outcome.kind === 'downloaded' ? outcome.file.name : outcome.sentence} outcome={outcome} />}
      {data && (
        <div className="v-stack">
          {!isOver && (
            <Course
              handout={data}
              mayModify={mayModify}
              onDone={readAgain}
              onRefused={(sentence) => {
                setOutcome({ kind: 'refused', sentence });
                readAgain();
              }}
            />
          )}
          {data.parts.length > 0 && (
            <Parts
              handout={data}
              mayModify={mayModify}
              onRefused={readAgain}
              onDownloaded={(file) => {
                setOutcome({ kind: 'downloaded', file });
                readAgain();
              }}
            />
          )}
          <SkippedCard id={id} skipped={data.skipped} isOver={isOver} />
        </div>
      )}
      {again && <PrepareDialog audience={{ matching: { state: 'never-signed-in' } }} onClose={() => setAgain(false)} />}
    </Page>
  );
}

function OutcomeNote({ outcome }: { readonly outcome: Outcome }) {
  const t = useTexts(messages).one;
  if (outcome.kind === 'refused') return <Note tone="bad" title={outcome.sentence} takeFocus />;
  const { file, name, missing } = outcome.file;
  return (
    <Note tone={missing === '' ? 'ok' : 'warn'} title={t.downloaded(name)} takeFocus>
      <p>{t.downloadedText}</p>
      {missing !== '' && <p>{t.missing(missing)}</p>}
      <div className="v-note__acts">
        <Button onClick={() => saveFile(file, name)}>{t.saveAgain}</Button>
      </div>
    </Note>
  );
}

/** How far it is, and how to stop it or let it go on; each quarter is told to those who listen. */
function Course({
  handout,
  mayModify,
  onDone,
  onRefused,
}: {
  readonly handout: HandoutDetails;
  readonly mayModify: boolean;
  readonly onDone: () => void;
  readonly onRefused: (sentence: string) => void;
}) {
  const t = useTexts(messages).one;
  const format = useFormat();
  const sentence = useFaultSentence();
  const [question, setQuestion] = useState(false);
  const done = handout.made + handout.skipped;
  useQuarters(done, handout);
  const refused = (fault: unknown) => {
    setQuestion(false);
    onRefused(sentence(fault));
  };
  const cancelling = useMutation({
    mutationFn: () => cancelHandout(handout.id),
    onSuccess: () => {
      setQuestion(false);
      onDone();
    },
    onError: refused,
  });
  const resuming = useMutation({ mutationFn: () => resumeHandout(handout.id), onSuccess: onDone, onError: refused });
  return (
    <Card title={t.progress}>
      {handout.state === 'stopped' && (
        <Note tone="warn" title={t.stopped}>
          <p>{t.stoppedText}</p>
        </Note>
      )}
      <p>{t.doing(format.number(done), format.number(handout.people))}</p>
      <progress className="v-meter" aria-label={t.progress} value={done} max={handout.people} />
      {handout.state !== 'stopped' && <p>{handout.state === 'waiting' ? t.waiting : t.making}</p>}
      {mayModify && (
        <div className="v-ways-on">
          {handout.state === 'stopped' && (
            <Button look="main" busy={resuming.isPending} onClick={() => resuming.mutate()}>
              {t.resume}
            </Button>
          )}
          <Button onClick={() => setQuestion(true)}>{t.cancel}</Button>
        </div>
      )}
      {question && (
        <Confirm
          title={t.cancelTitle}
          act={t.cancelAct}
          busy={cancelling.isPending}
          onConfirm={() => cancelling.mutate()}
          onCancel={() => setQuestion(false)}
        >
          <p>{t.cancelText}</p>
        </Confirm>
      )}
    </Card>
  );
}

function useQuarters(done: number, { people }: HandoutDetails): void {
  const t = useTexts(messages).one;
  const voice = useVoice();
  const quarter = Math.floor((done / people) * 4);
  const said = useRef(quarter);
  useEffect(() => {
    if (quarter === said.current) return;
    said.current = quarter;
    voice.say(t.quarter(quarter * 25));
  }, [quarter, voice, t]);
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { StaffImport } from '@varco/shared/staff-import/api';
import { useCallback, useEffect, useState } from 'react';
import { useVoice } from '../../core/live.tsx';
import { useFormat } from '../../core/me.ts';
import { useTexts } from '../../core/texts.ts';
import { Button, looks } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Choices } from '../../ui/field.tsx';
import { Note } from '../../ui/note.tsx';
import { useFaultSentence } from '../../ui/problem.tsx';
import { Lines } from './lines.tsx';
import { messages } from './messages.ts';
import { Missing } from './missing.tsx';
import { confirmImport, importQuery, tryImport } from './queries.ts';
import { Running } from './running.tsx';

const route = getRouteApi('/users/import');

/** What the file would do, and the word to go; nothing has been saved when this is seen. */
export function TrialStep({ file }: { readonly file: StaffImport }) {
  const t = useTexts(messages);
  const format = useFormat();
  const voice = useVoice();
  const counts = file.counts ?? { new: 0, changed: 0, unchanged: 0, faulty: 0, missing: 0 };
  const ready = counts.new + counts.changed;
  const summary = t.ready(ready, format.number(ready), format.number(counts.faulty));
  useEffect(() => voice.say(summary), [voice, summary]);
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const done = useCallback(() => {
    void queries.invalidateQueries({ queryKey: ['users'] });
    void queries
      .invalidateQueries({ queryKey: ['staff-imports', file.id] })
      .then(() => navigate({ search: { file: file.id, step: 'result' }, replace: true }));
  }, [file.id, queries, navigate]);
  return (
    <div className="v-import">
      <p className="v-summary">{summary}</p>
      {file.runId === null ? <Decision file={file} /> : <Running runId={file.runId} tryAgain={<TryAgain file={file} />} onDone={done} />}
      <Lines file={file} />
      {counts.missing > 0 && ready === 0 && <Missing file={file} />}
      <p>
        <Link to="/users/import" search={{ file: file.id, step: 'columns' }} className={looks.plain}>
          {t.changeColumns}
        </Link>{' '}
        <Link to="/users/import" className={looks.quiet}>
          {t.changeFile}
        </Link>
      </p>
    </div>
  );
}

function Decision({ file }: { readonly file: StaffImport }) {
  const t = useTexts(messages);
  const format = useFormat();
  const sentence = useFaultSentence();
  const queries = useQueryClient();
  const [skip, setSkip] = useState<'nothing' | 'good'>('nothing');
  const [refusal, setRefusal] = useState<string>();
  const counts = file.counts ?? { new: 0, changed: 0, unchanged: 0, faulty: 0, missing: 0 };
  const ready = counts.new + counts.changed;
  // Nothing is saved while rows have faults, unless they are left out: then no button may say that it imports.
  const isHeld = counts.faulty > 0 && skip === 'nothing';
  const confirming = useMutation({
    mutationFn: () => confirmImport(file.id, { trial: file.trial ?? '', onlyGood: skip === 'good' }),
    onSuccess: (confirmed) => queries.setQueryData(importQuery(file.id).queryKey, confirmed),
    onError: (error) => setRefusal(sentence(error)),
  });
  if (ready === 0) return <Note title={counts.faulty === 0 ? t.nothingToDo : t.mendFirst} />;
  return (
    <Card title={t.confirm}>
      {refusal && (
        <Note tone="bad" title={refusal} takeFocus>
          <TryAgain file={file} />
        </Note>
      )}
      {counts.faulty > 0 && (
        <Choices
          name="skip"
          label={t.faultsChoice}
          value={skip}
          choices={[
            { value: 'nothing', label: t.allOrNothing, hint: t.allOrNothingHint },
            { value: 'good', label: t.onlyGood(ready, format.number(ready)), hint: t.onlyGoodHint },
          ]}
          onChoose={setSkip}
        />
      )}
      {isHeld ? (
        <>
          <p>{t.held(counts.faulty, format.number(counts.faulty))}</p>
          <p>
            <Link to="/users/import" className={looks.main}>
              {t.uploadMended}
            </Link>
          </p>
        </>
      ) : (
        <>
          {counts.new > 0 && <p>{t.withoutCredentials}</p>}
          <p>
            <Button
              look="main"
              busy={confirming.isPending}
              onClick={() => {
                setRefusal(undefined);
                confirming.mutate();
              }}
            >
              {t.importRows(ready, format.number(ready))}
            </Button>
          </p>
        </>
      )}
    </Card>
  );
}

/** Tries the file again as it is: what others changed meanwhile is seen then. */
function TryAgain({ file }: { readonly file: StaffImport }) {
  const t = useTexts(messages);
  const queries = useQueryClient();
  const trying = useMutation({
    mutationFn: () => tryImport(file.id, file.options),
    onSuccess: (tried) => queries.setQueryData(importQuery(file.id).queryKey, tried),
  });
  return (
    <div className="v-note__acts">
      <Button busy={trying.isPending} onClick={() => trying.mutate()}>
        {t.tryAgain}
      </Button>
    </div>
  );
}

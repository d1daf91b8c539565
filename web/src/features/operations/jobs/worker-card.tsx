import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JobWorker } from '@varco/shared/operations/api';
import { useState } from 'react';
import { isRefusal } from '../../../core/http.ts';
import { mayDo, useMe } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { Card, Fact, Facts } from '../../../ui/card.tsx';
import { useFaultsOf } from '../../../ui/faults.ts';
import { SelectField } from '../../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../../ui/form.tsx';
import { Note } from '../../../ui/note.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { words } from '../../../ui/words.ts';
import { messages } from '../messages.ts';
import { chooseWorker, workerQuery } from '../queries.ts';

/** As which user of a service jobs run (requirements R1.60). */
export function WorkerCard() {
  const t = useTexts(messages);
  const me = useMe();
  const queries = useQueryClient();
  const { data: worker, error, refetch } = useQuery(workerQuery);
  const [editing, setEditing] = useState(false);
  const [saved, setSaved] = useState(false);
  if (error) return <QueryFault error={error} retry={() => void refetch()} />;
  if (!worker) return null;
  const take = (next: JobWorker) => queries.setQueryData(workerQuery.queryKey, next);
  const { user } = worker;
  return (
    <Card
      title={t.worker}
      act={
        mayDo(me, 'modify', 'jobs') &&
        !editing && (
          <Button
            small
            aria-label={t.workerEditName}
            onClick={() => {
              setSaved(false);
              setEditing(true);
            }}
          >
            {t.workerEdit}
          </Button>
        )
      }
    >
      {saved && (
        <Note tone="ok" title={t.workerSaved} takeFocus>
          <p>{t.workerSavedText}</p>
        </Note>
      )}
      {user && !user.acts && <Note tone="warn" title={t.workerStopped} />}
      {editing ? (
        <Choose
          worker={worker}
          onTaken={take}
          onSaved={(next) => {
            take(next);
            setSaved(true);
            setEditing(false);
          }}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <Facts>
          <Fact label={t.workerIs}>
            {user ? (
              <Link to="/users/$id" params={{ id: user.id }}>
                {user.name}
              </Link>
            ) : (
              t.workerProduct
            )}
          </Fact>
        </Facts>
      )}
    </Card>
  );
}

function Choose({
  worker,
  onTaken,
  onSaved,
  onCancel,
}: {
  readonly worker: JobWorker;
  readonly onTaken: (worker: JobWorker) => void;
  readonly onSaved: (worker: JobWorker) => void;
  readonly onCancel: () => void;
}) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const faultsOf = useFaultsOf(() => 'worker');
  const { user, choices } = worker;
  const [chosen, setChosen] = useState(user?.id ?? '');
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const saving = useMutation({
    mutationFn: () =>
      chooseWorker({ version: worker.version, userId: chosen === '' ? null : chosen } as Parameters<typeof chooseWorker>[0]),
    onSuccess: onSaved,
    onError: (error) => {
      if (!isRefusal(error, 'request.changed-meanwhile')) return setFaults(faultsOf(error));
      onTaken(error.problem.current as JobWorker);
      setFaults([{ text: t.workerOvertaken }]);
    },
  });
  // One that was stopped stays in view as long as it is the choice.
  const offered = user && !choices.some(({ id }) => id === user.id) ? [{ id: user.id, name: user.name }, ...choices] : choices;
  return (
    <Form
      label={t.workerEditName}
      faults={faults}
      submit={shared.save}
      busy={saving.isPending}
      onSubmit={() => {
        setFaults([]);
        saving.mutate();
      }}
      onCancel={onCancel}
    >
      <SelectField
        name="worker"
        label={t.workerIs}
        hint={offered.length === 0 ? `${t.workerText} ${t.workerNone}` : t.workerText}
        fault={faultOf(faults, 'worker')}
        value={chosen}
        options={[{ value: '', label: t.workerProduct }, ...offered.map(({ id, name }) => ({ value: id, label: name }))]}
        onChoose={setChosen}
      />
    </Form>
  );
}

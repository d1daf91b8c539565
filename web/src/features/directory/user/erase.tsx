import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { UserRecord } from '@varco/shared/directory/api';
import type { Erasure } from '@varco/shared/erasure/api';
import { useState } from 'react';
import { useFormat } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Confirm } from '../../../ui/dialog.tsx';
import { useFaultsOf } from '../../../ui/faults.ts';
import { TextField } from '../../../ui/field.tsx';
import { type Fault, faultOf } from '../../../ui/form.tsx';
import { Note } from '../../../ui/note.tsx';
import { QueryFault, useFaultSentence } from '../../../ui/problem.tsx';
import { erasePerson, erasureQuery, isBeingErased } from '../queries.ts';
import { messages } from './erase-messages.ts';

/** What cannot be undone stands apart, at the end of the page. */
export function EraseCard({ user, name }: { readonly user: UserRecord; readonly name: string }) {
  const t = useTexts(messages);
  const [isAsked, ask] = useState(false);
  const mayEnter = user.state === 'active' || user.state === 'locked';
  return (
    <Card title={t.title}>
      <p>{t.what}</p>
      <p>{mayEnter ? t.notYet : t.when}</p>
      {!mayEnter && (
        <div className="v-note__acts">
          <Button look="danger" onClick={() => ask(true)}>
            {t.act}
          </Button>
        </div>
      )}
      {isAsked && <EraseQuestion user={user} name={name} onClose={() => ask(false)} />}
    </Card>
  );
}

function EraseQuestion({ user, name, onClose }: { readonly user: UserRecord; readonly name: string; readonly onClose: () => void }) {
  const t = useTexts(messages);
  const client = useQueryClient();
  const faultsOf = useFaultsOf();
  const [username, setUsername] = useState('');
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const erasing = useMutation({
    mutationFn: () => erasePerson(user.id, { username, reason }),
    onSuccess: async (erasure) => {
      client.setQueryData(erasureQuery(user.id).queryKey, erasure);
      onClose();
      await Promise.all([client.invalidateQueries({ queryKey: ['users'] }), client.invalidateQueries({ queryKey: ['access-log'] })]);
    },
    onError: (error) => setFaults(faultsOf(error)),
  });
  return (
    <Confirm title={t.ask(name)} act={t.act} busy={erasing.isPending} faults={faults} onConfirm={() => erasing.mutate()} onCancel={onClose}>
      <p>{t.goes}</p>
      <p>{t.stays}</p>
      <p>{t.backups}</p>
      <TextField
        name="username"
        label={t.username}
        hint={t.usernameHint(user.username ?? '')}
        fault={faultOf(faults, 'username')}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={username}
        onType={setUsername}
      />
      <TextField
        name="reason"
        label={t.reason}
        hint={t.reasonHint}
        fault={faultOf(faults, 'reason')}
        maxLength={200}
        autoComplete="off"
        optional
        value={reason}
        onType={setReason}
      />
    </Confirm>
  );
}

/** In place of who was erased: when, by whom and why, how far the clearing is, and what still holds the text. */
export function ErasedNote({ id, mayModify }: { readonly id: string; readonly mayModify: boolean }) {
  const t = useTexts(messages);
  const format = useFormat();
  const { data, error, refetch } = useQuery(erasureQuery(id));
  if (error) return <QueryFault error={error} retry={() => void refetch()} />;
  if (!data) return null;
  return (
    <>
      <Note title={t.erased(`${format.date(data.erasedAt)}, ${format.time(data.erasedAt)}`, data.by)} takeFocus>
        {data.reason !== null && <p>{t.because(data.reason)}</p>}
        <Standing erasure={data} />
        {data.olderBackups.length > 0 && (
          <>
            <p>{t.older}</p>
            <ul>
              {data.olderBackups.map((file) => (
                <li key={file} className="v-breakable">
                  {file}
                </li>
              ))}
            </ul>
          </>
        )}
        <p>{t.elsewhere}</p>
      </Note>
      {data.finishedAt === null && !isBeingErased(data) && <Stopped id={id} mayModify={mayModify} />}
    </>
  );
}

function Standing({ erasure }: { readonly erasure: Erasure }) {
  const t = useTexts(messages);
  const format = useFormat();
  if (erasure.finishedAt !== null) return <p>{erasure.filesRewritten ? t.cleared : t.outside}</p>;
  if (!isBeingErased(erasure)) return null;
  const total = erasure.run?.total ?? null;
  return <p role="status">{total === null ? t.waiting : t.working(format.number(erasure.run?.done ?? 0), format.number(total))}</p>;
}

function Stopped({ id, mayModify }: { readonly id: string; readonly mayModify: boolean }) {
  const t = useTexts(messages);
  const client = useQueryClient();
  const say = useFaultSentence();
  const going = useMutation({
    mutationFn: () => erasePerson(id, { username: '', reason: '' }),
    onSuccess: (erasure) => client.setQueryData(erasureQuery(id).queryKey, erasure),
  });
  return (
    <Note tone="bad" title={t.stopped}>
      {going.error && <p>{say(going.error)}</p>}
      {mayModify && (
        <div className="v-note__acts">
          <Button busy={going.isPending} onClick={() => going.mutate()}>
            {t.goOn}
          </Button>
        </div>
      )}
    </Note>
  );
}

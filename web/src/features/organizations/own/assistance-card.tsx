import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { AssistanceRule } from '@varco/shared/assistance/api';
import { useState } from 'react';
import { call } from '../../../core/http.ts';
import { mayDo, useMe } from '../../../core/me.ts';
import { texts, useTexts } from '../../../core/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Confirm } from '../../../ui/dialog.tsx';
import { useFaultsOf } from '../../../ui/faults.ts';
import type { Fault } from '../../../ui/form.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { State } from '../../../ui/state.tsx';

const messages = texts({
  it: {
    title: 'Assistenza',
    asked: 'Su richiesta',
    askedText: 'Chi gestisce l’installazione entra in questo ente solo con una richiesta dell’ente, concessa da un suo amministratore.',
    forbidden: 'Non ammessa',
    forbiddenText: 'Nessuno dell’installazione può entrare in questo ente, nemmeno su richiesta.',
    forbid: 'Non ammettere',
    admit: 'Ammetti su richiesta',
    see: 'Richieste di assistenza',
    forbidTitle: 'Non ammettere più l’assistenza?',
    forbidEffect:
      'Le richieste in corso si chiudono e chi è dentro esce subito. Quello che ha fatto resta nel registro. Puoi ammetterla di nuovo.',
    admitTitle: 'Ammettere l’assistenza su richiesta?',
    admitEffect: 'Da ora si può chiedere assistenza. Le richieste chiuse restano chiuse.',
  },
  en: {
    title: 'Assistance',
    asked: 'On request',
    askedText: 'Whoever runs the installation enters this organization only by a request of its own, granted by one of its administrators.',
    forbidden: 'Not admitted',
    forbiddenText: 'Nobody of the installation can enter this organization, not even on request.',
    forbid: 'Do not admit',
    admit: 'Admit on request',
    see: 'Requests for assistance',
    forbidTitle: 'Admit assistance no longer?',
    forbidEffect:
      'Requests in force are closed and whoever is inside is out at once. What they did stays in the log. You can admit it again.',
    admitTitle: 'Admit assistance on request?',
    admitEffect: 'From now on assistance can be asked for. Requests that were closed stay closed.',
  },
});

/** Whether the organization lets the installation's people in when it asks, which its administrators may forbid (requirements R3.34). */
export function AssistanceCard() {
  const t = useTexts(messages);
  const me = useMe();
  const queries = useQueryClient();
  const faultsOf = useFaultsOf();
  const [asking, setAsking] = useState(false);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const queryKey = ['organization', 'assistance'];
  const { data, error, refetch } = useQuery({ queryKey, queryFn: () => call<AssistanceRule>('/api/organization/assistance') });
  const changing = useMutation({
    mutationFn: (forbidden: boolean) => call<AssistanceRule>('/api/organization/assistance', { method: 'PUT', body: { forbidden } }),
    onSuccess: (rule) => {
      queries.setQueryData(queryKey, rule);
      void queries.invalidateQueries({ queryKey: ['access-log', 'history'] });
      setAsking(false);
    },
    onError: (fault) => setFaults(faultsOf(fault)),
  });
  if (error) return <QueryFault error={error} retry={() => void refetch()} />;
  if (!data) return null;
  const { forbidden } = data;
  const mayChange = me.administers !== 'nothing' && me.assistance === null;
  return (
    <Card
      title={t.title}
      act={
        mayChange && (
          <Button
            small
            onClick={() => {
              setFaults([]);
              setAsking(true);
            }}
          >
            {forbidden ? t.admit : t.forbid}
          </Button>
        )
      }
    >
      <p>
        <State mark={forbidden ? 'quiet' : 'ok'}>{forbidden ? t.forbidden : t.asked}</State>
      </p>
      <p>{forbidden ? t.forbiddenText : t.askedText}</p>
      {mayDo(me, 'search', 'assistance') && (
        <p className="v-card__foot">
          <Link to="/assistance" search={{}}>
            {t.see}
          </Link>
        </p>
      )}
      {asking && (
        <Confirm
          title={forbidden ? t.admitTitle : t.forbidTitle}
          act={forbidden ? t.admit : t.forbid}
          look={forbidden ? 'main' : 'danger'}
          busy={changing.isPending}
          faults={faults}
          onConfirm={() => changing.mutate(!forbidden)}
          onCancel={() => setAsking(false)}
        >
          <p>{forbidden ? t.admitEffect : t.forbidEffect}</p>
        </Confirm>
      )}
    </Card>
  );
}

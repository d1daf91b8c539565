import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Delegation, OwnDelegations } from '@varco/shared/delegations/api';
import { useState } from 'react';
import { call } from '../../core/http.ts';
import { useMe } from '../../core/me.ts';
import { texts, useTexts } from '../../core/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { AppointDialog, DelegationTable, EndDelegation, isEndable } from '../../ui/delegations.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Note } from '../../ui/note.tsx';
import { Page } from '../../ui/page.tsx';
import { QueryFault, useFaultSentence } from '../../ui/problem.tsx';
import { useTakeDelegation } from './work-as-delegate.tsx';

const messages = texts({
  it: {
    title: 'Le mie deleghe',
    profile: 'Il mio profilo',
    facts: 'Chi può lavorare al tuo posto, e al posto di chi puoi lavorare tu.',
    to: 'Delegato a',
    by: 'Delegato da',
    noneTo: 'Non hai delegato nessuno.',
    noneBy: 'Nessuno ti ha delegato.',
    appoint: 'Nomina un delegato',
    made: 'Delegato nominato',
    madeText: 'Trova la delega tra le sue, e sceglie lui quando lavorare al tuo posto.',
    ended: 'Delega revocata',
    take: 'Lavora al suo posto',
    takeFor: (name: string) => `Lavora al suo posto: ${name}`,
    taken: 'Stai lavorando così',
    asDelegate: 'Per nominare o revocare delegati torna a lavorare per te.',
  },
  en: {
    title: 'My delegations',
    profile: 'My profile',
    facts: 'Who may work in your place, and in whose place you may work.',
    to: 'Delegated to',
    by: 'Delegated by',
    noneTo: 'You have no delegates.',
    noneBy: 'You are nobody’s delegate.',
    appoint: 'Appoint a delegate',
    made: 'Delegate appointed',
    madeText: 'They find it among their delegations, and choose when to work in your place.',
    ended: 'Delegation ended',
    take: 'Work in their place',
    takeFor: (name: string) => `Work in their place: ${name}`,
    taken: 'You are working like this',
    asDelegate: 'To appoint or end delegates, work for yourself again.',
  },
});

/** One's own delegations, both views, and the choice to work by one (requirements R3.59). */
export default function OwnDelegationsPage() {
  const t = useTexts(messages);
  const me = useMe();
  const queries = useQueryClient();
  const sentence = useFaultSentence();
  const { data, error, refetch } = useQuery({
    queryKey: ['delegations', 'own'],
    queryFn: () => call<OwnDelegations>('/api/me/delegations'),
  });
  const [appointing, setAppointing] = useState(false);
  const [said, setSaid] = useState<{ readonly what: 'made' | 'ended'; readonly turn: number }>();
  const { take, busy, fault } = useTakeDelegation();
  const acting = me.delegation !== null;
  const tell = (what: 'made' | 'ended') => {
    setSaid({ what, turn: (said?.turn ?? 0) + 1 });
    void queries.invalidateQueries({ queryKey: ['delegations'] });
  };
  const end = (row: Delegation) =>
    !acting && isEndable(row) && <EndDelegation row={row} path="/api/me/delegations" onEnded={() => tell('ended')} />;
  return (
    <Page
      title={t.title}
      path={<Link to="/me">{t.profile}</Link>}
      facts={<p>{t.facts}</p>}
      acts={
        !acting && (
          <Button look="main" onClick={() => setAppointing(true)}>
            <Icon name="plus" />
            {t.appoint}
          </Button>
        )
      }
    >
      {said && (
        <Note key={said.turn} tone="ok" title={t[said.what]} takeFocus>
          {said.what === 'made' && <p>{t.madeText}</p>}
        </Note>
      )}
      {fault !== null && fault !== undefined && <Note tone="bad" title={sentence(fault)} />}
      {acting && <Note tone="info" title={t.asDelegate} />}
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data && (
        <div className="v-stack">
          <Card title={t.by}>
            {data.by.length === 0 ? (
              <p>{t.noneBy}</p>
            ) : (
              <DelegationTable
                caption={t.by}
                rows={data.by}
                side="by"
                actsOf={(row) => (
                  <div className="v-unit__acts">
                    {row.state === 'open' &&
                      (me.delegation?.id === row.id ? (
                        <span>{t.taken}</span>
                      ) : (
                        <Button small busy={busy} aria-label={t.takeFor(row.delegator.name)} onClick={() => take(row.id)}>
                          {t.take}
                        </Button>
                      ))}
                    {end(row)}
                  </div>
                )}
              />
            )}
          </Card>
          <Card title={t.to}>
            {data.to.length === 0 ? <p>{t.noneTo}</p> : <DelegationTable caption={t.to} rows={data.to} side="to" actsOf={end} />}
          </Card>
        </div>
      )}
      {appointing && (
        <AppointDialog
          forOther={false}
          onClose={() => setAppointing(false)}
          onMade={() => {
            setAppointing(false);
            tell('made');
          }}
        />
      )}
    </Page>
  );
}

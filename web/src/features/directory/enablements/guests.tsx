import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Guest } from '@varco/shared/organizations/api';
import { type ReactNode, useState } from 'react';
import { mayDo, useFormat, useMe } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Confirm } from '../../../ui/dialog.tsx';
import { useFaultsOf } from '../../../ui/faults.ts';
import type { Fault } from '../../../ui/form.tsx';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { Cell, FirstCell, Row, Table } from '../../../ui/table.tsx';
import { messages } from './messages.ts';
import { endGuest, guestsQuery } from './queries.ts';

/** People from elsewhere, below the users; nothing where there are none (requirements D2). */
export function GuestsCard() {
  const t = useTexts(messages);
  const me = useMe();
  const format = useFormat();
  const [places, setPlaces] = useState<readonly string[]>([]);
  const { data, error, refetch } = useQuery(guestsQuery(places.at(-1)));
  const mayOpen = mayDo(me, 'search', 'roles');
  if (error) return <QueryFault error={error} retry={() => void refetch()} />;
  if (!data || (data.items.length === 0 && places.length === 0)) return null;
  return (
    <Card title={t.guests}>
      <p>{t.guestsText}</p>
      <div className="v-list">
        <Table
          caption={t.guests}
          columns={[
            { key: 'person', label: t.person },
            { key: 'from', label: t.from },
            { key: 'since', label: t.enabledSince },
          ]}
        >
          {data.items.map((guest) => (
            <Row key={guest.id}>
              <FirstCell>
                {mayOpen ? (
                  <Link to="/users/$id/roles" params={{ id: guest.id }} className="v-table__link">
                    {guest.name}
                  </Link>
                ) : (
                  guest.name
                )}
                <span className="v-table__second">{t.guest}</span>
              </FirstCell>
              <Cell label={t.from}>{guest.home}</Cell>
              <Cell label={t.enabledSince}>{format.date(guest.since)}</Cell>
            </Row>
          ))}
        </Table>
      </div>
      {(places.length > 0 || data.next !== null) && (
        <p className="v-card__foot">
          {places.length > 0 && <Button onClick={() => setPlaces([])}>{t.first}</Button>}{' '}
          {data.next !== null && <Button onClick={() => setPlaces([...places, data.next ?? ''])}>{t.next}</Button>}
        </p>
      )}
    </Card>
  );
}

/** What surrounds the roles and placements of somebody from elsewhere: whose he is, and the way to send him home. */
export function GuestFrame({ guest, children }: { readonly guest: Guest; readonly children: ReactNode }) {
  const t = useTexts(messages);
  const me = useMe();
  const format = useFormat();
  return (
    <Page
      title={guest.name}
      area={t.users}
      path={<Link to="/users">{t.users}</Link>}
      facts={
        <ul className="v-dots">
          <li>{guest.home}</li>
          <li>{t.since(format.date(guest.since))}</li>
        </ul>
      }
      acts={mayDo(me, 'modify', 'users') && <EndAct guest={guest} />}
    >
      <Note title={t.guestNote}>
        <p>{t.guestNoteText(guest.home)}</p>
      </Note>
      {children}
    </Page>
  );
}

function EndAct({ guest }: { readonly guest: Guest }) {
  const t = useTexts(messages);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const faultsOf = useFaultsOf();
  const [asking, setAsking] = useState(false);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const ending = useMutation({
    mutationFn: () => endGuest(guest.id),
    onSuccess: async () => {
      await navigate({ to: '/users' });
      queries.removeQueries({ queryKey: ['users', 'member', guest.id] });
      void queries.invalidateQueries({ queryKey: ['users', 'guests'] });
    },
    onError: (error) => setFaults(faultsOf(error)),
  });
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t.end}</Button>
      {asking && (
        <Confirm
          title={t.endTitle(guest.name)}
          act={t.end}
          busy={ending.isPending}
          faults={faults}
          onConfirm={() => ending.mutate()}
          onCancel={() => setAsking(false)}
        >
          <p>{t.endText}</p>
        </Confirm>
      )}
    </>
  );
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type LeastLicence, leastLicences, licenceTexts } from '@varco/shared/identity/licences';
import type { Guest } from '@varco/shared/organizations/api';
import { type ReactNode, useState } from 'react';
import { mayDo, useFormat, useMe } from '../../../core/me.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Confirm, Dialog } from '../../../ui/dialog.tsx';
import { useFaultsOf } from '../../../ui/faults.ts';
import { SelectField } from '../../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../../ui/form.tsx';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { Cell, FirstCell, Row, Table } from '../../../ui/table.tsx';
import { messages } from './messages.ts';
import { changeGuest, endGuest, guestsQuery } from './queries.ts';

/** People from elsewhere, below the users; nothing where there are none (requirements D2). */
export function GuestsCard() {
  const t = useTexts(messages);
  const me = useMe();
  const format = useFormat();
  const language = useLanguage();
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
            { key: 'licence', label: t.licence },
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
              <Cell label={t.licence}>{licenceTexts[guest.licence][language].name}</Cell>
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
  const language = useLanguage();
  return (
    <Page
      title={guest.name}
      area={t.users}
      path={<Link to="/users">{t.users}</Link>}
      facts={
        <ul className="v-dots">
          <li>{guest.home}</li>
          <li>{t.since(format.date(guest.since))}</li>
          <li>{t.licenceIs(licenceTexts[guest.licence][language].name)}</li>
        </ul>
      }
      acts={
        mayDo(me, 'modify', 'users') && (
          <>
            {guest.licence !== 'service' && <LicenceAct guest={guest} />}
            <EndAct guest={guest} />
          </>
        )
      }
    >
      <Note title={t.guestNote}>
        <p>{t.guestNoteText(guest.home)}</p>
      </Note>
      {children}
    </Page>
  );
}

function LicenceAct({ guest }: { readonly guest: Guest }) {
  const t = useTexts(messages);
  const language = useLanguage();
  const queries = useQueryClient();
  const faultsOf = useFaultsOf();
  const [chosen, setChosen] = useState<LeastLicence>();
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const saving = useMutation({
    mutationFn: (licence: LeastLicence) => changeGuest(guest.id, { licence }),
    onSuccess: async () => {
      setChosen(undefined);
      await queries.invalidateQueries({ queryKey: ['users', 'member', guest.id] });
      void queries.invalidateQueries({ queryKey: ['users', 'guests'] });
    },
    onError: (error) => setFaults(faultsOf(error)),
  });
  const now = leastLicences.find((one) => one === guest.licence) ?? 'professional';
  return (
    <>
      <Button onClick={() => setChosen(now)}>{t.changeLicence}</Button>
      {chosen !== undefined && (
        <Dialog title={t.changeLicenceTitle(guest.name)} onClose={() => setChosen(undefined)}>
          <p>{t.changeLicenceText}</p>
          <Form
            label={t.changeLicenceTitle(guest.name)}
            faults={faults}
            submit={t.changeLicence}
            busy={saving.isPending}
            onSubmit={() => {
              setFaults([]);
              saving.mutate(chosen);
            }}
            onCancel={() => setChosen(undefined)}
          >
            <SelectField
              name="licence"
              label={t.licence}
              hint={licenceTexts[chosen][language].what}
              fault={faultOf(faults, 'licence')}
              value={chosen}
              options={leastLicences.map((value) => ({ value, label: licenceTexts[value][language].name }))}
              onChoose={setChosen}
            />
          </Form>
        </Dialog>
      )}
    </>
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

import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { GrantedPage as Granted, GrantedAssistance } from '@varco/shared/assistance/api';
import { useState } from 'react';
import { call } from '../../core/http.ts';
import { useFormat, useMe } from '../../core/me.ts';
import { texts, useTexts } from '../../core/texts.ts';
import { useUnsaved } from '../../core/unsaved.ts';
import { Button, looks } from '../../ui/button.tsx';
import { Empty } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useFaultsOf } from '../../ui/faults.ts';
import { AreaField } from '../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../ui/form.tsx';
import { Page } from '../../ui/page.tsx';
import { QueryFault } from '../../ui/problem.tsx';
import { Cell, FirstCell, Row, Table } from '../../ui/table.tsx';
import { tellOtherTabs } from './other-tabs.ts';
import { useReread } from './work-unit.tsx';

const messages = texts({
  it: {
    grantedTitle: 'Assistenza agli enti',
    grantedFacts: 'Gli enti che hanno chiesto aiuto e lo hanno concesso. Non si entra in un altro ente in nessun altro modo.',
    grantedCaption: 'Richieste concesse, prima quelle che finiscono prima',
    grantedNone: 'Nessun ente aspetta assistenza',
    grantedNoneText: 'Quando un ente la concede, la richiesta compare qui e sulla scrivania.',
    organization: 'Ente',
    enter: 'Entra',
    enterIn: (name: string) => `Entra in ${name}`,
    enterTitle: (name: string) => `Entrare in ${name}?`,
    enterText: (me: string, reference: string) =>
      `Entri come ${me}, per conto di ${reference}, con i permessi di un amministratore dell’ente. L’ente legge chi sei, quando entri, quello che scrivi qui e quello che fai.`,
    purpose: 'Che cosa vieni a fare',
    purposeNeeded: 'Scrivi che cosa vieni a fare: l’ente lo legge.',
    later: (day: string) => `Dal ${day}`,
    reference: (name: string) => `Riferimento: ${name}`,
    needed: 'Che cosa serve',
    days: 'Giorni',
    acts: 'Azioni',
    day: (day: string) => `Solo il ${day}`,
    span: (from: string, to: string) => `Dal ${from} al ${to}`,
    first: 'Torna all’inizio',
    next: 'Pagina seguente',
  },
  en: {
    grantedTitle: 'Assistance to organizations',
    grantedFacts: 'The organizations that asked for help and granted it. There is no other way into another organization.',
    grantedCaption: 'Requests granted, those that end first before',
    grantedNone: 'No organization is waiting for assistance',
    grantedNoneText: 'When an organization grants it, the request appears here and on the desk.',
    organization: 'Organization',
    enter: 'Enter',
    enterIn: (name: string) => `Enter ${name}`,
    enterTitle: (name: string) => `Enter ${name}?`,
    enterText: (me: string, reference: string) =>
      `You enter as ${me}, on behalf of ${reference}, with the permissions of an administrator of the organization. It reads who you are, when you enter, what you write here and what you do.`,
    purpose: 'What you come to do',
    purposeNeeded: 'Say what you come to do: the organization reads it.',
    later: (day: string) => `From ${day}`,
    reference: (name: string) => `Reference: ${name}`,
    needed: 'What is needed',
    days: 'Days',
    acts: 'Actions',
    day: (day: string) => `${day} only`,
    span: (from: string, to: string) => `${from} to ${to}`,
    first: 'Back to the beginning',
    next: 'Next page',
  },
});

const route = getRouteApi('/assistance/granted');

/** The organizations that asked for help and granted it, for who administers the installation: he enters one by saying what he comes for. */
export default function GrantedPage() {
  const t = useTexts(messages);
  const format = useFormat();
  const span = ({ from, to }: GrantedAssistance) =>
    from === to ? t.day(format.wholeDay(from)) : t.span(format.wholeDay(from), format.wholeDay(to));
  const address = route.useSearch();
  const [entering, setEntering] = useState<GrantedAssistance>();
  const { data, error, refetch } = useQuery({
    queryKey: ['assistance', 'granted', address],
    queryFn: ({ signal }) =>
      call<Granted>('/api/assistance/granted', { query: address.after === undefined ? {} : { after: address.after }, signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Page title={t.grantedTitle} facts={<p>{t.grantedFacts}</p>}>
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data && data.items.length === 0 && (
        <Empty title={t.grantedNone}>
          <p>{t.grantedNoneText}</p>
        </Empty>
      )}
      {data && data.items.length > 0 && (
        <div className="v-list">
          <Table
            caption={t.grantedCaption}
            columns={[
              { key: 'organization', label: t.organization },
              { key: 'need', label: t.needed },
              { key: 'days', label: t.days },
              { key: 'acts', label: t.acts },
            ]}
          >
            {data.items.map((row) => (
              <Row key={row.id}>
                <FirstCell>{row.organization.name}</FirstCell>
                <Cell label={t.needed}>
                  {row.need}
                  <span className="v-table__second">{t.reference(row.reference)}</span>
                </Cell>
                <Cell label={t.days}>{span(row)}</Cell>
                <Cell label={t.acts}>
                  {row.open ? (
                    <Button small aria-label={t.enterIn(row.organization.name)} onClick={() => setEntering(row)}>
                      {t.enter}
                    </Button>
                  ) : (
                    t.later(format.day(row.from))
                  )}
                </Cell>
              </Row>
            ))}
          </Table>
        </div>
      )}
      {data && (data.next !== null || address.after !== undefined) && (
        <nav className="v-pager" aria-label={t.grantedTitle}>
          <div className="v-pager__ways">
            {address.after !== undefined && (
              <Link to="/assistance/granted" search={{}} className={looks.plain}>
                {t.first}
              </Link>
            )}
            {data.next !== null && (
              <Link to="/assistance/granted" search={{ after: data.next }} className={looks.plain}>
                {t.next}
              </Link>
            )}
          </div>
        </nav>
      )}
      {entering && <EnterDialog row={entering} onClose={() => setEntering(undefined)} />}
    </Page>
  );
}

function EnterDialog({ row, onClose }: { readonly row: GrantedAssistance; readonly onClose: () => void }) {
  const t = useTexts(messages);
  const me = useMe();
  const reread = useReread();
  const navigate = useNavigate();
  const faultsOf = useFaultsOf();
  const [purpose, setPurpose] = useState('');
  const unsaved = purpose.trim() !== '';
  const letGo = useUnsaved(unsaved);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const entering = useMutation({
    mutationFn: async () => {
      await call<void>('/api/me/assistance', { method: 'PUT', body: { id: row.id, purpose } });
      await reread();
    },
    onSuccess: () => {
      letGo();
      tellOtherTabs('unit-chosen');
      // This page is of the installation, which he has left.
      void navigate({ to: '/' });
    },
    onError: (error) => setFaults(faultsOf(error)),
  });
  return (
    <Dialog title={t.enterTitle(row.organization.name)} unsaved={unsaved} onClose={onClose}>
      <p>{t.enterText(me.user.name, row.reference)}</p>
      <Form
        label={t.enterTitle(row.organization.name)}
        faults={faults}
        submit={t.enter}
        busy={entering.isPending}
        onSubmit={() => {
          const missing = purpose.trim() === '' ? [{ field: 'purpose', text: t.purposeNeeded }] : [];
          setFaults(missing);
          if (missing.length === 0) entering.mutate();
        }}
        onCancel={onClose}
      >
        <AreaField
          name="purpose"
          label={t.purpose}
          rows={3}
          maxLength={500}
          fault={faultOf(faults, 'purpose')}
          value={purpose}
          onType={setPurpose}
        />
      </Form>
    </Dialog>
  );
}

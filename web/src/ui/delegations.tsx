import { useMutation, useQuery } from '@tanstack/react-query';
import { type Delegation, type DelegationState, MOST_DAYS, type OwnDelegations } from '@varco/shared/delegations/api';
import { type ReactNode, useState } from 'react';
import { call } from '../core/http.ts';
import { useFormat } from '../core/me.ts';
import { nameIn } from '../core/names.ts';
import { texts, useLanguage, useTexts } from '../core/texts.ts';
import { useUnsaved } from '../core/unsaved.ts';
import { Button } from './button.tsx';
import { Combobox, type Suggestion } from './combobox.tsx';
import { Confirm, Dialog } from './dialog.tsx';
import { type Placing, useFaultsOf } from './faults.ts';
import { DayField, SelectField, TextField } from './field.tsx';
import { type Fault, Form, faultOf } from './form.tsx';
import { type Mark, State } from './state.tsx';
import { Cell, FirstCell, Row, Table } from './table.tsx';

const messages = texts({
  it: {
    delegator: 'Chi delega',
    delegate: 'Delegato',
    what: 'Che cosa',
    days: 'Giorni',
    state: 'Stato',
    acts: 'Azioni',
    all: 'Tutto quello che può fare',
    role: (name: string) => `Solo il ruolo ${name}`,
    day: (day: string) => `Solo il ${day}`,
    span: (from: string, to: string) => `Dal ${from} al ${to}`,
    states: {
      open: 'In corso',
      'to-come': 'Da venire',
      suspended: 'Ferma: uno dei due non può entrare',
      over: 'Finita',
      ended: 'Revocata',
    } satisfies Record<DelegationState, string> as Record<DelegationState, string>,
    end: 'Revoca',
    endOf: (delegate: string, delegator: string) => `Revoca la delega di ${delegator} a ${delegate}`,
    endTitle: (delegate: string) => `Revocare la delega a ${delegate}?`,
    endText: 'Finisce subito, anche se sta lavorando. Quello che ha fatto resta nel registro con i due nomi.',
    appoint: 'Nomina un delegato',
    appointSubmit: 'Nomina',
    forWhom: 'Chi delega',
    person: 'Delegato',
    personHint: 'Scrivi l’inizio del cognome e scegli dall’elenco.',
    found: (count: number) => (count === 0 ? 'Nessuna persona trovata' : count === 1 ? '1 persona trovata' : `${count} persone trovate`),
    chooseDelegator: 'Scegli dall’elenco chi delega.',
    chooseDelegate: 'Scegli dall’elenco il delegato.',
    chooseFrom: 'Scegli il primo giorno.',
    chooseTo: 'Scegli l’ultimo giorno.',
    from: 'Dal',
    to: 'Fino al (compreso)',
    reason: 'Motivo',
    reasonHint: 'Non scrivere dati sulla salute.',
    explain: `Chi è delegato può scegliere di lavorare con i permessi di chi delega, mai con quelli di amministratore. Ogni riga del registro porta i due nomi. Al massimo ${MOST_DAYS} giorni.`,
  },
  en: {
    delegator: 'Delegator',
    delegate: 'Delegate',
    what: 'What',
    days: 'Days',
    state: 'State',
    acts: 'Actions',
    all: 'Everything they may do',
    role: (name: string) => `The role ${name} only`,
    day: (day: string) => `${day} only`,
    span: (from: string, to: string) => `${from} to ${to}`,
    states: {
      open: 'In force',
      'to-come': 'To come',
      suspended: 'Paused: one of the two may not enter',
      over: 'Over',
      ended: 'Ended early',
    } satisfies Record<DelegationState, string> as Record<DelegationState, string>,
    end: 'End',
    endOf: (delegate: string, delegator: string) => `End the delegation of ${delegator} to ${delegate}`,
    endTitle: (delegate: string) => `End the delegation to ${delegate}?`,
    endText: 'It ends at once, even while they are working. What they did stays in the log under both names.',
    appoint: 'Appoint a delegate',
    appointSubmit: 'Appoint',
    forWhom: 'Delegator',
    person: 'Delegate',
    personHint: 'Type the beginning of the family name and choose from the list.',
    found: (count: number) => (count === 0 ? 'Nobody found' : count === 1 ? '1 person found' : `${count} people found`),
    chooseDelegator: 'Choose the delegator from the list.',
    chooseDelegate: 'Choose the delegate from the list.',
    chooseFrom: 'Choose the first day.',
    chooseTo: 'Choose the last day.',
    from: 'From',
    to: 'To (included)',
    reason: 'Reason',
    reasonHint: 'Write nothing about health.',
    explain: `A delegate may choose to work with the delegator’s permissions, never with those of an administrator. Each line of the log carries both names. At most ${MOST_DAYS} days.`,
  },
});

const marks: Readonly<Record<DelegationState, Mark>> = { open: 'ok', 'to-come': 'open', suspended: 'warn', over: 'quiet', ended: 'quiet' };

/** Whether a delegation can still be taken back. */
export const isEndable = ({ state }: Delegation): boolean => state === 'open' || state === 'to-come' || state === 'suspended';

/** Delegations, one to a row; `side` leaves out the person whose they all are. */
export function DelegationTable({
  caption,
  rows,
  side,
  nameOf,
  actsOf,
}: {
  readonly caption: string;
  readonly rows: readonly Delegation[];
  readonly side?: 'to' | 'by';
  /** How a person is shown, where he has a page. */
  readonly nameOf?: (person: Delegation['delegate']) => ReactNode;
  readonly actsOf?: (row: Delegation) => ReactNode;
}) {
  const t = useTexts(messages);
  const language = useLanguage();
  const format = useFormat();
  const shown = (person: Delegation['delegate']) => nameOf?.(person) ?? person.name;
  const first = side === 'by' ? ('delegator' as const) : ('delegate' as const);
  return (
    <div className="v-list">
      <Table
        caption={caption}
        columns={[
          { key: first, label: t[first] },
          ...(side === undefined ? [{ key: 'delegator', label: t.delegator }] : []),
          { key: 'what', label: t.what },
          { key: 'days', label: t.days },
          { key: 'state', label: t.state },
          ...(actsOf ? [{ key: 'acts', label: t.acts }] : []),
        ]}
      >
        {rows.map((row) => (
          <Row key={row.id}>
            <FirstCell>{shown(row[first])}</FirstCell>
            {side === undefined && <Cell label={t.delegator}>{shown(row.delegator)}</Cell>}
            <Cell label={t.what}>
              {row.role === null ? t.all : t.role(nameIn(language, row.role))}
              {row.reason !== '' && <span className="v-table__second">{row.reason}</span>}
            </Cell>
            <Cell label={t.days}>
              {row.from === row.to ? t.day(format.wholeDay(row.from)) : t.span(format.wholeDay(row.from), format.wholeDay(row.to))}
            </Cell>
            <Cell label={t.state}>
              <State mark={marks[row.state]}>{t.states[row.state]}</State>
            </Cell>
            {actsOf && <Cell label={t.acts}>{actsOf(row)}</Cell>}
          </Row>
        ))}
      </Table>
    </div>
  );
}

/** The button that takes a delegation back, after asking. */
export function EndDelegation({ row, path, onEnded }: { readonly row: Delegation; readonly path: string; readonly onEnded: () => void }) {
  const t = useTexts(messages);
  const faultsOf = useFaultsOf();
  const [asking, setAsking] = useState(false);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const ending = useMutation({
    mutationFn: () => call<void>(`${path}/${encodeURIComponent(row.id)}`, { method: 'DELETE' }),
    onSuccess: () => {
      setAsking(false);
      onEnded();
    },
    onError: (error) => setFaults(faultsOf(error)),
  });
  return (
    <>
      <Button small aria-label={t.endOf(row.delegate.name, row.delegator.name)} onClick={() => setAsking(true)}>
        {t.end}
      </Button>
      {asking && (
        <Confirm
          title={t.endTitle(row.delegate.name)}
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

const suggest = async (search: string): Promise<readonly Suggestion[]> => {
  if (search.trim().length < 2) return [];
  const { items } = await call<{ items: { id: string; name: string }[] }>('/api/me/delegations/candidates', { query: { search } });
  return items.map((one) => ({ ...one, second: '' }));
};

/** What a delegation gives too much is told where one chooses the role. */
const atTheRole: Placing = ({ field }) => (field?.startsWith('grants.') ? 'roleId' : field);

/** Appoints a delegate: for oneself, with the choice of one's roles, or for somebody else. */
export function AppointDialog({
  forOther,
  onMade,
  onClose,
}: {
  readonly forOther: boolean;
  readonly onMade: () => void;
  readonly onClose: () => void;
}) {
  const t = useTexts(messages);
  const language = useLanguage();
  const today = useFormat().today();
  const faultsOf = useFaultsOf(atTheRole);
  const { data: own } = useQuery({
    queryKey: ['delegations', 'own'],
    queryFn: () => call<OwnDelegations>('/api/me/delegations'),
    enabled: !forOther,
  });
  const [delegator, setDelegator] = useState<Suggestion>();
  const [delegate, setDelegate] = useState<Suggestion>();
  const [typed, setTyped] = useState({ roleId: '', from: today, to: '', reason: '' });
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const unsaved = delegate !== undefined || delegator !== undefined || typed.to !== '' || typed.reason !== '';
  const letGo = useUnsaved(unsaved);
  const making = useMutation({
    mutationFn: () =>
      call<{ id: string }>(forOther ? '/api/delegations' : '/api/me/delegations', {
        method: 'POST',
        body: {
          ...(forOther ? { delegatorId: delegator?.id ?? '' } : {}),
          delegateId: delegate?.id ?? '',
          ...typed,
          roleId: typed.roleId === '' ? null : typed.roleId,
        },
      }),
    onSuccess: () => {
      letGo();
      onMade();
    },
    onError: (error) => setFaults(faultsOf(error)),
  });
  const submit = () => {
    const missing: Fault[] = [
      ...(forOther && !delegator ? [{ field: 'delegatorId', text: t.chooseDelegator }] : []),
      ...(delegate ? [] : [{ field: 'delegateId', text: t.chooseDelegate }]),
      ...(typed.from === '' ? [{ field: 'from', text: t.chooseFrom }] : []),
      ...(typed.to === '' ? [{ field: 'to', text: t.chooseTo }] : []),
    ];
    setFaults(missing);
    if (missing.length === 0) making.mutate();
  };
  const leave = () => {
    letGo();
    onClose();
  };
  const person = (
    name: 'delegatorId' | 'delegateId',
    label: string,
    chosen: Suggestion | undefined,
    choose: (one?: Suggestion) => void,
  ) => (
    <Combobox
      name={name}
      label={label}
      hint={t.personHint}
      fault={faultOf(faults, name)}
      chosen={chosen?.name ?? ''}
      look={suggest}
      count={t.found}
      onChoose={choose}
    />
  );
  return (
    <Dialog title={t.appoint} unsaved={unsaved} onClose={leave}>
      <p>{t.explain}</p>
      <Form label={t.appoint} faults={faults} submit={t.appointSubmit} busy={making.isPending} onSubmit={submit} onCancel={leave}>
        {forOther && person('delegatorId', t.forWhom, delegator, setDelegator)}
        {person('delegateId', t.person, delegate, setDelegate)}
        {own && own.roles.length > 0 && (
          <SelectField
            name="roleId"
            label={t.what}
            value={typed.roleId}
            options={[{ value: '', label: t.all }, ...own.roles.map((role) => ({ value: role.id, label: t.role(nameIn(language, role)) }))]}
            onChoose={(roleId) => setTyped({ ...typed, roleId })}
          />
        )}
        <div className="v-form__pair">
          <DayField
            name="from"
            label={t.from}
            fault={faultOf(faults, 'from')}
            value={typed.from}
            onType={(from) => setTyped({ ...typed, from })}
          />
          <DayField name="to" label={t.to} fault={faultOf(faults, 'to')} value={typed.to} onType={(to) => setTyped({ ...typed, to })} />
        </div>
        <TextField
          name="reason"
          label={t.reason}
          hint={t.reasonHint}
          optional
          maxLength={200}
          autoComplete="off"
          fault={faultOf(faults, 'reason')}
          value={typed.reason}
          onType={(reason) => setTyped({ ...typed, reason })}
        />
      </Form>
    </Dialog>
  );
}

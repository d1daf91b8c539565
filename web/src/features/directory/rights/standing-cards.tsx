import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { UserRights } from '@varco/shared/authorization/api';
import type { UserRecord } from '@varco/shared/directory/api';
import { useState } from 'react';
import { isRefusal } from '../../../core/http.ts';
import { useTexts } from '../../../core/texts.ts';
import { useUnsaved } from '../../../core/unsaved.ts';
import { looks } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Confirm } from '../../../ui/dialog.tsx';
import { useFaultsOf } from '../../../ui/faults.ts';
import { Choices } from '../../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../../ui/form.tsx';
import { words } from '../../../ui/words.ts';
import type { RightsForm } from './address.ts';
import { useLeave } from './leaving.ts';
import { messages } from './messages.ts';
import { changeAdministration, changePlaced } from './queries.ts';

/** Whoever is shown: by name, wherever he is a user. */
export type NamedMember = Pick<UserRecord, 'id' | 'familyName' | 'givenName'>;

/** What the two cards are given. */
interface CardOf {
  readonly user: NamedMember;
  readonly rights: UserRights;
  readonly mayModify: boolean;
  readonly editing: boolean;
  readonly onSaved: () => void;
}

function EditLink({ user, edit, name }: { readonly user: NamedMember; readonly edit: RightsForm; readonly name: string }) {
  const shared = useTexts(words);
  return (
    <Link
      to="/users/$id/roles"
      params={{ id: user.id }}
      search={{ edit }}
      className={`${looks.plain} v-button--small`}
      aria-label={name}
      resetScroll={false}
    >
      {shared.edit}
    </Link>
  );
}

/** Whether the user is placed in units, and what that means; a "no" names the rows that are in the way (requirements R2.12, R2.15). */
export function PlacedCard({ user, rights, mayModify, editing, onSaved }: CardOf) {
  const t = useTexts(messages);
  if (editing && mayModify) return <PlacedForm user={user} rights={rights} onSaved={onSaved} />;
  return (
    <Card title={t.placed} act={mayModify && <EditLink user={user} edit="placed" name={t.editPlaced} />}>
      <p>{rights.placed ? t.placedYes : t.placedNo}</p>
    </Card>
  );
}

function PlacedForm({ user, rights, onSaved }: Pick<CardOf, 'user' | 'rights' | 'onSaved'>) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const faultsOf = useFaultsOf();
  const leave = useLeave();
  const [placed, setPlaced] = useState(rights.placed);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const letGo = useUnsaved(placed !== rights.placed);
  const saving = useMutation({
    mutationFn: () => changePlaced(user.id, placed),
    onSuccess: () => {
      letGo();
      onSaved();
    },
    onError: (error) => {
      if (!isRefusal(error, 'authorization.placed-refused')) return setFaults(faultsOf(error));
      const { roles, units } = error.problem as unknown as { roles: string[]; units: string[] };
      setFaults([
        ...roles.map((name) => ({ field: 'placed', text: t.blockingRole(name) })),
        ...units.map((name) => ({ field: 'placed', text: t.blockingUnit(name) })),
      ]);
    },
  });
  return (
    <Card title={t.placed}>
      <Form
        label={t.editPlaced}
        faults={faults}
        submit={shared.save}
        busy={saving.isPending}
        onSubmit={() => saving.mutate()}
        onCancel={() => leave(letGo)}
      >
        <Choices
          name="placed"
          label={t.placed}
          fault={faultOf(faults, 'placed')}
          value={placed ? 'yes' : 'no'}
          choices={[
            { value: 'yes', label: t.yes, hint: t.placedYesHint },
            { value: 'no', label: t.no, hint: t.placedNoHint },
          ]}
          onChoose={(chosen) => setPlaced(chosen === 'yes')}
        />
      </Form>
    </Card>
  );
}

/** What the user administers besides all roles; only an administrator changes it (requirements R1.47, R3.50). */
export function AdministrationCard({ user, rights, mayModify, editing, onSaved }: CardOf) {
  const t = useTexts(messages);
  if (editing && mayModify) return <AdministrationForm user={user} rights={rights} onSaved={onSaved} />;
  return (
    <Card title={t.administration} act={mayModify && <EditLink user={user} edit="administration" name={t.editAdministration} />}>
      <p>{t.administers[rights.administers]}</p>
    </Card>
  );
}

const levels = ['nothing', 'organization', 'installation'] as const;

function AdministrationForm({ user, rights, onSaved }: Pick<CardOf, 'user' | 'rights' | 'onSaved'>) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const faultsOf = useFaultsOf(() => 'administers');
  const leave = useLeave();
  const [administers, setAdministers] = useState(rights.administers);
  const [asking, setAsking] = useState(false);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const letGo = useUnsaved(administers !== rights.administers);
  const saving = useMutation({
    mutationFn: () => changeAdministration(user.id, administers),
    onSuccess: () => {
      letGo();
      onSaved();
    },
    onError: (error) => {
      setAsking(false);
      setFaults(faultsOf(error).map((fault) => ({ ...fault, field: 'administers' })));
    },
  });
  return (
    <Card title={t.administration}>
      <Form
        label={t.editAdministration}
        faults={faults}
        submit={shared.save}
        busy={saving.isPending}
        onSubmit={() => (administers === 'nothing' && rights.administers !== 'nothing' ? setAsking(true) : saving.mutate())}
        onCancel={() => leave(letGo)}
      >
        <Choices
          name="administers"
          label={t.administration}
          fault={faultOf(faults, 'administers')}
          value={administers}
          choices={levels.map((level) => ({ value: level, label: t.administers[level] }))}
          onChoose={setAdministers}
        />
      </Form>
      {asking && (
        <Confirm
          title={t.removeAdministration(`${user.givenName} ${user.familyName}`)}
          act={t.removeAdministrationAct}
          busy={saving.isPending}
          onConfirm={() => saving.mutate()}
          onCancel={() => setAsking(false)}
        >
          <p>{t.removeAdministrationText}</p>
        </Confirm>
      )}
    </Card>
  );
}

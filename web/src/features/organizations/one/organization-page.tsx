import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Organization } from '@varco/shared/organizations/api';
import { useState } from 'react';
import { mayDoEverywhere, useMe } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { Button, looks } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Confirm } from '../../../ui/dialog.tsx';
import { useFaultsOf } from '../../../ui/faults.ts';
import type { Fault } from '../../../ui/form.tsx';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { State } from '../../../ui/state.tsx';
import { ThingHistoryCard } from '../../../ui/thing-history.tsx';
import { Details, EditDetails } from '../details.tsx';
import { DoorCard } from '../door-card.tsx';
import { messages } from '../messages.ts';
import { changeOrganization, organizationQuery } from '../queries.ts';

const route = getRouteApi('/organizations/$id');

/** One organization of the installation: its details, and whether it is switched on (requirements D2, R2.45, R3.1). */
export default function OrganizationPage() {
  const { id } = route.useParams();
  const { data } = useSuspenseQuery(organizationQuery(id));
  return <One key={id} organization={data} />;
}

function One({ organization }: { readonly organization: Organization }) {
  const t = useTexts(messages);
  const me = useMe();
  const queries = useQueryClient();
  const navigate = route.useNavigate();
  const { edit } = route.useSearch();
  const [saved, setSaved] = useState(false);
  const { id, name, active, first } = organization;
  const mayModify = mayDoEverywhere(me, 'modify', 'organizations');
  const editing = edit === 'yes' && mayModify;
  const close = () => void navigate({ search: {}, replace: true, resetScroll: false });
  const keep = (next: Organization) => {
    queries.setQueryData(organizationQuery(id).queryKey, next);
    void queries.invalidateQueries({ queryKey: ['access-log', 'history'] });
  };
  const isOwn = me.organizations.some((one) => one.home && one.id === id);
  return (
    <Page
      title={name}
      area={t.title}
      path={<Link to="/organizations">{t.title}</Link>}
      facts={
        <ul className="v-dots">
          <li>
            <State mark={active ? 'ok' : 'quiet'}>{active ? t.active : t.inactive}</State>
          </li>
          {first && <li>{t.isFirst}</li>}
        </ul>
      }
      acts={mayModify && !editing && !first && !isOwn && <Switch organization={organization} onDone={keep} />}
    >
      {!active && (
        <Note tone="warn" title={t.switchedOff}>
          <p>{t.switchedOffText}</p>
        </Note>
      )}
      {saved && !editing && (
        <Note tone="ok" title={t.saved} takeFocus>
          <p>{t.savedText}</p>
        </Note>
      )}
      {editing ? (
        <EditDetails
          id={id}
          organization={organization}
          ofInstallation
          onSaved={(next) => {
            keep(next);
            setSaved(true);
            close();
          }}
          onCancel={close}
        />
      ) : (
        <Card
          title={t.data}
          act={
            mayModify && (
              <Link
                to="/organizations/$id"
                params={{ id }}
                search={{ edit: 'yes' }}
                className={`${looks.plain} v-button--small`}
                aria-label={t.editName}
                resetScroll={false}
                onClick={() => setSaved(false)}
              >
                {t.edit}
              </Link>
            )
          }
        >
          <Details organization={organization} />
        </Card>
      )}
      {!editing && <DoorCard organization={organization} />}
      {!editing && <ThingHistoryCard of={{ kind: 'organizations', id: organization.id }} />}
    </Page>
  );
}

function Switch({ organization, onDone }: { readonly organization: Organization; readonly onDone: (next: Organization) => void }) {
  const t = useTexts(messages);
  const faultsOf = useFaultsOf();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const { id, name, version, active } = organization;
  const switching = useMutation({
    mutationFn: () => changeOrganization(id, { version, active: !active }),
    onSuccess: (next) => {
      onDone(next);
      void queries.invalidateQueries({ queryKey: ['organizations', 'list'] });
      setAsking(false);
    },
    onError: (error) => setFaults(faultsOf(error)),
  });
  if (!active) {
    return (
      <Button look="main" busy={switching.isPending} onClick={() => switching.mutate()}>
        {t.switchOn}
      </Button>
    );
  }
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t.switchOff}</Button>
      {asking && (
        <Confirm
          title={t.switchOffTitle(name)}
          act={t.switchOff}
          busy={switching.isPending}
          faults={faults}
          onConfirm={() => switching.mutate()}
          onCancel={() => setAsking(false)}
        >
          <p>{t.switchOffText}</p>
        </Confirm>
      )}
    </>
  );
}

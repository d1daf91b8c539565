import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { mayDo, mayDoEverywhere, useMe } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { looks } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { ThingHistoryCard } from '../../../ui/thing-history.tsx';
import { Details, EditDetails } from '../details.tsx';
import { DoorCard } from '../door-card.tsx';
import { messages } from '../messages.ts';
import { ownOrganizationQuery } from '../queries.ts';
import { AssistanceCard } from './assistance-card.tsx';
import { DoorLookCard } from './door-look-card.tsx';
import { OneRoleCard } from './one-role-card.tsx';

const route = getRouteApi('/organization');

/** The organization for which one works, as its administrator keeps it (requirements R2.45, R3.1). */
export default function OwnOrganizationPage() {
  const t = useTexts(messages);
  const me = useMe();
  const queries = useQueryClient();
  const navigate = route.useNavigate();
  const { edit } = route.useSearch();
  const { data: organization, error, refetch } = useQuery(ownOrganizationQuery);
  const [saved, setSaved] = useState(false);
  const mayModify = mayDo(me, 'modify', 'settings');
  const editing = edit === 'yes' && mayModify;
  const close = () => void navigate({ search: {}, replace: true, resetScroll: false });
  return (
    <Page title={t.ownTitle} facts={<p>{t.ownFacts}</p>}>
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {saved && !editing && (
        <Note tone="ok" title={t.saved} takeFocus>
          <p>{t.savedText}</p>
        </Note>
      )}
      {organization && editing && (
        <EditDetails
          id={undefined}
          organization={organization}
          ofInstallation={mayDoEverywhere(me, 'modify', 'organizations')}
          onSaved={(next) => {
            queries.setQueryData(ownOrganizationQuery.queryKey, next);
            void queries.invalidateQueries({ queryKey: ['access-log', 'history'] });
            setSaved(true);
            close();
          }}
          onCancel={close}
        />
      )}
      {organization && !editing && (
        <Card
          title={t.data}
          act={
            mayModify && (
              <Link
                to="/organization"
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
      {organization && !editing && <OneRoleCard organization={organization} mayModify={mayModify} />}
      {organization && !editing && <DoorCard organization={organization} />}
      {organization && !editing && <DoorLookCard organization={organization} mayModify={mayModify} />}
      {organization && !editing && <AssistanceCard />}
      {organization && !editing && <ThingHistoryCard of={{ kind: 'organization', id: organization.id }} />}
    </Page>
  );
}

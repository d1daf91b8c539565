import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { PeopleWithMoreRoles } from '@varco/shared/authorization/one-role';
import type { Organization } from '@varco/shared/organizations/api';
import { useState } from 'react';
import { isRefusal } from '../../../core/http.ts';
import { mayDo, useMe } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { Card, Fact, Facts } from '../../../ui/card.tsx';
import { Confirm } from '../../../ui/dialog.tsx';
import { useFaultsOf } from '../../../ui/faults.ts';
import type { Fault } from '../../../ui/form.tsx';
import { Note } from '../../../ui/note.tsx';
import { messages } from '../messages.ts';
import { changeOneRole, ownOrganizationQuery } from '../queries.ts';

/** Whether each user of the organization has one role only; who has more keeps it from being chosen, and is named (requirements R5.9). */
export function OneRoleCard({ organization, mayModify }: { readonly organization: Organization; readonly mayModify: boolean }) {
  const t = useTexts(messages);
  const queries = useQueryClient();
  const faultsOf = useFaultsOf();
  const [asking, setAsking] = useState(false);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [people, setPeople] = useState<PeopleWithMoreRoles>();
  const [done, setDone] = useState(false);
  const { version, oneRoleOnly } = organization;
  const take = (next: Organization) => queries.setQueryData(ownOrganizationQuery.queryKey, next);
  const saving = useMutation({
    mutationFn: () => changeOneRole({ version, oneRoleOnly: !oneRoleOnly }),
    onSuccess: (next) => {
      take(next);
      void queries.invalidateQueries({ queryKey: ['access-log', 'history'] });
      setAsking(false);
      setDone(true);
    },
    onError: (error) => {
      if (isRefusal(error, 'organizations.more-roles')) {
        setAsking(false);
        return setPeople(error.problem.people as PeopleWithMoreRoles);
      }
      if (isRefusal(error, 'request.changed-meanwhile')) take(error.problem.current as Organization);
      setFaults(faultsOf(error));
    },
  });
  const act = oneRoleOnly ? t.oneRoleOff : t.oneRoleOn;
  return (
    <Card
      title={t.roles}
      act={
        mayModify && (
          <Button
            small
            onClick={() => {
              setFaults([]);
              setPeople(undefined);
              setDone(false);
              setAsking(true);
            }}
          >
            {act}
          </Button>
        )
      }
    >
      {done && <Note tone="ok" title={oneRoleOnly ? t.oneRoleNow : t.manyRolesNow} takeFocus />}
      {people && <More people={people} />}
      <Facts>
        <Fact label={t.rolesHow}>{oneRoleOnly ? t.rolesOne : t.rolesMany}</Fact>
      </Facts>
      {asking && (
        <Confirm
          title={oneRoleOnly ? t.oneRoleOffTitle : t.oneRoleOnTitle}
          act={act}
          look="main"
          busy={saving.isPending}
          faults={faults}
          onConfirm={() => saving.mutate()}
          onCancel={() => setAsking(false)}
        >
          <p>{oneRoleOnly ? t.oneRoleOffText : t.oneRoleOnText}</p>
        </Confirm>
      )}
    </Card>
  );
}

function More({ people: { count, first } }: { readonly people: PeopleWithMoreRoles }) {
  const t = useTexts(messages);
  const linked = mayDo(useMe(), 'search', 'users');
  const others = count - first.length;
  return (
    <Note tone="bad" title={t.moreRoles} takeFocus>
      <ul>
        {first.map(({ id, name }) => (
          <li key={id}>
            {linked ? (
              <Link to="/users/$id/roles" params={{ id }}>
                {name}
              </Link>
            ) : (
              name
            )}
          </li>
        ))}
        {others > 0 && <li>{t.moreRolesOthers(others)}</li>}
      </ul>
    </Note>
  );
}

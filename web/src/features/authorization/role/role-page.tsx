import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Role } from '@varco/shared/authorization/api';
import { gridWords, nameIn } from '@varco/shared/authorization/words';
import { useState } from 'react';
import { mayDo, useFormat, useMe } from '../../../core/me.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { Button, looks } from '../../../ui/button.tsx';
import { Card, Fact, Facts } from '../../../ui/card.tsx';
import { Confirm, Dialog } from '../../../ui/dialog.tsx';
import { useFaultsOf } from '../../../ui/faults.ts';
import type { Fault } from '../../../ui/form.tsx';
import { GoTo } from '../../../ui/go-to.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Menu, MenuAct } from '../../../ui/menu.tsx';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { State } from '../../../ui/state.tsx';
import { ThingHistoryCard } from '../../../ui/thing-history.tsx';
import { words } from '../../../ui/words.ts';
import { removeRole, roleQuery, rolesQuery } from '../role-queries.ts';
import { messages } from './messages.ts';
import { ReadGrid } from './read-grid.tsx';
import { RoleForm } from './role-form.tsx';

const route = getRouteApi('/roles/$id');

/** One role: read first, with its grid; changed in one form (requirements R2.37-R2.44). */
export default function RolePage() {
  const { id } = route.useParams();
  return <OneRole key={id} id={id} />;
}

function OneRole({ id }: { readonly id: string }) {
  const t = useTexts(messages);
  const me = useMe();
  const language = useLanguage();
  const format = useFormat();
  const { edit, created } = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const { data: role } = useSuspenseQuery(roleQuery(id));
  const [saved, setSaved] = useState(false);
  const mayModify = mayDo(me, 'modify', 'roles');
  const editing = edit === 'yes' && mayModify;
  const name = nameIn(language, role);
  const close = () => navigate({ search: {}, replace: true });
  return (
    <Page
      title={name}
      area={t.roles}
      path={<Link to="/roles">{t.roles}</Link>}
      facts={
        <ul className="v-dots">
          <li>
            <State mark={role.active ? 'ok' : 'quiet'}>{role.active ? t.isActive : t.isNotActive}</State>
          </li>
          <li>{role.department ? nameIn(language, role.department) : gridWords[language].whole}</li>
          <li>{role.people === 0 ? t.nobody : t.people(role.people, format.number(role.people))}</li>
        </ul>
      }
      acts={!editing && <Acts role={role} name={name} mayModify={mayModify} onEdit={() => setSaved(false)} />}
    >
      {!editing && created && !saved && (
        <Note tone="ok" title={t.created} takeFocus>
          <p>{t.createdText}</p>
        </Note>
      )}
      {!editing && saved && (
        <Note tone="ok" title={t.saved} takeFocus>
          <p>{t.savedText}</p>
        </Note>
      )}
      {editing ? (
        <Edited
          role={role}
          label={t.editOf(name)}
          onSaved={async () => {
            await queries.invalidateQueries({ queryKey: ['roles'] });
            void queries.invalidateQueries({ queryKey: ['access-log', 'history'] });
            setSaved(true);
            await close();
          }}
          onCancel={() => void close()}
        />
      ) : (
        <div className="v-stack">
          <Card title={t.data}>
            <RoleFacts role={role} />
          </Card>
          <Card
            title={t.grants}
            act={
              <a href={`/api/roles/${encodeURIComponent(id)}/export`} download className={`${looks.plain} v-button--small`}>
                {t.exportGrants}
              </a>
            }
          >
            <ReadGrid grants={role.grants} conditions={role.conditions} />
          </Card>
          <ThingHistoryCard of={{ kind: 'roles', id }} />
        </div>
      )}
    </Page>
  );
}

/** The form, once the departments are known. */
function Edited({
  role,
  label,
  onSaved,
  onCancel,
}: {
  readonly role: Role;
  readonly label: string;
  readonly onSaved: () => Promise<void>;
  readonly onCancel: () => void;
}) {
  const shared = useTexts(words);
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(rolesQuery);
  if (error) return <QueryFault error={error} retry={() => void refetch()} />;
  if (!data) return null;
  return (
    <RoleForm
      role={role}
      departments={data.departments}
      label={label}
      submit={shared.save}
      onSaved={() => void onSaved()}
      onOvertaken={(now) => queries.setQueryData(roleQuery(role.id).queryKey, now)}
      onCancel={onCancel}
    />
  );
}

function RoleFacts({ role }: { readonly role: Role }) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const format = useFormat();
  const language = useLanguage();
  return (
    <Facts>
      {language === 'it' || <Fact label={t.name}>{role.name}</Fact>}
      {role.nameEnglish !== '' && <Fact label={t.nameEnglish}>{role.nameEnglish}</Fact>}
      {role.description !== '' && <Fact label={t.description}>{role.description}</Fact>}
      {role.descriptionEnglish !== '' && <Fact label={t.descriptionEnglish}>{role.descriptionEnglish}</Fact>}
      <Fact label={t.departmentId}>{role.department ? nameIn(language, role.department) : gridWords[language].whole}</Fact>
      <Fact label={t.forUnplaced}>{role.forUnplaced ? shared.yes : shared.no}</Fact>
      <Fact label={t.addresses}>{role.addresses.length === 0 ? t.fromEverywhere : role.addresses.join(', ')}</Fact>
      <Fact label={t.active}>{role.active ? shared.yes : shared.no}</Fact>
      <Fact label={t.peopleFact}>{format.number(role.people)}</Fact>
    </Facts>
  );
}

function Acts({
  role,
  name,
  mayModify,
  onEdit,
}: {
  readonly role: Role;
  readonly name: string;
  readonly mayModify: boolean;
  readonly onEdit: () => void;
}) {
  const t = useTexts(messages);
  const [asked, setAsked] = useState(false);
  const mayRemove = mayDo(useMe(), 'delete', 'roles');
  return (
    <>
      <Link to="/roles/compare" search={{ a: role.id }} className={looks.plain}>
        {t.compare}
      </Link>
      {mayModify && (
        <Link to="/roles/$id" params={{ id: role.id }} search={{ edit: 'yes' }} className={looks.main} onClick={onEdit}>
          {t.edit}
        </Link>
      )}
      <GoTo of={{ role: role.id }} name={name} />
      {mayRemove && (
        <Menu face={looks.plain} label={<Icon name="more" />} name={t.more} bare>
          {(shut) => (
            <MenuAct close={shut} onAct={() => setAsked(true)}>
              {t.remove}
            </MenuAct>
          )}
        </Menu>
      )}
      {asked && <Remove role={role} name={name} onClose={() => setAsked(false)} />}
    </>
  );
}

/** Asks before the role goes; of one that is in use it says why it stays (requirements R2.44). */
function Remove({ role, name, onClose }: { readonly role: Role; readonly name: string; readonly onClose: () => void }) {
  const t = useTexts(messages);
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const faultsOf = useFaultsOf();
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const removing = useMutation({
    mutationFn: () => removeRole(role.id),
    onSuccess: async () => {
      await navigate({ to: '/roles', search: { removed: 'yes' }, replace: true });
      queries.removeQueries({ queryKey: roleQuery(role.id).queryKey });
      void queries.invalidateQueries({ queryKey: rolesQuery.queryKey });
      void queries.invalidateQueries({ queryKey: ['access-log', 'history'] });
    },
    onError: (error) => setFaults(faultsOf(error)),
  });
  if (role.assigned) {
    return (
      <Dialog
        title={t.inUseTitle(name)}
        onClose={onClose}
        acts={
          <Button data-first onClick={onClose}>
            {t.close}
          </Button>
        }
      >
        <p>{t.inUseText}</p>
      </Dialog>
    );
  }
  return (
    <Confirm
      title={t.removeTitle(name)}
      act={t.remove}
      busy={removing.isPending}
      faults={faults}
      onConfirm={() => removing.mutate()}
      onCancel={onClose}
    >
      <p>{t.removeText}</p>
      <p>{t.removeStays}</p>
    </Confirm>
  );
}

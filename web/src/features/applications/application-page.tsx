import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Application } from '@varco/shared/applications/api';
import { nameIn } from '@varco/shared/authorization/words';
import { useState } from 'react';
import { functionsQuery } from '../../core/functions.ts';
import { mayDo, useFormat, useMe } from '../../core/me.ts';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { Button, looks } from '../../ui/button.tsx';
import { Card, Fact, Facts } from '../../ui/card.tsx';
import { Confirm, Dialog } from '../../ui/dialog.tsx';
import { useFaultsOf } from '../../ui/faults.ts';
import type { Fault } from '../../ui/form.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Menu, MenuAct } from '../../ui/menu.tsx';
import { Note } from '../../ui/note.tsx';
import { Page } from '../../ui/page.tsx';
import { QueryFault } from '../../ui/problem.tsx';
import { State } from '../../ui/state.tsx';
import { ThingHistoryCard } from '../../ui/thing-history.tsx';
import { words } from '../../ui/words.ts';
import { ApplicationForm } from './application-form.tsx';
import { AskingCard } from './asking-card.tsx';
import { FunctionsCard } from './functions-card.tsx';
import { messages } from './messages.ts';
import { applicationQuery, applicationsQuery, removeApplication } from './queries.ts';
import { RegisterForm } from './register-form.tsx';
import { RegisterSettingsForm } from './register-settings-form.tsx';
import { SecretsCard } from './secrets-card.tsx';
import { SettingsSchemaCard } from './settings-card.tsx';

const route = getRouteApi('/applications/$id');

/** One application: read first; its data, its functions and its secrets each changed on their own. */
export default function ApplicationPage() {
  const { id } = route.useParams();
  return <OneApplication key={id} id={id} />;
}

function OneApplication({ id }: { readonly id: string }) {
  const t = useTexts(messages);
  const me = useMe();
  const language = useLanguage();
  const { edit, created } = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const { data: application } = useSuspenseQuery(applicationQuery(id));
  const [done, setDone] = useState<'saved' | 'registered'>();
  // What comes with the product is not changed here; the secrets of its program are.
  const mayAdminister = mayDo(me, 'modify', 'applications');
  const mayModify = mayAdminister && !application.builtIn;
  const editing = mayModify ? edit : undefined;
  const name = nameIn(language, application);
  const close = () => navigate({ search: {}, replace: true });
  const finish = async (what: 'saved' | 'registered') => {
    await queries.invalidateQueries({ queryKey: ['applications'] });
    void queries.invalidateQueries({ queryKey: functionsQuery.queryKey });
    void queries.invalidateQueries({ queryKey: ['access-log', 'history'] });
    setDone(what);
    await close();
  };
  return (
    <Page
      title={name}
      area={t.title}
      path={<Link to="/applications">{t.title}</Link>}
      facts={
        <ul className="v-dots">
          <li>
            <State mark={application.active ? 'ok' : 'quiet'}>{application.active ? t.isActive : t.isNotActive}</State>
          </li>
          <li>{application.code}</li>
        </ul>
      }
      acts={!editing && <Acts application={application} name={name} mayModify={mayModify} onEdit={() => setDone(undefined)} />}
    >
      {!editing && done === undefined && created && (
        <Note tone="ok" title={t.created} takeFocus>
          <p>{t.createdText}</p>
        </Note>
      )}
      {!editing && done === 'saved' && (
        <Note tone="ok" title={t.saved} takeFocus>
          <p>{t.savedText}</p>
        </Note>
      )}
      {!editing && done === 'registered' && (
        <Note tone="ok" title={t.registered} takeFocus>
          <p>{t.registeredText}</p>
        </Note>
      )}
      {editing === 'data' && (
        <Edited application={application} label={t.editOf(name)} onSaved={() => void finish('saved')} onCancel={() => void close()} />
      )}
      {editing === 'functions' && (
        <RegisterForm application={application} onRegistered={() => void finish('registered')} onCancel={() => void close()} />
      )}
      {editing === 'settings' && (
        <RegisterSettingsForm application={application} onRegistered={() => void finish('registered')} onCancel={() => void close()} />
      )}
      {editing === undefined && (
        <div className="v-stack">
          {application.builtIn && (
            <Note title={t.builtIn}>
              <p>
                {t.builtInText} <Link to="/settings/modules">{t.builtInSwitch}</Link>.
              </p>
            </Note>
          )}
          <Card title={t.data}>
            <Data application={application} />
          </Card>
          <FunctionsCard application={application} mayModify={mayModify} onEdit={() => setDone(undefined)} />
          <SettingsSchemaCard application={application} mayModify={mayModify} onEdit={() => setDone(undefined)} />
          <SecretsCard application={application} mayModify={mayAdminister} />
          <AskingCard application={application} />
          <ThingHistoryCard of={{ kind: 'applications', id }} />
        </div>
      )}
    </Page>
  );
}

/** The form, once the organizations are known. */
function Edited({
  application,
  label,
  onSaved,
  onCancel,
}: {
  readonly application: Application;
  readonly label: string;
  readonly onSaved: () => void;
  readonly onCancel: () => void;
}) {
  const shared = useTexts(words);
  const { data, error, refetch } = useQuery(applicationsQuery);
  if (error) return <QueryFault error={error} retry={() => void refetch()} />;
  if (!data) return null;
  return (
    <ApplicationForm
      application={application}
      organizations={data.organizations}
      label={label}
      submit={shared.save}
      onSaved={onSaved}
      onCancel={onCancel}
    />
  );
}

function Data({ application }: { readonly application: Application }) {
  const t = useTexts(messages);
  const format = useFormat();
  const language = useLanguage();
  const { organizations, lastUsedOn } = application;
  const served = new Intl.ListFormat(language).format(organizations.map(({ name }) => name));
  return (
    <Facts>
      {language === 'it' || <Fact label={t.name}>{application.name}</Fact>}
      {application.nameEnglish !== '' && <Fact label={t.nameEnglish}>{application.nameEnglish}</Fact>}
      {application.description !== '' && <Fact label={t.description}>{application.description}</Fact>}
      <Fact label={t.organizations}>{application.builtIn ? t.everyOrganization : served === '' ? t.noOrganizations : served}</Fact>
      <Fact label={t.isToldWhy}>{application.isToldWhy ? t.yes : t.no}</Fact>
      <Fact label={t.maySearch}>{application.maySearch ? t.yes : t.no}</Fact>
      <Fact label={t.lastUsed}>{lastUsedOn === null ? t.never : format.day(lastUsedOn)}</Fact>
    </Facts>
  );
}

function Acts({
  application,
  name,
  mayModify,
  onEdit,
}: {
  readonly application: Application;
  readonly name: string;
  readonly mayModify: boolean;
  readonly onEdit: () => void;
}) {
  const t = useTexts(messages);
  const [asked, setAsked] = useState(false);
  const mayRemove = mayDo(useMe(), 'delete', 'applications') && !application.builtIn;
  return (
    <>
      {mayModify && (
        <Link to="/applications/$id" params={{ id: application.id }} search={{ edit: 'data' }} className={looks.main} onClick={onEdit}>
          {t.edit}
        </Link>
      )}
      {mayRemove && (
        <Menu face={looks.plain} label={<Icon name="more" />} name={t.more} bare>
          {(shut) => (
            <MenuAct close={shut} onAct={() => setAsked(true)}>
              {t.remove}
            </MenuAct>
          )}
        </Menu>
      )}
      {asked && <Remove application={application} name={name} onClose={() => setAsked(false)} />}
    </>
  );
}

/** Asks before the application goes; of one in which roles grant something it says why it stays. */
function Remove({
  application,
  name,
  onClose,
}: {
  readonly application: Application;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const t = useTexts(messages);
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const faultsOf = useFaultsOf();
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const removing = useMutation({
    mutationFn: () => removeApplication(application.id),
    onSuccess: async () => {
      await navigate({ to: '/applications', search: { removed: 'yes' }, replace: true });
      queries.removeQueries({ queryKey: applicationQuery(application.id).queryKey });
      void queries.invalidateQueries({ queryKey: applicationsQuery.queryKey });
      void queries.invalidateQueries({ queryKey: functionsQuery.queryKey });
    },
    onError: (error) => setFaults(faultsOf(error)),
  });
  if (application.isGranted) {
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

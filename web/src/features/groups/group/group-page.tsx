import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Group } from '@varco/shared/groups/api';
import { groupKindNames } from '@varco/shared/groups/words';
import { useState } from 'react';
import { mayDo, useFormat, useMe } from '../../../core/me.ts';
import { nameIn } from '../../../core/names.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { Card, Fact, Facts } from '../../../ui/card.tsx';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { State } from '../../../ui/state.tsx';
import { ThingHistoryCard } from '../../../ui/thing-history.tsx';
import { GroupDialog } from '../group-dialog.tsx';
import { messages } from '../messages.ts';
import { groupQuery, groupsQuery } from '../queries.ts';
import { RemoveDialog } from '../remove-dialog.tsx';
import { IndirectCard, MembersCard, PersonName } from './members-card.tsx';
import { RolesCard } from './roles-card.tsx';

const route = getRouteApi('/groups/$id');

/** One group: what it is, who is in it, what it carries, what stands over and under it. */
export default function GroupPage() {
  const { id } = route.useParams();
  const { data: group } = useSuspenseQuery(groupQuery(id));
  return <OneGroup key={id} group={group} />;
}

function OneGroup({ group }: { readonly group: Group }) {
  const t = useTexts(messages);
  const me = useMe();
  const language = useLanguage();
  const format = useFormat();
  const queries = useQueryClient();
  const navigate = route.useNavigate();
  const address = route.useSearch();
  const { data: list } = useQuery(groupsQuery);
  const [asked, setAsked] = useState<'edit' | 'new' | 'remove'>();
  const [said, setSaid] = useState<{ readonly text: string; readonly turn: number }>();
  const name = nameIn(language, group);
  const under = list?.items.filter(({ parentId }) => parentId === group.id) ?? [];

  const tell = (text: string) => setSaid({ text, turn: (said?.turn ?? 0) + 1 });
  const reread = () => queries.invalidateQueries({ queryKey: ['groups'] });
  const done = (text: string) => {
    setAsked(undefined);
    tell(text);
    void reread();
    void queries.invalidateQueries({ queryKey: ['access-log', 'history', 'groups', group.id] });
    // What one may do oneself may have changed with it.
    void queries.invalidateQueries({ queryKey: ['me'] });
  };
  return (
    <Page
      title={name}
      area={t.title}
      path={
        <>
          <Link to="/groups" search={group.kind === 'organizational' ? {} : { kind: group.kind }}>
            {t.title}
          </Link>
          {group.above.map((over) => (
            <span key={over.id}>
              <span aria-hidden="true"> / </span>
              <Link to="/groups/$id" params={{ id: over.id }}>
                {nameIn(language, over)}
              </Link>
            </span>
          ))}
        </>
      }
      facts={
        <ul className="v-dots">
          <li>
            <State mark={group.active ? 'ok' : 'quiet'}>{group.active ? t.active : t.inactive}</State>
          </li>
          <li>{groupKindNames[language][group.kind].one}</li>
          {group.descriptive && <li>{t.descriptive}</li>}
          <li>{t.people(group.people, format.number(group.people))}</li>
        </ul>
      }
      acts={
        <>
          {mayDo(me, 'modify', 'groups') && <Button onClick={() => setAsked('edit')}>{t.edit}</Button>}
          {mayDo(me, 'delete', 'groups') && (
            <Button look="quiet" onClick={() => setAsked('remove')}>
              {t.remove}
            </Button>
          )}
        </>
      }
    >
      {said && <Note key={said.turn} tone="ok" title={said.text} takeFocus />}
      <div className="v-stack">
        <MembersCard group={group} address={address} onDone={(outcome) => done(t.done[outcome])} />
        {group.kind !== 'security' && under.length > 0 && <IndirectCard group={group} address={address} />}
        {group.kind !== 'sharing' && <RolesCard group={group} onDone={(outcome) => done(t.done[outcome])} />}
        <div className="v-cards">
          <Card title={t.data}>
            <Facts>
              <Fact label={t.form.fields.description}>
                {(language === 'en' && group.descriptionEnglish) || group.description || t.noDescription}
              </Fact>
              {group.kind === 'organizational' && (
                <>
                  <Fact label={t.form.fields.heads}>
                    {group.heads.length === 0 ? (
                      t.form.headsNone
                    ) : (
                      <ul className="v-heads__plain">
                        {group.heads.map((head) => (
                          <li key={head.id}>
                            <PersonName person={head} />
                          </li>
                        ))}
                      </ul>
                    )}
                  </Fact>
                  <Fact label={t.form.fields.site}>{group.site || t.noSite}</Fact>
                </>
              )}
              {name !== group.name && (
                <Fact label={t.form.fields.name}>
                  <span lang="it">{group.name}</span>
                </Fact>
              )}
            </Facts>
          </Card>
          <Card
            title={t.under}
            act={
              mayDo(me, 'create', 'groups') && (
                <Button small onClick={() => setAsked('new')}>
                  {t.newUnderShort}
                </Button>
              )
            }
          >
            {under.length === 0 ? (
              <p>{t.noUnder}</p>
            ) : (
              <ul className="v-heads__plain">
                {under.map((child) => (
                  <li key={child.id}>
                    <Link to="/groups/$id" params={{ id: child.id }} className="v-table__link">
                      {nameIn(language, child)}
                    </Link>
                  </li>
                ))}
              </ul>
            )}
          </Card>
        </div>
        <ThingHistoryCard of={{ kind: 'groups', id: group.id }} />
      </div>
      {(asked === 'edit' || asked === 'new') && (
        <GroupDialog
          kind={group.kind}
          existing={asked === 'edit' ? group : undefined}
          parentId={asked === 'new' ? group.id : ''}
          groups={list?.items ?? []}
          mayFindPeople={mayDo(me, 'search', 'users')}
          onReread={() => void reread()}
          onClose={() => setAsked(undefined)}
          onSaved={(_, saved) => done(asked === 'new' ? t.done.created(saved) : t.done.saved(saved))}
        />
      )}
      {asked === 'remove' && (
        <RemoveDialog
          group={group}
          onClose={() => setAsked(undefined)}
          onDone={(removed) => {
            if (removed === 'link') return done(t.done.unlinked(name));
            void queries.invalidateQueries({ queryKey: ['groups', 'list'] });
            return void navigate({ to: '/groups', search: group.kind === 'organizational' ? {} : { kind: group.kind } });
          }}
        />
      )}
    </Page>
  );
}

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Group, GroupKind, GroupLine } from '@varco/shared/groups/api';
import { groupKindNames } from '@varco/shared/groups/words';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useVoice } from '../../../core/live.tsx';
import { mayDo, useFormat, useMe } from '../../../core/me.ts';
import { nameIn } from '../../../core/names.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { Button, looks } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/card.tsx';
import { TextField } from '../../../ui/field.tsx';
import { HistoryCard } from '../../../ui/history-card.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Menu, MenuAct } from '../../../ui/menu.tsx';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { QueryFault, useFaultSentence } from '../../../ui/problem.tsx';
import { Sections } from '../../../ui/sections.tsx';
import { State } from '../../../ui/state.tsx';
import { GroupDialog } from '../group-dialog.tsx';
import { messages } from '../messages.ts';
import { groupQuery, groupsQuery } from '../queries.ts';
import { RemoveDialog } from '../remove-dialog.tsx';
import { type GroupsAddress, toggled } from './address.ts';
import { type Branch, sizeOf, treeOf } from './tree.ts';

const route = getRouteApi('/groups');

/** What was asked for and is not answered yet. */
type Asked =
  | { readonly act: 'new'; readonly parentId: string }
  | { readonly act: 'edit'; readonly group: Group }
  | { readonly act: 'remove'; readonly group: GroupLine };

const none: readonly GroupLine[] = [];

/** The groups of the organization, a tree for each kind (requirements R1.45, R1.48, R1.51, R1.54). */
export default function GroupsPage() {
  const t = useTexts(messages);
  const me = useMe();
  const language = useLanguage();
  const format = useFormat();
  const voice = useVoice();
  const sentence = useFaultSentence();
  const queries = useQueryClient();
  const navigate = route.useNavigate();
  const address = route.useSearch();
  const { data, error, refetch } = useQuery(groupsQuery);
  const [asked, setAsked] = useState<Asked>();
  const [outcome, setOutcome] = useState<ReactNode>();
  const kind: GroupKind = address.kind ?? 'organizational';
  const items = data?.items ?? none;
  const whole = treeOf(items, kind);
  const shown = treeOf(items, kind, address.search);
  const may: May = { create: mayDo(me, 'create', 'groups'), modify: mayDo(me, 'modify', 'groups'), remove: mayDo(me, 'delete', 'groups') };

  const reread = () => queries.invalidateQueries({ queryKey: ['groups'] });
  const done = async (said: string) => {
    await reread();
    setAsked(undefined);
    setOutcome(<Note key={said} tone="ok" title={said} takeFocus />);
    voice.say(said);
  };
  const edit = async ({ id }: GroupLine) => {
    try {
      // What the form changes is read now: another person may have changed it since the tree was.
      const group = await queries.fetchQuery({ ...groupQuery(id), staleTime: 0 });
      setAsked({ act: 'edit', group });
    } catch (fault) {
      setOutcome(<Note tone="bad" title={sentence(fault)} takeFocus />);
      void reread();
    }
  };
  const create = (parentId = '') => {
    setOutcome(undefined);
    setAsked({ act: 'new', parentId });
  };
  return (
    <Page
      title={t.title}
      facts={items.length > 0 && <p>{t.facts(items.length, format.number(items.length))}</p>}
      acts={
        items.length > 0 && (
          <>
            <a href="/api/groups/export" download className={looks.plain}>
              {t.exportCsv}
            </a>
            {may.create && (
              <Button look="main" onClick={() => create()}>
                <Icon name="plus" />
                {t.newGroup}
              </Button>
            )}
          </>
        )
      }
    >
      {outcome}
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data && data.kinds.length > 0 && (
        <Sections label={t.kinds}>
          {data.kinds.map((one) => (
            <Link
              key={one}
              to="/groups"
              search={one === kind ? address : ofKind(one)}
              activeOptions={{ exact: true, includeSearch: true }}
              onClick={() => setOutcome(undefined)}
            >
              {groupKindNames[language][one].many}
            </Link>
          ))}
        </Sections>
      )}
      {data && (
        <div className="v-stack">
          <p>{t.about[kind]}</p>
          {whole.length === 0 ? (
            <Empty
              title={t.nothing}
              acts={
                may.create && (
                  <Button look="main" onClick={() => create()}>
                    <Icon name="plus" />
                    {t.newGroup}
                  </Button>
                )
              }
            >
              <p>{may.create ? t.nothingFirst : t.nothingMayNot}</p>
            </Empty>
          ) : (
            <>
              {(sizeOf(whole) > 12 || address.search !== undefined) && (
                <search className="v-filters">
                  <div className="v-filters__search">
                    <TextField
                      name="search"
                      type="search"
                      label={t.search}
                      placeholder={t.searchHint}
                      autoComplete="off"
                      maxLength={200}
                      value={address.search ?? ''}
                      onType={(search) => {
                        const { search: _, ...rest } = address;
                        void navigate({ search: search === '' ? rest : { ...rest, search }, replace: true, resetScroll: false });
                      }}
                    />
                  </div>
                </search>
              )}
              {shown.length === 0 ? (
                <Empty
                  title={t.nothingFound}
                  acts={<Button onClick={() => void navigate({ search: address.kind ? { kind: address.kind } : {} })}>{t.clear}</Button>}
                >
                  <p>{t.nothingFoundText(address.search ?? '')}</p>
                </Empty>
              ) : (
                <section className="v-groups" aria-label={t.tree} onKeyDown={walk}>
                  <Branches
                    branches={shown}
                    folded={new Set(address.search === undefined ? address.folded?.split(',') : [])}
                    may={may}
                    onToggle={(id) => void navigate({ search: toggled(address, id), replace: true, resetScroll: false })}
                    onAsk={(act, group) => {
                      setOutcome(undefined);
                      if (act === 'new') create(group.id);
                      else if (act === 'edit') void edit(group);
                      else setAsked({ act, group });
                    }}
                  />
                </section>
              )}
            </>
          )}
          {items.length > 0 && mayDo(me, 'search', 'access-log') && <HistoryCard of={{ event: 'group-changed' }} />}
        </div>
      )}
      {(asked?.act === 'new' || asked?.act === 'edit') && (
        <GroupDialog
          kind={asked.act === 'edit' ? asked.group.kind : kind}
          existing={asked.act === 'edit' ? asked.group : undefined}
          parentId={asked.act === 'new' ? asked.parentId : ''}
          groups={items}
          mayFindPeople={mayDo(me, 'search', 'users')}
          onReread={() => void reread()}
          onClose={() => setAsked(undefined)}
          onSaved={(_, name) => void done(asked.act === 'new' ? t.done.created(name) : t.done.saved(name))}
        />
      )}
      {asked?.act === 'remove' && (
        <RemoveDialog
          group={asked.group}
          onClose={() => setAsked(undefined)}
          onDone={(removed) => void done(t.done[removed === 'group' ? 'removed' : 'unlinked'](nameIn(language, asked.group)))}
        />
      )}
    </Page>
  );
}

/** The address at which a kind opens. */
const ofKind = (kind: GroupKind): GroupsAddress => (kind === 'organizational' ? {} : { kind });

interface May {
  readonly create: boolean;
  readonly modify: boolean;
  readonly remove: boolean;
}

interface TreeProps {
  readonly folded: ReadonlySet<string>;
  readonly may: May;
  readonly onToggle: (id: string) => void;
  readonly onAsk: (act: Asked['act'], group: GroupLine) => void;
}

function Branches({ branches, ...rest }: TreeProps & { readonly branches: readonly Branch[] }) {
  return (
    <ul className="v-groups__list">
      {branches.map((branch) => (
        <OneBranch key={branch.group.id} branch={branch} {...rest} />
      ))}
    </ul>
  );
}

function OneBranch({ branch: { group, under }, ...rest }: TreeProps & { readonly branch: Branch }) {
  const t = useTexts(messages);
  const language = useLanguage();
  const format = useFormat();
  const { folded, may, onToggle, onAsk } = rest;
  const name = nameIn(language, group);
  const isFolded = folded.has(group.id);
  return (
    <li>
      <div className="v-groups__one">
        {under.length > 0 ? (
          <button
            type="button"
            className="v-groups__fold"
            aria-expanded={!isFolded}
            aria-label={isFolded ? t.unfold(name) : t.fold(name)}
            onClick={() => onToggle(group.id)}
          >
            <Icon name={isFolded ? 'right' : 'down'} />
          </button>
        ) : (
          <span className="v-groups__fold" aria-hidden="true" />
        )}
        <div className="v-groups__text">
          <Link to="/groups/$id" params={{ id: group.id }} data-group="" className="v-groups__name">
            {name}
          </Link>
          <p className="v-groups__facts">
            <span>{t.people(group.people, format.number(group.people))}</span>
            {group.kind !== 'sharing' && !group.descriptive && <span>{t.rolesCount(group.roles, format.number(group.roles))}</span>}
            {group.site !== '' && <span>{group.site}</span>}
            {group.descriptive && <span>{t.descriptive}</span>}
            {!group.active && <State mark="quiet">{t.inactive}</State>}
          </p>
        </div>
        {(may.create || may.modify || may.remove) && (
          <Menu label={<Icon name="more" />} name={t.actsOn(name)} face={looks.quiet} bare>
            {(close) => (
              <>
                {may.create && (
                  <MenuAct close={close} onAct={() => onAsk('new', group)}>
                    {t.newUnderShort}
                  </MenuAct>
                )}
                {may.modify && (
                  <MenuAct close={close} onAct={() => onAsk('edit', group)}>
                    {t.edit}
                  </MenuAct>
                )}
                {may.remove && (
                  <MenuAct close={close} onAct={() => onAsk('remove', group)}>
                    {t.remove}
                  </MenuAct>
                )}
              </>
            )}
          </Menu>
        )}
      </div>
      {under.length > 0 && !isFolded && <Branches branches={under} {...rest} />}
    </li>
  );
}

/** Arrows, Home and End go from group to group; right opens one, left closes it or goes to the one over it. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const { target, currentTarget, key } = event;
  if (!(target instanceof HTMLAnchorElement) || target.dataset.group === undefined) return;
  const all = [...currentTarget.querySelectorAll<HTMLAnchorElement>('[data-group]')];
  const at = all.indexOf(target);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[key];
  if (to !== undefined) {
    event.preventDefault();
    all[to]?.focus();
    return;
  }
  if (key !== 'ArrowRight' && key !== 'ArrowLeft') return;
  event.preventDefault();
  const item = target.closest('li');
  const button = item?.querySelector<HTMLButtonElement>(':scope > .v-groups__one > button.v-groups__fold');
  const isOpen = button?.getAttribute('aria-expanded') === 'true';
  if (button && isOpen === (key === 'ArrowLeft')) button.click();
  else if (key === 'ArrowLeft') item?.parentElement?.closest('li')?.querySelector<HTMLAnchorElement>('[data-group]')?.focus();
}

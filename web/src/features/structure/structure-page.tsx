import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Department } from '@varco/shared/structure/api';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useVoice } from '../../core/live.tsx';
import { mayDo, useFormat, useMe } from '../../core/me.ts';
import { nameIn } from '../../core/names.ts';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { Button, looks } from '../../ui/button.tsx';
import { Empty } from '../../ui/card.tsx';
import { TextField } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Note } from '../../ui/note.tsx';
import { Page } from '../../ui/page.tsx';
import { usePausedText } from '../../ui/paused-text.ts';
import { QueryFault, useFaultSentence } from '../../ui/problem.tsx';
import { ThingHistoryDialog } from '../../ui/thing-history.tsx';
import { Remove, type Subject, SwitchOff, switchTo, thingOf } from './acts.tsx';
import { foldingOf, type StructureAddress, toggled } from './address.ts';
import { chartOf, isLong, isUnfolded, unitsOf, usualFolding } from './chart.ts';
import { type Act, DepartmentPart, idOf } from './department.tsx';
import { EditDialog, type Edited } from './edit-dialog.tsx';
import { messages } from './messages.ts';
import { structureQuery } from './queries.ts';

const route = getRouteApi('/structure');

/** What was asked for and is not answered yet. */
type Asked =
  | { readonly act: 'edit'; readonly edited: Edited }
  | { readonly act: 'history' | 'switch-off' | 'remove'; readonly subject: Subject };

/** How the organization is made: departments, their units, and how many people are placed there today (requirements R2.45). */
export default function StructurePage() {
  const t = useTexts(messages);
  const me = useMe();
  const language = useLanguage();
  const format = useFormat();
  const voice = useVoice();
  const say = useFaultSentence();
  const queries = useQueryClient();
  const address = route.useSearch();
  const { data, error, refetch } = useQuery(structureQuery);
  const [asked, setAsked] = useState<Asked>();
  const [outcome, setOutcome] = useState<ReactNode>();
  const focusOn = useFocusOn();
  const departments = data?.departments ?? none;
  const shown = useMemo(() => chartOf(departments, language, address.search), [departments, language, address.search]);
  const may = useMemo(
    () => ({
      create: mayDo(me, 'create', 'structure'),
      modify: mayDo(me, 'modify', 'structure'),
      remove: mayDo(me, 'delete', 'structure'),
    }),
    [me],
  );

  // The names of units and what one may do there stand in the frame too.
  const reread = () => Promise.all(['structure', 'me', 'access-log'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
  const done = async (said: string, focus?: string) => {
    await reread();
    setAsked(undefined);
    setOutcome(undefined);
    voice.say(said);
    if (focus !== undefined) focusOn(focus);
  };
  const switchingOn = useMutation({
    mutationFn: (subject: Subject) => switchTo(subject, true),
    onSuccess: (_, subject) => done(t.done.on[subject.kind](nameIn(language, thingOf(subject)))),
    onError: async (fault) => {
      await reread();
      setOutcome(<Note tone="bad" title={say(fault)} takeFocus />);
    },
  });
  const { mutate: switchOn } = switchingOn;
  const ask = useCallback(
    (act: Act, subject: Subject) => {
      if (act === 'switch-on') switchOn(subject);
      else if (act === 'edit') setAsked({ act, edited: editedOf(subject) });
      else setAsked({ act, subject });
    },
    [switchOn],
  );
  const add = (edited: Edited) => setAsked({ act: 'edit', edited });
  const newDepartment = () => add({ kind: 'department', draft: { name: '', nameEnglish: '' } });
  const newUnit = ({ id }: Department) => add({ kind: 'unit', draft: { name: '', nameEnglish: '', site: '', departmentId: id } });

  const units = unitsOf(departments);
  return (
    <Page
      title={t.title}
      facts={
        departments.length > 0 && (
          <p>{t.facts(t.departments(departments.length, format.number(departments.length)), t.units(units, format.number(units)))}</p>
        )
      }
      acts={
        departments.length > 0 && (
          <>
            <a href="/api/structure/export" download className={looks.plain}>
              {t.exportCsv}
            </a>
            {may.create && may.modify && (
              <Link to="/structure/import" className={looks.plain}>
                {t.importFile}
              </Link>
            )}
            {may.create && (
              <Button look="main" onClick={newDepartment}>
                <Icon name="plus" />
                {t.newDepartment}
              </Button>
            )}
          </>
        )
      }
    >
      {outcome}
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data && departments.length === 0 && <Nothing onAdd={may.create ? newDepartment : undefined} mayImport={may.create && may.modify} />}
      {departments.length > 0 && (
        <Chart
          departments={departments}
          shown={shown}
          address={address}
          part={(department, unfolded, onToggle) => (
            <DepartmentPart
              key={department.id}
              department={department}
              whole={departments.find(({ id }) => id === department.id) ?? department}
              unfolded={unfolded}
              may={may}
              onToggle={onToggle}
              onAsk={ask}
              onAddUnit={newUnit}
            />
          )}
        />
      )}
      {asked?.act === 'edit' && (
        <EditDialog
          edited={asked.edited}
          departments={departments}
          onReread={() => void reread()}
          onClose={() => setAsked(undefined)}
          onSaved={({ id, name, created }) => {
            const { kind } = asked.edited;
            void done(created ? t.done.created[kind](name) : t.done.saved(name), created ? idOf(kind, id) : undefined);
          }}
        />
      )}
      {asked?.act === 'history' && (
        <ThingHistoryDialog
          of={{ kind: asked.subject.kind === 'unit' ? 'units' : 'departments', id: thingOf(asked.subject).id }}
          name={nameIn(language, thingOf(asked.subject))}
          onClose={() => setAsked(undefined)}
        />
      )}
      {asked?.act === 'switch-off' && (
        <SwitchOff
          subject={asked.subject}
          onClose={() => setAsked(undefined)}
          onDone={() => void done(t.done.off[asked.subject.kind](nameIn(language, thingOf(asked.subject))))}
        />
      )}
      {asked?.act === 'remove' && (
        <Remove
          subject={asked.subject}
          onClose={() => setAsked(undefined)}
          onSwitchOff={
            may.modify && thingOf(asked.subject).active ? () => setAsked({ act: 'switch-off', subject: asked.subject }) : undefined
          }
          onDone={() =>
            void done(t.done.removed[asked.subject.kind](nameIn(language, thingOf(asked.subject))), neighbourOf(asked.subject, shown))
          }
        />
      )}
    </Page>
  );
}

const none: readonly Department[] = [];

/** The form of something that exists. */
function editedOf(subject: Subject): Edited {
  const { id, name, nameEnglish, active, version } = thingOf(subject);
  const more = subject.kind === 'unit' ? { site: subject.unit.site, departmentId: subject.department.id } : {};
  return { kind: subject.kind, draft: { name, nameEnglish, ...more }, existing: { id, active, version } };
}

/** Where one goes on after something is deleted: its department, or the next one. */
function neighbourOf(subject: Subject, shown: readonly Department[]): string | undefined {
  if (subject.kind === 'unit') return idOf('department', subject.department.id);
  const at = shown.findIndex(({ id }) => id === subject.department.id);
  const next = shown[at + 1] ?? shown[at - 1];
  return next && idOf('department', next.id);
}

/** Puts the focus on an element as soon as it is there. */
function useFocusOn(): (id: string) => void {
  const [wanted, setWanted] = useState<string>();
  useEffect(() => {
    const element = wanted === undefined ? null : document.getElementById(wanted);
    if (!element) return;
    element.focus();
    setWanted(undefined);
  });
  return setWanted;
}

/** The search, what it found, and the departments one under the other. */
function Chart({
  departments,
  shown,
  address,
  part,
}: {
  readonly departments: readonly Department[];
  readonly shown: readonly Department[];
  readonly address: StructureAddress;
  readonly part: (department: Department, unfolded: boolean, onToggle: () => void) => ReactNode;
}) {
  const t = useTexts(messages);
  const format = useFormat();
  const voice = useVoice();
  const navigate = route.useNavigate();
  const printing = usePrinting();
  const usual = usualFolding(departments, address.search);
  const folding = foldingOf(address, usual);
  const go = (search: StructureAddress) => void navigate({ search, replace: true, resetScroll: false });
  const units = unitsOf(shown);
  const found =
    shown.length === 0
      ? t.nothingFound
      : t.found(t.units(units, format.number(units)), t.departments(shown.length, format.number(shown.length)));
  const said = useRef(address.search);
  useEffect(() => {
    if (said.current === address.search) return;
    said.current = address.search;
    voice.say(found);
  }, [address.search, found, voice]);
  const all = (show: 'all' | 'none') => go({ ...(address.search === undefined ? {} : { search: address.search }), show });
  return (
    <>
      {(isLong(departments) || address.search !== undefined) && (
        <Search asked={address.search ?? ''} onSearch={(search) => go(search === '' ? {} : { search })} />
      )}
      {shown.length === 0 ? (
        <Empty title={t.nothingFound} acts={<Button onClick={() => go({})}>{t.clear}</Button>}>
          <p>{t.nothingFoundText(address.search ?? '')}</p>
        </Empty>
      ) : (
        <>
          <div className="v-chart-acts">
            {address.search !== undefined && <p>{found}</p>}
            {shown.length > 1 && (
              <>
                <Button look="quiet" small onClick={() => all('all')}>
                  {t.unfoldAll}
                </Button>
                <Button look="quiet" small onClick={() => all('none')}>
                  {t.foldAll}
                </Button>
              </>
            )}
          </div>
          <section className="v-departments" aria-label={t.list} onKeyDown={walk}>
            {shown.map((department) =>
              part(department, printing || isUnfolded(folding, department.id), () => go(toggled(address, usual, department.id))),
            )}
          </section>
        </>
      )}
    </>
  );
}

/** Arrows, Home and End go from department to department; right opens one, left closes it. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  if (!(event.target instanceof HTMLButtonElement) || event.target.dataset.department === undefined) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('[data-department]')];
  const at = all.indexOf(event.target);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  const open = { ArrowRight: 'true', ArrowLeft: 'false' }[event.key];
  if (to === undefined && open === undefined) return;
  event.preventDefault();
  if (to !== undefined) all[to]?.focus();
  else if (event.target.getAttribute('aria-expanded') !== open) event.target.click();
}

/** Whether the page is being printed: then everything is unfolded. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const set = (on: boolean) => () => flushSync(() => setPrinting(on));
    const [before, after] = [set(true), set(false)];
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
    return () => {
      removeEventListener('beforeprint', before);
      removeEventListener('afterprint', after);
    };
  }, []);
  return printing;
}

function Search({ asked, onSearch }: { readonly asked: string; readonly onSearch: (text: string) => void }) {
  const t = useTexts(messages);
  const { typed, type, ask } = usePausedText(asked, (text) => text !== asked && onSearch(text));
  return (
    <search className="v-filters">
      {asked !== '' && <p className="v-print-only">{`${t.search}: ${asked}`}</p>}
      <form
        className="v-filters__row"
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        <div className="v-filters__search">
          <TextField
            name="search"
            type="search"
            label={t.search}
            placeholder={t.searchHint}
            autoComplete="off"
            maxLength={200}
            value={typed}
            onType={type}
          />
        </div>
      </form>
    </search>
  );
}

/** Before the first department: what one is, and where to begin. */
function Nothing({ onAdd, mayImport }: { readonly onAdd: (() => void) | undefined; readonly mayImport: boolean }) {
  const t = useTexts(messages);
  return (
    <Empty
      title={t.nothing}
      acts={
        onAdd && (
          <>
            <Button look="main" onClick={onAdd}>
              <Icon name="plus" />
              {t.newDepartment}
            </Button>
            {mayImport && (
              <Link to="/structure/import" className={looks.plain}>
                {t.importFile}
              </Link>
            )}
          </>
        )
      }
    >
      <p>{t.nothingText}</p>
      <p>{onAdd ? t.nothingFirst : t.nothingMayNot}</p>
    </Empty>
  );
}

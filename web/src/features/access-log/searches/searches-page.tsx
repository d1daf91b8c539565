import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { LONGEST_NAME, type LogExport, type SavedSearch } from '@varco/shared/log-searches/api';
import { type ReactNode, useState } from 'react';
import { mayDoEverywhere, useFormat, useMe } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { looks } from '../../../ui/button.tsx';
import { Card, Empty } from '../../../ui/card.tsx';
import { Confirm } from '../../../ui/dialog.tsx';
import { useFaultsOf } from '../../../ui/faults.ts';
import { TextField } from '../../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../../ui/form.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Menu, MenuAct } from '../../../ui/menu.tsx';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { QueryFault, useFaultSentence } from '../../../ui/problem.tsx';
import { State } from '../../../ui/state.tsx';
import { Cell, FirstCell, Row, Table } from '../../../ui/table.tsx';
import { words } from '../../../ui/words.ts';
import { readLogAddress } from '../log/address.ts';
import { useFilterWords } from '../log/chips.tsx';
import { changeSearch, deleteSearch, exportsQuery, searchesQuery } from '../queries.ts';
import { messages } from './messages.ts';

const route = getRouteApi('/access-log/searches');

/** The searches that are kept, one's own to change, and the files made of the log (requirements R3.57, R2.22). */
export default function SearchesPage() {
  const t = useTexts(messages);
  return (
    <Page title={t.title} path={<Link to="/access-log">{t.log}</Link>} facts={<p>{t.facts}</p>}>
      <div className="v-stack">
        <Searches />
        <Exports />
      </div>
    </Page>
  );
}

type Asked = { readonly act: 'rename' | 'delete'; readonly search: SavedSearch };

function Searches() {
  const t = useTexts(messages);
  const say = useFaultSentence();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(searchesQuery);
  const [asked, setAsked] = useState<Asked>();
  const [outcome, setOutcome] = useState<ReactNode>();
  const reread = () => client.invalidateQueries({ queryKey: searchesQuery.queryKey });
  const refused = (fault: Error) => {
    setAsked(undefined);
    setOutcome(<Note tone="bad" title={say(fault)} takeFocus />);
  };
  const sharing = useMutation({
    mutationFn: ({ id, shared }: SavedSearch) => changeSearch(id, { shared: !shared }),
    onSuccess: reread,
    onError: refused,
  });
  const deleting = useMutation({
    mutationFn: ({ id }: SavedSearch) => deleteSearch(id),
    onSuccess: async (_, { name }) => {
      setAsked(undefined);
      await reread();
      setOutcome(<Note tone="ok" title={t.removed(name)} takeFocus />);
    },
    onError: refused,
  });
  return (
    <section className="v-section" aria-labelledby="searches">
      <h2 id="searches">{t.searches}</h2>
      {outcome}
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {asked?.act === 'rename' && (
        <Rename
          key={asked.search.id}
          search={asked.search}
          onDone={() => {
            setAsked(undefined);
            void reread();
          }}
        />
      )}
      {data?.length === 0 && (
        <Empty
          title={t.nothing}
          acts={
            <Link to="/access-log" className={looks.plain}>
              {t.toLog}
            </Link>
          }
        >
          <p>{t.nothingText}</p>
        </Empty>
      )}
      {data && data.length > 0 && (
        <div className="v-list">
          <Table
            caption={t.searches}
            columns={[
              { key: 'name', label: t.name },
              { key: 'what', label: t.what },
              { key: 'owner', label: t.owner },
              { key: 'acts', label: t.acts },
            ]}
          >
            {data.map((search) => (
              <Row key={search.id}>
                <FirstCell>
                  <Link to="/access-log" search={readLogAddress(search.view)} className="v-table__link">
                    {search.name}
                  </Link>
                </FirstCell>
                <Cell label={t.what}>
                  <What view={search.view} />
                </Cell>
                <Cell label={t.owner}>
                  {search.own ? (search.shared ? t.sharedByMe : t.mine) : search.owner}
                  {search.deletable && !search.own && <span className="v-table__second">{t.ownerGone}</span>}
                </Cell>
                <Cell label={t.acts}>
                  {search.deletable && (
                    <Menu label={<Icon name="more" />} name={t.actsOn(search.name)} face={looks.quiet} bare>
                      {(close) => (
                        <>
                          {search.own && (
                            <>
                              <MenuAct close={close} onAct={() => setAsked({ act: 'rename', search })}>
                                {t.rename}
                              </MenuAct>
                              <MenuAct close={close} onAct={() => sharing.mutate(search)}>
                                {search.shared ? t.keep : t.share}
                              </MenuAct>
                            </>
                          )}
                          <MenuAct close={close} onAct={() => setAsked({ act: 'delete', search })}>
                            {t.remove}
                          </MenuAct>
                        </>
                      )}
                    </Menu>
                  )}
                </Cell>
              </Row>
            ))}
          </Table>
        </div>
      )}
      {asked?.act === 'delete' && (
        <Confirm
          title={t.removeTitle(asked.search.name)}
          act={t.removeAct}
          busy={deleting.isPending}
          onConfirm={() => deleting.mutate(asked.search)}
          onCancel={() => setAsked(undefined)}
        >
          {!asked.search.own && <p>{t.removeLeft(asked.search.owner)}</p>}
          <p>{t.removeText}</p>
          {asked.search.shared && <p>{t.removeShared}</p>}
        </Confirm>
      )}
    </section>
  );
}

function Rename({ search, onDone }: { readonly search: SavedSearch; readonly onDone: () => void }) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const faultsOf = useFaultsOf();
  const [name, setName] = useState(search.name);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const saving = useMutation({
    mutationFn: () => changeSearch(search.id, { name }),
    onSuccess: onDone,
    onError: (error) => setFaults(faultsOf(error)),
  });
  return (
    <Card title={t.renameTitle(search.name)}>
      <Form
        label={t.renameTitle(search.name)}
        faults={faults}
        submit={shared.save}
        busy={saving.isPending}
        onSubmit={() => saving.mutate()}
        onCancel={onDone}
      >
        <TextField
          name="name"
          label={t.name}
          fault={faultOf(faults, 'name')}
          maxLength={LONGEST_NAME}
          autoComplete="off"
          value={name}
          onType={setName}
        />
      </Form>
    </Card>
  );
}

/** What a search keeps, in words. */
function What({ view }: { readonly view: Readonly<Record<string, string>> }) {
  const t = useTexts(messages);
  const filters = useFilterWords(readLogAddress(view));
  return filters.length === 0 ? t.everything : filters.map(({ text }) => text).join(' · ');
}

const marks = { asked: 'open', running: 'open', done: 'ok', broken: 'bad' } as const;

function Exports() {
  const t = useTexts(messages);
  const me = useMe();
  const { after } = route.useSearch();
  const { data, error, refetch } = useQuery(exportsQuery(after));
  return (
    <section className="v-section" aria-labelledby="exports">
      <h2 id="exports">{t.exports}</h2>
      <p>
        {t.exportsText}
        {mayDoEverywhere(me, 'search', 'access-log') && (
          <>
            {' '}
            {t.evidenceText} <Link to="/log-evidence">{t.evidence}</Link>
          </>
        )}
      </p>
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <Empty title={t.noExports}>
          <p>{t.noExportsText}</p>
        </Empty>
      )}
      {data && data.items.length > 0 && (
        <div className="v-list">
          <Table
            caption={t.exports}
            columns={[
              { key: 'at', label: t.at },
              { key: 'by', label: t.by },
              { key: 'what', label: t.what },
              { key: 'state', label: t.state },
              { key: 'rows', label: t.rows, numeric: true },
            ]}
          >
            {data.items.map((file) => (
              <ExportLine key={file.id} file={file} />
            ))}
          </Table>
        </div>
      )}
      {data && (after !== undefined || data.next !== null) && (
        <p className="v-ways-on">
          {after !== undefined && (
            <Link to="/access-log/searches" search={{}} className={looks.plain}>
              {t.newest}
            </Link>
          )}
          {data.next !== null && (
            <Link to="/access-log/searches" search={{ after: data.next }} className={looks.plain}>
              {t.older}
            </Link>
          )}
        </p>
      )}
    </section>
  );
}

function ExportLine({ file }: { readonly file: LogExport }) {
  const t = useTexts(messages);
  const format = useFormat();
  return (
    <Row>
      <FirstCell>
        <span className="v-table__moment">{format.moment(file.askedAt)}</span>
      </FirstCell>
      <Cell label={t.by}>{file.by}</Cell>
      <Cell label={t.what}>
        <What view={file.view} />
      </Cell>
      <Cell label={t.state}>
        <State mark={marks[file.state]}>{t.states[file.state]}</State>
      </Cell>
      <Cell label={t.rows} numeric>
        {format.number(file.rows)}
      </Cell>
    </Row>
  );
}

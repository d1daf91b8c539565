import { getRouteApi, Link } from '@tanstack/react-router';
import { columnsNamed, type LogColumn, type LogEntry, type LogPage, usualColumns } from '@varco/shared/access-log/api';
import { eventInWords } from '@varco/shared/access-log/change-words';
import { isErasedLabel } from '@varco/shared/identity/erased';
import { Fragment, type ReactNode } from 'react';
import { mayDo, useFormat, useMe } from '../../../core/me.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { looks } from '../../../ui/button.tsx';
import { Empty, Fact, Facts } from '../../../ui/card.tsx';
import { GoTo } from '../../../ui/go-to.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { LogChanges } from '../../../ui/log-changes.tsx';
import { LogOutcome, useLockWords, useLogWords } from '../../../ui/log-outcome.tsx';
import { Results, useTotal } from '../../../ui/results.tsx';
import { Cell, DetailRow, FirstCell, Row } from '../../../ui/table.tsx';
import { filtersOf, isSearch, keptOf, type LogAddress } from './address.ts';
import { messages } from './messages.ts';

const route = getRouteApi('/access-log');

/** The lines found, newest first; a line opens to what the table leaves out. */
export function LogResults({
  page,
  address,
  settled,
}: {
  readonly page: LogPage;
  readonly address: LogAddress;
  readonly settled: boolean;
}) {
  const t = useTexts(messages);
  const say = useTotal();
  const navigate = route.useNavigate();
  const filters = filtersOf(address);
  const columns = columnsOf(address);
  const labels = useColumnLabels();
  const toggle = (id: string) =>
    void navigate({ search: (now) => ({ ...now, open: now.open === id ? undefined : id }), replace: true, resetScroll: false });
  return (
    <Results
      page={page}
      search={JSON.stringify(filters)}
      found={t.found(page.total.count, say(page.total))}
      settled={settled}
      row={address.row}
      caption={t.title}
      columns={columns.map((key) => ({ key, label: labels[key] }))}
      line={(entry) => {
        const open = entry.id === address.open;
        return (
          <Fragment key={entry.id}>
            <Line entry={entry} columns={columns} open={open} onToggle={() => toggle(entry.id)} />
            {open && <Detail entry={entry} columns={columns.length} />}
          </Fragment>
        );
      }}
      turn={(place, label) => (
        <Link to="/access-log" search={{ ...keptOf(address), ...place }} className={looks.plain}>
          {label}
        </Link>
      )}
      lead={<h2 className="v-list__title">{(address.order === 'oldest' ? t.oldest : t.lines)(page.total.count, say(page.total))}</h2>}
      empty={<NothingFound address={address} />}
    />
  );
}

/** The columns an address asks for. */
export const columnsOf = ({ columns }: LogAddress): readonly LogColumn[] => columnsNamed(columns ?? '') ?? usualColumns;

/** What each column is called. */
export function useColumnLabels(): Readonly<Record<LogColumn, string>> {
  const t = useTexts(messages);
  return { at: t.at, user: t.user, what: t.what, where: t.where, exit: t.exit, ...t.columns };
}

/** What stands in each column but the first. */
const cells: Readonly<Record<Exclude<LogColumn, 'at'>, (entry: LogEntry) => ReactNode>> = {
  user: (entry) => <Who entry={entry} />,
  what: (entry) => <LogOutcome entry={entry} />,
  where: (entry) => <Where entry={entry} />,
  exit: (entry) => <Exit entry={entry} />,
  actor: (entry) => <DoneBy entry={entry} />,
  channel: (entry) => <ChannelName entry={entry} />,
  session: ({ session }) => session,
  count: (entry) => <Times entry={entry} />,
  line: ({ id }) => id,
};

/** Who did it; a delegate with both names (requirements R3.59). */
function DoneBy({ entry: { actor, onBehalfOf } }: { readonly entry: LogEntry }) {
  const log = useLogWords();
  const called = useCalled();
  return actor && log.doneBy(called(actor.name), onBehalfOf ? called(onBehalfOf.name) : undefined);
}

function Times({ entry: { count } }: { readonly entry: LogEntry }) {
  return useFormat().number(count);
}

function ChannelName({ entry: { channel } }: { readonly entry: LogEntry }) {
  return useLogWords().channels[channel];
}

function Line({
  entry,
  columns,
  open,
  onToggle,
}: {
  readonly entry: LogEntry;
  readonly columns: readonly LogColumn[];
  readonly open: boolean;
  readonly onToggle: () => void;
}) {
  const t = useTexts(messages);
  const labels = useColumnLabels();
  const format = useFormat();
  const at = format.second(entry.at);
  return (
    <Row open={open}>
      <FirstCell>
        <button
          type="button"
          className="v-table__expand"
          aria-expanded={open}
          aria-controls={open ? detailId(entry) : undefined}
          aria-label={t.showDetail(at)}
          onClick={onToggle}
        >
          <Icon name={open ? 'down' : 'right'} size={16} />
          <span>
            <span className="v-table__moment">{format.date(entry.at)},</span>{' '}
            <span className="v-table__moment">{format.clock(entry.at)}</span>
          </span>
        </button>
      </FirstCell>
      {columns.map((column) =>
        column === 'at' ? null : (
          <Cell key={column} label={labels[column]}>
            {cells[column](entry)}
          </Cell>
        ),
      )}
    </Row>
  );
}

/** How a line calls somebody: of whoever was erased it says so. */
function useCalled(): (name: string) => string {
  const t = useTexts(messages);
  return (name) => (isErasedLabel(name) ? t.erasedPerson(name) : name);
}

function Who({ entry: { user, reason } }: { readonly entry: LogEntry }) {
  const t = useTexts(messages);
  const me = useMe();
  const called = useCalled();
  if (user === null) return <span className="v-second">{reason === 'unknown-user' ? t.unknownName : t.nobody}</span>;
  return (
    <>
      {mayDo(me, 'search', 'users') ? (
        <Link to="/users/$id" params={{ id: user.id }} className="v-table__link">
          {called(user.name)}
        </Link>
      ) : (
        called(user.name)
      )}
      <span className="v-table__second">{user.username}</span>
    </>
  );
}

function Where({ entry: { address, browser, channel } }: { readonly entry: LogEntry }) {
  const log = useLogWords();
  return (
    <>
      <span className="v-breakable">{address ?? log.channels[channel]}</span>
      {browser !== null && <span className="v-table__second">{browser}</span>}
    </>
  );
}

/** How a sign-in ended: the row of the exit stands on the line of the entry (requirements R2.20). */
function Exit({ entry: { event, signedOut, at } }: { readonly entry: LogEntry }) {
  const t = useTexts(messages);
  const log = useLogWords();
  const format = useFormat();
  if (event !== 'signed-in') return null;
  if (signedOut === null) return <span className="v-table__moment">{t.stillOpen}</span>;
  const sameDay = format.dayOf(signedOut.at) === format.dayOf(at);
  return (
    <>
      <span className="v-table__moment">
        {sameDay ? format.time(signedOut.at) : `${format.date(signedOut.at)}, ${format.time(signedOut.at)}`}
      </span>
      {signedOut.reason !== null && <span className="v-table__second">{log.reasons[signedOut.reason]}</span>}
    </>
  );
}

const detailId = (entry: LogEntry): string => `line-${entry.id}`;

function Detail({ entry, columns }: { readonly entry: LogEntry; readonly columns: number }) {
  const t = useTexts(messages).detail;
  const log = useLogWords();
  const language = useLanguage();
  const lock = useLockWords()(entry.lockedUntil);
  const format = useFormat();
  const called = useCalled();
  return (
    <DetailRow columns={columns} id={detailId(entry)}>
      <Facts>
        <Fact label={t.event}>{eventInWords(language, entry.event, entry.changes)}</Fact>
        {entry.reason !== null && <Fact label={t.reason}>{log.reasons[entry.reason]}</Fact>}
        {lock !== undefined && <Fact label={t.lock}>{lock}</Fact>}
        {entry.reason === 'unknown-user' && <Fact label={t.unknownUser}>{t.unknownUserText}</Fact>}
        {entry.actor !== null && (
          <Fact label={t.by}>
            <DoneBy entry={entry} />
          </Fact>
        )}
        {entry.object !== null && (
          <Fact label={t.object}>
            <Link to="/access-log" search={{ object: entry.object }}>
              {t.seeObject}
            </Link>
          </Fact>
        )}
        <Fact label={t.address}>{entry.address ?? t.none}</Fact>
        <Fact label={t.browser}>{entry.browser ?? t.notKnown}</Fact>
        <Fact label={t.channel}>{log.channels[entry.channel]}</Fact>
        {entry.session !== null && (
          <Fact label={t.session}>
            <Link to="/access-log" search={{ session: entry.session }}>
              {entry.session}
            </Link>
          </Fact>
        )}
        {entry.signedOut !== null && (
          <Fact label={t.exit}>
            {[format.second(entry.signedOut.at), ...(entry.signedOut.reason === null ? [] : [log.reasons[entry.signedOut.reason]])].join(
              ', ',
            )}
          </Fact>
        )}
        {entry.event === 'log-exported' && (
          <Fact label={t.exported}>
            <Link to="/access-log/searches">{t.seeExports}</Link>
          </Fact>
        )}
        <Fact label={t.line}>{entry.id}</Fact>
      </Facts>
      <LogChanges entry={entry} />
      {entry.user !== null && <GoTo of={{ user: entry.user.id, from: 'log' }} name={called(entry.user.name)} small />}
    </DetailRow>
  );
}

/** An empty search says so and offers the way out; an empty log says what it will hold. */
function NothingFound({ address }: { readonly address: LogAddress }) {
  const t = useTexts(messages);
  const format = useFormat();
  if (!isSearch(address)) {
    return (
      <Empty title={t.nothingYet}>
        <p>{t.nothingYetText}</p>
      </Empty>
    );
  }
  const { from: _f, to: _t, ...wider } = filtersOf(address);
  const period = [address.from, address.to].filter((day) => day !== undefined);
  return (
    <Empty
      title={t.empty}
      acts={
        <>
          {period.length > 0 && (
            <Link to="/access-log" search={wider} className={looks.plain}>
              {t.widen}
            </Link>
          )}
          <Link to="/access-log" search={{}} className={looks.quiet}>
            {t.clear}
          </Link>
        </>
      }
    >
      {period.length > 0 && <p>{period.map((day) => format.longDay(day)).join(' – ')}</p>}
      <p>{t.emptyHint}</p>
    </Empty>
  );
}

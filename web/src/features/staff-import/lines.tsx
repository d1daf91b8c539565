import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { changedValue } from '@varco/shared/access-log/change-words';
import { issueSentence } from '@varco/shared/problem-messages';
import type { ImportLine, LineOutcome, StaffImport } from '@varco/shared/staff-import/api';
import { useFormat } from '../../core/me.ts';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { looks } from '../../ui/button.tsx';
import { QueryFault } from '../../ui/problem.tsx';
import { Cell, FirstCell, Row, Table } from '../../ui/table.tsx';
import { messages } from './messages.ts';
import { faultsAddress, linesQuery } from './queries.ts';

const route = getRouteApi('/users/import');

/** The kinds in the order in which they need a look. */
const kinds: readonly LineOutcome[] = ['faulty', 'new', 'changed', 'unchanged', 'missing'];

/** The kind that needs a look first. */
const firstKind = ({ counts }: StaffImport): LineOutcome => kinds.find((kind) => counts !== null && counts[kind] > 0) ?? 'unchanged';

/** What was found of the rows, one kind at a time. */
export function Lines({ file }: { readonly file: StaffImport }) {
  const t = useTexts(messages);
  const format = useFormat();
  const { show, step, after = 0 } = route.useSearch();
  const kind = show ?? firstKind(file);
  const labels = file.stage === 'done' ? t.done : t.outcomes;
  const { data, error, refetch } = useQuery(linesQuery(file.id, file.trial, kind, after));
  const counts = file.counts;
  return (
    <section className="v-import" aria-label={labels[kind]}>
      <nav className="v-kinds" aria-label={t.show}>
        {kinds.map((one) => (
          <Link
            key={one}
            to="/users/import"
            search={{ file: file.id, ...(step === undefined ? {} : { step }), show: one }}
            aria-current={one === kind ? 'true' : undefined}
            resetScroll={false}
          >
            {t.outcomeCount(labels[one], format.number(counts?.[one] ?? 0))}
          </Link>
        ))}
      </nav>
      {kind === 'faulty' && (counts?.faulty ?? 0) > 0 && (
        <p>
          <a href={faultsAddress(file.id)} download className={looks.plain}>
            {t.downloadFaults}
          </a>
        </p>
      )}
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data && data.items.length === 0 && <p>{t.nothingHere}</p>}
      {data && data.items.length > 0 && (
        <div className="v-list">
          <Table
            caption={t.linesCaption(labels[kind])}
            columns={[
              { key: 'row', label: t.row },
              { key: 'person', label: t.person },
              { key: 'what', label: t.what },
            ]}
          >
            {data.items.map((line) => (
              <Line key={line.place} line={line} done={file.stage === 'done'} />
            ))}
          </Table>
          <p className="v-pager__ways">
            {after > 0 && (
              <Link
                to="/users/import"
                search={{ file: file.id, ...(step === undefined ? {} : { step }), show: kind }}
                className={looks.plain}
              >
                {t.firstLines}
              </Link>
            )}
            {data.next !== null && (
              <Link
                to="/users/import"
                search={{ file: file.id, ...(step === undefined ? {} : { step }), show: kind, after: data.next }}
                className={looks.plain}
              >
                {t.nextLines}
              </Link>
            )}
          </p>
        </div>
      )}
    </section>
  );
}

function Line({ line, done }: { readonly line: ImportLine; readonly done: boolean }) {
  const t = useTexts(messages);
  const format = useFormat();
  return (
    <Row>
      <FirstCell>{line.row === null ? '' : t.rowNumber(format.number(line.row))}</FirstCell>
      <Cell label={t.person}>
        {line.userId === null || (line.outcome === 'new' && !done) ? (
          line.name
        ) : (
          <Link to="/users/$id" params={{ id: line.userId }}>
            {line.name}
          </Link>
        )}
      </Cell>
      <Cell label={t.what}>
        <What line={line} done={done} />
      </Cell>
    </Row>
  );
}

function What({ line, done }: { readonly line: ImportLine; readonly done: boolean }) {
  const t = useTexts(messages);
  const language = useLanguage();
  const said = (field: string, value: string | null) => (value === null ? t.empty : changedValue(language, 'user-changed', field, value));
  if (line.outcome === 'new') return done ? t.madeAs(line.username) : t.newAs(line.username);
  if (line.outcome === 'unchanged') return t.sameAs(line.username);
  if (line.outcome === 'missing') return line.administrator ? `${line.username}, ${t.administrator}` : line.username;
  if (line.outcome === 'changed') {
    return (
      <ul className="v-plain">
        {line.changes.map(({ field, before, after }) => (
          <li key={field}>{t.change(fieldName(t.fields, field), said(field, before), said(field, after))}</li>
        ))}
      </ul>
    );
  }
  return <FaultList faults={line.faults} />;
}

/** Every fault of a row: its column, the value that was seen, and how to mend it. */
export function FaultList({ faults }: { readonly faults: ImportLine['faults'] }) {
  const t = useTexts(messages);
  const language = useLanguage();
  return (
    <ul className="v-plain">
      {faults.map((fault) => {
        const sentence = issueSentence(language, fault);
        return (
          <li key={`${fault.field ?? ''} ${fault.rule}`}>
            {fault.value === '' ? t.faultWithout(fault.column, sentence) : t.faultText(fault.column, fault.value.slice(0, 80), sentence)}
          </li>
        );
      })}
    </ul>
  );
}

const fieldName = (names: Readonly<Record<string, string>>, field: string): string => names[field] ?? field;

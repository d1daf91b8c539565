import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { LineOutcome } from '@varco/shared/staff-import/api';
import type { StructureImport } from '@varco/shared/staff-import/structure-api';
import { useCallback, useEffect, useState } from 'react';
import { useVoice } from '../../../core/live.tsx';
import { useFormat } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { Button, looks } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Note } from '../../../ui/note.tsx';
import { QueryFault, useFaultSentence } from '../../../ui/problem.tsx';
import { Cell, FirstCell, Row, Table } from '../../../ui/table.tsx';
import { FaultList } from '../lines.tsx';
import { messages } from '../messages.ts';
import { Running } from '../running.tsx';
import { structureMessages } from './messages.ts';
import { confirmStructure, structureFaultsAddress, structureImportQuery, structureLinesQuery, tryStructure } from './queries.ts';

const route = getRouteApi('/structure/import');

const noCounts = { new: 0, changed: 0, unchanged: 0, faulty: 0, missing: 0 };

/** What the file would do, and the word to go; nothing has been saved when this is seen. */
export function StructureTrial({ file }: { readonly file: StructureImport }) {
  const t = useTexts(messages);
  const format = useFormat();
  const voice = useVoice();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const counts = file.counts ?? noCounts;
  const ready = counts.new + counts.changed;
  const summary = t.ready(ready, format.number(ready), format.number(counts.faulty));
  useEffect(() => voice.say(summary), [voice, summary]);
  const done = useCallback(() => {
    for (const key of ['structure', 'users', 'me', 'roles']) void queries.invalidateQueries({ queryKey: [key] });
    void queries
      .invalidateQueries({ queryKey: ['structure-imports', file.id] })
      .then(() => navigate({ search: { file: file.id, step: 'result' }, replace: true }));
  }, [file.id, queries, navigate]);
  return (
    <div className="v-import">
      <p className="v-summary">{summary}</p>
      {file.runId === null ? (
        <Decision file={file} ready={ready} />
      ) : (
        <Running runId={file.runId} tryAgain={<TryAgain file={file} />} onDone={done} />
      )}
      <Lines file={file} />
      <p>
        <Link to="/structure/import" search={{ file: file.id, step: 'columns' }} className={looks.plain}>
          {t.changeColumns}
        </Link>{' '}
        <Link to="/structure/import" className={looks.quiet}>
          {t.changeFile}
        </Link>
      </p>
    </div>
  );
}

/** All of it or nothing: with faults there is no button that would say that it imports. */
function Decision({ file, ready }: { readonly file: StructureImport; readonly ready: number }) {
  const t = useTexts(messages);
  const s = useTexts(structureMessages);
  const format = useFormat();
  const sentence = useFaultSentence();
  const queries = useQueryClient();
  const [refusal, setRefusal] = useState<string>();
  const faulty = file.counts?.faulty ?? 0;
  const confirming = useMutation({
    mutationFn: () => confirmStructure(file.id, file.trial ?? ''),
    onSuccess: (confirmed) => queries.setQueryData(structureImportQuery(file.id).queryKey, confirmed),
    onError: (error) => setRefusal(sentence(error)),
  });
  if (faulty === 0 && ready === 0) return <Note title={s.nothingToDo} />;
  return (
    <Card title={t.confirm}>
      {refusal && (
        <Note tone="bad" title={refusal} takeFocus>
          <TryAgain file={file} />
        </Note>
      )}
      {faulty > 0 ? (
        <>
          <p>{t.held(faulty, format.number(faulty))}</p>
          <p>
            <Link to="/structure/import" className={looks.main}>
              {t.uploadMended}
            </Link>
          </p>
        </>
      ) : (
        <p>
          <Button
            look="main"
            busy={confirming.isPending}
            onClick={() => {
              setRefusal(undefined);
              confirming.mutate();
            }}
          >
            {s.importRows(ready, format.number(ready))}
          </Button>
        </p>
      )}
    </Card>
  );
}

/** Tries the file again as it is: what others changed meanwhile is seen then. */
function TryAgain({ file }: { readonly file: StructureImport }) {
  const t = useTexts(messages);
  const queries = useQueryClient();
  const trying = useMutation({
    mutationFn: () => tryStructure(file.id, file.options),
    onSuccess: (tried) => queries.setQueryData(structureImportQuery(file.id).queryKey, tried),
  });
  return (
    <div className="v-note__acts">
      <Button busy={trying.isPending} onClick={() => trying.mutate()}>
        {t.tryAgain}
      </Button>
    </div>
  );
}

/** What was done, row by row. */
export function StructureResult({ file }: { readonly file: StructureImport }) {
  const t = useTexts(messages);
  const s = useTexts(structureMessages);
  const format = useFormat();
  const counts = file.counts ?? noCounts;
  return (
    <div className="v-import">
      <Note tone="ok" title={t.doneTitle} takeFocus>
        <p>{s.doneSaid(format.number(counts.new), format.number(counts.changed))}</p>
        <div className="v-note__acts">
          <Link to="/structure" className={looks.main}>
            {s.toStructure}
          </Link>
          <Link to="/structure/import" className={looks.quiet}>
            {t.another}
          </Link>
        </div>
      </Note>
      <Lines file={file} />
    </div>
  );
}

/** The kinds in the order in which they need a look. */
const kinds = ['faulty', 'new', 'changed', 'unchanged'] as const satisfies readonly LineOutcome[];

function Lines({ file }: { readonly file: StructureImport }) {
  const t = useTexts(messages);
  const s = useTexts(structureMessages);
  const format = useFormat();
  const { show, step, after = 0 } = route.useSearch();
  const counts = file.counts ?? noCounts;
  const kind = kinds.find((one) => one === show) ?? kinds.find((one) => counts[one] > 0) ?? 'unchanged';
  const labels = file.stage === 'done' ? s.done : s.outcomes;
  const { data, error, refetch } = useQuery(structureLinesQuery(file.id, file.trial, kind, after));
  const kept = { file: file.id, ...(step === undefined ? {} : { step }) };
  const nameOf = (field: string) => (s.fields as Readonly<Record<string, string>>)[field] ?? field;
  const value = (text: string | null, field: string) => {
    if (text === null) return t.empty;
    if (field === 'departmentActive' || field === 'unitActive') return text === 'yes' ? s.yes : s.no;
    return field === 'from' || field === 'to' ? format.day(text) : text;
  };
  return (
    <section className="v-import" aria-label={labels[kind]}>
      <nav className="v-kinds" aria-label={t.show}>
        {kinds.map((one) => (
          <Link
            key={one}
            to="/structure/import"
            search={{ ...kept, show: one }}
            aria-current={one === kind ? 'true' : undefined}
            resetScroll={false}
          >
            {t.outcomeCount(labels[one], format.number(counts[one]))}
          </Link>
        ))}
      </nav>
      {kind === 'faulty' && counts.faulty > 0 && (
        <p>
          <a href={structureFaultsAddress(file.id)} download className={looks.plain}>
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
              { key: 'about', label: s.about },
              { key: 'what', label: t.what },
            ]}
          >
            {data.items.map((line) => (
              <Row key={line.place}>
                <FirstCell>{line.row === null ? '' : t.rowNumber(format.number(line.row))}</FirstCell>
                <Cell label={s.about}>{line.name}</Cell>
                <Cell label={t.what}>
                  {line.outcome === 'faulty' ? (
                    <FaultList faults={line.faults} />
                  ) : (
                    <ul className="v-plain">
                      {line.changes.map(({ field, before, after: next }) => (
                        <li key={field}>
                          {before === null
                            ? s.becomes(nameOf(field), value(next, field))
                            : t.change(nameOf(field), value(before, field), value(next, field))}
                        </li>
                      ))}
                    </ul>
                  )}
                </Cell>
              </Row>
            ))}
          </Table>
          <p className="v-pager__ways">
            {after > 0 && (
              <Link to="/structure/import" search={{ ...kept, show: kind }} className={looks.plain}>
                {t.firstLines}
              </Link>
            )}
            {data.next !== null && (
              <Link to="/structure/import" search={{ ...kept, show: kind, after: data.next }} className={looks.plain}>
                {t.nextLines}
              </Link>
            )}
          </p>
        </div>
      )}
    </section>
  );
}

import { useMutation } from '@tanstack/react-query';
import { outcomeSentence } from '@varco/shared/jobs/outcomes';
import type { Archive } from '@varco/shared/log-evidence/api';
import { useState } from 'react';
import type { Format } from '../../core/format.ts';
import { useFormat } from '../../core/me.ts';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { looks } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { useFaultsOf } from '../../ui/faults.ts';
import { DayField } from '../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../ui/form.tsx';
import { Note } from '../../ui/note.tsx';
import { type Mark, State } from '../../ui/state.tsx';
import { Cell, FirstCell, Row, Table } from '../../ui/table.tsx';
import { CancelRun, Course, useSpokenChange } from './course.tsx';
import { messages } from './messages.ts';
import { archiveAddress, askForArchive, isUnderWay, readAgain } from './queries.ts';

/** Asks for an archive of the log that proves itself; `isOpen` while one that the person asked for is not ready. */
export function ArchiveCard({ isOpen }: { readonly isOpen: boolean }) {
  const t = useTexts(messages);
  const faultsOf = useFaultsOf();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [presses, setPresses] = useState(0);
  // Pressing twice is no fault: what was asked for goes on.
  const ask = () => {
    if (isOpen) setPresses(presses + 1);
    else asking.mutate();
  };
  const asking = useMutation({
    mutationFn: () => askForArchive(from, to),
    onSuccess: async () => {
      setFaults([]);
      setPresses(0);
      await readAgain();
    },
    onError: (error) => setFaults(faultsOf(error)),
  });
  return (
    <Card title={t.archive}>
      <p>{t.archiveText}</p>
      <p>{t.archiveLogged}</p>
      <Form label={t.archive} faults={faults} submit={t.archiveAct} look="plain" busy={asking.isPending} onSubmit={ask}>
        {isOpen && presses > 0 && (
          <Note key={presses} title={t.archiveAsked} takeFocus>
            <p>{t.archiveAskedText}</p>
          </Note>
        )}
        <DayField name="from" label={t.from} optional fault={faultOf(faults, 'from')} value={from} onType={setFrom} />
        <DayField name="to" label={t.to} optional fault={faultOf(faults, 'to')} value={to} onType={setTo} />
        <p className="v-second">{t.archiveDays}</p>
      </Form>
    </Card>
  );
}

/** The newest archives; whoever asked for one that is ready downloads it. */
export function Archives({ archives }: { readonly archives: readonly Archive[] }) {
  const t = useTexts(messages);
  const [begun, setBegun] = useState<string>();
  return (
    <section className="v-list" aria-labelledby="archives">
      <h2 id="archives" className="v-list__title">
        {t.archives}
      </h2>
      {begun !== undefined && (
        <Note key={begun} tone="ok" title={t.begun} takeFocus>
          <p>{t.begunText}</p>
        </Note>
      )}
      {archives.length === 0 ? (
        <p>{t.noArchives}</p>
      ) : (
        <Table
          caption={t.archivesCaption}
          columns={[
            { key: 'when', label: t.when },
            { key: 'period', label: t.period },
            { key: 'state', label: t.state },
            { key: 'rows', label: t.rows, numeric: true },
            { key: 'size', label: t.size, numeric: true },
            { key: 'act', label: t.act },
          ]}
        >
          {archives.map((archive) => (
            <ArchiveRow
              key={archive.id}
              archive={archive}
              onDownload={() => {
                setBegun(archive.id);
                // The browser fetches it by itself: how it goes is seen by looking again.
                setTimeout(() => void readAgain(), 3_000);
              }}
            />
          ))}
        </Table>
      )}
    </section>
  );
}

const marks = {
  waiting: 'open',
  writing: 'change',
  ready: 'ok',
  fetched: 'quiet',
  expired: 'quiet',
  withdrawn: 'quiet',
  failed: 'bad',
  cancelled: 'quiet',
} as const satisfies Record<Archive['state'], Mark>;

function ArchiveRow({ archive, onDownload }: { readonly archive: Archive; readonly onDownload: () => void }) {
  const t = useTexts(messages);
  const format = useFormat();
  const { id, own, by, askedAt, rows, bytes, state, run } = archive;
  const when = format.moment(askedAt);
  useSpokenChange(`${t.archive}: ${t.states[state]}`);
  return (
    <Row>
      <FirstCell>
        {when}
        <span className="v-table__second">{by}</span>
      </FirstCell>
      <Cell label={t.period}>{usePeriod(archive, format)}</Cell>
      <Cell label={t.state}>
        <ArchiveMark archive={archive} />
      </Cell>
      <Cell label={t.rows} numeric>
        {rows === null ? '' : format.number(rows)}
      </Cell>
      <Cell label={t.size} numeric>
        {bytes === null ? '' : sizeOf(bytes, format)}
      </Cell>
      <Cell label={t.act}>
        {state === 'ready' && own && (
          <a
            href={archiveAddress(id)}
            download=""
            className={`${looks.plain} v-button--small`}
            aria-label={t.downloadOf(when)}
            onClick={onDownload}
          >
            {t.download}
          </a>
        )}
        {state === 'ready' && !own && t.ofAnother}
        {run && own && isUnderWay(archive) && (
          <CancelRun run={run} name={t.cancelOf(when)} question={t.cancelArchive} act={t.cancelArchiveAct}>
            <p>{t.cancelArchiveText}</p>
          </CancelRun>
        )}
      </Cell>
    </Row>
  );
}

function ArchiveMark({ archive }: { readonly archive: Archive }) {
  const t = useTexts(messages);
  const format = useFormat();
  const language = useLanguage();
  const { state, run, expiresAt, sha256 } = archive;
  return (
    <>
      <State mark={marks[state]}>{t.states[state]}</State>
      {state === 'writing' && run && (
        <span className="v-table__second">
          <Course run={run} label={t.progress} />
        </span>
      )}
      {state === 'ready' && expiresAt !== null && <span className="v-table__second">{t.readyUntil(format.moment(expiresAt))}</span>}
      {state === 'withdrawn' && <span className="v-table__second">{t.withdrawnText}</span>}
      {state === 'failed' && run?.outcome && <span className="v-table__second">{outcomeSentence(language, run.outcome)}</span>}
      {(state === 'ready' || state === 'fetched') && sha256 !== null && (
        <span className="v-table__second v-digest">{t.fingerprint(sha256)}</span>
      )}
    </>
  );
}

function usePeriod({ from, to }: Archive, format: Format): string {
  const t = useTexts(messages);
  if (from !== null && to !== null) return t.between(format.day(from), format.day(to));
  if (from !== null) return t.since(format.day(from));
  return to === null ? t.whole : t.until(format.day(to));
}

const KILOBYTE = 1_000;
const MEGABYTE = 1_000_000;

const sizeOf = (bytes: number, format: Format): string =>
  bytes < MEGABYTE
    ? `${format.number(Math.max(1, Math.round(bytes / KILOBYTE)))} kB`
    : `${format.number(Math.round(bytes / (MEGABYTE / 10)) / 10)} MB`;

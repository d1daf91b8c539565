import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type JobName, jobNames, runStates } from '@varco/shared/jobs/jobs';
import { jobTexts } from '@varco/shared/jobs/messages';
import type { PlannedJob, PlannedJobs, Run, RunPage } from '@varco/shared/operations/api';
import { useState } from 'react';
import { mayDo, useFormat, useMe } from '../../../core/me.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { Button, looks } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/card.tsx';
import { SelectField } from '../../../ui/field.tsx';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { QueryFault, useFaultSentence } from '../../../ui/problem.tsx';
import { Cell, FirstCell, Row, Table } from '../../../ui/table.tsx';
import { messages } from '../messages.ts';
import { askForRun, isOpen, planQuery, readJobsAgain, runQuery, runsQuery } from '../queries.ts';
import { RunOutcome, useDuration, useSpokenRun } from '../run-state.tsx';
import type { JobsAddress } from './address.ts';
import { BackupList } from './backups.tsx';
import { WorkerCard } from './worker-card.tsx';

const route = getRouteApi('/settings/jobs');

/** What came of asking for a run. */
type Told =
  | { readonly kind: 'asked'; readonly job: JobName; readonly run: string }
  | { readonly kind: 'refused'; readonly sentence: string };

/** What the product does by itself: the plan above, what was done below. */
export default function JobsPage() {
  const t = useTexts(messages);
  const language = useLanguage();
  const sentence = useFaultSentence();
  const me = useMe();
  const address = route.useSearch();
  const plan = useQuery(planQuery);
  const runs = useQuery(runsQuery(address));
  const [told, setTold] = useState<Told>();
  const asking = useMutation({
    mutationFn: (job: JobName) => askForRun(job),
    onSuccess: ({ id }, job) => {
      setTold({ kind: 'asked', job, run: id });
      void readJobsAgain();
    },
    onError: (error) => {
      setTold({ kind: 'refused', sentence: sentence(error) });
      void readJobsAgain();
    },
  });
  const [watched, setWatched] = useState<readonly string[]>([]);
  const open = [
    ...(told?.kind === 'asked' ? [told.run] : []),
    ...(plan.data?.items ?? []).flatMap((job) => (job.open ? [job.open.id] : [])),
    ...(runs.data?.items ?? []).filter(isOpen).map(({ id }) => id),
  ];
  // Whoever is watched stays so: its end is still to be said.
  const fresh = [...new Set(open)].filter((id) => !watched.includes(id));
  if (fresh.length > 0) setWatched([...watched, ...fresh]);
  return (
    <Page title={t.title} area={t.settings} facts={<p>{t.facts}</p>}>
      {watched.map((id) => (
        <Watch key={id} id={id} />
      ))}
      {told?.kind === 'asked' && (
        <Note key={told.run} tone="ok" title={t.asked(jobTexts[told.job].name[language])} takeFocus>
          <p>
            {t.askedNext}{' '}
            <Link to="/jobs/$id" params={{ id: told.run }}>
              {t.follow}
            </Link>
          </p>
        </Note>
      )}
      {told?.kind === 'refused' && <Note tone="bad" title={told.sentence} takeFocus />}
      <div className="v-stack">
        <section className="v-list" aria-labelledby="plan">
          <h2 id="plan" className="v-list__title">
            {t.plan}
          </h2>
          {plan.error && <QueryFault error={plan.error} retry={() => void plan.refetch()} />}
          {plan.data && (
            <Plan plan={plan.data} busy={asking.isPending ? asking.variables : undefined} onAsk={(job) => asking.mutate(job)} />
          )}
        </section>
        <WorkerCard />
        <BackupList byButton={mayDo(me, 'create', 'jobs') && plan.data?.items.some(({ name }) => name === 'nightly-backup') === true} />
        <section aria-labelledby="runs">
          <h2 id="runs" className="v-list__title">
            {t.runs}
          </h2>
          <Filters address={address} />
          {runs.error && <QueryFault error={runs.error} retry={() => void runs.refetch()} />}
          {runs.data && <Runs page={runs.data} address={address} settled={!runs.isPlaceholderData} />}
        </section>
      </div>
    </Page>
  );
}

/** Looks at a run until it ends; what it learns is shown wherever the run stands on the page. */
function Watch({ id }: { readonly id: string }) {
  const { data } = useQuery(runQuery(id));
  useSpokenRun(data, 'waiting');
  return null;
}

function Plan({
  plan,
  busy,
  onAsk,
}: {
  readonly plan: PlannedJobs;
  readonly busy: JobName | undefined;
  readonly onAsk: (job: JobName) => void;
}) {
  const t = useTexts(messages);
  const me = useMe();
  const mayRun = mayDo(me, 'create', 'jobs');
  const columns = [
    { key: 'job', label: t.job },
    { key: 'next', label: t.next },
    { key: 'last', label: t.last },
    ...(mayRun ? [{ key: 'act', label: t.act }] : []),
  ];
  return (
    <Table caption={t.planCaption} columns={columns}>
      {plan.items.map((job) => (
        <PlannedRow key={job.name} job={job} mayRun={mayRun} busy={busy === job.name} onAsk={() => onAsk(job.name)} />
      ))}
    </Table>
  );
}

function PlannedRow({
  job,
  mayRun,
  busy,
  onAsk,
}: {
  readonly job: PlannedJob;
  readonly mayRun: boolean;
  readonly busy: boolean;
  readonly onAsk: () => void;
}) {
  const t = useTexts(messages);
  const format = useFormat();
  const language = useLanguage();
  const { name, does } = jobTexts[job.name];
  const { schedule, last, open } = job;
  const when = 'daily' in schedule ? t.daily(schedule.daily) : t.everyMinutes(schedule.everyMinutes, format.number(schedule.everyMinutes));
  return (
    <Row>
      <FirstCell>
        {name[language]}
        <span className="v-table__second">{does[language]}</span>
      </FirstCell>
      <Cell label={t.next}>
        <span className="v-table__moment">
          {format.date(job.nextAt)}, {format.time(job.nextAt)}
        </span>
        <span className="v-table__second v-table__moment">{when}</span>
      </Cell>
      <Cell label={t.last}>
        {last === null ? (
          t.never
        ) : (
          <>
            <Link to="/jobs/$id" params={{ id: last.id }}>
              {format.moment(last.endedAt ?? last.askedAt)}
            </Link>
            <span className="v-table__second">
              <RunOutcome run={last} />
            </span>
          </>
        )}
      </Cell>
      {mayRun && (
        <Cell label={t.act}>
          {open ? (
            <>
              <RunOutcome run={open} brief />
              <Link to="/jobs/$id" params={{ id: open.id }} aria-label={t.followOf(name[language])}>
                {t.follow}
              </Link>
            </>
          ) : (
            <Button small busy={busy} aria-label={t.runNowOf(name[language])} onClick={onAsk}>
              {t.runNow}
            </Button>
          )}
        </Cell>
      )}
    </Row>
  );
}

function Filters({ address }: { readonly address: JobsAddress }) {
  const t = useTexts(messages);
  const language = useLanguage();
  const navigate = route.useNavigate();
  return (
    <search className="v-filters">
      <div className="v-filters__row">
        <SelectField
          name="job"
          label={t.job}
          value={address.job ?? ''}
          options={[{ value: '', label: t.all }, ...jobNames.map((value) => ({ value, label: jobTexts[value].name[language] }))]}
          onChoose={(job) => void navigate({ search: ({ state }) => ({ state, job: job === '' ? undefined : job }), resetScroll: false })}
        />
        <SelectField
          name="state"
          label={t.state}
          value={address.state ?? ''}
          options={[{ value: '', label: t.anyState }, ...runStates.map((value) => ({ value, label: t.states[value] }))]}
          onChoose={(state) =>
            void navigate({ search: ({ job }) => ({ job, state: state === '' ? undefined : state }), resetScroll: false })
          }
        />
      </div>
    </search>
  );
}

function Runs({ page, address, settled }: { readonly page: RunPage; readonly address: JobsAddress; readonly settled: boolean }) {
  const t = useTexts(messages);
  const { after, ...kept } = address;
  if (page.items.length === 0) {
    const isFiltered = Object.keys(address).length > 0;
    return (
      <Empty
        title={isFiltered ? t.nothingFound : t.nothingYet}
        acts={
          isFiltered && (
            <Link to="/settings/jobs" search={{}} className={looks.plain} resetScroll={false}>
              {t.clear}
            </Link>
          )
        }
      >
        <p>{isFiltered ? t.nothingFoundText : t.nothingYetText}</p>
      </Empty>
    );
  }
  return (
    <div className="v-list" aria-busy={!settled}>
      <Table
        caption={t.runsCaption}
        columns={[
          { key: 'job', label: t.job },
          { key: 'started', label: t.started },
          { key: 'by', label: t.by },
          { key: 'outcome', label: t.outcome },
          { key: 'duration', label: t.duration, numeric: true },
        ]}
      >
        {page.items.map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </Table>
      {(after !== undefined || page.next !== null) && (
        <nav className="v-pager" aria-label={t.pages}>
          <div className="v-pager__ways">
            {after !== undefined && (
              <Link to="/settings/jobs" search={kept} className={looks.plain}>
                {t.newest}
              </Link>
            )}
            {page.next !== null && (
              <Link to="/settings/jobs" search={{ ...kept, after: page.next }} className={looks.plain}>
                {t.older}
              </Link>
            )}
          </div>
        </nav>
      )}
    </div>
  );
}

function RunRow({ run }: { readonly run: Run }) {
  const t = useTexts(messages);
  const format = useFormat();
  const language = useLanguage();
  const duration = useDuration()(run);
  return (
    <Row>
      <FirstCell>
        <Link to="/jobs/$id" params={{ id: run.id }} className="v-table__link">
          {jobTexts[run.job].name[language]}
        </Link>
      </FirstCell>
      <Cell label={t.started}>
        <span className="v-table__moment">{format.moment(run.askedAt)}</span>
      </Cell>
      <Cell label={t.by}>{run.askedBy?.name ?? (run.dueAt === null ? t.byTerminal : t.byPlan)}</Cell>
      <Cell label={t.outcome}>
        <RunOutcome run={run} />
      </Cell>
      <Cell label={t.duration} numeric>
        {duration ?? (isOpen(run) ? t.notYet : '')}
      </Cell>
    </Row>
  );
}

import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AskedRun, Backups, ChooseJobWorker, JobWorker, PlannedJobs, Run, RunPage } from '@varco/shared/operations/api';
import { call } from '../../core/http.ts';
import { queryClient } from '../../core/queries.ts';
import type { JobsAddress } from './jobs/address.ts';

/** How often a run that has not ended is looked at. */
const LOOK_MS = 1_000;

/** Whether a run waits or goes on. */
export const isOpen = (run: Pick<Run, 'state'>): boolean => run.state === 'waiting' || run.state === 'running';

/** The planned jobs. */
export const planQuery = queryOptions({ queryKey: ['jobs', 'plan'], queryFn: () => call<PlannedJobs>('/api/jobs') });

/** As which user of a service jobs are worked. */
export const workerQuery = queryOptions({ queryKey: ['jobs', 'worker'], queryFn: () => call<JobWorker>('/api/jobs/worker') });

/** Says as which user of a service jobs are worked from now on. */
export const chooseWorker = (input: ChooseJobWorker): Promise<JobWorker> => call('/api/jobs/worker', { method: 'PUT', body: input });

/** The files in the folder of backups. */
export const backupsQuery = queryOptions({ queryKey: ['jobs', 'backups'], queryFn: () => call<Backups>('/api/backups') });

/** A page of the runs. */
export const runsQuery = (address: JobsAddress) =>
  queryOptions({
    queryKey: ['jobs', 'runs', address],
    queryFn: ({ signal }) => call<RunPage>('/api/runs', { query: { ...address }, signal }),
    placeholderData: keepPreviousData,
  });

/** One run, looked at again and again until it ends: no activity of a person, so it keeps no session open. */
export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ['jobs', 'run', id],
    queryFn: async () => {
      const run = await call<Run>(`/api/runs/${encodeURIComponent(id)}`, { background: true });
      remember(run);
      return run;
    },
    refetchInterval: ({ state: { data } }) => (data && !isOpen(data) ? false : LOOK_MS),
  });

/** What is newly known of a run goes wherever the run is shown, so that nothing else needs to be asked again. */
function remember(run: Run): void {
  if (run.job === 'nightly-backup' && !isOpen(run)) void queryClient.invalidateQueries({ queryKey: backupsQuery.queryKey });
  queryClient.setQueriesData<RunPage>(
    { queryKey: ['jobs', 'runs'] },
    (page) => page && { ...page, items: page.items.map((item) => (item.id === run.id ? run : item)) },
  );
  queryClient.setQueryData<PlannedJobs>(
    planQuery.queryKey,
    (plan) =>
      plan && {
        ...plan,
        items: plan.items.map((job) => {
          if (job.name !== run.job || job.open?.id !== run.id) return job;
          return isOpen(run) ? { ...job, open: run } : { ...job, open: null, last: run };
        }),
      },
  );
}

/** Queues a planned job out of its turn. */
export const askForRun = (job: string): Promise<AskedRun> =>
  call(`/api/jobs/${encodeURIComponent(job)}/runs`, { method: 'POST', body: {} });

/** Cancels a run that waits, or asks the one that goes on to leave off. */
export const cancelRun = (id: string): Promise<void> => call(`/api/runs/${encodeURIComponent(id)}/cancel`, { method: 'POST', body: {} });

/** Reads plan and runs again, after an act of the person. */
export const readJobsAgain = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['jobs'] });

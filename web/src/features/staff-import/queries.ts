import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Run } from '@varco/shared/operations/api';
import type { ConfirmImport, Deactivated, ImportOptions, LineOutcome, LinePage, StaffImport } from '@varco/shared/staff-import/api';
import { call } from '../../core/http.ts';

const at = (id: string) => `/api/staff-imports/${encodeURIComponent(id)}`;

/** An uploaded staff list. */
export const importQuery = (id: string) => queryOptions({ queryKey: ['staff-imports', id], queryFn: () => call<StaffImport>(at(id)) });

/** A page of what the trial found; a new trial asks anew. */
export const linesQuery = (id: string, trial: string | null, outcome: LineOutcome, after: number) =>
  queryOptions({
    queryKey: ['staff-imports', id, 'lines', trial, outcome, after],
    queryFn: () => call<LinePage>(`${at(id)}/lines`, { query: { outcome, after } }),
    placeholderData: keepPreviousData,
  });

const LOOK_MS = 700;

/** How far a run is; asked again until it ends. */
export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ['runs', id],
    queryFn: () => call<Run>(`/api/runs/${encodeURIComponent(id)}`, { background: true }),
    refetchInterval: ({ state }) => (state.data && state.data.endedAt !== null ? false : LOOK_MS),
    staleTime: 0,
  });

/** Sends a file. */
export const uploadList = (file: File): Promise<StaffImport> =>
  call('/api/staff-imports', { method: 'POST', query: { name: file.name }, file });

/** Finds out what the file would do. */
export const tryImport = (id: string, options: ImportOptions, signal?: AbortSignal): Promise<StaffImport> =>
  call(`${at(id)}/trials`, { method: 'POST', body: options, ...(signal ? { signal } : {}) });

/** Cancels what was confirmed, as long as it is not over: nothing has been saved then. */
export const cancelRun = (id: string): Promise<void> => call(`/api/runs/${encodeURIComponent(id)}/cancel`, { method: 'POST', body: {} });

/** Has the file carried out as it was tried. */
export const confirmImport = (id: string, word: ConfirmImport): Promise<StaffImport> =>
  call(`${at(id)}/confirmations`, { method: 'POST', body: word });

/** Deactivates those who were chosen among the missing. */
export const deactivateMissing = (id: string, users: readonly string[]): Promise<Deactivated> =>
  call(`${at(id)}/deactivations`, { method: 'POST', body: { users } });

/** Where the table of the faults is. */
export const faultsAddress = (id: string): string => `${at(id)}/faults`;

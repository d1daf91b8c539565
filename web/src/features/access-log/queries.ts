import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { LogBrowsers, LogChart, LogCount, LogPage, LogPeriod, OwnAccesses } from '@varco/shared/access-log/api';
import type { Suggestions, UserRecord } from '@varco/shared/directory/api';
import type { ExportProgress, LogExports, SavedSearch, SavedSearches } from '@varco/shared/log-searches/api';
import { call } from '../../core/http.ts';
import { askedView, filtersOf, type LogAddress, logQueryOf } from './log/address.ts';

/** A page of the log. */
export const logQuery = (address: LogAddress) =>
  queryOptions({
    queryKey: ['access-log', 'page', logQueryOf(address)],
    queryFn: ({ signal }) => call<LogPage>('/api/access-log', { query: logQueryOf(address), signal }),
    placeholderData: keepPreviousData,
  });

/** The period a search is filled with: from the first entry, of one user or of all, to today. */
export const periodQuery = (user: string | undefined) =>
  queryOptions({
    queryKey: ['access-log', 'period', user ?? ''],
    queryFn: () => call<LogPeriod>('/api/access-log/period', { query: { user } }),
  });

/** The name of the user a search is about. */
export const userNameQuery = (id: string) =>
  queryOptions({
    queryKey: ['users', 'one', id],
    queryFn: () => call<UserRecord>(`/api/users/${encodeURIComponent(id)}`),
  });

/** The users whose name begins so, ten at most. */
export const suggestUsers = async (search: string): Promise<Suggestions['items']> =>
  (await call<Suggestions>('/api/users/suggestions', { query: { search } })).items;

/** One's own entries, newest first. */
export const ownAccessesQuery = (after: string | undefined) =>
  queryOptions({
    queryKey: ['own-accesses', after ?? ''],
    queryFn: () => call<OwnAccesses>('/api/me/accesses', { query: { after, limit: 25 } }),
    placeholderData: keepPreviousData,
  });

/** How many lines a search finds, all of them. */
export const countQuery = (address: LogAddress) =>
  queryOptions({
    queryKey: ['access-log', 'count', filtersOf(address)],
    queryFn: ({ signal }) => call<LogCount>('/api/access-log/count', { query: filtersOf(address), signal }),
  });

/** The figures of a search. */
export const chartQuery = (address: LogAddress) =>
  queryOptions({
    queryKey: ['access-log', 'chart', filtersOf(address)],
    queryFn: ({ signal }) => call<LogChart>('/api/access-log/chart', { query: filtersOf(address), signal }),
    placeholderData: keepPreviousData,
  });

/** The families of browsers that a search may name. */
export const browsersQuery = queryOptions({
  queryKey: ['access-log', 'browsers'],
  queryFn: async () => (await call<LogBrowsers>('/api/access-log/browsers')).items,
  staleTime: 600_000,
});

/** One's own searches and those that are shared. */
export const searchesQuery = queryOptions({
  queryKey: ['log-searches'],
  queryFn: async () => (await call<SavedSearches>('/api/log-searches')).items,
  staleTime: 0,
});

/** Keeps a search under a name. */
export const saveSearch = (name: string, shared: boolean, address: LogAddress): Promise<SavedSearch> =>
  call('/api/log-searches', { method: 'POST', body: { name, shared, view: askedView(address) } });

/** Gives a search that is kept the filters, columns and order of an address. */
export const replaceSearch = (id: string, address: LogAddress): Promise<SavedSearch> =>
  call(`/api/log-searches/${id}`, { method: 'PATCH', body: { view: askedView(address) } });

/** Renames a search, or shares it or no longer. */
export const changeSearch = (id: string, change: { readonly name?: string; readonly shared?: boolean }): Promise<SavedSearch> =>
  call(`/api/log-searches/${id}`, { method: 'PATCH', body: change });

/** Deletes a search. */
export const deleteSearch = (id: string): Promise<void> => call(`/api/log-searches/${id}`, { method: 'DELETE' });

/** The files made of the log, the newest first. */
export const exportsQuery = (after: string | undefined) =>
  queryOptions({
    queryKey: ['access-log', 'exports', after ?? ''],
    queryFn: () => call<LogExports>('/api/access-log/exports', { query: { after } }),
    staleTime: 0,
  });

/** Where files are asked for and fetched: those of the log, and those of one's own lines. */
export type ExportPath = '/api/access-log/exports' | '/api/me/accesses/exports';

/** Asks for a file. */
export const askForExport = (path: ExportPath, address: LogAddress): Promise<ExportProgress> =>
  call(path, { method: 'POST', body: askedView(address) });

/** How far a file is, asked again each second until it ends; it does not prolong the session. */
export const progressQuery = (path: ExportPath, id: string) =>
  queryOptions({
    queryKey: ['access-log', 'export', id],
    queryFn: () => call<ExportProgress>(`${path}/${id}`, { background: true }),
    refetchInterval: ({ state: { data } }) => (data?.state === 'done' || data?.state === 'broken' ? false : 1_000),
    staleTime: 0,
  });

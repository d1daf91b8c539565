import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { LogPage, LogPeriod, OwnAccesses } from '@varco/shared/access-log/api';
import type { Suggestions, UserRecord } from '@varco/shared/directory/api';
import { call } from '../../core/http.ts';
import { type LogAddress, logQueryOf } from './log/address.ts';

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

import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AuthorizationPage, AuthorizationRequirement, ChangeRequirement } from '@varco/shared/formal-authorizations/api';
import { call } from '../../core/http.ts';
import type { AuthorizationsAddress } from './address.ts';

/** A page of the list. */
export const authorizationsQuery = ({ state, search, after }: AuthorizationsAddress) =>
  queryOptions({
    queryKey: ['formal-authorizations', 'list', state ?? '', search ?? '', after ?? ''],
    queryFn: () => call<AuthorizationPage>('/api/formal-authorizations', { query: { state, search, after } }),
    placeholderData: keepPreviousData,
  });

/** Whether the organization requires one, and whom that keeps out. */
export const requirementQuery = queryOptions({
  queryKey: ['formal-authorizations', 'requirement'],
  queryFn: () => call<AuthorizationRequirement>('/api/formal-authorizations/requirement'),
});

/** Begins or ceases to require one. */
export const changeRequirement = (input: ChangeRequirement): Promise<AuthorizationRequirement> =>
  call('/api/formal-authorizations/requirement', { method: 'PUT', body: input });

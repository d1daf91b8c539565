import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { UserRecord } from '@varco/shared/directory/api';
import type { ChangeGuest, Guest, GuestPage, OrganizationPage, SaveEnablements, UserEnablements } from '@varco/shared/organizations/api';
import { call, isRefusal } from '../../../core/http.ts';
import { userQuery } from '../queries.ts';

const of = (id: string): string => `/api/users/${encodeURIComponent(id)}/enablements`;

/** Where a user may work. */
export const enablementsQuery = (id: string) =>
  queryOptions({ queryKey: ['users', 'enablements', id], queryFn: () => call<UserEnablements>(of(id)) });

/** Says where a user may work from now on. */
export const saveEnablements = (id: string, body: { readonly [Field in keyof SaveEnablements]: unknown }): Promise<UserEnablements> =>
  call(of(id), { method: 'PUT', body });

/** Organizations to choose from, by the beginning of their name. */
export const organizationsToChooseQuery = (search: string) =>
  queryOptions({
    queryKey: ['organizations', 'choices', search],
    queryFn: () => call<OrganizationPage>('/api/organizations', { query: { search, limit: 100 } }),
    placeholderData: keepPreviousData,
  });

/** People from elsewhere who may work for this organization. */
export const guestsQuery = (after: string | undefined) =>
  queryOptions({
    queryKey: ['users', 'guests', after ?? ''],
    queryFn: () => call<GuestPage>('/api/guests', { query: { after, limit: 20 } }),
    placeholderData: keepPreviousData,
  });

/** Sends somebody from elsewhere home. */
export const endGuest = (id: string): Promise<void> => call(`/api/guests/${encodeURIComponent(id)}`, { method: 'DELETE' });

/** From now on somebody from elsewhere has this licence here. */
export const changeGuest = (id: string, change: ChangeGuest): Promise<Guest> =>
  call(`/api/guests/${encodeURIComponent(id)}`, { method: 'PATCH', body: change });

/** Whoever works here: a user of this organization, or somebody from elsewhere of whom only the name is known. */
export type Member = { readonly kind: 'user'; readonly user: UserRecord } | { readonly kind: 'guest'; readonly guest: Guest };

/** One who works here; who is no user of this organization may come from elsewhere. */
export const memberQuery = (id: string) =>
  queryOptions({
    queryKey: ['users', 'member', id],
    queryFn: async ({ client }): Promise<Member> => {
      try {
        return { kind: 'user', user: await client.fetchQuery(userQuery(id)) };
      } catch (error) {
        if (!isRefusal(error, 'request.not-found')) throw error;
        return { kind: 'guest', guest: await call<Guest>(`/api/guests/${encodeURIComponent(id)}`) };
      }
    },
  });

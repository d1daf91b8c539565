import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { LogPage } from '@varco/shared/access-log/api';
import type { AssistanceToDo } from '@varco/shared/assistance/api';
import type { RoleList } from '@varco/shared/authorization/api';
import type { PasswordRules } from '@varco/shared/credentials/api';
import type { ChangeUser, CreatedUser, CreateUserInput, Desk, PasswordReset, UserPage, UserRecord } from '@varco/shared/directory/api';
import type { ErasePerson, Erasure } from '@varco/shared/erasure/api';
import type { Needs } from '@varco/shared/operations/api';
import type { Structure } from '@varco/shared/structure/api';
import { call } from '../../core/http.ts';
import { named } from './rights/named.ts';
import { type UsersAddress, userQueryOf } from './users/address.ts';

/** A page of the list of users. */
export const usersQuery = (address: UsersAddress) =>
  queryOptions({
    queryKey: ['users', 'list', userQueryOf(address)],
    queryFn: ({ signal }) => call<UserPage>('/api/users', { query: userQueryOf(address), signal }),
    placeholderData: keepPreviousData,
  });

/** Departments and units that a filter may name, in the reader's language. */
export const structureToFilterQuery = queryOptions({
  queryKey: ['structure'],
  queryFn: ({ signal }) => call<Structure>('/api/structure', { signal }),
  select: (structure) => named(document.documentElement.lang, structure),
});

/** Roles that a filter may name, in the reader's language. */
export const rolesToFilterQuery = queryOptions({
  queryKey: ['roles', 'list'],
  queryFn: ({ signal }) => call<RoleList>('/api/roles', { signal }),
  select: (roles) => named(document.documentElement.lang, roles),
});

/** One user. */
export const userQuery = (id: string) =>
  queryOptions({ queryKey: ['users', 'one', id], queryFn: () => call<UserRecord>(`/api/users/${encodeURIComponent(id)}`) });

/** The last things the log says of one user. */
export const lastAccessesQuery = (id: string) =>
  queryOptions({
    queryKey: ['access-log', 'last-of', id],
    queryFn: () => call<LogPage>('/api/access-log', { query: { user: id, outcome: 'sign-ins', limit: 5 } }),
  });

/** What the desk shows. */
export const deskQuery = queryOptions({ queryKey: ['desk'], queryFn: () => call<Desk>('/api/desk') });

/** What of the machine and its jobs needs an administrator. */
export const needsQuery = queryOptions({ queryKey: ['needs'], queryFn: () => call<Needs>('/api/needs') });

/** What of assistance waits for the reader. */
export const assistanceToDoQuery = queryOptions({
  queryKey: ['assistance', 'to-do'],
  queryFn: () => call<AssistanceToDo>('/api/assistance/to-do'),
});

/** Makes a user with the person he is. */
export const createUser = (input: CreateUserInput): Promise<CreatedUser> => call('/api/users', { method: 'POST', body: input });

/** Changes what is given of a user, if nobody changed it meanwhile. */
export const changeUser = (id: string, change: ChangeUser): Promise<UserRecord> =>
  call(`/api/users/${encodeURIComponent(id)}`, { method: 'PATCH', body: change });

/** Gives a user a temporary password, which is shown once. */
export const resetPassword = (id: string): Promise<PasswordReset> =>
  call(`/api/users/${encodeURIComponent(id)}/password-resets`, { method: 'POST', body: {} });

/** Takes the lock away; the password stays. */
export const unlock = (id: string): Promise<void> => call(`/api/users/${encodeURIComponent(id)}/unlocks`, { method: 'POST', body: {} });

/** The erasure of a person, looked at until nothing is left to do: no activity of a person, so it keeps no session open. */
export const erasureQuery = (id: string) =>
  queryOptions({
    queryKey: ['users', 'erasure', id],
    queryFn: () => call<Erasure>(`/api/users/${encodeURIComponent(id)}/erasure`, { background: true }),
    refetchInterval: ({ state: { data } }) => (data && isBeingErased(data) ? 1_000 : false),
  });

/** Whether somebody works, or will work, on the traces of the person. */
export const isBeingErased = ({ finishedAt, run }: Erasure): boolean =>
  finishedAt === null && (run?.state === 'waiting' || run?.state === 'running');

/** Erases a person for ever; asked again it makes what had stopped go on. */
export const erasePerson = (id: string, wish: ErasePerson): Promise<Erasure> =>
  call(`/api/users/${encodeURIComponent(id)}/erasure`, { method: 'POST', body: wish });

/** The rules a password must satisfy here. */
export const passwordRulesQuery = queryOptions({
  queryKey: ['password-rules'],
  queryFn: () => call<PasswordRules>('/api/me/password-rules', { background: true }),
});

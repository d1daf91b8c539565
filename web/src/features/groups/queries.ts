import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Suggestions } from '@varco/shared/directory/api';
import type {
  ChangeGroup,
  Group,
  GroupList,
  GroupMembers,
  GroupRoleChoices,
  MembersQuery,
  RemovedGroup,
  SaveGroup,
} from '@varco/shared/groups/api';
import type { GuestPage } from '@varco/shared/organizations/api';
import type { Made } from '@varco/shared/structure/api';
import { call } from '../../core/http.ts';

const of = (id: string): string => `/api/groups/${encodeURIComponent(id)}`;

/** Every group that the reader may see. */
export const groupsQuery = queryOptions({ queryKey: ['groups', 'list'], queryFn: () => call<GroupList>('/api/groups') });

/** One group. */
export const groupQuery = (id: string) => queryOptions({ queryKey: ['groups', 'one', id], queryFn: () => call<Group>(of(id)) });

/** One page of the members of a group. */
export const membersQuery = (id: string, asked: MembersQuery) =>
  queryOptions({
    queryKey: ['groups', 'members', id, asked],
    queryFn: () => call<GroupMembers>(`${of(id)}/members`, { query: { ...asked, past: String(asked.past) } }),
    placeholderData: keepPreviousData,
  });

/** The roles and units that can be chosen for a group. */
export const roleChoicesQuery = queryOptions({
  queryKey: ['groups', 'role-choices'],
  queryFn: () => call<GroupRoleChoices>('/api/groups/role-choices'),
});

/** As the page has it: what is an id is a text there. */
type Plain<Body> = { readonly [Key in keyof Body]: Body[Key] extends string | null ? string | null : Body[Key] };

/** Adds a group. */
export const createGroup = (body: Omit<Plain<SaveGroup>, 'heads'> & { readonly heads: readonly string[] }): Promise<Made> =>
  call('/api/groups', { method: 'POST', body });

/** Saves a group, by who has seen this version of it. */
export const changeGroup = (id: string, body: Omit<Plain<ChangeGroup>, 'heads'> & { readonly heads: readonly string[] }): Promise<void> =>
  call(of(id), { method: 'PUT', body });

/** Removes a group, or only takes it out of the one over it. */
export const removeGroup = (id: string): Promise<RemovedGroup> => call(of(id), { method: 'DELETE' });

/** What is sent of days: an absent end is none. */
interface Days {
  readonly from: string;
  readonly to: string | null;
}

/** What can be added to a group, with its days. */
export type RowKind = 'members' | 'roles';

/** Puts somebody into a group, or gives it a role. */
export const addRow = (id: string, kind: RowKind, body: Days & Readonly<Record<string, string | null>>): Promise<Made> =>
  call(`${of(id)}/${kind}`, { method: 'POST', body });

/** Saves from when to when. */
export const changeRow = (id: string, kind: RowKind, row: string, body: Days): Promise<void> =>
  call(`${of(id)}/${kind}/${row}`, { method: 'PUT', body });

/** Takes it away. */
export const removeRow = (id: string, kind: RowKind, row: string): Promise<void> => call(`${of(id)}/${kind}/${row}`, { method: 'DELETE' });

/** Somebody whom a search finds, with what tells namesakes apart. */
interface Found {
  readonly id: string;
  readonly name: string;
  readonly second: string;
}

/** Who works for the organization and whose name begins so: its own users, then those of another one. */
export async function suggestPeople(search: string): Promise<readonly Found[]> {
  const [own, guests] = await Promise.all([
    call<Suggestions>('/api/users/suggestions', { query: { search } }),
    call<GuestPage>('/api/guests', { query: { search, limit: MOST_GUESTS } }),
  ]);
  return [
    ...own.items.map(({ id, name, username }) => ({ id, name, second: username ?? '' })),
    ...guests.items.map(({ id, name, home }) => ({ id, name, second: home })),
  ];
}

const MOST_GUESTS = 5;

import { queryOptions } from '@tanstack/react-query';
import type { ChangeSettings, FoundPeople, SettingsOf, SettingsOwners } from '@varco/shared/application-settings/api';
import { call } from '../../core/http.ts';

/** The settings at an address of the server: one's own, a user's, or those of the organization. */
export const settingsQuery = (path: string) => queryOptions({ queryKey: ['settings', path], queryFn: () => call<SettingsOf>(path) });

/** The applications with settings for whoever works here, or for one user. */
export const ownersQuery = (path: '/api/me/settings' | `/api/users/${string}/settings`) =>
  queryOptions({ queryKey: ['settings', 'owners', path], queryFn: () => call<SettingsOwners>(path) });

/** Saves what was chosen, by who has seen this version. */
export const saveSettings = (path: string, body: ChangeSettings): Promise<SettingsOf> => call(path, { method: 'PUT', body });

/** People of the organization whose name begins so. */
export async function findPeople(path: string, search: string): Promise<readonly { id: string; name: string; second: string }[]> {
  if (search.length < 2) return [];
  const { items } = await call<FoundPeople>(`${path}/people`, { query: { search } });
  return items.map(({ id, name }) => ({ id, name, second: '' }));
}

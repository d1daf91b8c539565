import { queryOptions } from '@tanstack/react-query';
import type { ChangeRole, Role, RoleList, SaveRole } from '@varco/shared/authorization/api';
import type { AskedProperties, TriedCondition, TryCondition } from '@varco/shared/authorization/conditions';
import type { Made } from '@varco/shared/structure/api';
import { call } from '../../core/http.ts';

/** Every role, and the departments a role may be of. */
export const rolesQuery = queryOptions({
  queryKey: ['roles', 'list'],
  queryFn: ({ signal }) => call<RoleList>('/api/roles', { signal }),
});

/** One role with what it grants. */
export const roleQuery = (id: string) =>
  queryOptions({ queryKey: ['roles', 'one', id], queryFn: () => call<Role>(`/api/roles/${encodeURIComponent(id)}`) });

/** Makes a role. */
export const createRole = (role: SaveRole): Promise<Made> => call('/api/roles', { method: 'POST', body: role });

/** Changes a role, if nobody changed it meanwhile. */
export const changeRole = (id: string, role: ChangeRole): Promise<void> =>
  call(`/api/roles/${encodeURIComponent(id)}`, { method: 'PUT', body: role });

/** Removes a role that nobody has or ever had. */
export const removeRole = (id: string): Promise<void> => call(`/api/roles/${encodeURIComponent(id)}`, { method: 'DELETE' });

/** Tries a condition on properties that are typed; nothing is saved. */
export const tryCondition = (
  asked: Omit<TryCondition, 'about' | 'resourceId'> & { readonly about: Partial<AskedProperties> },
): Promise<TriedCondition> => call('/api/roles/conditions/trial', { method: 'POST', body: asked });

import { queryOptions } from '@tanstack/react-query';
import type { ChangeAdministration, ChangeAssignment, DecisionQuery, ExplainedDecision, UserRights } from '@varco/shared/authorization/api';
import type { RightsOverview, RoleChoices, RoleTrial } from '@varco/shared/authorization/overview';
import type { ChangePlacement, Made, Structure } from '@varco/shared/structure/api';
import { call } from '../../../core/http.ts';
import { named } from './named.ts';

/** What the server answers, with the names of departments, units and roles in the reader's language. */
const read = async <Answer>(...asked: Parameters<typeof call>): Promise<Answer> =>
  named(document.documentElement.lang, await call<Answer>(...asked));

const of = (id: string): string => `/api/users/${encodeURIComponent(id)}`;

/** Where a user is placed and which roles he has. */
export const rightsQuery = (id: string) =>
  queryOptions({ queryKey: ['users', 'rights', id], queryFn: () => read<UserRights>(`${of(id)}/rights`) });

/** The units and roles that fit a user as he is. */
export const choicesQuery = (id: string) =>
  queryOptions({ queryKey: ['users', 'rights', id, 'choices'], queryFn: () => read<RoleChoices>(`${of(id)}/rights/choices`) });

/** Departments and units of the organization. */
export const structureQuery = queryOptions({ queryKey: ['structure'], queryFn: () => read<Structure>('/api/structure') });

/** What a user may do where he works, all functions at once. */
export const overviewQuery = (id: string, unit: string | undefined) =>
  queryOptions({
    queryKey: ['users', 'rights', id, 'overview', unit],
    queryFn: () => read<RightsOverview>(`${of(id)}/rights/overview`, { query: { unit } }),
  });

/** Whether a user may do something, and why. */
export const decisionQuery = (
  id: string,
  { function: name, action, unit }: Pick<DecisionQuery, 'function' | 'action'> & { readonly unit?: string },
  /** What conditions are judged by, as JSON; empty: they are taken to hold. */
  about = '',
) =>
  queryOptions({
    queryKey: ['users', 'rights', id, 'decision', name, action, unit, about],
    queryFn: () =>
      read<ExplainedDecision>(`${of(id)}/decision`, { query: { function: name, action, unit, about: about === '' ? undefined : about } }),
  });

/** Which role is tried on; without a unit, wherever the user works. */
export interface Trial {
  readonly role: string;
  readonly unit: string | undefined;
  readonly day?: string;
}

/** What would be different with a role more; nothing is saved. */
export const trialQuery = (id: string, { role, unit, day }: Trial) =>
  queryOptions({
    queryKey: ['users', 'rights', id, 'trial', role, unit, day],
    queryFn: () => read<RoleTrial>(`${of(id)}/rights/trial`, { query: { role, unit, day } }),
  });

/** Says whether a user is placed in units. */
export const changePlaced = (id: string, placed: boolean): Promise<void> => call(`${of(id)}/placed`, { method: 'PUT', body: { placed } });

/** Says what a user administers. */
export const changeAdministration = (id: string, administers: ChangeAdministration['administers']): Promise<void> =>
  call(`${of(id)}/administration`, { method: 'PUT', body: { administers } });

/** What is sent of days: an absent end is none. */
type Days = { readonly from: string; readonly to: string | null };

/** Places a user in a unit. */
export const place = (id: string, input: Days & { readonly unitId: string; readonly qualification: string }): Promise<Made> =>
  call(`${of(id)}/placements`, { method: 'POST', body: input });

/** Changes days and qualification of a placement. */
export const changePlacement = (id: string, row: string, input: Days & Pick<ChangePlacement, 'qualification'>): Promise<void> =>
  call(`${of(id)}/placements/${row}`, { method: 'PUT', body: input });

/** Takes a placement away. */
export const removePlacement = (id: string, row: string): Promise<void> => call(`${of(id)}/placements/${row}`, { method: 'DELETE' });

/** Gives a user a role. */
export const giveRole = (
  id: string,
  input: Days & { readonly roleId: string; readonly unitId: string | null; readonly isDefault: boolean },
): Promise<Made> => call(`${of(id)}/assignments`, { method: 'POST', body: input });

/** Changes days of a role that somebody has, and whether it is proposed. */
export const changeAssignment = (id: string, row: string, input: Days & Pick<ChangeAssignment, 'isDefault'>): Promise<void> =>
  call(`${of(id)}/assignments/${row}`, { method: 'PUT', body: input });

/** Takes a role away. */
export const withdrawRole = (id: string, row: string): Promise<void> => call(`${of(id)}/assignments/${row}`, { method: 'DELETE' });

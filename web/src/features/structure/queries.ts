import { queryOptions } from '@tanstack/react-query';
import type { ChangeDepartment, ChangeUnit, Made, SaveDepartment, SaveUnit, Structure } from '@varco/shared/structure/api';
import { call } from '../../core/http.ts';

/** Every department with its units. */
export const structureQuery = queryOptions({ queryKey: ['structure'], queryFn: () => call<Structure>('/api/structure') });

/** Adds a department. */
export const createDepartment = (body: Omit<SaveDepartment, 'active'>): Promise<Made> => call('/api/departments', { method: 'POST', body });

/** Saves a department, by who has seen this version of it. */
export const changeDepartment = (id: string, body: ChangeDepartment): Promise<void> =>
  call(`/api/departments/${id}`, { method: 'PUT', body });

/** Adds a unit. */
export const createUnit = (body: Typed<SaveUnit>): Promise<Made> => call('/api/units', { method: 'POST', body });

/** Saves a unit, by who has seen this version of it. */
export const changeUnit = (id: string, body: Plain<ChangeUnit>): Promise<void> => call(`/api/units/${id}`, { method: 'PUT', body });

/** Removes a department or a unit that nothing uses. */
export const remove = (kind: Kind, id: string): Promise<void> => call(`/api/${kind}s/${id}`, { method: 'DELETE' });

/** What the structure is made of. */
export type Kind = 'department' | 'unit';

/** As the page has it: what is an id is a text there. */
type Plain<Body> = { readonly [Key in keyof Body]: Body[Key] extends string ? string : Body[Key] };
type Typed<Body> = Omit<Plain<Body>, 'active'>;

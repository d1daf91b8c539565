import type { DepartmentId, OrganizationId } from '../ids.ts';
import type { Visibility } from './capabilities.ts';

/** Whose a thing is: the organization, and the department that is in charge of it (requirements R2.34); undefined: not said. */
export interface Owner {
  readonly organizationId: OrganizationId | undefined;
  readonly departmentId: DepartmentId | undefined;
}

/** Where somebody works while he asks: organization and department, and every organization that he may enter. */
export interface Place {
  readonly organizationId: OrganizationId;
  readonly departmentId: DepartmentId | undefined;
  readonly enabledIn: readonly OrganizationId[];
}

/** Why a right does not reach a thing. */
export type OutOfReach = 'owner-unknown' | 'other-organization' | 'other-department';

/**
 * Whether a right of this level reaches a thing, by whose it is (requirements R2.42, D2); undefined: it does. What is not said of the
 * thing counts against it, never for it.
 */
export function outOfReach(visibility: Visibility, place: Place, owner: Owner): OutOfReach | undefined {
  const { organizationId, departmentId } = owner;
  if (organizationId === undefined) return 'owner-unknown';
  if (visibility === 'all') return place.enabledIn.includes(organizationId) ? undefined : 'other-organization';
  if (organizationId !== place.organizationId) return 'other-organization';
  if (visibility === 'organization') return undefined;
  if (departmentId === undefined) return 'owner-unknown';
  return departmentId === place.departmentId ? undefined : 'other-department';
}

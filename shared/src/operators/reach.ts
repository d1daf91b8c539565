import type { Visibility } from '../authorization/capabilities.ts';
import type { DepartmentId, OrganizationId } from '../ids.ts';

/** How far a right reaches for who works somewhere now: over his department, his organization, or all in which he is enabled. */
export interface Reach {
  readonly visibility: Visibility;
  readonly organizationId: OrganizationId;
  /** The department of the unit for which he works; null: he works for none. */
  readonly departmentId: DepartmentId | null;
  /** The organizations of the request's scope. */
  readonly organizations: readonly OrganizationId[];
}

/** Whose a record is: the department of the unit of its reference operator owns it (requirements R2.34). */
export interface Owner {
  readonly organizationId: OrganizationId;
  readonly departmentId: DepartmentId | null;
}

const judge: Readonly<Record<Visibility, (reach: Reach, owner: Owner) => boolean>> = {
  department: (reach, owner) =>
    owner.organizationId === reach.organizationId && owner.departmentId !== null && owner.departmentId === reach.departmentId,
  organization: (reach, owner) => owner.organizationId === reach.organizationId,
  all: (reach, owner) => reach.organizations.includes(owner.organizationId),
};

/** Whether a record lies within a right: the same judgement as the filter of lists (requirements R2.42). */
export const isWithin = (reach: Reach, owner: Owner): boolean => judge[reach.visibility](reach, owner);

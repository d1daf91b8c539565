import type { Day } from '@varco/shared/days';
import type { DepartmentId, OrganizationId, PlacementId, UnitId, UserId } from '@varco/shared/ids';

/** A department that is there. */
export interface KnownDepartment {
  readonly id: DepartmentId;
  readonly name: string;
  readonly nameEnglish: string;
  readonly active: boolean;
  readonly version: number;
}

/** A unit that is there. */
export interface KnownUnit extends Omit<KnownDepartment, 'id'> {
  readonly id: UnitId;
  readonly departmentId: DepartmentId;
  readonly site: string;
}

/** Somebody who may be placed, by all that a row may call him. */
export interface KnownPerson {
  /** Whose user he is. */
  readonly homeId: OrganizationId;
  readonly id: UserId;
  readonly name: string;
  readonly username: string;
  readonly taxCode: string | null;
  readonly employeeNumber: string | null;
  readonly placed: boolean;
}

/** Where somebody is placed, was or will be. */
export interface KnownPlacement {
  readonly id: PlacementId;
  readonly userId: UserId;
  readonly unitId: UnitId;
  readonly from: Day;
  readonly to: Day | null;
  readonly qualification: string;
}

/** What is there before a file changes it. */
export interface Facts {
  readonly departments: readonly KnownDepartment[];
  readonly units: readonly KnownUnit[];
  readonly people: readonly KnownPerson[];
  readonly placements: readonly KnownPlacement[];
}

import type { AskedAbout } from '@varco/shared/authorization/conditions';
import type { Evaluation } from '@varco/shared/decision-point/api';
import type { DepartmentId, OrganizationId, UnitId, UserId } from '@varco/shared/ids';
import { isUuid } from '@varco/shared/ids';
import type { AskingApplication } from '#core/actor';
import { addressIn } from '#features/authorization';

const uuid = (value: unknown): string | undefined => (typeof value === 'string' && isUuid(value) ? value.toLowerCase() : undefined);

/** A question as it can be answered: what is absent or no id makes it a plain no. */
export interface Question {
  readonly userId: UserId;
  readonly organizationId: OrganizationId;
  /** Where the subject works; undefined: where he usually does. */
  readonly unitId: UnitId | undefined;
  readonly function: string;
  readonly action: string;
  /** What conditions are judged by. */
  readonly about: AskedAbout;
  /** From where the subject comes, as `context.ip` says; else from elsewhere. */
  readonly address: string | null;
  /** Whose the resource is, as far as the application says. */
  readonly owner: {
    readonly organizationId: OrganizationId | undefined;
    readonly departmentId: DepartmentId | undefined;
    readonly unitId: UnitId | undefined;
  };
}

/** Why a question has no answer but no: it is about nobody, nowhere, or nothing that the application may ask about. */
export type Unanswerable = 'subject' | 'organization' | 'unit' | 'resource';

/**
 * Reads a question of an application. One that serves a single organization need not name it; a type without a code is its own; of the
 * resource, `properties` may hold `organization`, and `department` or `unit`.
 */
export function questionOf(application: AskingApplication, { subject, action, resource, context }: Evaluation): Question | Unanswerable {
  const userId = subject.type === 'user' ? uuid(subject.id) : undefined;
  if (userId === undefined) return 'subject';
  const only = application.organizations.length === 1 ? application.organizations[0] : undefined;
  const organizationId = context?.organization === undefined ? only : (uuid(context.organization) as OrganizationId | undefined);
  if (organizationId === undefined || !application.organizations.includes(organizationId)) return 'organization';
  const unitId = context?.unit === undefined ? undefined : uuid(context.unit);
  if (context?.unit !== undefined && unitId === undefined) return 'unit';
  const name = functionOf(application, resource.type);
  if (name === undefined) return 'resource';
  const said = resource.properties ?? {};
  return {
    userId: userId as UserId,
    organizationId,
    unitId: unitId as UnitId | undefined,
    function: name,
    action: action.name,
    address: addressIn(context),
    about: {
      subject: { type: subject.type, id: userId, properties: subject.properties },
      resource: { type: name.slice(application.code.length + 1), id: resource.id, properties: resource.properties },
      action,
      context,
    },
    owner: {
      organizationId: said.organization === undefined ? only : (uuid(said.organization) as OrganizationId | undefined),
      departmentId: uuid(said.department) as DepartmentId | undefined,
      unitId: uuid(said.unit) as UnitId | undefined,
    },
  };
}

/** The function that a type names, if it is of the application: nobody asks about what others manage. */
function functionOf({ code }: Pick<AskingApplication, 'code'>, type: string): string | undefined {
  if (!type.includes('/')) return `${code}/${type}`;
  return type.startsWith(`${code}/`) ? type : undefined;
}

import { z } from 'zod';

/** The pseudo-organization that owns facts of no organization, such as a sign-in with an unknown name (requirements D8). */
export const INSTALLATION = '00000000-0000-0000-0000-000000000000' as OrganizationId;

/** Whose data it is: a body, a firm. */
export type OrganizationId = string & z.core.$brand<'OrganizationId'>;
/** Somebody of an organization, whether or not he signs in. */
export type PersonId = string & z.core.$brand<'PersonId'>;
/** By which somebody signs in. */
export type UserId = string & z.core.$brand<'UserId'>;
/** From a sign-in to its end. */
export type SessionId = string & z.core.$brand<'SessionId'>;
/** A department of an organization (servizio, seed 002). */
export type DepartmentId = string & z.core.$brand<'DepartmentId'>;
/** An operational unit of a department (unità operativa, seed 002). */
export type UnitId = string & z.core.$brand<'UnitId'>;
/** A role of a department or of a whole organization. */
export type RoleId = string & z.core.$brand<'RoleId'>;
/** A row that gives a role to a user. */
export type AssignmentId = string & z.core.$brand<'AssignmentId'>;
/** A row that places a user in a unit. */
export type PlacementId = string & z.core.$brand<'PlacementId'>;

/** A group of people: organizational, of security or for sharing (requirements R1.30). */
export type GroupId = string & z.core.$brand<'GroupId'>;
/** A row that makes a user a member of a group. */
export type MembershipId = string & z.core.$brand<'MembershipId'>;
/** A row that makes a user the delegate of another one. */
export type DelegationId = string & z.core.$brand<'DelegationId'>;
/** A row that says by which act somebody is authorized. */
export type AuthorizationId = string & z.core.$brand<'AuthorizationId'>;
/** A row that gives a role to the members of a group. */
export type GroupRoleId = string & z.core.$brand<'GroupRoleId'>;
/** A request of an organization for help from the installation's people. */
export type AssistanceId = string & z.core.$brand<'AssistanceId'>;
/** One stay of somebody of the installation in an organization that asked for help. */
export type VisitId = string & z.core.$brand<'VisitId'>;
/** An application that asks here what people may do in it. */
export type ApplicationId = string & z.core.$brand<'ApplicationId'>;

const id = z.uuid();

/** Public ids are opaque UUIDs; nobody derives order or rights from them (requirements D8). */
export const OrganizationId = id.transform((value) => value as OrganizationId);
/** The shape of a person's id. */
export const PersonId = id.transform((value) => value as PersonId);
/** The shape of a user's id. */
export const UserId = id.transform((value) => value as UserId);
/** The shape of a session's id. */
export const SessionId = id.transform((value) => value as SessionId);
/** The shape of a department's id. */
export const DepartmentId = id.transform((value) => value as DepartmentId);
/** The shape of a unit's id. */
export const UnitId = id.transform((value) => value as UnitId);
/** The shape of a role's id. */
export const RoleId = id.transform((value) => value as RoleId);
/** The shape of an authorization's id. */
export const AuthorizationId = id.transform((value) => value as AuthorizationId);
/** The shape of an assignment's id. */
export const AssignmentId = id.transform((value) => value as AssignmentId);
/** The shape of a placement's id. */
export const PlacementId = id.transform((value) => value as PlacementId);
/** The shape of a group's id. */
export const GroupId = id.transform((value) => value as GroupId);
/** The shape of a membership's id. */
export const MembershipId = id.transform((value) => value as MembershipId);
/** The shape of a delegation's id. */
export const DelegationId = id.transform((value) => value as DelegationId);
/** The shape of the id of a role given to a group. */
export const GroupRoleId = id.transform((value) => value as GroupRoleId);
/** The shape of the id of a request for help. */
export const AssistanceId = id.transform((value) => value as AssistanceId);
/** The shape of an application's id. */
export const ApplicationId = id.transform((value) => value as ApplicationId);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text is a UUID as PostgreSQL reads it (RFC 9562, section 4); a pattern costs a hundredth of a schema. */
export const isUuid = (text: string): boolean => UUID.test(text);

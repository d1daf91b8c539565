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

const id = z.uuid();

/** Public ids are opaque UUIDs; nobody derives order or rights from them (requirements D8). */
export const OrganizationId = id.transform((value) => value as OrganizationId);
/** The shape of a person's id. */
export const PersonId = id.transform((value) => value as PersonId);
/** The shape of a user's id. */
export const UserId = id.transform((value) => value as UserId);
/** The shape of a session's id. */
export const SessionId = id.transform((value) => value as SessionId);

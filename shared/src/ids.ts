import { z } from 'zod';

/** The pseudo-organization that owns facts of no organization, such as a sign-in with an unknown name (requirements D8). */
export const INSTALLATION = '00000000-0000-0000-0000-000000000000' as OrganizationId;

export type OrganizationId = string & z.core.$brand<'OrganizationId'>;
export type PersonId = string & z.core.$brand<'PersonId'>;
export type UserId = string & z.core.$brand<'UserId'>;
export type SessionId = string & z.core.$brand<'SessionId'>;

const id = z.uuid();

/** Public ids are opaque UUIDs; nobody derives order or rights from them (requirements D8). */
export const OrganizationId = id.transform((value) => value as OrganizationId);
export const PersonId = id.transform((value) => value as PersonId);
export const UserId = id.transform((value) => value as UserId);
export const SessionId = id.transform((value) => value as SessionId);

import { z } from 'zod';
import { isTimeZone, zoneName } from '../days.ts';
import { emailAs, FamilyName, GivenName, Line, loginIdForm, OrganizationName, taxCodeAs, Username } from '../identity/api.ts';
import { leastLicences, licences } from '../identity/licences.ts';
import { OrganizationId } from '../ids.ts';

/** First part of the user names made for an organization (requirements R3.1). */
const LoginId = z
  .string()
  .trim()
  .refine((value) => loginIdForm.test(value), { error: 'login-id' });

/** A name of the IANA list, written as it is there; how far from UTC alone does not tell summer from winter. */
const TimeZone = z
  .string()
  .trim()
  .max(64)
  .refine((zone) => /^[A-Za-z]/.test(zone) && isTimeZone(zone), { error: 'time-zone' })
  .transform(zoneName);

const details = {
  name: OrganizationName,
  loginId: LoginId.nullable(),
  /** By which other registers know it. */
  registryCode: Line(40).nullable(),
  taxCode: taxCodeAs('organization-tax-code').nullable(),
  /** Certified mail. */
  pec: emailAs('pec').nullable(),
  email: emailAs('email').nullable(),
  phone: Line(40).nullable(),
  site: Line(200).nullable(),
  timeZone: TimeZone.nullable(),
};

/** An organization as who administers it sees it (requirements R2.45, R3.1). */
export const Organization = z.object({
  id: z.uuid(),
  name: z.string(),
  registryCode: z.string().nullable(),
  taxCode: z.string().nullable(),
  pec: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  site: z.string().nullable(),
  loginId: z.string().nullable(),
  /** In which its people are shown hours; null: that of the installation (requirements D9). */
  timeZone: z.string().nullable(),
  active: z.boolean(),
  /** Nobody of it has two roles on one day (requirements R5.9). */
  oneRoleOnly: z.boolean(),
  /** Whether it has a sign-in address of its own, which tells its name to whoever asks for it (requirements D3, R1.43). */
  ownDoor: z.boolean(),
  /** The one whose rules hold for the whole installation. */
  first: z.boolean(),
  createdAt: z.iso.datetime(),
  version: z.number().int(),
});
export type Organization = z.infer<typeof Organization>;

/** A page of the organizations of the installation, by name. */
export const OrganizationPage = z.object({ items: z.array(Organization), next: z.string().nullable() });
export type OrganizationPage = z.infer<typeof OrganizationPage>;

/** Which organizations are wanted: those whose name begins so, from where. */
export const OrganizationQuery = z.object({
  search: z.string().max(200).optional(),
  after: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type OrganizationQuery = z.infer<typeof OrganizationQuery>;

/** A new organization with its first administrator, whose password is made and shown once. */
export const CreateOrganization = z.object({
  name: details.name,
  loginId: LoginId,
  registryCode: details.registryCode.default(null),
  taxCode: details.taxCode.default(null),
  pec: details.pec.default(null),
  email: details.email.default(null),
  phone: details.phone.default(null),
  site: details.site.default(null),
  timeZone: details.timeZone.default(null),
  ownDoor: z.boolean().default(false),
  administrator: z.object({ familyName: FamilyName, givenName: GivenName, username: Username }),
});
export type CreateOrganization = z.infer<typeof CreateOrganization>;

/** What was made, with the only sight of the first administrator's password. */
export const CreatedOrganization = z.object({
  id: z.uuid(),
  administrator: z.object({ username: z.string(), temporaryPassword: z.string() }),
});
export type CreatedOrganization = z.infer<typeof CreatedOrganization>;

/** A change of an organization: what is absent stays as it is. */
export const ChangeOrganization = z
  .object({ version: z.number().int(), ...details, active: z.boolean(), ownDoor: z.boolean() })
  .partial()
  .required({ version: true });
export type ChangeOrganization = z.infer<typeof ChangeOrganization>;

/** From now on nobody has two roles on one day, or may have again (requirements R5.9). */
export const ChangeOneRole = z.object({ version: z.number().int(), oneRoleOnly: z.boolean() });
export type ChangeOneRole = z.infer<typeof ChangeOneRole>;

/** Where a user may work: his own organization first, and those in which he is, or was, enabled (requirements R1.14, D2). */
export const UserEnablements = z.object({
  /** Enabled in every organization, also in those made later. */
  everywhere: z.boolean(),
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      home: z.boolean(),
      active: z.boolean(),
      since: z.iso.datetime(),
      endedAt: z.iso.datetime().nullable(),
      /** For which of them he works when he signs in. */
      usual: z.boolean(),
    }),
  ),
});
export type UserEnablements = z.infer<typeof UserEnablements>;

/** In which organizations a user is enabled from now on, besides his own, and for which he works when he signs in. */
export const SaveEnablements = z.object({
  everywhere: z.boolean(),
  organizations: z.array(OrganizationId).max(1_000),
  /** Null: his own. */
  usual: OrganizationId.nullable(),
});
export type SaveEnablements = z.infer<typeof SaveEnablements>;

/** Somebody from elsewhere, as the organization that lets him in knows him (requirements D2). */
export const Guest = z.object({
  id: z.uuid(),
  name: z.string(),
  /** What his own organization is called. */
  home: z.string(),
  since: z.iso.datetime(),
  /** Which programs he may use here at most (requirements R1.25). */
  licence: z.enum(licences),
});
export type Guest = z.infer<typeof Guest>;

/** From now on somebody from elsewhere has this licence here. */
export const ChangeGuest = z.object({ licence: z.enum(leastLicences, 'guest-licence') });
export type ChangeGuest = z.infer<typeof ChangeGuest>;

/** A page of people from elsewhere, by name. */
export const GuestPage = z.object({ items: z.array(Guest), next: z.string().nullable() });
export type GuestPage = z.infer<typeof GuestPage>;

/** Which of them are wanted: those whose family name begins so, from where. */
export const GuestQuery = z.object({
  search: z.string().max(200).optional(),
  after: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type GuestQuery = z.infer<typeof GuestQuery>;

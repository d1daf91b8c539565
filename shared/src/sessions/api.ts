import { z } from 'zod';
import { OrganizationId, UnitId } from '../ids.ts';
import { Language } from '../language.ts';

/** A unit for which one may work, with its department; without an English name the Italian one is shown (requirements R1.13). */
export const WorkUnit = z.object({
  id: z.uuid(),
  name: z.string(),
  nameEnglish: z.string(),
  department: z.object({ name: z.string(), nameEnglish: z.string() }),
});
export type WorkUnit = z.infer<typeof WorkUnit>;

/** An organization for which one may work; the usual one counts at the next sign-in, one's own is where one is a user. */
export const WorkOrganization = z.object({ id: z.uuid(), name: z.string(), home: z.boolean(), usual: z.boolean() });
export type WorkOrganization = z.infer<typeof WorkOrganization>;

/** Who is signed in, what he may do, and when the session ends; the console asks this first. */
export const Me = z.object({
  user: z.object({
    id: z.uuid(),
    username: z.string(),
    name: z.string(),
    givenName: z.string(),
    familyName: z.string(),
    fullName: z.string(),
  }),
  /** For which organization he works now, and those he may choose, his own first (requirements D2). */
  organization: WorkOrganization,
  organizations: z.array(WorkOrganization),
  /** What begins the user names made there (requirements R3.1, D2); null: nothing does. */
  loginPrefix: z.string().nullable(),
  /** The unit for which he works now, and those he may choose (requirements R2.25). */
  unit: WorkUnit.nullable(),
  units: z.array(WorkUnit),
  /** As whose delegate he works, and until which day (requirements R3.59). */
  delegation: z.object({ id: z.uuid(), delegator: z.string(), to: z.string() }).nullable(),
  /** The delegation by which he worked holds no more: he works for himself again. */
  delegationLapsed: z.boolean(),
  /** By which request he is in an organization to help it, on whose behalf, and until which day (requirements R3.34). */
  assistance: z.object({ id: z.uuid(), reference: z.string(), to: z.string() }).nullable(),
  /** The request by which he helped stands no more: he is at home again. */
  assistanceLapsed: z.boolean(),
  administrator: z.boolean(),
  administers: z.enum(['nothing', 'organization', 'installation']),
  /** For each capability, how far each granted action reaches. */
  grants: z.record(z.string(), z.record(z.string(), z.string())),
  session: z.object({
    id: z.uuid(),
    openedAt: z.iso.datetime(),
    idleEndsAt: z.iso.datetime(),
    idleMinutes: z.number().int(),
    warningMinutes: z.number().int(),
    endsAt: z.iso.datetime().nullable(),
  }),
  now: z.iso.datetime(),
  /** In which hours are shown: that of the organization for which one works (requirements D9). */
  timeZone: z.string(),
  /** In which days of validity begin and end: that of the installation. */
  dayZone: z.string(),
  version: z.string(),
  language: Language,
});
export type Me = z.infer<typeof Me>;

/** How long the session still lives; asking is not activity (requirements R2.30). */
export const SessionClock = Me.shape.session.pick({ idleEndsAt: true, endsAt: true }).extend({ now: z.iso.datetime() });
export type SessionClock = z.infer<typeof SessionClock>;

/** The organization for which the session works from now on; with `usual` also after the next sign-ins. */
export const ChooseOrganization = z.object({ organizationId: OrganizationId, usual: z.boolean().default(false) });
export type ChooseOrganization = z.infer<typeof ChooseOrganization>;

/** The unit for which the session works from now on. */
export const ChooseUnit = z.object({ unitId: UnitId });
export type ChooseUnit = z.infer<typeof ChooseUnit>;

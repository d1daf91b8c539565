import { z } from 'zod';
import { visibilities } from '../authorization/capabilities.ts';
import { Line, OptionalLine } from '../identity/api.ts';
import { leastLicences } from '../identity/licences.ts';
import { OrganizationId } from '../ids.ts';

/** At most so many applications ask at one gate. */
export const MOST_APPLICATIONS = 100;
/** At most so many kinds of thing can one application be asked about. */
const MOST_FUNCTIONS = 200;
/** At most so many things can be done with one kind of thing. */
const MOST_ACTIONS = 20;
/** At most so many secrets has an application: the one in use and the one that takes its place. */
export const MOST_SECRETS = 2;

/** The short name by which an application is known to programs: small letters, figures and hyphens, a letter first. */
const Code = z.string().regex(/^[a-z][a-z0-9-]{1,29}$/, 'code');

const FunctionName = z.string().regex(/^[a-z][a-z0-9_-]{0,49}$/, 'function-name');
const ActionName = z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, 'action-name');

/** Levels in any order are the same levels; they are kept with the narrowest first. */
const Levels = z
  .array(z.enum(visibilities, 'levels-known'))
  .min(1, 'levels-needed')
  .max(visibilities.length)
  .transform((levels) => visibilities.filter((level) => levels.includes(level)));

/** One thing that can be done with a kind of thing, and how far a right to it may reach (requirements R2.41). */
const RegisteredAction = z.object({
  name: ActionName,
  /** Needed for what is not one of the four that everybody knows. */
  label: OptionalLine(100).default(''),
  labelEnglish: OptionalLine(100).default(''),
  levels: Levels,
  /** The level that is proposed; absent: the narrowest. */
  proposed: z.enum(visibilities, 'levels-known').optional(),
  /** The least licence with which it can be done (requirements R1.25); absent: any. */
  licence: z.enum(leastLicences, 'licence-known').optional(),
});

/** A kind of thing that an application manages, with what can be done with it (FdG, requirements R2.1). */
export const RegisteredFunction = z.object({
  name: FunctionName,
  label: Line(100),
  labelEnglish: OptionalLine(100).default(''),
  actions: z.array(RegisteredAction).min(1, 'actions-needed').max(MOST_ACTIONS, 'too-many-actions'),
});
export type RegisteredFunction = z.infer<typeof RegisteredFunction>;

/** Everything that an application can be asked about; the same file on the page, on the terminal and from the application itself. */
export const Manifest = z.object({ functions: z.array(RegisteredFunction).max(MOST_FUNCTIONS, 'too-many-functions') });
export type Manifest = z.infer<typeof Manifest>;

/** An application as it is typed. */
export const SaveApplication = z.object({
  code: Code,
  name: Line(100),
  nameEnglish: OptionalLine(100).default(''),
  description: OptionalLine(500).default(''),
  active: z.boolean().default(true),
  /** About whose people it may ask. */
  organizations: z.array(OrganizationId).max(1_000).default([]),
  isToldWhy: z.boolean().default(false),
  maySearch: z.boolean().default(false),
});
export type SaveApplication = z.infer<typeof SaveApplication>;

/** A change of an application, by who has seen this version of it; its code stays. */
export const ChangeApplication = SaveApplication.omit({ code: true }).extend({ version: z.number().int() });
export type ChangeApplication = z.infer<typeof ChangeApplication>;

const served = z.array(z.object({ id: z.uuid(), name: z.string() }));

/** One line of the list of applications. */
export const ApplicationLine = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  nameEnglish: z.string(),
  description: z.string(),
  active: z.boolean(),
  /** A module: it comes with the product, serves every organization, and cannot be deleted. */
  builtIn: z.boolean(),
  organizations: served,
  /** How many functions it has registered, and how many secrets it has. */
  functions: z.number().int(),
  secrets: z.number().int(),
  /** The last day on which it asked. */
  lastUsedOn: z.string().nullable(),
});
export type ApplicationLine = z.infer<typeof ApplicationLine>;

/** Every application, by name, and the organizations that one may serve. */
export const ApplicationList = z.object({ items: z.array(ApplicationLine), organizations: served });
export type ApplicationList = z.infer<typeof ApplicationList>;

const described = z.object({
  /** With the code of the application before it: the name by which roles grant it. */
  name: z.string(),
  label: z.string(),
  labelEnglish: z.string(),
  actions: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      labelEnglish: z.string(),
      levels: z.array(z.enum(visibilities)),
      proposed: z.enum(visibilities),
      /** Absent: the basic one is enough. */
      licence: z.enum(leastLicences).optional(),
    }),
  ),
});

/** A registered function as roles grant it. */
export type DescribedFunction = z.infer<typeof described>;

/** An application with all that is known of it. */
export const Application = ApplicationLine.extend({
  functions: z.array(described),
  isToldWhy: z.boolean(),
  maySearch: z.boolean(),
  secrets: z.array(z.object({ id: z.uuid(), createdAt: z.iso.datetime(), lastUsedOn: z.string().nullable() })),
  /** Whether roles grant some of what it registered. */
  isGranted: z.boolean(),
  version: z.number().int(),
});
export type Application = z.infer<typeof Application>;

/** What a manifest changes: functions by name, and the roles that grant what it takes away. */
export const ManifestPlan = z.object({
  added: z.array(z.string()),
  changed: z.array(z.string()),
  removed: z.array(z.string()),
  /** How many roles grant something that goes: it gives nothing any more, and is there again when it comes back. */
  rolesThatLose: z.number().int(),
});
export type ManifestPlan = z.infer<typeof ManifestPlan>;

/** A secret, told this once. */
export const MadeSecret = z.object({ id: z.uuid(), token: z.string() });
export type MadeSecret = z.infer<typeof MadeSecret>;

/** The functions of the applications that serve the organization, by application and place. */
export const FunctionList = z.object({
  items: z.array(
    z.object({
      application: z.object({ id: z.uuid(), code: z.string(), name: z.string(), nameEnglish: z.string(), active: z.boolean() }),
      functions: z.array(described),
    }),
  ),
});
export type FunctionList = z.infer<typeof FunctionList>;

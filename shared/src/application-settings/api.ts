import { z } from 'zod';
import { SettingsSchema } from './schema.ts';
import { origins, SettingValue } from './values.ts';

/** About at most so many users an application asks at once. */
const MOST_USERS = 500;

/** What a schema changes: settings by name, and how many chosen values no longer fit; those are kept aside, unseen. */
export const SchemaPlan = z.object({
  added: z.array(z.string()),
  changed: z.array(z.string()),
  removed: z.array(z.string()),
  valuesAside: z.number().int(),
});
export type SchemaPlan = z.infer<typeof SchemaPlan>;

/** An application whose settings can be read, in short. */
const SettingsOwner = z.object({
  code: z.string(),
  name: z.string(),
  nameEnglish: z.string(),
  description: z.string(),
  /** It comes with the product, and may be switched off for the whole installation. */
  builtIn: z.boolean(),
});

/** The applications with settings that serve the organization for which one works. */
export const SettingsOwners = z.object({ items: z.array(SettingsOwner) });
export type SettingsOwners = z.infer<typeof SettingsOwners>;

/** A module and whether it is switched on. */
export const Module = SettingsOwner.extend({ active: z.boolean(), id: z.uuid() });
export type Module = z.infer<typeof Module>;

/** What the page of modules shows: those of the product, and the other applications that have settings here. */
export const ModuleList = z.object({ modules: z.array(Module), others: z.array(SettingsOwner) });
export type ModuleList = z.infer<typeof ModuleList>;

/** Switches a module on or off for the whole installation. */
export const SwitchModule = z.object({ active: z.boolean() });
export type SwitchModule = z.infer<typeof SwitchModule>;

const named = z.object({ id: z.uuid(), name: z.string(), nameEnglish: z.string() });

/** What somebody chose for a setting, and what holds where he chose nothing. */
const SettingState = z.object({
  chosen: SettingValue.nullable(),
  otherwise: SettingValue.nullable(),
  otherwiseFrom: z.enum(origins),
});

/** The settings of one level, a user's own or the organization's, with everything their form needs. */
export const SettingsOf = z.object({
  application: SettingsOwner,
  schema: SettingsSchema,
  values: z.record(z.string(), SettingState),
  /** The sharing groups that can be chosen, and how the people are called who are named by a value. */
  groups: z.array(named),
  people: z.record(z.string(), z.string()),
  version: z.number().int(),
});
export type SettingsOf = z.infer<typeof SettingsOf>;

/** What is chosen now, by the names of the settings; null: nothing any more. What is not named stays as it is. */
export const ChangeSettings = z.object({ version: z.number().int(), values: z.record(z.string().max(50), SettingValue.nullable()) });
export type ChangeSettings = z.infer<typeof ChangeSettings>;

/** People whose name begins so. */
export const PeopleQuery = z.object({ search: z.string().trim().min(2).max(100) });
/** At most so many people are proposed at once. */
export const MOST_PEOPLE = 10;
/** Those found, by name. */
export const FoundPeople = z.object({ items: z.array(z.object({ id: z.uuid(), name: z.string() })) });
export type FoundPeople = z.infer<typeof FoundPeople>;

/** The settings in force for one user, with where each comes from. */
export const EffectiveSettings = z.object({
  user: z.uuid(),
  values: z.record(z.string(), SettingValue.nullable()),
  origins: z.record(z.string(), z.enum(origins)),
});
export type EffectiveSettings = z.infer<typeof EffectiveSettings>;

/** For which organization; not needed by an application that serves one. */
export const SettingsQuery = z.object({ organization: z.string().max(100).optional() });

/** About whom an application asks at once. */
export const AskSettings = SettingsQuery.extend({ users: z.array(z.string().max(100)).min(1).max(MOST_USERS) });
export type AskSettings = z.infer<typeof AskSettings>;

/** The settings of those who work for the organization; who does not is not among them. */
export const EffectiveSettingsList = z.object({ items: z.array(EffectiveSettings) });
export type EffectiveSettingsList = z.infer<typeof EffectiveSettingsList>;

import type { EffectiveSettings } from '@varco/shared/application-settings/api';
import { type SettingsSchema, settingsIn } from '@varco/shared/application-settings/schema';
import { chosenIn, effective, kept, type SettingValue, type SettingValues, valueIssue } from '@varco/shared/application-settings/values';
import type { Issue } from '@varco/shared/problems';

/** What there is to be named by a value. */
export interface Nameable {
  readonly groups: { has(id: string): boolean };
  readonly people: { has(id: string): boolean };
}

/** Everything that is wrong with what is to be saved, each beside its field. */
export function valuesIssues(schema: SettingsSchema, values: Readonly<Record<string, SettingValue | null>>, there: Nameable): Issue[] {
  const settings = settingsIn(schema);
  return Object.entries(values).flatMap(([name, typed]) => {
    const field = `values.${name}`;
    const setting = settings.get(name);
    if (!setting) return [{ field, rule: 'setting-unknown' }];
    const value = kept(typed);
    if (value === null) return [];
    const issue = valueIssue(setting, value);
    if (issue) return [{ ...issue, field } as Issue];
    if (setting.kind === 'sharing-groups' && Array.isArray(value) && !value.every((id) => there.groups.has(id)))
      return [{ field, rule: 'setting-groups' }];
    if (setting.kind === 'user' && !there.people.has(String(value))) return [{ field, rule: 'setting-user' }];
    return [];
  });
}

/**
 * What is chosen after a change. Nothing any more takes away only what could be seen: a value that the schema put aside stays for when it
 * fits again.
 */
export function merged(
  schema: SettingsSchema,
  before: SettingValues,
  values: Readonly<Record<string, SettingValue | null>>,
): Record<string, SettingValue> {
  const settings = settingsIn(schema);
  const after: Record<string, SettingValue> = { ...before };
  for (const [name, typed] of Object.entries(values)) {
    const setting = settings.get(name);
    if (!setting) continue;
    const value = kept(typed);
    if (value !== null) after[name] = value;
    else if (chosenIn(setting, before) !== undefined) delete after[name];
  }
  return after;
}

/** The settings in force for one user; groups and people who are no longer there count as nothing chosen. */
export function inForce(
  schema: SettingsSchema,
  user: string,
  levels: { readonly user: SettingValues; readonly organization: SettingValues },
  there: Nameable,
): EffectiveSettings {
  const present = (values: SettingValues): SettingValues => stillThere(schema, values, there);
  const all = [...settingsIn(schema).values()].map(
    (setting) => [setting.name, effective(setting, { user: present(levels.user), organization: present(levels.organization) })] as const,
  );
  return {
    user,
    values: Object.fromEntries(all.map(([name, { value }]) => [name, value])),
    origins: Object.fromEntries(all.map(([name, { origin }]) => [name, origin])),
  };
}

/** Values without the groups and people who are no longer there. */
function stillThere(schema: SettingsSchema, values: SettingValues, there: Nameable): SettingValues {
  const left: Record<string, SettingValue> = { ...values };
  for (const { name, kind } of settingsIn(schema).values()) {
    const value = left[name];
    if (kind === 'user' && value !== undefined && !there.people.has(String(value))) delete left[name];
    if (kind === 'sharing-groups' && Array.isArray(value)) {
      const groups = value.filter((id) => there.groups.has(id));
      if (groups.length > 0) left[name] = groups;
      else delete left[name];
    }
  }
  return left;
}

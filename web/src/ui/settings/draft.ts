import type { ChangeSettings, SettingsOf } from '@varco/shared/application-settings/api';
import type { Setting } from '@varco/shared/application-settings/kinds';
import type { SettingsSection } from '@varco/shared/application-settings/schema';

/** What stands in a field while it is typed: a text, or what is ticked; empty means that nothing is chosen. */
export type TypedSetting = string | readonly string[];
/** Every field of a section, by the name of its setting. */
export type Draft = Readonly<Record<string, TypedSetting>>;

const isList = ({ kind }: Setting): boolean => kind === 'choices' || kind === 'sharing-groups';

/** A section as it is before anybody types. */
export const draftOf = ({ settings }: SettingsSection, values: SettingsOf['values']): Draft =>
  Object.fromEntries(
    settings.map((setting): [string, TypedSetting] => {
      const chosen = values[setting.name]?.chosen ?? null;
      if (isList(setting)) return [setting.name, Array.isArray(chosen) ? chosen : []];
      return [setting.name, chosen === null ? '' : String(chosen)];
    }),
  );

/** What is sent of a setting; what is no number goes as it was typed, so that the answer stands beside it. */
function sent(setting: Setting, typed: TypedSetting): ChangeSettings['values'][string] {
  if (typeof typed !== 'string') return typed.length === 0 ? null : [...typed];
  const text = typed.trim();
  if (text === '') return null;
  if (setting.kind === 'whole-number') return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
  if (setting.kind === 'time') return text.replace('.', ':').replace(/^(?=\d:)/, '0');
  if (setting.kind === 'yes-no') return text === 'true';
  return setting.kind === 'long-text' ? typed : text;
}

/** What differs from what was seen, as it is sent. */
export function changedValues({ settings }: SettingsSection, seen: Draft, typed: Draft): ChangeSettings['values'] {
  const changed = settings.filter(({ name }) => JSON.stringify(seen[name]) !== JSON.stringify(typed[name]));
  return Object.fromEntries(changed.map((setting) => [setting.name, sent(setting, typed[setting.name] ?? '')]));
}

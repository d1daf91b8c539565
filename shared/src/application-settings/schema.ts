import { z } from 'zod';
import { Line, OptionalLine } from '../identity/api.ts';
import { Kinds, Name, type Setting } from './kinds.ts';
import { chosenIn, type SettingValue, type SettingValues, valueIssue } from './values.ts';

/** At most so many sections has the settings page of one application. */
const MOST_SECTIONS = 20;
/** At most so many settings has one application. */
const MOST_SETTINGS = 200;

/** One setting: how it is called, what may stand in it, and what holds while nobody has chosen. */
const Judged = Kinds.superRefine((setting, { addIssue }) => {
  if (setting.kind === 'whole-number') {
    const { min, max } = setting;
    if (min !== undefined && max !== undefined && min > max)
      return addIssue({ code: 'custom', path: ['max'], message: 'setting-min-above-max' });
  }
  if (setting.kind === 'choice' || setting.kind === 'choices') {
    for (const at of repeated(setting.options, ({ value }) => value))
      addIssue({ code: 'custom', path: ['options', at, 'value'], message: 'setting-option-twice' });
  }
  if (setting.default !== undefined && valueIssue(setting, setting.default) !== undefined)
    addIssue({ code: 'custom', path: ['default'], message: 'setting-default' });
});

/** Settings that stand together on one page of their own (the tabs of requirements R1.38). */
const Section = z.object({
  name: Name,
  label: Line(100),
  labelEnglish: OptionalLine(100).default(''),
  settings: z.array(Judged).min(1, 'setting-section-empty').max(MOST_SETTINGS, 'setting-too-many'),
});

/** The names of a schema as far as they can be read at all; what cannot is told by its shape. */
const Names = z.object({
  sections: z.array(
    z
      .object({ name: z.string().catch(''), settings: z.array(z.object({ name: z.string() }).catch({ name: '' })).catch([]) })
      .catch({ name: '', settings: [] }),
  ),
});

/** Which settings an application has, in its own order; the same file on the page and from the application itself. */
export const SettingsSchema = z.object({ sections: z.array(Section).max(MOST_SECTIONS, 'setting-sections-many') }).superRefine(
  (schema, { addIssue }) => {
    const { sections } = Names.parse(schema);
    for (const at of repeated(sections, ({ name }) => name))
      addIssue({ code: 'custom', path: ['sections', at, 'name'], message: 'setting-section-twice' });
    const places = sections.flatMap(({ settings }, at) => settings.map(({ name }, place) => ({ name, path: [at, 'settings', place] })));
    for (const at of repeated(places, ({ name }) => name))
      addIssue({ code: 'custom', path: ['sections', ...(places[at]?.path ?? []), 'name'], message: 'setting-twice' });
    if (places.length > MOST_SETTINGS) addIssue({ code: 'custom', path: ['sections'], message: 'setting-too-many' });
  },
  // Told together with what is wrong inside.
  { when: ({ value }) => Names.safeParse(value).success },
);
export type SettingsSchema = z.infer<typeof SettingsSchema>;
/** Settings that stand together on one page. */
export type SettingsSection = SettingsSchema['sections'][number];

/** The places of what stands above already. */
function repeated<Item>(all: readonly Item[], key: (item: Item) => string): number[] {
  const seen = new Set<string>();
  return all.flatMap((item, at) => {
    const name = key(item);
    if (name !== '' && seen.has(name)) return [at];
    seen.add(name);
    return [];
  });
}

/** Every setting of a schema, by name. */
export const settingsIn = ({ sections }: SettingsSchema): ReadonlyMap<string, Setting> =>
  new Map(sections.flatMap(({ settings }) => settings.map((setting) => [setting.name, setting] as const)));

/** What a change of schema does to the names of its settings: what may stand in one of the changed is not what it was. */
export interface SchemaDifference {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** What differs between two schemas, setting by setting. */
export function differenceOf(before: SettingsSchema, after: SettingsSchema): SchemaDifference {
  const [was, is] = [settingsIn(before), settingsIn(after)];
  return {
    added: [...is.keys()].filter((name) => !was.has(name)),
    removed: [...was.keys()].filter((name) => !is.has(name)),
    changed: [...is].filter(([name, one]) => was.has(name) && JSON.stringify(was.get(name)) !== JSON.stringify(one)).map(([name]) => name),
  };
}

/** Whether a value that fitted before is put aside by the new schema. */
export function isPutAside(before: SettingsSchema, after: SettingsSchema, name: string, value: SettingValue): boolean {
  const [was, is] = [settingsIn(before).get(name), settingsIn(after).get(name)];
  return was !== undefined && valueIssue(was, value) === undefined && (is === undefined || valueIssue(is, value) !== undefined);
}

/** The ids of people and of groups that values name. */
export function namedIn(schema: SettingsSchema, levels: readonly SettingValues[]): { people: string[]; groups: string[] } {
  const [people, groups] = [new Set<string>(), new Set<string>()];
  for (const { settings } of schema.sections) {
    for (const setting of settings) {
      for (const values of levels) {
        const value = chosenIn(setting, values);
        if (setting.kind === 'user' && typeof value === 'string') people.add(value);
        if (setting.kind === 'sharing-groups' && Array.isArray(value)) for (const id of value) groups.add(id);
      }
    }
  }
  return { people: [...people], groups: [...groups] };
}

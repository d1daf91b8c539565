import { z } from 'zod';
import { isUuid } from '../ids.ts';
import type { Issue } from '../problems.ts';
import type { Setting } from './kinds.ts';

/** At most so many groups can be chosen in one setting. */
const MOST_GROUPS = 50;

/** What stands in a setting: one text, number or yes, or several texts. */
export const SettingValue = z.union([z.string().max(20_000), z.number(), z.boolean(), z.array(z.string().max(200)).max(200)]);
export type SettingValue = z.infer<typeof SettingValue>;

/** What somebody chose, by the names of the settings; what is absent he left to the level above. */
export type SettingValues = Readonly<Record<string, SettingValue>>;

const hour = /^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/;
/** What breaks a line or turns it around; a text of several lines may have its ends of line. */
const disturbing = /[\p{Cc}\p{Bidi_Control}]/u;

type Fault = Omit<Issue, 'field'>;

/** Why a value cannot stand in a setting, apart from whom or what it names; undefined: it can. */
export function valueIssue(setting: Setting, value: unknown): Fault | undefined {
  switch (setting.kind) {
    case 'choice':
      return setting.options.some((option) => option.value === value) ? undefined : { rule: 'setting-choice' };
    case 'choices':
      return isListOf(value, (one) => setting.options.some((option) => option.value === one)) ? undefined : { rule: 'setting-choice' };
    case 'whole-number': {
      const { min, max } = setting;
      const isWithin = typeof value === 'number' && Number.isSafeInteger(value) && value >= (min ?? value) && value <= (max ?? value);
      return isWithin
        ? undefined
        : { rule: 'setting-number', ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
    }
    case 'time':
      return typeof value === 'string' && hour.test(value) ? undefined : { rule: 'setting-time' };
    case 'text':
      return textIssue(value, setting.max, (text) => disturbing.test(text));
    case 'long-text':
      return textIssue(value, setting.max, (text) => disturbing.test(text.replace(/[\n\t]/g, '')));
    case 'yes-no':
      return typeof value === 'boolean' ? undefined : { rule: 'setting-yes-no' };
    case 'sharing-groups':
      return isListOf(value, isUuid) && value.length <= MOST_GROUPS ? undefined : { rule: 'setting-groups', max: MOST_GROUPS };
    case 'user':
      return typeof value === 'string' && isUuid(value) ? undefined : { rule: 'setting-user' };
  }
}

function textIssue(value: unknown, max: number, isDisturbing: (text: string) => boolean): Fault | undefined {
  if (typeof value !== 'string' || isDisturbing(value)) return { rule: 'setting-text' };
  return value.trim() !== '' && [...value].length <= max ? undefined : { rule: 'setting-text-long', max };
}

const isListOf = (value: unknown, fits: (one: string) => boolean): value is string[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  new Set(value).size === value.length &&
  value.every((one) => typeof one === 'string' && fits(one));

/** A value as it is kept: a text in one composition of accents and with one kind of line end; nothing in it is no value. */
export function kept(value: SettingValue | null): SettingValue | null {
  if (typeof value === 'string') {
    const text = value.normalize('NFC').replaceAll('\r\n', '\n').trim();
    return text === '' ? null : text;
  }
  return Array.isArray(value) && value.length === 0 ? null : value;
}

/** From where the value in force comes: the user's own, the organization's, or what the application proposes. */
export const origins = ['user', 'organization', 'default'] as const;
export type Origin = (typeof origins)[number];

/** What holds for one setting, and from where; null: nobody chose and the application proposes nothing. */
export interface Effective {
  readonly value: SettingValue | null;
  readonly origin: Origin;
}

/** What somebody chose for a setting and what may stand in it today; undefined also for what no longer fits, which stays aside unseen. */
export function chosenIn(setting: Setting, values: SettingValues | undefined): SettingValue | undefined {
  const value = values !== undefined && Object.hasOwn(values, setting.name) ? values[setting.name] : undefined;
  return value !== undefined && valueIssue(setting, value) === undefined ? value : undefined;
}

/** The value in force: the user's own; where he left it empty the organization's; where that is empty too, what is proposed. */
export function effective(setting: Setting, levels: { readonly user?: SettingValues; readonly organization?: SettingValues }): Effective {
  const own = chosenIn(setting, levels.user);
  if (own !== undefined) return { value: own, origin: 'user' };
  const common = chosenIn(setting, levels.organization);
  if (common !== undefined) return { value: common, origin: 'organization' };
  return { value: setting.default ?? null, origin: 'default' };
}

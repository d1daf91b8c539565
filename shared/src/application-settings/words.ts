import type { Bilingual, Language } from '../language.ts';
import type { Setting, SettingKind } from './kinds.ts';
import type { SettingValue } from './values.ts';

/** How each kind of setting is called. */
export const kindNames: Readonly<Record<SettingKind, Bilingual>> = {
  choice: { it: 'scelta', en: 'choice' },
  choices: { it: 'più scelte', en: 'several choices' },
  'whole-number': { it: 'numero intero', en: 'whole number' },
  time: { it: 'ora del giorno', en: 'time of day' },
  text: { it: 'testo', en: 'text' },
  'long-text': { it: 'testo su più righe', en: 'text of several lines' },
  'yes-no': { it: 'sì o no', en: 'yes or no' },
  'sharing-groups': { it: 'gruppi di condivisione', en: 'sharing groups' },
  user: { it: 'persona', en: 'person' },
};

const words = {
  yes: { it: 'Sì', en: 'Yes' },
  no: { it: 'No', en: 'No' },
  gone: { it: 'non c’è più', en: 'no longer there' },
} as const satisfies Record<string, Bilingual>;

/** How groups and people are called that a value names. */
export interface CalledIn {
  readonly groups: ReadonlyMap<string, string>;
  readonly people: ReadonlyMap<string, string>;
}

/** A label in the reader's language; without an English one, the Italian (requirements R1.13). */
export const labelIn = (language: Language, { label, labelEnglish }: { readonly label: string; readonly labelEnglish: string }): string =>
  language === 'en' && labelEnglish !== '' ? labelEnglish : label;

/** The hint of a setting in the reader's language. */
export const hintIn = (language: Language, { hint, hintEnglish }: Pick<Setting, 'hint' | 'hintEnglish'>): string =>
  language === 'en' && hintEnglish !== '' ? hintEnglish : hint;

/** The unit of a number in the reader's language; empty without one. */
export const unitIn = (language: Language, setting: Setting): string =>
  setting.kind !== 'whole-number' ? '' : language === 'en' && setting.unitEnglish !== '' ? setting.unitEnglish : setting.unit;

/** A value as people read it. */
export function valueInWords(language: Language, setting: Setting, value: SettingValue, called: CalledIn): string {
  const list = (texts: readonly string[]) => new Intl.ListFormat(language).format(texts);
  const many = Array.isArray(value) ? value : [];
  switch (setting.kind) {
    case 'choice':
    case 'choices': {
      const options = new Map(setting.options.map((option) => [option.value, labelIn(language, option)]));
      return list((Array.isArray(value) ? value : [String(value)]).map((one) => options.get(one) ?? one));
    }
    case 'sharing-groups':
      return list(many.map((id) => called.groups.get(id) ?? words.gone[language]));
    case 'user':
      return called.people.get(String(value)) ?? words.gone[language];
    case 'yes-no':
      return words[value === true ? 'yes' : 'no'][language];
    case 'whole-number': {
      const figures = new Intl.NumberFormat(language === 'it' ? 'it-IT' : 'en-GB', { useGrouping: 'always' }).format(Number(value));
      const unit = unitIn(language, setting);
      return unit === '' ? figures : `${figures} ${unit}`;
    }
    default:
      return String(value);
  }
}

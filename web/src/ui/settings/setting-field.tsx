import type { SettingsOf } from '@varco/shared/application-settings/api';
import type { Setting } from '@varco/shared/application-settings/kinds';
import { type CalledIn, hintIn, labelIn, unitIn, valueInWords } from '@varco/shared/application-settings/words';
import { useState } from 'react';
import { useFormat } from '../../core/me.ts';
import { nameIn } from '../../core/names.ts';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { Combobox } from '../combobox.tsx';
import { AreaField, controlId, FaultText, SelectField, TextField } from '../field.tsx';
import { words } from '../words.ts';
import type { TypedSetting } from './draft.ts';
import { messages } from './messages.ts';
import { findPeople } from './queries.ts';

/** How groups and people are called that values name, in the reader's language. */
export function useCalled({ groups, people }: Pick<SettingsOf, 'groups' | 'people'>): CalledIn {
  const language = useLanguage();
  return { groups: new Map(groups.map((group) => [group.id, nameIn(language, group)])), people: new Map(Object.entries(people)) };
}

/** The field of one setting, in the shape of its kind; empty, what holds otherwise is said in words. */
export function SettingField({
  setting,
  settings,
  path,
  fault,
  typed,
  onType,
}: {
  readonly setting: Setting;
  readonly settings: SettingsOf;
  readonly path: string;
  readonly fault: string | undefined;
  readonly typed: TypedSetting;
  readonly onType: (typed: TypedSetting) => void;
}) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const language = useLanguage();
  const format = useFormat();
  const called = useCalled(settings);
  const state = settings.values[setting.name];
  const otherwise = state?.otherwise ?? null;
  const inWords = otherwise === null ? t.notSet.toLowerCase() : valueInWords(language, setting, otherwise, called);
  const isCommon = state?.otherwiseFrom === 'organization';
  const otherwiseInWords = otherwise === null ? inWords : isCommon ? t.lower.asOrganization(inWords) : t.lower.asProposed(inWords);
  const unit = unitIn(language, setting);
  const label = unit === '' ? labelIn(language, setting) : t.unitIn(labelIn(language, setting), unit);
  const hints = (...more: readonly string[]) => [hintIn(language, setting), ...more].filter((one) => one !== '').join(' ');
  const common = { name: `values.${setting.name}`, label, fault };
  const text = typeof typed === 'string' ? typed : '';
  switch (setting.kind) {
    case 'choice':
    case 'yes-no': {
      const options =
        setting.kind === 'choice'
          ? setting.options.map((option) => ({ value: option.value, label: labelIn(language, option) }))
          : [
              { value: 'true', label: shared.yes },
              { value: 'false', label: shared.no },
            ];
      const none = { value: '', label: otherwise === null ? t.notSet : isCommon ? t.asOrganization(inWords) : t.asProposed(inWords) };
      const hint = hints();
      return <SelectField {...common} {...(hint === '' ? {} : { hint })} value={text} options={[none, ...options]} onChoose={onType} />;
    }
    case 'choices':
    case 'sharing-groups': {
      const options =
        setting.kind === 'choices'
          ? setting.options.map((option) => ({ value: option.value, label: labelIn(language, option) }))
          : settings.groups.map((group) => ({ value: group.id, label: nameIn(language, group) }));
      return (
        <Ticks
          {...common}
          hint={options.length === 0 ? t.noGroups : hints(t.noneTicked(otherwiseInWords))}
          options={options}
          ticked={typeof typed === 'string' ? [] : typed}
          onTick={onType}
        />
      );
    }
    case 'user':
      return (
        <PersonField
          {...common}
          hint={hints(t.personHint, t.empty(otherwiseInWords))}
          path={path}
          called={called}
          value={text}
          onType={onType}
        />
      );
    case 'long-text':
      return (
        <AreaField
          {...common}
          hint={hints(t.most(format.number(setting.max)), t.empty(otherwiseInWords))}
          rows={4}
          value={text}
          onType={onType}
        />
      );
    case 'whole-number': {
      const { min, max } = setting;
      const range = min === undefined || max === undefined ? [] : [t.range(format.number(min), format.number(max))];
      return (
        <TextField
          {...common}
          hint={hints(...range, t.empty(otherwiseInWords))}
          inputMode="numeric"
          autoComplete="off"
          value={text}
          onType={onType}
        />
      );
    }
    case 'time':
      // A native field would write the hour as the browser does, and not the page.
      return (
        <TextField
          {...common}
          hint={hints(t.hour, t.empty(otherwiseInWords))}
          inputMode="text"
          autoComplete="off"
          value={text}
          onType={onType}
        />
      );
    case 'text':
      return <TextField {...common} hint={hints(t.empty(otherwiseInWords))} autoComplete="off" value={text} onType={onType} />;
  }
}

/** Several of a few, all in view. */
function Ticks({
  name,
  label,
  hint,
  fault,
  options,
  ticked,
  onTick,
}: {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly fault: string | undefined;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly ticked: readonly string[];
  readonly onTick: (ticked: readonly string[]) => void;
}) {
  const id = controlId(name);
  return (
    <fieldset
      className={fault === undefined ? 'v-choices' : 'v-choices v-field--fault'}
      // Without anything to tick the summary of faults leads to the field as a whole.
      {...(options.length === 0 ? { id, tabIndex: -1 } : {})}
    >
      <legend>{label}</legend>
      <p className="v-field__hint">{hint}</p>
      <FaultText id={`${id}-fault`} fault={fault} />
      {options.map(({ value, label: said }, index) => {
        const own = index === 0 ? id : `${id}-${value}`;
        return (
          <div key={value} className="v-tick">
            <input
              type="checkbox"
              id={own}
              checked={ticked.includes(value)}
              onChange={({ target }) =>
                onTick(options.map((one) => one.value).filter((one) => (one === value ? target.checked : ticked.includes(one))))
              }
            />
            <div>
              <label htmlFor={own}>{said}</label>
            </div>
          </div>
        );
      })}
    </fieldset>
  );
}

function PersonField({
  path,
  called,
  value,
  onType,
  fault,
  ...field
}: {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly fault: string | undefined;
  readonly path: string;
  readonly called: CalledIn;
  readonly value: string;
  readonly onType: (value: string) => void;
}) {
  const t = useTexts(messages);
  const [found, setFound] = useState<string>();
  const chosen = value === '' ? '' : (found ?? called.people.get(value) ?? '');
  return (
    <>
      <FaultText id={`${controlId(field.name)}-fault`} fault={fault} />
      <Combobox
        {...field}
        chosen={chosen}
        look={(search) => findPeople(path, search)}
        count={t.found}
        onChoose={(person) => {
          setFound(person?.name);
          onType(person?.id ?? '');
        }}
      />
    </>
  );
}

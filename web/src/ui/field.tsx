import { type InputHTMLAttributes, type ReactNode, type TextareaHTMLAttributes, useId, useState } from 'react';
import { writesDaysAlike } from '../core/format.ts';
import { useFormat } from '../core/me.ts';
import { useLanguage, useTexts } from '../core/texts.ts';
import { Icon } from './icon.tsx';
import { words } from './words.ts';

/** The id of the control of a field, so that the summary of faults can lead to it. */
export const controlId = (name: string): string => `field-${name}`;

interface Labelled {
  readonly name: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly fault?: string | undefined;
  readonly optional?: boolean;
  /** The hint is for those who listen: who looks sees as much by itself. */
  readonly quiet?: boolean;
}

interface Control {
  readonly id: string;
  readonly name: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
}

/** Label above, hint and fault tied to the control; the words of the fault are those of the summary. */
export function Field({
  name,
  label,
  hint,
  fault,
  optional = false,
  quiet = false,
  children,
}: Labelled & { readonly children: (control: Control) => ReactNode }) {
  const t = useTexts(words);
  const id = controlId(name);
  const described = [hint !== undefined && `${id}-hint`, fault !== undefined && `${id}-fault`].filter((one) => one !== false).join(' ');
  return (
    <div className={fault === undefined ? 'v-field' : 'v-field v-field--fault'}>
      <label htmlFor={id}>
        {label}
        {optional && <span className="v-field__optional"> {t.optional}</span>}
      </label>
      {hint !== undefined && (
        <p id={`${id}-hint`} className={quiet ? 'visually-hidden' : 'v-field__hint'}>
          {hint}
        </p>
      )}
      <FaultText id={`${id}-fault`} fault={fault} />
      {children({
        id,
        name,
        ...(described === '' ? {} : { 'aria-describedby': described }),
        ...(fault === undefined ? {} : { 'aria-invalid': true }),
      })}
    </div>
  );
}

/** The faults of a control, in the words of the summary. */
export function FaultText({ id, fault }: { readonly id: string; readonly fault: string | undefined }) {
  if (fault === undefined) return null;
  return (
    <p id={id} className="v-field__fault">
      <Icon name="fault" size={16} />
      <span>{fault}</span>
    </p>
  );
}

type Input = Omit<InputHTMLAttributes<HTMLInputElement>, 'name' | 'value' | 'onChange' | 'className'>;

interface Typed extends Labelled, Input {
  readonly value: string;
  readonly onType: (value: string) => void;
}

/** One line of text. */
export function TextField({ name, label, hint, fault, optional, value, onType, type = 'text', ...input }: Typed) {
  return (
    <Field name={name} label={label} hint={hint} fault={fault} optional={optional ?? false}>
      {(control) => <input {...input} {...control} type={type} value={value} onChange={(event) => onType(event.target.value)} />}
    </Field>
  );
}

type Area = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'name' | 'value' | 'onChange' | 'className'>;

/** Several lines of text. */
export function AreaField({
  name,
  label,
  hint,
  fault,
  optional,
  value,
  onType,
  ...area
}: Labelled & Area & { readonly value: string; readonly onType: (value: string) => void }) {
  return (
    <Field name={name} label={label} hint={hint} fault={fault} optional={optional ?? false}>
      {(control) => <textarea {...area} {...control} value={value} onChange={(event) => onType(event.target.value)} />}
    </Field>
  );
}

/**
 * A day, in the browser's own control, whose order of day and month follows the browser and not the page: below it the day stands in
 * words. When quiet they are for those who listen, unless the browser writes days in another order than the page.
 */
export function DayField({ name, label, fault, optional, quiet = false, value, onType, ...input }: Omit<Typed, 'type' | 'hint'>) {
  const language = useLanguage();
  const format = useFormat();
  const inWords = `${controlId(name)}-words`;
  return (
    <Field name={name} label={label} fault={fault} optional={optional ?? false}>
      {(control) => (
        <>
          <input
            {...input}
            {...control}
            aria-describedby={[control['aria-describedby'], inWords].filter((one) => one !== undefined).join(' ')}
            type="date"
            value={value}
            onChange={(event) => onType(event.target.value)}
          />
          <p id={inWords} className={quiet && writesDaysAlike(language) ? 'visually-hidden' : 'v-field__words'}>
            {value !== '' && format.longDay(value)}
          </p>
        </>
      )}
    </Field>
  );
}

/** A password with its own "Mostra"; it goes back to hidden when the form is sent. */
export function PasswordField({ name, label, hint, fault, value, onType, autoComplete }: Typed) {
  const t = useTexts(words);
  const [shown, setShown] = useState(false);
  return (
    <Field name={name} label={label} hint={hint} fault={fault}>
      {(control) => (
        <div className="v-password">
          <input
            {...control}
            type={shown ? 'text' : 'password'}
            value={value}
            autoComplete={autoComplete}
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => onType(event.target.value)}
          />
          <button
            type="button"
            className="v-password__show"
            aria-pressed={shown}
            aria-label={`${t.showPassword}: ${label}`}
            onClick={() => setShown(!shown)}
          >
            {t.show}
          </button>
        </div>
      )}
    </Field>
  );
}

interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string;
}

/** One of a few, all in view. */
export function Choices<T extends string>({
  name,
  label,
  hint,
  fault,
  value,
  choices,
  onChoose,
}: Labelled & { readonly value: T; readonly choices: readonly Choice<T>[]; readonly onChoose: (value: T) => void }) {
  const id = controlId(name);
  return (
    <fieldset className={fault === undefined ? 'v-choices' : 'v-choices v-field--fault'}>
      <legend>{label}</legend>
      {hint !== undefined && <p className="v-field__hint">{hint}</p>}
      <FaultText id={`${id}-fault`} fault={fault} />
      {choices.map((choice, index) => (
        <div key={choice.value} className="v-tick">
          <input
            type="radio"
            id={index === 0 ? id : `${id}-${choice.value}`}
            name={name}
            value={choice.value}
            checked={choice.value === value}
            aria-describedby={choice.hint === undefined ? undefined : `${id}-${choice.value}-hint`}
            onChange={() => onChoose(choice.value)}
          />
          <div>
            <label htmlFor={index === 0 ? id : `${id}-${choice.value}`}>{choice.label}</label>
            {choice.hint !== undefined && (
              <p id={`${id}-${choice.value}-hint`} className="v-field__hint">
                {choice.hint}
              </p>
            )}
          </div>
        </div>
      ))}
    </fieldset>
  );
}

/** A yes or no that takes effect with the form. */
export function Tick({
  name,
  label,
  hint,
  checked,
  onTick,
}: {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly checked: boolean;
  readonly onTick: (checked: boolean) => void;
}) {
  const id = controlId(name);
  const hintId = useId();
  return (
    <div className="v-tick">
      <input
        type="checkbox"
        id={id}
        name={name}
        checked={checked}
        aria-describedby={hint === undefined ? undefined : hintId}
        onChange={(event) => onTick(event.target.checked)}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && (
          <p id={hintId} className="v-field__hint">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}

interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
  /** The heading under which it stands, with its neighbours of the same. */
  readonly group?: string;
}

/** Options that follow each other under the same heading, in their order. */
function grouped<T extends string>(options: readonly Option<T>[]): { group: string | undefined; options: Option<T>[] }[] {
  const groups: { group: string | undefined; options: Option<T>[] }[] = [];
  for (const option of options) {
    const last = groups.at(-1);
    if (last && last.group === option.group) last.options.push(option);
    else groups.push({ group: option.group, options: [option] });
  }
  return groups;
}

/** One of several, in the browser's own list. */
export function SelectField<T extends string>({
  name,
  label,
  hint,
  fault,
  value,
  options,
  onChoose,
}: Labelled & { readonly value: T; readonly options: readonly Option<T>[]; readonly onChoose: (value: T) => void }) {
  return (
    <Field name={name} label={label} hint={hint} fault={fault}>
      {(control) => (
        <select
          {...control}
          value={value}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value);
            if (chosen) onChoose(chosen.value);
          }}
        >
          {grouped(options).map(({ group, options: some }) => {
            const lines = some.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ));
            return group === undefined ? (
              lines
            ) : (
              <optgroup key={group} label={group}>
                {lines}
              </optgroup>
            );
          })}
        </select>
      )}
    </Field>
  );
}

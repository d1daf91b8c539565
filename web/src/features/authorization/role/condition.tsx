import { useMutation } from '@tanstack/react-query';
import type { AskedProperties, TriedCondition } from '@varco/shared/authorization/conditions';
import { useEffect, useState } from 'react';
import { useFunctions } from '../../../core/functions.ts';
import { useTexts } from '../../../core/texts.ts';
import { useUnsaved } from '../../../core/unsaved.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { useFaultsOf } from '../../../ui/faults.ts';
import { AreaField, controlId, FaultText, SelectField } from '../../../ui/field.tsx';
import { type Fault, faultOf } from '../../../ui/form.tsx';
import { Note } from '../../../ui/note.tsx';
import { tryCondition } from '../role-queries.ts';
import { conditionMessages, exampleNames, examples } from './condition-messages.ts';

/** The condition of a function, as it is typed. */
export function ConditionText({ text }: { readonly text: string | undefined }) {
  const t = useTexts(conditionMessages);
  return (
    text !== undefined && (
      <span className="v-condition">
        {t.only} <code>{text}</code>
      </span>
    )
  );
}

/** The condition of a function in the grid that is changed, what it was, and the way to it. */
export function ConditionCell({
  name,
  label,
  text,
  saved,
  fault,
  onOpen,
}: {
  readonly name: string;
  /** How the function is called. */
  readonly label: string;
  readonly text: string | undefined;
  /** Absent: the role is not there yet. */
  readonly saved: { readonly text: string | undefined } | undefined;
  readonly fault: string | undefined;
  readonly onOpen: () => void;
}) {
  const t = useTexts(conditionMessages);
  const before = saved?.text;
  return (
    <span className="v-condition__cell">
      <ConditionText text={text} />
      {saved !== undefined && before !== text && (
        <span className="v-grid__was">{before === undefined ? t.wasNone : text === undefined ? t.removed(before) : t.was(before)}</span>
      )}
      <Button
        small
        id={controlId(name)}
        onClick={onOpen}
        aria-label={text === undefined ? t.addTo(label) : t.changeOf(label)}
        {...(fault === undefined ? {} : { 'aria-describedby': `${controlId(name)}-fault` })}
      >
        {text === undefined ? t.add : t.change}
      </Button>
      <FaultText id={`${controlId(name)}-fault`} fault={fault} />
    </span>
  );
}

/** Writes, explains and tries the condition of one function; it goes into the role that is being changed, and is saved with it. */
export function ConditionDialog({
  capability,
  actions,
  text,
  onApply,
  onClose,
}: {
  readonly capability: string;
  /** What the role grants of the function. */
  readonly actions: readonly string[];
  readonly text: string | undefined;
  readonly onApply: (text: string | undefined) => void;
  readonly onClose: () => void;
}) {
  const t = useTexts(conditionMessages);
  const functions = useFunctions();
  const faultsOf = useFaultsOf();
  const offered = actions.length > 0 ? actions : functions.actions(capability);
  const [typed, setTyped] = useState(text ?? '');
  const [about, setAbout] = useState('{\n  "resource": { },\n  "subject": { },\n  "context": { }\n}');
  const [action, setAction] = useState(offered[0] ?? 'search');
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [result, setResult] = useState<TriedCondition>();
  // What is wrong may have scrolled out of view: who pressed a button further down is brought to it.
  useEffect(() => {
    const field = faults.find((fault) => fault.field === 'condition' || fault.field === 'about')?.field;
    if (field !== undefined) document.getElementById(controlId(field))?.focus();
  }, [faults]);
  const condition = typed.trim();
  const unsaved = condition !== (text ?? '').trim();
  useUnsaved(unsaved);
  const tell = (error: unknown) => {
    setResult(undefined);
    setFaults(faultsOf(error));
  };
  const trying = useMutation({
    mutationFn: (sent: Partial<AskedProperties>) => tryCondition({ condition, function: capability, action, about: sent }),
    onSuccess: (answer) => {
      setFaults([]);
      setResult(answer);
    },
    onError: tell,
  });
  // What cannot be saved is said here, where it is typed.
  const checking = useMutation({
    mutationFn: () => tryCondition({ condition, function: capability, action, about: {} }),
    onSuccess: () => onApply(condition),
    onError: tell,
  });
  const run = () => {
    const sent = parsed(about);
    setResult(undefined);
    if (sent === undefined) return setFaults([{ field: 'about', text: t.notJson }]);
    trying.mutate(sent);
  };
  const change = (next: string) => {
    setTyped(next);
    setResult(undefined);
    setFaults([]);
  };
  const whole = faults.filter(({ field }) => field !== 'condition' && field !== 'about');
  return (
    <Dialog title={t.title(functions.fullLabel(capability))} unsaved={unsaved} onClose={onClose}>
      <div className="v-stack">
        <p>{t.intro}</p>
        <AreaField
          name="condition"
          label={t.label}
          hint={t.hint}
          fault={faultOf(faults, 'condition')}
          value={typed}
          onType={change}
          rows={3}
          spellCheck={false}
          autoCapitalize="off"
          data-first
        />
        <details>
          <summary>{t.examples}</summary>
          <ul className="v-note__list">
            {exampleNames.map((name) => (
              <li key={name}>
                <code className="v-condition">{examples[name]}</code> {t.means[name]}{' '}
                <Button small onClick={() => change(examples[name])} aria-label={t.use(t.means[name])}>
                  {t.useShort}
                </Button>
              </li>
            ))}
          </ul>
          <p className="v-field__hint">{t.allowed}</p>
        </details>
        <section className="v-stack" aria-label={t.trial}>
          <h3>{t.trial}</h3>
          <p className="v-field__hint">{t.trialText}</p>
          <AreaField
            name="about"
            label={t.about}
            hint={t.aboutHint}
            fault={faultOf(faults, 'about')}
            value={about}
            onType={setAbout}
            rows={5}
            spellCheck={false}
          />
          <SelectField
            name="condition-action"
            label={t.action}
            value={action}
            options={offered.map((one) => ({ value: one, label: functions.actionLabel(capability, one) }))}
            onChoose={setAction}
          />
          <div>
            <Button onClick={run} busy={trying.isPending}>
              {t.try}
            </Button>
          </div>
          <div aria-live="polite">
            {result && (
              <Note tone={result.outcome === 'true' ? 'ok' : 'warn'} title={t.outcomes[result.outcome]}>
                {result.error !== null && <p>{t.errors[result.error](result.name ?? '')}</p>}
              </Note>
            )}
            {whole.map((fault) => (
              <Note key={fault.text} tone="warn" title={fault.text} />
            ))}
          </div>
        </section>
        <div className="v-dialog__acts">
          <Button onClick={onClose}>{t.cancel}</Button>
          {text !== undefined && <Button onClick={() => onApply(undefined)}>{t.remove}</Button>}
          <Button look="main" busy={checking.isPending} onClick={() => (condition === '' ? onApply(undefined) : checking.mutate())}>
            {t.apply}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** What was typed as properties; undefined when it is no JSON object. */
function parsed(typed: string): Partial<AskedProperties> | undefined {
  try {
    const value: unknown = JSON.parse(typed.trim() === '' ? '{}' : typed);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTexts } from '../core/texts.ts';
import { Button, type Look } from './button.tsx';
import { controlId } from './field.tsx';
import { Icon } from './icon.tsx';
import { usePageFaults } from './page.tsx';
import { words } from './words.ts';

/** Something wrong in a form: the sentence, and the field it stands beside (absent: the form as a whole). */
export interface Fault {
  readonly field?: string;
  readonly text: string;
  /** What the field is called: said in the summary where several fields have the same fault. */
  readonly label?: string;
}

/** The sentences of a field's faults, if it has any. */
export function faultOf(faults: readonly Fault[], field: string): string | undefined {
  const own = faults.filter((fault) => fault.field === field).map((fault) => fault.text);
  return own.length === 0 ? undefined : own.join('\n');
}

/** What somebody pressed, as it can be found again once it is drawn anew: by its name. */
const nameOf = (element: Element | null): string => element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';

/** Who leaves a form goes on from the link or button that opened it, which was gone while the form stood in its place. */
function useWayBack(): void {
  const [opener] = useState(() => (document.activeElement?.matches('main a, main button') ? nameOf(document.activeElement) : ''));
  useEffect(() => {
    if (opener === '') return undefined;
    return () => {
      // After whatever takes the focus by itself, such as the word that it is saved.
      setTimeout(() => {
        if (document.activeElement !== document.body) return;
        const [one, ...more] = [...document.querySelectorAll<HTMLElement>('main a, main button')].filter((each) => nameOf(each) === opener);
        if (one && more.length === 0) one.focus();
      });
    };
  }, [opener]);
}

/** A form: its faults in a summary that takes focus, one way to save, Ctrl+Enter to save from anywhere inside. */
export function Form({
  label,
  faults,
  submit,
  cancel,
  look = 'main',
  busy = false,
  onSubmit,
  onCancel,
  children,
}: {
  readonly label: string;
  readonly faults: readonly Fault[];
  readonly submit: string;
  /** What leaving without sending is called, when it is not "Annulla". */
  readonly cancel?: string;
  /** How the button that sends is dressed, where another one is the main act of the page. */
  readonly look?: Look;
  readonly busy?: boolean;
  readonly onSubmit: () => void;
  readonly onCancel?: () => void;
  readonly children: ReactNode;
}) {
  const t = useTexts(words);
  usePageFaults(faults.length > 0);
  useWayBack();
  return (
    <form
      className="v-form"
      aria-label={label}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (!busy) onSubmit();
      }}
      onKeyDown={(event: KeyboardEvent<HTMLFormElement>) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
      }}
    >
      <FaultSummary faults={faults} />
      {children}
      <div className="v-form__acts">
        <Button type="submit" look={look} busy={busy}>
          {submit}
        </Button>
        {onCancel && (
          <Button look="quiet" onClick={onCancel}>
            {cancel ?? t.cancel}
          </Button>
        )}
      </div>
    </form>
  );
}

/** All faults at once, each leading to its field; focus goes here whenever the server has answered with faults. */
export function FaultSummary({ faults }: { readonly faults: readonly Fault[] }) {
  const t = useTexts(words);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (faults.length > 0) box.current?.focus();
  }, [faults]);
  if (faults.length === 0) return null;
  const inSummary = ({ text, label }: Fault): string =>
    label !== undefined && faults.filter((fault) => fault.text === text).length > 1 ? `${label}: ${text}` : text;
  return (
    <div ref={box} className="v-note v-note--bad" role="alert" tabIndex={-1}>
      <Icon name="fault" />
      <div className="v-note__text">
        <p>
          <strong>{t.faults(faults.length)}</strong>
        </p>
        <ul className="v-note__list">
          {faults.map((fault) => (
            <li key={`${fault.field ?? ''} ${fault.text}`}>
              {fault.field === undefined ? (
                inSummary(fault)
              ) : (
                <a
                  href={`#${controlId(fault.field)}`}
                  onClick={(event) => {
                    event.preventDefault();
                    document.getElementById(controlId(fault.field ?? ''))?.focus();
                  }}
                >
                  {inSummary(fault)}
                </a>
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

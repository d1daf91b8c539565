import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Field } from './field.tsx';

/** Something a search offers: its id, its name, a second line that tells namesakes apart. */
export interface Suggestion {
  readonly id: string;
  readonly name: string;
  readonly second: string;
}

const pauseMs = 150;

/** A field that looks something up while one types: arrows and Enter choose, Esc closes, emptying it takes the choice away. */
export function Combobox({
  name,
  label,
  hint,
  fault,
  quiet,
  chosen,
  look,
  count,
  onChoose,
}: {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly fault?: string | undefined;
  /** The hint is for those who listen. */
  readonly quiet?: boolean;
  /** The name of what is chosen now, or nothing. */
  readonly chosen: string;
  readonly look: (search: string) => Promise<readonly Suggestion[]>;
  /** How many were found, for those who listen. */
  readonly count: (found: number) => string;
  readonly onChoose: (suggestion: Suggestion | undefined) => void;
}) {
  const [typed, setTyped] = useState(chosen);
  const [seen, setSeen] = useState(chosen);
  const [found, setFound] = useState<readonly Suggestion[]>();
  const [at, setAt] = useState(-1);
  const listId = useId();
  const asked = useRef(0);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);

  if (seen !== chosen) {
    setSeen(chosen);
    setTyped(chosen);
  }

  const close = () => {
    clearTimeout(waiting.current);
    asked.current += 1;
    setFound(undefined);
    setAt(-1);
  };
  const type = (text: string) => {
    setTyped(text);
    close();
    if (text.trim() === '') {
      onChoose(undefined);
      return;
    }
    const mine = asked.current;
    waiting.current = setTimeout(() => {
      look(text.trim()).then(
        (suggestions) => {
          if (mine !== asked.current) return;
          setFound(suggestions);
        },
        () => undefined,
      );
    }, pauseMs);
  };
  const choose = (suggestion: Suggestion) => {
    setTyped(suggestion.name);
    close();
    onChoose(suggestion);
  };
  const key = (event: KeyboardEvent) => {
    if (!found || found.length === 0) return;
    const to = { ArrowDown: (at + 1) % found.length, ArrowUp: (at <= 0 ? found.length : at) - 1 }[event.key];
    const marked = found[at];
    if (to !== undefined) {
      event.preventDefault();
      setAt(to);
    } else if (event.key === 'Enter' && marked) {
      event.preventDefault();
      choose(marked);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      close();
    }
  };

  const open = found !== undefined && found.length > 0;
  return (
    <Field name={name} label={label} hint={hint} fault={fault} quiet={quiet ?? false}>
      {(control) => (
        <div className="v-combobox">
          <input
            {...control}
            type="text"
            role="combobox"
            autoComplete="off"
            aria-expanded={open}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={open && at >= 0 ? `${listId}-${at}` : undefined}
            value={typed}
            onChange={(event) => type(event.target.value)}
            onKeyDown={key}
            onBlur={() => {
              close();
              if (typed.trim() !== '') setTyped(chosen);
            }}
          />
          <div id={listId} role="listbox" aria-label={label} className="v-combobox__list" hidden={!open}>
            {found?.map((suggestion, index) => (
              <div
                key={suggestion.id}
                id={`${listId}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === at}
                className="v-combobox__option"
                onPointerDown={(event) => {
                  event.preventDefault();
                  choose(suggestion);
                }}
              >
                {suggestion.name}
                <span className="v-table__second">{suggestion.second}</span>
              </div>
            ))}
          </div>
          <p role="status" className={found?.length === 0 ? 'v-combobox__none' : 'visually-hidden'}>
            {found !== undefined && count(found.length)}
          </p>
        </div>
      )}
    </Field>
  );
}

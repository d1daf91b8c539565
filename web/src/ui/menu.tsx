import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Icon } from './icon.tsx';

/** A button that opens a short list of links and acts; arrows, Home, End and Esc work as in every menu. */
export function Menu({
  label,
  name,
  face,
  bare = false,
  children,
}: {
  readonly label: ReactNode;
  /** What the button is called aloud, when its label is not enough. */
  readonly name?: string;
  readonly face: string;
  /** Without the arrow: the label is a sign that already says menu. */
  readonly bare?: boolean;
  /** The entries: each one element with `role="menuitem"` and `tabIndex={-1}`. */
  readonly children: (close: () => void) => ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();

  const entries = (): HTMLElement[] => [...(box.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];

  useEffect(() => {
    if (!open) return undefined;
    box.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    const outside = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };

  const move = (event: KeyboardEvent) => {
    const all = entries();
    const at = document.activeElement instanceof HTMLElement ? all.indexOf(document.activeElement) : -1;
    const to = { ArrowDown: (at + 1) % all.length, ArrowUp: (at - 1 + all.length) % all.length, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      all[to]?.focus();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      close();
    } else if (event.key === 'Tab') setOpen(false);
  };

  return (
    <div ref={box} className="v-menu">
      <button
        ref={button}
        type="button"
        className={face}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={name}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' && !open) {
            event.preventDefault();
            setOpen(true);
          }
        }}
      >
        {label}
        {!bare && <Icon name={open ? 'up' : 'down'} size={16} />}
      </button>
      {open && (
        <div id={id} role="menu" aria-label={name} className="v-menu__list" tabIndex={-1} onKeyDown={move}>
          {children(close)}
        </div>
      )}
    </div>
  );
}

/** An entry of a menu that does something here; an entry that leads elsewhere is a link with the same role. */
export function MenuAct({
  close,
  onAct,
  children,
}: {
  readonly close: () => void;
  readonly onAct: () => void;
  readonly children: ReactNode;
}) {
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      onClick={() => {
        close();
        onAct();
      }}
    >
      {children}
    </button>
  );
}

import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTexts } from '../core/texts.ts';
import { Button, type Look } from './button.tsx';
import { type Fault, FaultSummary } from './form.tsx';
import { words } from './words.ts';

/** A question that stops everything else; focus goes to what changes nothing, Esc is the same as that, and asks first where it would lose something. */
export function Dialog({
  title,
  children,
  acts,
  unsaved = false,
  onClose,
  role = 'dialog',
}: {
  readonly title: string;
  readonly children?: ReactNode;
  /** Absent: a form inside has its own. */
  readonly acts?: ReactNode;
  /** Something typed here would be lost. */
  readonly unsaved?: boolean;
  readonly onClose: () => void;
  readonly role?: 'dialog' | 'alertdialog';
}) {
  const t = useTexts(words);
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [asking, setAsking] = useState(false);
  const dismiss = () => (unsaved ? setAsking(true) : onClose());
  useEffect(() => {
    const dialog = box.current;
    if (!dialog) return undefined;
    const opener = document.activeElement;
    dialog.showModal();
    dialog.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => {
      dialog.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={box}
      role={role}
      className="v-dialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={acts === undefined ? undefined : `${id}-text`}
      onKeyDown={(event) => {
        // Also here: of two presses in a row the browser lets only the first one be refused below.
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        dismiss();
      }}
      onCancel={(event) => {
        event.preventDefault();
        dismiss();
      }}
    >
      <h2 id={`${id}-title`}>{title}</h2>
      <div id={`${id}-text`} className="v-dialog__text">
        {children}
      </div>
      {acts !== undefined && <div className="v-dialog__acts">{acts}</div>}
      {asking && (
        <Dialog
          title={t.unsavedTitle}
          onClose={() => setAsking(false)}
          acts={
            <>
              <Button data-first onClick={() => setAsking(false)}>
                {t.unsavedStay}
              </Button>
              <Button look="danger" onClick={onClose}>
                {t.unsavedLeave}
              </Button>
            </>
          }
        >
          <p>{t.unsavedText}</p>
        </Dialog>
      )}
    </dialog>
  );
}

/** Asks before an act that takes something away: names the thing, the effects and what stays. */
export function Confirm({
  title,
  children,
  act,
  look = 'danger',
  busy = false,
  faults = [],
  onConfirm,
  onCancel,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly act: string;
  readonly look?: Look;
  readonly busy?: boolean;
  readonly faults?: readonly Fault[];
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}) {
  const t = useTexts(words);
  return (
    <Dialog
      title={title}
      onClose={onCancel}
      acts={
        <>
          <Button data-first onClick={onCancel}>
            {t.cancel}
          </Button>
          <Button look={look} busy={busy} onClick={onConfirm}>
            {act}
          </Button>
        </>
      }
    >
      {children}
      <FaultSummary faults={faults} />
    </Dialog>
  );
}

import { useBlocker } from '@tanstack/react-router';
import { useState } from 'react';
import { useTexts } from '../core/texts.ts';
import { forgetUnsaved, somethingUnsaved } from '../core/unsaved.ts';
import { leaveSession } from '../features/sessions/leave.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { words } from '../ui/words.ts';
import { messages } from './messages.ts';

/** Asks before a navigation that would lose what was typed. */
export function UnsavedGuard() {
  const t = useTexts(messages).unsaved;
  const blocker = useBlocker({ shouldBlockFn: somethingUnsaved, enableBeforeUnload: false, withResolver: true });
  if (blocker.status !== 'blocked') return null;
  return (
    <Dialog
      title={t.title}
      onClose={blocker.reset}
      acts={
        <>
          <Button data-first onClick={blocker.reset}>
            {t.stay}
          </Button>
          <Button
            look="danger"
            onClick={() => {
              forgetUnsaved();
              blocker.proceed();
            }}
          >
            {t.leave}
          </Button>
        </>
      }
    >
      <p>{t.text}</p>
    </Dialog>
  );
}

/** Always in view; asks first only if something typed would be lost (requirements R2.31). */
export function SignOutButton() {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const [question, setQuestion] = useState<'unsaved' | 'failed'>();
  const close = () => setQuestion(undefined);
  const leave = async () => {
    if (!(await leaveSession())) setQuestion('failed');
  };
  return (
    <>
      <button type="button" className="v-sign-out" onClick={() => (somethingUnsaved() ? setQuestion('unsaved') : void leave())}>
        {t.signOut}
      </button>
      {question === 'unsaved' && (
        <Dialog
          title={t.unsaved.signOutTitle}
          onClose={close}
          acts={
            <>
              <Button data-first onClick={close}>
                {t.unsaved.stay}
              </Button>
              <Button look="danger" onClick={() => void leave()}>
                {t.unsaved.signOut}
              </Button>
            </>
          }
        >
          <p>{t.unsaved.text}</p>
        </Dialog>
      )}
      {question === 'failed' && (
        <Dialog
          title={t.notSignedOut.title}
          onClose={close}
          acts={
            <>
              <Button onClick={close}>{shared.close}</Button>
              <Button look="main" data-first onClick={() => void leave()}>
                {shared.retry}
              </Button>
            </>
          }
        >
          <p>{t.notSignedOut.text}</p>
        </Dialog>
      )}
    </>
  );
}

import { useBlocker } from '@tanstack/react-router';
import { useState } from 'react';
import { leaveForGood } from '../core/http.ts';
import { useTexts } from '../core/texts.ts';
import { forgetUnsaved, somethingUnsaved } from '../core/unsaved.ts';
import { tellOtherTabs } from '../features/sessions/other-tabs.ts';
import { signOut } from '../features/sessions/queries.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
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

async function leave(): Promise<void> {
  await signOut().catch(() => undefined);
  tellOtherTabs('signed-out');
  leaveForGood();
}

/** Always in view; asks first only if something typed would be lost (requirements R2.31). */
export function SignOutButton() {
  const t = useTexts(messages);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <button type="button" className="v-sign-out" onClick={() => (somethingUnsaved() ? setAsking(true) : void leave())}>
        {t.signOut}
      </button>
      {asking && (
        <Dialog
          title={t.unsaved.signOutTitle}
          onClose={() => setAsking(false)}
          acts={
            <>
              <Button data-first onClick={() => setAsking(false)}>
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
    </>
  );
}

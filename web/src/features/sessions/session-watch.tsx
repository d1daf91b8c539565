import { useCallback, useEffect, useRef, useState } from 'react';
import { learnServerTime, serverNow } from '../../core/clock.ts';
import { goToDoor, onActivity } from '../../core/http.ts';
import { useVoice } from '../../core/live.tsx';
import { useFormat, useMe } from '../../core/me.ts';
import { useTexts } from '../../core/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { type Deadlines, minutesLeft, type Outlook, outlook } from './deadlines.ts';
import { leaveSession } from './leave.ts';
import { messages } from './messages.ts';
import { onOtherTab, tellOtherTabs } from './other-tabs.ts';
import { keepSession, readClock } from './queries.ts';

const minuteMs = 60_000;
const retryMs = 5_000;

/** Follows the session's end, which the server decides: warns in time, lets the person stay, leaves when it is over. */
export function SessionWatch() {
  const me = useMe();
  const deadlines = useRef<Deadlines>({ ...me.session });
  const [view, setView] = useState<Outlook>(() => outlook(deadlines.current, serverNow()));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const look = useCallback(() => {
    clearTimeout(timer.current);
    const now = outlook(deadlines.current, serverNow());
    setView(now);
    if (now.kind === 'over') void ask();
    else timer.current = setTimeout(now.kind === 'idle-warning' ? look : lookAgain, now.kind === 'idle-warning' ? 1_000 : now.lookAgainMs);

    /** A warning is shown only after asking: another tab may have kept the session. */
    function lookAgain(): void {
      if (outlook(deadlines.current, serverNow()).kind === 'quiet') look();
      else void ask();
    }

    /** Asks the server how long is left; when the session is over this very call leaves for the door. */
    async function ask(): Promise<void> {
      clearTimeout(timer.current);
      try {
        const clock = await readClock();
        learnServerTime(clock.now);
        deadlines.current = { ...deadlines.current, idleEndsAt: clock.idleEndsAt, endsAt: clock.endsAt };
        look();
      } catch {
        timer.current = setTimeout(look, retryMs);
      }
    }
  }, []);

  const prolong = useCallback(() => {
    const idleEndsAt = new Date(serverNow().getTime() + me.session.idleMinutes * minuteMs).toISOString();
    deadlines.current = { ...deadlines.current, idleEndsAt };
    look();
  }, [look, me.session.idleMinutes]);

  useEffect(() => {
    look();
    const awake = () => document.visibilityState === 'visible' && look();
    const restored = (event: PageTransitionEvent) => event.persisted && location.reload();
    document.addEventListener('visibilitychange', awake);
    addEventListener('pageshow', restored);
    const silence = [
      onActivity(prolong),
      onOtherTab((message) => (message === 'signed-out' ? goToDoor(false) : prolong())),
      () => document.removeEventListener('visibilitychange', awake),
      () => removeEventListener('pageshow', restored),
      () => clearTimeout(timer.current),
    ];
    return () => {
      for (const stop of silence) stop();
    };
  }, [look, prolong]);

  if (view.kind === 'idle-warning') return <IdleWarning leftMs={view.leftMs} idleMinutes={me.session.idleMinutes} />;
  if (view.kind === 'limit-warning') return <LimitWarning endsAt={view.endsAt} />;
  return null;
}

/**
 * Spoken when it opens and again at 30 seconds, from inside: behind an open dialog nothing else of the page is heard.
 * Answered in one tab it goes in all.
 */
function IdleWarning({ leftMs, idleMinutes }: { readonly leftMs: number; readonly idleMinutes: number }) {
  const t = useTexts(messages);
  const voice = useVoice();
  const [unreachable, setUnreachable] = useState(false);
  const short = leftMs <= 30_000;
  const seconds = Math.max(1, Math.ceil(leftMs / 1_000));

  const keep = async () => {
    try {
      await keepSession();
      tellOtherTabs('kept');
      voice.say(t.kept);
    } catch {
      setUnreachable(true);
    }
  };
  const leave = async () => {
    if (!(await leaveSession())) setUnreachable(true);
  };
  return (
    <Dialog
      title={t.idleTitle}
      role="alertdialog"
      onClose={() => void keep()}
      acts={
        <>
          <Button onClick={() => void leave()}>{t.signOut}</Button>
          <Button look="main" data-first onClick={() => void keep()}>
            {t.keep}
          </Button>
        </>
      }
    >
      <p>
        <strong>{seconds <= 60 ? t.idleSeconds(seconds) : t.idleLeft(minutesLeft(leftMs))}</strong>
      </p>
      <p>{t.idleWhy(idleMinutes)}</p>
      {unreachable && (
        <p role="alert" className="v-field__fault">
          {t.notKept}
        </p>
      )}
      <p role="alert" className="visually-hidden">
        {short && t.idleSeconds(30)}
      </p>
    </Dialog>
  );
}

function LimitWarning({ endsAt }: { readonly endsAt: string }) {
  const t = useTexts(messages);
  const voice = useVoice();
  const time = useFormat().time(endsAt);
  useEffect(() => {
    voice.alert(`${t.limit(time)} ${t.limitWhy}`);
  }, [voice, t, time]);
  return (
    <section className="v-strip" aria-label={t.limit(time)}>
      <Icon name="warning" />
      <p>
        <strong>{t.limit(time)}</strong> {t.limitWhy}
      </p>
    </section>
  );
}

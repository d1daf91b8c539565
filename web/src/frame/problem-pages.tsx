import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { isRefusal, Refused, Unreachable } from '../core/http.ts';
import { useTexts } from '../core/texts.ts';
import { Button, looks } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { words } from '../ui/words.ts';
import { messages } from './messages.ts';

function WaysOn() {
  const t = useTexts(messages).notFound;
  return (
    <p className="v-ways-on">
      <Link to="/" className={looks.plain}>
        {t.desk}
      </Link>
      <Link to="/help">{t.help}</Link>
    </p>
  );
}

/** No such page, or not one of yours: the same answer to both (requirements D2). */
export function NotFoundPage() {
  const t = useTexts(messages).notFound;
  return (
    <Page title={t.title}>
      <p>{t.text}</p>
      <WaysOn />
    </Page>
  );
}

/** A page that could not be shown: what happened, what it means for the work, what to do. */
export function FaultPage({ error }: ErrorComponentProps) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const router = useRouter();
  // An address that cannot be one of ours is answered as one that is not there.
  if (isRefusal(error, 'request.not-found') || isRefusal(error, 'request.invalid')) return <NotFoundPage />;
  if (isRefusal(error, 'authorization.not-allowed')) {
    return (
      <Page title={t.notAllowed.title}>
        <p>{error.problem.title || t.notAllowed.text}</p>
        <WaysOn />
      </Page>
    );
  }
  const code = error instanceof Refused ? error.problem.instance : undefined;
  const lost = error instanceof Unreachable;
  return (
    <Page title={lost ? t.fault.unreachableTitle : t.fault.title}>
      <p>{lost ? t.fault.unreachable : t.fault.text}</p>
      {code !== undefined && <p>{t.fault.code(code)}</p>}
      <p>
        <Button look="main" onClick={() => void router.invalidate()}>
          {shared.retry}
        </Button>
      </p>
    </Page>
  );
}

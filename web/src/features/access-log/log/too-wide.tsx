import { getRouteApi, Link } from '@tanstack/react-router';
import { addDays, type Day } from '@varco/shared/days';
import { useFormat } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { looks } from '../../../ui/button.tsx';
import { Note } from '../../../ui/note.tsx';
import { useFaultSentence } from '../../../ui/problem.tsx';
import { keptOf } from './address.ts';
import { messages } from './messages.ts';

const route = getRouteApi('/access-log');

const DAYS = [7, 30] as const;

/** A search that would have read too much: what to narrow, and two periods that are one press away. */
export function TooWide({ error, title }: { readonly error: Error; readonly title?: string }) {
  const t = useTexts(messages);
  const say = useFaultSentence();
  const format = useFormat();
  const address = route.useSearch();
  const today = format.today() as Day;
  return (
    <Note tone="warn" title={title ?? say(error)}>
      {title !== undefined && <p>{say(error)}</p>}
      <div className="v-note__acts">
        {DAYS.map((days) => (
          <Link
            key={days}
            to="/access-log"
            search={{ ...keptOf(address), from: addDays(today, 1 - days), to: today }}
            className={looks.plain}
            resetScroll={false}
          >
            {t.lastDays(days)}
          </Link>
        ))}
      </div>
    </Note>
  );
}

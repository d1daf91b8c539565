import type { ReactNode } from 'react';
import { useFormat } from '../core/me.ts';
import { useTexts } from '../core/texts.ts';
import { rangeOf, type Total, type Ways } from './range.ts';
import { words } from './words.ts';

/** How a total is said: "80", or "oltre 1.000" when nobody counted further. */
export function useTotal(): (total: Total) => string {
  const t = useTexts(words);
  const format = useFormat();
  return ({ count, more }) => (more ? t.more(format.number(count)) : format.number(count));
}

/** Where one is in the results, and the ways to the pages before and after. */
export function Pager({
  shown,
  total,
  ways,
  previous,
  next,
}: {
  readonly shown: number;
  readonly total: Total;
  readonly ways: Ways;
  readonly previous?: ReactNode;
  readonly next?: ReactNode;
}) {
  const t = useTexts(words);
  const format = useFormat();
  const say = useTotal();
  const { from, to } = rangeOf(shown, total, ways);
  return (
    <nav className="v-pager" aria-label={t.pages}>
      <p>{t.range(format.number(from), format.number(to), say(total))}</p>
      <div className="v-pager__ways">
        {previous}
        {next}
      </div>
    </nav>
  );
}

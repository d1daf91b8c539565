import { type ReactNode, useEffect, useRef } from 'react';
import { useVoice } from '../core/live.tsx';
import { useFormat } from '../core/me.ts';
import { useTexts } from '../core/texts.ts';
import { rangeOf, type Total } from './range.ts';
import { type Column, Table } from './table.tsx';
import { words } from './words.ts';

/** Where a page of results stands: before or after a key, and the number its first row is said to have. */
export type Place = { readonly row: number } & ({ readonly before: string } | { readonly after: string });

/** One page of what a search found, as every list of the server answers. */
interface Found<Item> {
  readonly items: readonly Item[];
  readonly previous: string | null;
  readonly next: string | null;
  readonly total: Total;
}

/** How a total is said: "80", or "oltre 1.000" when nobody counted further. */
export function useTotal(): (total: Total) => string {
  const t = useTexts(words);
  const format = useFormat();
  return ({ count, more }) => (more ? t.more(format.number(count)) : format.number(count));
}

/**
 * What a search found: a table, and the pages before and after it. How many were found is told to those who listen whenever the
 * search changes.
 */
export function Results<Item>({
  page,
  search,
  found,
  settled,
  row,
  caption,
  columns,
  line,
  turn,
  lead,
  empty,
}: {
  readonly page: Found<Item>;
  /** The search in one string, without the place in it. */
  readonly search: string;
  /** How many were found, in words. */
  readonly found: string;
  /** False while the rows are still those of the search before. */
  readonly settled: boolean;
  /** The number the address says the first row has. */
  readonly row: number | undefined;
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly line: (item: Item) => ReactNode;
  /** The link to another page of these results. */
  readonly turn: (place: Place, label: string) => ReactNode;
  /** What stands above the table. */
  readonly lead?: ReactNode;
  /** What stands in its place when nothing was found. */
  readonly empty: ReactNode;
}) {
  const t = useTexts(words);
  const voice = useVoice();
  const said = useRef(search);
  useEffect(() => {
    if (!settled || said.current === search) return;
    said.current = search;
    voice.say(found);
  }, [search, found, settled, voice]);

  if (page.items.length === 0) return empty;

  const shown = page.items.length;
  const from = page.previous === null ? 1 : (row ?? 1);
  return (
    <div className="v-list" aria-busy={!settled}>
      {lead}
      <Table caption={caption} columns={columns}>
        {page.items.map(line)}
      </Table>
      <nav className="v-pager" aria-label={t.pages}>
        <Range shown={shown} total={page.total} from={from} first={page.previous === null} last={page.next === null} />
        <div className="v-pager__ways">
          {page.previous !== null && turn({ before: page.previous, row: Math.max(1, from - shown) }, t.previous)}
          {page.next !== null && turn({ after: page.next, row: from + shown }, t.next)}
        </div>
      </nav>
    </div>
  );
}

function Range({ shown, total, ...ways }: { readonly shown: number; readonly total: Total } & Parameters<typeof rangeOf>[2]) {
  const t = useTexts(words);
  const format = useFormat();
  const say = useTotal();
  const { from, to } = rangeOf(shown, total, ways);
  return <p>{t.range(format.number(from), format.number(to), say(total))}</p>;
}

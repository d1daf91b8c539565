import type { UserLine, UserPage } from '@varco/shared/directory/api';
import type { AudienceInput } from '@varco/shared/first-passwords/api';
import { type ReactNode, useState } from 'react';
import { useVoice } from '../../../core/live.tsx';
import { useFormat } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { useTotal } from '../../../ui/results.tsx';
import { PrepareDialog } from '../first-passwords/prepare-dialog.tsx';
import { filtersOf, type UsersAddress } from './address.ts';
import { messages } from './messages.ts';

/** Which rows are chosen: some, page after page, or whatever the search finds. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly everything: boolean;
  readonly choose: (ids: readonly string[], chosen: boolean) => void;
  readonly chooseEverything: () => void;
  readonly clear: () => void;
}

const nobody: ReadonlySet<string> = new Set();

/** The rows chosen in the list that `search` finds; another search begins without any. */
export function useSelection(search: string, shown: readonly string[]): Selection {
  const [chosen, setChosen] = useState({ search, ids: nobody, everything: false });
  const now = chosen.search === search ? chosen : { search, ids: nobody, everything: false };
  return {
    ids: now.ids,
    everything: now.everything,
    choose: (ids, isChosen) => {
      // Whoever takes one away from everything keeps those he sees.
      const next = new Set(now.everything ? shown : now.ids);
      for (const id of ids) {
        if (isChosen) next.add(id);
        else next.delete(id);
      }
      setChosen({ search, ids: next, everything: false });
    },
    chooseEverything: () => setChosen({ search, ids: nobody, everything: true }),
    clear: () => setChosen({ search, ids: nobody, everything: false }),
  };
}

/** The box that chooses a row, beside what the row is about. */
export function PickRow({
  selection,
  user,
  children,
}: {
  readonly selection: Selection | undefined;
  readonly user: UserLine;
  readonly children: ReactNode;
}) {
  const t = useTexts(messages).selection;
  if (!selection) return children;
  return (
    <div className="v-pick">
      <input
        type="checkbox"
        aria-label={t.pick(`${user.familyName} ${user.givenName}`)}
        checked={selection.everything || selection.ids.has(user.id)}
        onChange={(event) => selection.choose([user.id], event.target.checked)}
      />
      <div>{children}</div>
    </div>
  );
}

/** How many rows are chosen and what may be done with them; it stands there from the start, so that nothing jumps. */
export function SelectionBar({
  selection,
  page,
  address,
}: {
  readonly selection: Selection;
  readonly page: UserPage;
  readonly address: UsersAddress;
}) {
  const t = useTexts(messages).selection;
  const format = useFormat();
  const say = useTotal();
  const voice = useVoice();
  const [audience, setAudience] = useState<AudienceInput>();
  const { ids, everything } = selection;
  const total = say(page.total);
  if (page.items.length === 0) return null;
  if (!everything && ids.size === 0) {
    const count = page.items.length;
    return (
      <div className="v-selection">
        <Button
          small
          onClick={() => {
            selection.choose(
              page.items.map(({ id }) => id),
              true,
            );
            voice.say(t.some(count, format.number(count)));
          }}
        >
          {t.page(count, format.number(count))}
        </Button>
      </div>
    );
  }
  const counted = everything ? t.allPicked(total) : t.some(ids.size, format.number(ids.size));
  return (
    <section className="v-selection v-selection--some" aria-label={t.label}>
      <p className="v-selection__count">{counted}</p>
      {!everything && (page.total.more || page.total.count > ids.size) && (
        <Button
          small
          onClick={() => {
            selection.chooseEverything();
            voice.say(t.allPicked(total));
          }}
        >
          {t.all(total)}
        </Button>
      )}
      <Button
        small
        onClick={() =>
          setAudience(everything ? { matching: { ...filtersOf(address), state: address.state ?? 'can-enter' } } : { users: [...ids] })
        }
      >
        {t.prepare}
      </Button>
      <Button small look="quiet" onClick={selection.clear}>
        {t.none}
      </Button>
      {audience && <PrepareDialog audience={audience} onClose={() => setAudience(undefined)} />}
    </section>
  );
}

import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { phaseOf } from '@varco/shared/authorization/standing';
import { useState } from 'react';
import { useFormat } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { looks } from '../../../ui/button.tsx';
import { Confirm } from '../../../ui/dialog.tsx';
import { useFaultsOf } from '../../../ui/faults.ts';
import { Choices } from '../../../ui/field.tsx';
import type { Fault } from '../../../ui/form.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Menu, MenuAct } from '../../../ui/menu.tsx';
import { words } from '../../../ui/words.ts';
import { dayBefore } from './days.ts';
import { messages } from './messages.ts';
import type { Outcome } from './outcome.tsx';

type Question = 'end' | 'remove';

/** What can be done with one row: change its days, end it, take it away; the last two ask. */
export function RowActs({
  userId,
  kind,
  row,
  what,
  onEnd,
  onRemove,
  onDone,
}: {
  readonly userId: string;
  readonly kind: 'placement' | 'role';
  readonly row: { readonly id: string; readonly from: string; readonly to: string | null };
  /** The row in words, for its buttons and questions. */
  readonly what: string;
  readonly onEnd: (to: string) => Promise<void>;
  readonly onRemove: () => Promise<void>;
  readonly onDone: (outcome: Outcome) => void;
}) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const today = useFormat().today();
  const faultsOf = useFaultsOf(() => undefined);
  const [question, setQuestion] = useState<Question>();
  const [when, setWhen] = useState<'today' | 'now'>('today');
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const ask = (next: Question | undefined) => {
    setFaults([]);
    setQuestion(next);
  };
  // What began today cannot have ended yesterday: it goes as if it had never been.
  const startedToday = row.from === today;
  const acting = useMutation({
    mutationFn: (asked: Question) => {
      if (asked === 'remove' || (when === 'now' && startedToday)) return onRemove();
      return onEnd(when === 'today' ? today : dayBefore(today));
    },
    onSuccess: (_, asked) => {
      ask(undefined);
      onDone(asked === 'remove' ? 'removed' : 'ended');
    },
    onError: (error) => setFaults(faultsOf(error)),
  });
  return (
    <>
      <span className="v-row-acts">
        <Link
          to="/users/$id/roles"
          params={{ id: userId }}
          search={{ edit: kind, row: row.id }}
          className={`${looks.plain} v-button--small`}
          aria-label={t.editRow(what)}
        >
          {shared.edit}
        </Link>
        <Menu face={`${looks.quiet} v-button--small`} label={<Icon name="more" />} name={t.more(what)} bare>
          {(close) => (
            <>
              {phaseOf(row, today) === 'current' && (
                <MenuAct close={close} onAct={() => ask('end')}>
                  {t.end}
                </MenuAct>
              )}
              <MenuAct close={close} onAct={() => ask('remove')}>
                {t.remove}
              </MenuAct>
            </>
          )}
        </Menu>
      </span>
      {question !== undefined && (
        <Confirm
          title={question === 'end' ? t.endTitle(what) : t.removeTitle(what)}
          act={t[question]}
          busy={acting.isPending}
          faults={faults}
          onConfirm={() => acting.mutate(question)}
          onCancel={() => ask(undefined)}
        >
          {question === 'end' ? (
            <>
              <p>{kind === 'placement' ? t.endPlacementText : t.endRoleText}</p>
              <Choices
                name="when"
                label={t.endWhen}
                value={when}
                choices={[
                  { value: 'today', label: t.endToday, hint: t.endTodayHint },
                  { value: 'now', label: t.endNow, hint: startedToday ? t.endNowStarted : t.endNowHint },
                ]}
                onChoose={setWhen}
              />
            </>
          ) : (
            <>
              <p>{t.removeText}</p>
              <p>{t.removeStays}</p>
            </>
          )}
        </Confirm>
      )}
    </>
  );
}

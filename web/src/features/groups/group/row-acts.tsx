import { useMutation } from '@tanstack/react-query';
import { phaseOf } from '@varco/shared/authorization/standing';
import { useState } from 'react';
import { useFormat } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { looks } from '../../../ui/button.tsx';
import { Confirm } from '../../../ui/dialog.tsx';
import { useFaultsOf } from '../../../ui/faults.ts';
import type { Fault } from '../../../ui/form.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Menu, MenuAct } from '../../../ui/menu.tsx';
import { State } from '../../../ui/state.tsx';
import { messages } from '../messages.ts';
import { changeRow, type RowKind, removeRow } from '../queries.ts';

/** From when to when, as a row of the page has it. */
export interface Dated {
  readonly id: string;
  readonly from: string;
  readonly to: string | null;
}

/** What was done with a row. */
export type RowOutcome = 'added' | 'changed' | 'ended' | 'taken';

/** Whether a row holds today; `lapse` says what keeps it from giving anything, if something does. */
export function Phase({ row, lapse }: { readonly row: Omit<Dated, 'id'>; readonly lapse?: string | undefined }) {
  const t = useTexts(messages);
  const format = useFormat();
  const phase = phaseOf(row, format.today());
  if (phase === 'over') return <State mark="quiet">{t.over}</State>;
  if (phase === 'not-yet') return <State mark="open">{t.starts(format.distance(row.from))}</State>;
  return lapse === undefined ? <State mark="ok">{t.current}</State> : <State mark="warn">{lapse}</State>;
}

/** What can be done with one row of a group: other days, an end today, taking it away; the last two ask. */
export function RowActs({
  groupId,
  kind,
  row,
  what,
  onEdit,
  onDone,
}: {
  readonly groupId: string;
  readonly kind: RowKind;
  readonly row: Dated;
  /** The row in words, for its buttons and questions. */
  readonly what: string;
  readonly onEdit: () => void;
  readonly onDone: (outcome: RowOutcome) => void;
}) {
  const t = useTexts(messages);
  const today = useFormat().today();
  const faultsOf = useFaultsOf(() => undefined);
  const [question, setQuestion] = useState<'ending' | 'taking'>();
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const ask = (next: typeof question) => {
    setFaults([]);
    setQuestion(next);
  };
  const acting = useMutation({
    mutationFn: (asked: 'ending' | 'taking') =>
      asked === 'taking' ? removeRow(groupId, kind, row.id) : changeRow(groupId, kind, row.id, { from: row.from, to: today }),
    onSuccess: (_, asked) => {
      ask(undefined);
      onDone(asked === 'taking' ? 'taken' : 'ended');
    },
    onError: (error) => setFaults(faultsOf(error)),
  });
  return (
    <>
      <Menu face={`${looks.quiet} v-button--small`} label={<Icon name="more" />} name={t.actsOnRow(what)} bare>
        {(close) => (
          <>
            <MenuAct close={close} onAct={onEdit}>
              {t.changeDays}
            </MenuAct>
            {phaseOf(row, today) === 'current' && row.to !== today && (
              <MenuAct close={close} onAct={() => ask('ending')}>
                {t.endToday}
              </MenuAct>
            )}
            <MenuAct close={close} onAct={() => ask('taking')}>
              {t.take}
            </MenuAct>
          </>
        )}
      </Menu>
      {question !== undefined && (
        <Confirm
          title={t[question].title(what)}
          act={question === 'ending' ? t.endToday : t.take}
          busy={acting.isPending}
          faults={faults}
          onConfirm={() => acting.mutate(question)}
          onCancel={() => ask(undefined)}
        >
          <p>{t[question].text}</p>
        </Confirm>
      )}
    </>
  );
}

import { useMutation } from '@tanstack/react-query';
import { licenceTexts } from '@varco/shared/identity/licences';
import { MOST_SEATS, type Pool, type SeatMode, type Seats, seatModes } from '@varco/shared/seats/api';
import { useEffect, useState } from 'react';
import { isRefusal } from '../../core/http.ts';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { useUnsaved } from '../../core/unsaved.ts';
import { Card } from '../../ui/card.tsx';
import { useFaultsOf } from '../../ui/faults.ts';
import { Choices, controlId, TextField } from '../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../ui/form.tsx';
import { words } from '../../ui/words.ts';
import { messages } from './messages.ts';
import { changePool } from './queries.ts';

/** How many seats were bought of one licence, and how they are counted. */
export function PoolForm({
  pool,
  onSaved,
  onOvertaken,
  onCancel,
}: {
  readonly pool: Pool;
  readonly onSaved: (seats: Seats) => void;
  readonly onOvertaken: (now: Seats) => void;
  readonly onCancel: () => void;
}) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const { name } = licenceTexts[pool.licence][useLanguage()];
  const faultsOf = useFaultsOf();
  const [limit, setLimit] = useState<'limited' | 'none'>(pool.bought === null ? 'none' : 'limited');
  const [text, setText] = useState(pool.bought === null ? '' : String(pool.bought));
  const [mode, setMode] = useState<SeatMode>(pool.mode);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const typed = /^\d{1,7}$/.test(text.trim()) && Number(text) <= MOST_SEATS ? Number(text) : Number.NaN;
  const bought = limit === 'none' ? null : typed;
  const isChanged = !Object.is(bought, pool.bought) || mode !== pool.mode;
  const letGo = useUnsaved(isChanged);
  const first = pool.bought === null ? `${controlId('limit')}-none` : controlId('limit');
  useEffect(() => document.getElementById(first)?.focus(), [first]);

  const leave = () => {
    letGo();
    onCancel();
  };
  const saving = useMutation({
    mutationFn: () => changePool(pool.licence, { version: pool.version, bought, mode }),
    onSuccess: (next) => {
      letGo();
      onSaved(next);
    },
    onError: (error) => {
      if (!isRefusal(error, 'request.changed-meanwhile')) return setFaults(faultsOf(error));
      onOvertaken(error.problem.current as Seats);
      setFaults([{ text: t.meanwhile }]);
    },
  });
  return (
    <Card title={t.formTitle(name)}>
      <Form
        label={t.formTitle(name)}
        faults={faults}
        submit={shared.save}
        busy={saving.isPending}
        onSubmit={() => {
          if (!isChanged) return leave();
          const isWrong = bought !== null && Number.isNaN(bought);
          setFaults(isWrong ? [{ field: 'bought', text: t.whole }] : []);
          if (!isWrong) saving.mutate();
        }}
        onCancel={leave}
      >
        <Choices
          name="limit"
          label={t.limit}
          value={limit}
          choices={[
            { value: 'limited', label: t.limited },
            { value: 'none', label: t.none },
          ]}
          onChoose={setLimit}
        />
        {limit === 'limited' && (
          <TextField
            name="bought"
            label={t.boughtLabel}
            hint={t.boughtHint}
            fault={faultOf(faults, 'bought')}
            value={text}
            inputMode="numeric"
            maxLength={7}
            autoComplete="off"
            onType={setText}
          />
        )}
        <Choices
          name="mode"
          label={t.mode}
          value={mode}
          choices={seatModes.map((value) => ({ value, label: t.modes[value], hint: t.modeHints[value] }))}
          onChoose={setMode}
        />
      </Form>
    </Card>
  );
}

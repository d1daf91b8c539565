import type { HandoutState, PartState } from '@varco/shared/first-passwords/api';
import { useTexts } from '../../../core/texts.ts';
import { type Mark, State } from '../../../ui/state.tsx';
import { messages } from './messages.ts';

const handoutMarks: Readonly<Record<HandoutState, Mark>> = {
  waiting: 'open',
  making: 'open',
  stopped: 'warn',
  finished: 'ok',
  cancelled: 'quiet',
};

/** Where a preparation stands. */
export function HandoutMark({ state }: { readonly state: HandoutState }) {
  const t = useTexts(messages);
  return <State mark={handoutMarks[state]}>{t.states[state]}</State>;
}

const partMarks: Readonly<Record<PartState, Mark>> = {
  making: 'open',
  ready: 'ok',
  'handed-out': 'exit',
  expired: 'quiet',
  empty: 'quiet',
};

/** Where a part stands. */
export function PartMark({ state }: { readonly state: PartState }) {
  const t = useTexts(messages);
  return <State mark={partMarks[state]}>{t.one.partStates[state]}</State>;
}

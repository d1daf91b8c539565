import type { RunState } from '@varco/shared/jobs/jobs';
import { jobTexts } from '@varco/shared/jobs/messages';
import { outcomeSentence } from '@varco/shared/jobs/outcomes';
import type { Run } from '@varco/shared/operations/api';
import { useEffect, useRef } from 'react';
import { useVoice } from '../../core/live.tsx';
import { useFormat } from '../../core/me.ts';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { type Mark, State } from '../../ui/state.tsx';
import { messages } from './messages.ts';

const marks: Readonly<Record<RunState, Mark>> = { waiting: 'open', running: 'change', done: 'ok', failed: 'bad', cancelled: 'quiet' };

/** Where a run stands, with how far it is or how it ended. */
export function RunOutcome({ run, brief = false }: { readonly run: Run; readonly brief?: boolean }) {
  const t = useTexts(messages);
  const language = useLanguage();
  const far = useProgress()(run);
  return (
    <>
      <State mark={marks[run.state]}>{t.states[run.state]}</State>
      {far && <span className="v-table__second">{far}</span>}
      {!brief && run.outcome && <span className="v-table__second">{outcomeSentence(language, run.outcome)}</span>}
      {!brief && run.outcome?.code === 'fault' && <span className="v-table__second">{t.codeOf(run.id)}</span>}
    </>
  );
}

/** How far a run is, in words; undefined while nothing is known. */
export function useProgress(): (run: Run) => string | undefined {
  const t = useTexts(messages);
  const format = useFormat();
  return ({ state, done, total }) => {
    if (state !== 'running' || done === 0) return undefined;
    return total === null ? t.progressSoFar(format.number(done)) : t.progressOf(format.number(done), format.number(total));
  };
}

/** How long a run took, in words; undefined until it ended. */
export function useDuration(): (run: Run) => string | undefined {
  const t = useTexts(messages);
  const format = useFormat();
  return ({ startedAt, endedAt }) => {
    if (startedAt === null || endedAt === null) return undefined;
    const seconds = Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1_000);
    if (seconds < 1) return t.lessThanASecond;
    const minutes = Math.round(seconds / 60);
    return seconds < 120 ? t.seconds(seconds, format.number(seconds)) : t.minutes(minutes, format.number(minutes));
  };
}

const QUARTER = 25;

/** Tells those who listen when a run changes its state or passes a quarter, never at each step; `known` is the state they were told of. */
export function useSpokenRun(run: Run | undefined, known?: RunState): void {
  const t = useTexts(messages);
  const language = useLanguage();
  const voice = useVoice();
  const said = useRef(known && `${known} 0`);
  const quarter = run?.state === 'running' && run.total ? Math.floor((100 * run.done) / run.total / QUARTER) * QUARTER : 0;
  const now = run && `${run.state} ${quarter}`;
  useEffect(() => {
    if (!run || said.current === now) return;
    const isFirst = said.current === undefined;
    said.current = now;
    if (isFirst) return;
    const name = jobTexts[run.job].name[language];
    const end = run.outcome ? ` ${outcomeSentence(language, run.outcome)}` : '';
    voice.say(quarter > 0 ? t.percent(name, quarter) : `${t.said(name, t.states[run.state])}${end}`);
  }, [run, now, quarter, language, t, voice]);
}

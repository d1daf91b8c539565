import { useQuery } from '@tanstack/react-query';
import type { RoleTrial } from '@varco/shared/authorization/overview';
import { useFormat } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { useFaultsOf } from '../../../ui/faults.ts';
import { Note } from '../../../ui/note.tsx';
import { type Trial, trialQuery } from '../rights/queries.ts';
import { useGrantWords } from './grant-words.ts';
import { messages } from './messages.ts';

/** What would be different if the user had the role; nothing is saved. */
export function TrialResult({ userId, trial }: { readonly userId: string; readonly trial: Trial }) {
  const t = useTexts(messages);
  const faultsOf = useFaultsOf();
  const { data, error } = useQuery({ ...trialQuery(userId, trial), retry: false });
  return (
    <div aria-live="polite" aria-busy={data === undefined && error === null}>
      {error !== null && (
        <Note tone="warn" title={t.trialRefused}>
          <ul className="v-note__list">
            {faultsOf(error).map(({ text }) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Note>
      )}
      {error === null && data === undefined && <p>{t.checking}</p>}
      {error === null && data !== undefined && <Changes trial={data} />}
    </div>
  );
}

function Changes({ trial }: { readonly trial: RoleTrial }) {
  const t = useTexts(messages);
  const format = useFormat();
  const { whatOf, levelOf } = useGrantWords();
  const { role, unit, day, because, changes } = trial;
  if (changes.length === 0) return <Note title={because === null ? t.trialNothing : t.trialReasons[because]} />;
  return (
    <Note title={t.trialWhere(role.name, unit?.name ?? null)}>
      <ul className="v-note__list">
        {changes.map(({ function: name, action, before, after, conditional }) => (
          <li key={`${name} ${action}`}>
            {whatOf(name, action)}:{' '}
            <strong>{before === null ? t.trialNew(levelOf(after)) : t.trialWider(levelOf(before), levelOf(after))}</strong>
            {conditional && `, ${t.cellConditional}`}
          </li>
        ))}
      </ul>
      {day > format.today() && <p>{t.trialOn(format.longDay(day))}</p>}
      {!trial.mayEnter && (
        <p>
          {t.mayNotEnter}. {t.mayNotEnterText}
        </p>
      )}
    </Note>
  );
}

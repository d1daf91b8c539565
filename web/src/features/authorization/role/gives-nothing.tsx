import type { GrantStanding } from '@varco/shared/authorization/functions';
import { gridWords } from '@varco/shared/authorization/words';
import { useLanguage } from '../../../core/texts.ts';
import { State } from '../../../ui/state.tsx';

/** Says of a grant that gives nothing why: it can only be taken out, or waits for its application. */
export function GivesNothing({ standing }: { readonly standing: GrantStanding }) {
  const language = useLanguage();
  if (standing === 'grantable') return null;
  return (
    <span className="v-grid__said">
      <State mark="warn">{gridWords[language][standing]}</State>
    </span>
  );
}

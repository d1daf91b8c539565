import { useTexts } from '../../core/texts.ts';
import type { Step } from './address.ts';
import { messages } from './messages.ts';

/** Where an import stands among its four steps. */
export function Steps({ now }: { readonly now: 'file' | Step }) {
  const t = useTexts(messages);
  const all = [
    { key: 'file', label: t.stepFile },
    { key: 'columns', label: t.stepColumns },
    { key: 'trial', label: t.stepTrial },
    { key: 'result', label: t.stepResult },
  ] as const;
  return (
    <ol className="v-steps" aria-label={t.steps}>
      {all.map(({ key, label }) => (
        <li key={key} aria-current={key === now ? 'step' : undefined}>
          {label}
        </li>
      ))}
    </ol>
  );
}

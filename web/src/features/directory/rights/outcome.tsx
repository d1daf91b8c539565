import { useTexts } from '../../../core/texts.ts';
import { Note } from '../../../ui/note.tsx';
import { messages } from './messages.ts';

/** What was just done, told at the top of the page. */
export type Outcome = 'placed' | 'administration' | 'placement' | 'role' | 'ended' | 'removed';

/** What happened and what it means. */
export function OutcomeNote({ outcome }: { readonly outcome: Outcome }) {
  const t = useTexts(messages).done;
  return (
    <Note tone="ok" title={t[outcome]} takeFocus>
      <p>{t[`${outcome}Next`]}</p>
    </Note>
  );
}

import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { call } from '../../core/http.ts';
import { useFormat, useMe } from '../../core/me.ts';
import { texts, useTexts } from '../../core/texts.ts';
import { somethingUnsaved } from '../../core/unsaved.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useFaultSentence } from '../../ui/problem.tsx';
import { useKeptFocus } from './kept-focus.ts';
import { messages as sessionMessages } from './messages.ts';
import { tellOtherTabs } from './other-tabs.ts';
import { UnsavedFirst, useReread } from './work-unit.tsx';

const messages = texts({
  it: {
    acting: (name: string, until: string) => `Lavori per delega di ${name}, fino al ${until}.`,
    actingText: 'Hai i suoi permessi e non i tuoi; il registro scrive i due nomi.',
    back: 'Torna a lavorare per te',
    lapsed: 'La delega con cui lavoravi non vale più.',
    lapsedText: 'Ora lavori per te, con i tuoi permessi.',
    understood: 'Ho capito',
  },
  en: {
    acting: (name: string, until: string) => `You are working as delegate of ${name}, until ${until}.`,
    actingText: 'You have their permissions and not your own; the log writes both names.',
    back: 'Work for yourself again',
    lapsed: 'The delegation you were working by no longer holds.',
    lapsedText: 'You are now working for yourself, with your own permissions.',
    understood: 'Understood',
  },
});

/** Says to the server, to this page and to the other tabs as whose delegate one works from now on. */
export function useTakeDelegation(): { readonly take: (id: string | null) => void; readonly busy: boolean; readonly fault: unknown } {
  const reread = useReread();
  const taking = useMutation({
    mutationFn: async (id: string | null) => {
      await call<void>('/api/me/delegation', { method: 'PUT', body: { id } });
      await reread();
    },
    onSuccess: () => tellOtherTabs('unit-chosen'),
  });
  return { take: (id) => taking.mutate(id), busy: taking.isPending, fault: taking.error };
}

/** Under the band: for whom one works and until when, with the way back; or that it is over. */
export function DelegationStrip() {
  const t = useTexts(messages);
  const unsaved = useTexts(sessionMessages).work;
  const { delegation, delegationLapsed } = useMe();
  const format = useFormat();
  const sentence = useFaultSentence();
  const { take, busy, fault } = useTakeDelegation();
  const [asking, setAsking] = useState(false);
  const strip = useRef<HTMLElement>(null);
  useKeptFocus(`${delegation?.id ?? ''} ${delegationLapsed}`, strip);
  if (!delegation && !delegationLapsed) return null;
  const title = delegation ? t.acting(delegation.delegator, format.day(delegation.to)) : t.lapsed;
  return (
    <section ref={strip} className="v-strip v-strip--acts" aria-label={title} tabIndex={-1}>
      <Icon name={delegation ? 'change' : 'warning'} />
      <p className="v-strip__text">
        <strong>{title}</strong> {delegation ? t.actingText : t.lapsedText}
        {fault !== null && fault !== undefined && <span role="alert"> {sentence(fault)}</span>}
      </p>
      <Button small busy={busy} onClick={() => (somethingUnsaved() ? setAsking(true) : take(null))}>
        {delegation ? t.back : t.understood}
      </Button>
      {asking && (
        <UnsavedFirst
          words={unsaved}
          onClose={() => setAsking(false)}
          onAgree={() => {
            setAsking(false);
            take(null);
          }}
        />
      )}
    </section>
  );
}

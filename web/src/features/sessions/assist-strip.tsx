import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
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
    here: (organization: string, until: string) => `Sei in ${organization} per assistenza, fino al ${until}.`,
    hereText: (reference: string) => `Lavori per conto di ${reference}: l’ente vede quello che fai, con i due nomi.`,
    leave: 'Esci dall’ente',
    lapsed: 'L’assistenza è finita.',
    lapsedText: 'L’ente l’ha chiusa, oppure i giorni sono passati. Ora lavori nel tuo ente.',
    understood: 'Ho capito',
  },
  en: {
    here: (organization: string, until: string) => `You are in ${organization} to assist it, until ${until}.`,
    hereText: (reference: string) => `You work on behalf of ${reference}: the organization sees what you do, under both names.`,
    leave: 'Leave the organization',
    lapsed: 'The assistance is over.',
    lapsedText: 'The organization closed it, or its days have passed. You are now working in your own organization.',
    understood: 'Understood',
  },
});

/** Under the band: which organization one is in to assist it, on whose behalf and until when, with the way out; or that it is over. */
export function AssistanceStrip() {
  const t = useTexts(messages);
  const unsaved = useTexts(sessionMessages).work;
  const { assistance, assistanceLapsed, organization } = useMe();
  const format = useFormat();
  const sentence = useFaultSentence();
  const reread = useReread();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const leaving = useMutation({
    mutationFn: async () => {
      await call<void>('/api/me/assistance', { method: 'DELETE' });
      await reread();
    },
    onSuccess: () => {
      tellOtherTabs('unit-chosen');
      void navigate({ to: '/' });
    },
  });
  const strip = useRef<HTMLElement>(null);
  useKeptFocus(`${assistance === null} ${assistanceLapsed}`, strip);
  if (!assistance && !assistanceLapsed) return null;
  const title = assistance ? t.here(organization.name, format.day(assistance.to)) : t.lapsed;
  return (
    <section ref={strip} className="v-strip v-strip--acts" aria-label={title} tabIndex={-1}>
      <Icon name={assistance ? 'change' : 'warning'} />
      <p className="v-strip__text">
        <strong>{title}</strong> {assistance ? t.hereText(assistance.reference) : t.lapsedText}
        {leaving.error !== null && <span role="alert"> {sentence(leaving.error)}</span>}
      </p>
      <Button small busy={leaving.isPending} onClick={() => (somethingUnsaved() ? setAsking(true) : leaving.mutate())}>
        {assistance ? t.leave : t.understood}
      </Button>
      {asking && (
        <UnsavedFirst
          words={unsaved}
          onClose={() => setAsking(false)}
          onAgree={() => {
            setAsking(false);
            leaving.mutate();
          }}
        />
      )}
    </section>
  );
}

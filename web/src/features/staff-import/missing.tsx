import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { problemSentence } from '@varco/shared/problem-messages';
import { type ProblemCode, problems } from '@varco/shared/problems';
import type { Deactivated, StaffImport } from '@varco/shared/staff-import/api';
import { useState } from 'react';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { Note } from '../../ui/note.tsx';
import { QueryFault, useFaultSentence } from '../../ui/problem.tsx';
import { messages } from './messages.ts';
import { deactivateMissing, linesQuery } from './queries.ts';

/** People the file does not name: each is chosen by hand, none by default. */
export function Missing({ file }: { readonly file: StaffImport }) {
  const t = useTexts(messages);
  const sentence = useFaultSentence();
  const queries = useQueryClient();
  const [after, setAfter] = useState(0);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const [done, setDone] = useState<Deactivated['items']>([]);
  const { data, error, refetch } = useQuery(linesQuery(file.id, file.trial, 'missing', after));
  const deactivating = useMutation({
    mutationFn: () => deactivateMissing(file.id, [...chosen]),
    onSuccess: ({ items }) => {
      setAsking(false);
      setChosen(new Set());
      setDone((before) => [...before, ...items]);
      void queries.invalidateQueries({ queryKey: ['users'] });
    },
    onError: (fault) => {
      setAsking(false);
      setRefusal(sentence(fault));
    },
  });
  const over = new Set(done.filter(({ refusal: why }) => why === null).map(({ userId }) => userId));
  const turn = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <Card title={t.missingTitle}>
      <p>{t.missingNote}</p>
      {refusal && <Note tone="bad" title={refusal} takeFocus />}
      {done.length > 0 && <Outcome items={done} />}
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      <ul className="v-plain">
        {data?.items.map(({ place, userId, name, username, administrator }) =>
          userId === null || over.has(userId) ? null : (
            <li key={place} className="v-tick">
              <input type="checkbox" id={`missing-${place}`} checked={chosen.has(userId)} onChange={() => turn(userId)} />
              <label htmlFor={`missing-${place}`}>
                {name} ({administrator ? `${username}, ${t.administrator}` : username}){' '}
              </label>
              <Link to="/users/$id" params={{ id: userId }} aria-label={t.see(name)}>
                {t.seeShort}
              </Link>
            </li>
          ),
        )}
      </ul>
      {data && data.next !== null && (
        <Button look="quiet" onClick={() => setAfter(data.next ?? 0)}>
          {t.nextLines}
        </Button>
      )}
      <p>
        <Button
          look="danger"
          onClick={() => {
            if (chosen.size === 0) return setRefusal(t.chooseSomebody);
            setRefusal(undefined);
            setAsking(true);
          }}
        >
          {chosen.size === 0 ? t.deactivateChosen : t.deactivate(chosen.size)}
        </Button>
      </p>
      {asking && (
        <Confirm
          title={t.deactivateTitle(chosen.size)}
          act={t.deactivate(chosen.size)}
          busy={deactivating.isPending}
          onConfirm={() => deactivating.mutate()}
          onCancel={() => setAsking(false)}
        >
          <p>{t.deactivateText}</p>
        </Confirm>
      )}
    </Card>
  );
}

const isCode = (code: string): code is ProblemCode => code in problems;

function Outcome({ items }: { readonly items: Deactivated['items'] }) {
  const t = useTexts(messages);
  const language = useLanguage();
  return (
    <ul className="v-plain" role="status">
      {items.map(({ userId, name, refusal }) => (
        <li key={userId}>
          {refusal === null ? t.deactivated(name) : t.notDeactivated(name, isCode(refusal) ? problemSentence(language, refusal) : refusal)}
        </li>
      ))}
    </ul>
  );
}

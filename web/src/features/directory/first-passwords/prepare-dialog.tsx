import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { AudienceInput, FirstPasswordsPreview } from '@varco/shared/first-passwords/api';
import { type Language, languages } from '@varco/shared/language';
import { useState } from 'react';
import { useFormat } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { SelectField } from '../../../ui/field.tsx';
import { type Fault, FaultSummary } from '../../../ui/form.tsx';
import { useFaultSentence } from '../../../ui/problem.tsx';
import { words } from '../../../ui/words.ts';
import { messages } from './messages.ts';
import { askFirstPasswords, previewQuery } from './queries.ts';

const noFaults: readonly Fault[] = [];

/** Asks before first passwords are made: for how many, who is left out, what happens to the old ones. */
export function PrepareDialog({ audience, onClose }: { readonly audience: AudienceInput; readonly onClose: () => void }) {
  const t = useTexts(messages).dialog;
  const shared = useTexts(words);
  const sentence = useFaultSentence();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [language, setLanguage] = useState<Language>('it');
  const [faults, setFaults] = useState(noFaults);
  const { data, error } = useQuery(previewQuery(audience));
  const asking = useMutation({
    mutationFn: () => askFirstPasswords({ ...audience, language }),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: ['first-passwords', 'list'] });
      void navigate({ to: '/users/first-passwords/$id', params: { id } });
    },
    onError: (fault) => setFaults([{ text: sentence(fault) }]),
  });
  const possible = data !== undefined && data.eligible > 0;
  return (
    <Dialog
      title={t.title}
      onClose={onClose}
      acts={
        <>
          <Button data-first onClick={onClose}>
            {possible || !data ? shared.cancel : shared.close}
          </Button>
          {possible && (
            <Button look="main" busy={asking.isPending} onClick={() => asking.mutate()}>
              {t.act}
            </Button>
          )}
        </>
      }
    >
      {!data && !error && <p role="status">{t.counting}</p>}
      {error && <p role="alert">{sentence(error)}</p>}
      {data && <What preview={data} />}
      {possible && (
        <SelectField
          name="letters-language"
          label={t.language}
          value={language}
          options={languages.map((value) => ({ value, label: t.languages[value] }))}
          onChoose={setLanguage}
        />
      )}
      <FaultSummary faults={faults} />
    </Dialog>
  );
}

function What({ preview }: { readonly preview: FirstPasswordsPreview }) {
  const { dialog: t, ...all } = useTexts(messages);
  const format = useFormat();
  return (
    <div role="status" className="v-stack">
      {preview.eligible === 0 ? (
        <p>{t.nobody}</p>
      ) : (
        <>
          <p>
            <strong>{t.gets(preview.eligible, format.number(preview.eligible))}</strong> {t.voids}
          </p>
          <p>
            {t.parts(preview.parts, format.number(preview.parts))} {t.once}
          </p>
        </>
      )}
      {preview.skipped.length > 0 && (
        <div>
          <p>{t.leftOut}</p>
          <ul>
            {preview.skipped.map(({ reason, count }) => (
              <li key={reason}>{all.reasonCount(format.number(count), all.reasons[reason])}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

import { useMutation } from '@tanstack/react-query';
import { type Language, languages } from '@varco/shared/language';
import type { Statement, StatementName } from '@varco/shared/statements/api';
import { useEffect, useState } from 'react';
import { useTexts } from '../../core/texts.ts';
import { useUnsaved } from '../../core/unsaved.ts';
import { Card } from '../../ui/card.tsx';
import { useFaultsOf } from '../../ui/faults.ts';
import { AreaField, controlId, Tick } from '../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../ui/form.tsx';
import { words } from '../../ui/words.ts';
import { changeOf, type Draft, draftOf, isChanged, refusedTexts, type Typed } from './draft.ts';
import { messages } from './messages.ts';
import { changeStatement } from './queries.ts';

const tickName = (language: Language): string => `${language}-standard`;

/** One text as a form: for each language the product's wording or the organization's own. */
export function ChangeText({
  name,
  statement,
  onSaved,
  onCancel,
}: {
  readonly name: StatementName;
  readonly statement: Statement;
  readonly onSaved: (statement: Statement) => void;
  readonly onCancel: () => void;
}) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const faultsOf = useFaultsOf();
  const [draft, setDraft] = useState<Draft>(() => draftOf(statement));
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const changed = isChanged(statement, draft);
  const letGo = useUnsaved(changed);

  useEffect(() => document.getElementById(controlId(tickName(languages[0])))?.focus(), []);

  const saving = useMutation({
    mutationFn: () => changeStatement(name, changeOf(draft)),
    onSuccess: (next) => {
      letGo();
      onSaved(next);
    },
    onError: (error) => setFaults(faultsOf(error)),
  });
  const leave = () => {
    letGo();
    onCancel();
  };
  const save = () => {
    const refused = refusedTexts(draft);
    setFaults(refused.map(({ language, why }) => ({ field: language, text: (why === 'missing' ? t.missing : t.tooLong)[language] })));
    if (refused.length > 0) return;
    if (changed) saving.mutate();
    else leave();
  };

  const title = t.names[name];
  return (
    <Card title={title}>
      <Form label={t.editOf(title)} faults={faults} submit={shared.save} busy={saving.isPending} onSubmit={save} onCancel={leave}>
        {languages.map((language) => (
          <Wording
            key={language}
            language={language}
            typed={draft[language]}
            fault={faultOf(faults, language)}
            onChange={(typed) => setDraft({ ...draft, [language]: typed })}
          />
        ))}
      </Form>
    </Card>
  );
}

function Wording({
  language,
  typed,
  fault,
  onChange,
}: {
  readonly language: Language;
  readonly typed: Typed;
  readonly fault: string | undefined;
  readonly onChange: (typed: Typed) => void;
}) {
  const t = useTexts(messages);
  return (
    <div className="v-rule">
      <Tick
        name={tickName(language)}
        label={t.useProduct[language]}
        checked={typed.standard}
        onTick={(standard) => onChange({ ...typed, standard })}
      />
      {!typed.standard && (
        <AreaField
          name={language}
          label={t.fields[language]}
          hint={t.hint}
          fault={fault}
          lang={language}
          rows={16}
          value={typed.text}
          onType={(text) => onChange({ ...typed, text })}
        />
      )}
    </div>
  );
}

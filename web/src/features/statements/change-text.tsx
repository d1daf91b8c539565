import { useMutation } from '@tanstack/react-query';
import { type Language, languages } from '@varco/shared/language';
import type { Statement, StatementName } from '@varco/shared/statements/api';
import { useEffect, useState } from 'react';
import { isRefusal } from '../../core/http.ts';
import { useTexts } from '../../core/texts.ts';
import { useUnsaved } from '../../core/unsaved.ts';
import { Card } from '../../ui/card.tsx';
import { useFaultsOf } from '../../ui/faults.ts';
import { AreaField, Choices, controlId, Tick } from '../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../ui/form.tsx';
import { Note } from '../../ui/note.tsx';
import { words } from '../../ui/words.ts';
import { changeOf, type Draft, draftOf, isChanged, merge, refusedTexts, type Typed } from './draft.ts';
import { messages } from './messages.ts';
import { changeStatement } from './queries.ts';

const tickName = (language: Language): string => `${language}-standard`;

/**
 * One text as a form: for each language the product's wording or the organization's own; what somebody else saved meanwhile is
 * shown beside what was typed.
 */
export function ChangeText({
  name,
  statement,
  onSaved,
  onOvertaken,
  onCancel,
}: {
  readonly name: StatementName;
  readonly statement: Statement;
  readonly onSaved: (statement: Statement) => void;
  /** Somebody else saved first: this is what people read now. */
  readonly onOvertaken: (statement: Statement) => void;
  readonly onCancel: () => void;
}) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const faultsOf = useFaultsOf();
  const [seen, setSeen] = useState(statement);
  const [draft, setDraft] = useState<Draft>(() => draftOf(statement));
  const [asked, setAsked] = useState<readonly Language[]>([]);
  const [taken, setTaken] = useState<readonly Language[]>([]);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const letGo = useUnsaved(isChanged(seen, draft));

  useEffect(() => document.getElementById(controlId(tickName(languages[0])))?.focus(), []);

  const saving = useMutation({
    mutationFn: (over: { seen: Statement; wanted: Draft }) => changeStatement(name, changeOf(over.seen, over.wanted)),
    onSuccess: (next) => {
      letGo();
      onSaved(next);
    },
    onError: (error) => {
      if (!isRefusal(error, 'request.changed-meanwhile')) return setFaults(faultsOf(error));
      const current = error.problem.current as Statement;
      const merged = merge(seen, draft, current);
      const still = taken.filter((language) => !merged.asked.includes(language));
      setSeen(current);
      setDraft(merged.draft);
      setAsked(languages.filter((language) => asked.includes(language) || merged.asked.includes(language)));
      setTaken(still);
      onOvertaken(current);
      if (merged.asked.length === 0) send(current, wantedOf(current, merged.draft, still));
    },
  });
  const leave = () => {
    letGo();
    onCancel();
  };
  const send = (over: Statement, wanted: Draft) => {
    if (isChanged(over, wanted)) saving.mutate({ seen: over, wanted });
    else if (over.version === statement.version) leave();
    else {
      // What the other saved is what was wanted.
      letGo();
      onSaved(over);
    }
  };
  const save = () => {
    const wanted = wantedOf(seen, draft, taken);
    const refused = refusedTexts(wanted);
    setFaults(refused.map(({ language, why }) => ({ field: language, text: (why === 'missing' ? t.missing : t.tooLong)[language] })));
    if (refused.length === 0) send(seen, wanted);
  };

  const title = t.names[name];
  return (
    <Card title={title}>
      <Form label={t.editOf(title)} faults={faults} submit={shared.save} busy={saving.isPending} onSubmit={save} onCancel={leave}>
        {asked.length > 0 && (
          <Note key={seen.version} tone="warn" title={t.conflict} takeFocus>
            <p>{t.conflictText}</p>
          </Note>
        )}
        {languages.map((language) => {
          const takesTheirs = taken.includes(language);
          return (
            <div key={language} className="v-rule">
              {asked.includes(language) && (
                <Theirs
                  language={language}
                  theirs={draftOf(seen)[language]}
                  taken={takesTheirs}
                  onTake={(take) => setTaken(take ? [...taken, language] : taken.filter((other) => other !== language))}
                />
              )}
              {!takesTheirs && (
                <Wording
                  language={language}
                  typed={draft[language]}
                  fault={faultOf(faults, language)}
                  onChange={(typed) => setDraft({ ...draft, [language]: typed })}
                />
              )}
            </div>
          );
        })}
      </Form>
    </Card>
  );
}

/** What the form would save: one's own words, except where the other's were taken. */
function wantedOf(seen: Statement, draft: Draft, taken: readonly Language[]): Draft {
  const of = (language: Language) => (taken.includes(language) ? draftOf(seen) : draft)[language];
  return { it: of('it'), en: of('en') };
}

/** The text somebody else saved meanwhile, whole, and which of the two to keep. */
function Theirs({
  language,
  theirs,
  taken,
  onTake,
}: {
  readonly language: Language;
  readonly theirs: Typed;
  readonly taken: boolean;
  readonly onTake: (take: boolean) => void;
}) {
  const t = useTexts(messages);
  return (
    <>
      <AreaField
        name={`${language}-theirs`}
        label={t.theirs[language]}
        {...(theirs.standard ? { hint: t.product } : {})}
        lang={language}
        rows={8}
        readOnly
        value={theirs.text}
        onType={() => undefined}
      />
      <Choices
        name={`${language}-kept`}
        label={t.which[language]}
        value={taken ? 'theirs' : 'mine'}
        choices={[
          { value: 'mine', label: t.keepMine },
          { value: 'theirs', label: t.takeTheirs },
        ]}
        onChoose={(chosen) => onTake(chosen === 'theirs')}
      />
    </>
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
    <>
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
    </>
  );
}

import { useMutation } from '@tanstack/react-query';
import type { SchemaPlan } from '@varco/shared/application-settings/api';
import type { Application } from '@varco/shared/applications/api';
import { issueSentence } from '@varco/shared/problem-messages';
import { useState } from 'react';
import { Refused } from '../../core/http.ts';
import { useFormat } from '../../core/me.ts';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Card, Fact, Facts } from '../../ui/card.tsx';
import { useFaultsOf } from '../../ui/faults.ts';
import { Field } from '../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../ui/form.tsx';
import { Note } from '../../ui/note.tsx';
import { placeOf, readManifest } from './manifest.ts';
import { messages } from './messages.ts';
import { planSettings, registerSettings } from './queries.ts';

/** At most so long may a file of settings be. */
const MOST_BYTES = 4 * 1024 * 1024;

/** What was read, and what the server says that it would change. */
interface Planned {
  readonly schema: unknown;
  readonly plan: SchemaPlan;
}

/** A file of settings: chosen, judged by the server, shown as a plan, and only then registered. */
export function RegisterSettingsForm({
  application,
  onRegistered,
  onCancel,
}: {
  readonly application: Application;
  readonly onRegistered: () => void;
  readonly onCancel: () => void;
}) {
  const t = useTexts(messages);
  const format = useFormat();
  const language = useLanguage();
  const faultsOf = useFaultsOf();
  const [file, setFile] = useState<File>();
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [misplaced, setMisplaced] = useState<readonly string[]>([]);
  const [planned, setPlanned] = useState<Planned>();
  const refuse = (error: unknown, schema: unknown) => {
    const issues = error instanceof Refused ? (error.problem.issues ?? []) : [];
    if (issues.length === 0) return setFaults(faultsOf(error));
    setMisplaced(
      issues.map((issue) => {
        const place = placeOf(language, issue, schema);
        return place === '' ? issueSentence(language, issue) : `${place}: ${issueSentence(language, issue)}`;
      }),
    );
  };
  const planning = useMutation({
    mutationFn: async (chosen: File): Promise<void> => {
      const read = readManifest(await chosen.arrayBuffer());
      if ('fault' in read) {
        setFaults([{ field: 'file', text: read.fault === 'encoding' ? t.fileEncoding : t.fileNotJson(read.because) }]);
        return;
      }
      try {
        setPlanned({ schema: read.manifest, plan: await planSettings(application.id, read.manifest) });
      } catch (error) {
        refuse(error, read.manifest);
      }
    },
    onError: (error) => setFaults(faultsOf(error)),
  });
  const registering = useMutation({
    mutationFn: (schema: unknown) => registerSettings(application.id, schema),
    onSuccess: onRegistered,
    onError: (error, schema) => {
      setPlanned(undefined);
      refuse(error, schema);
    },
  });
  const read = () => {
    setMisplaced([]);
    if (!file) return setFaults([{ field: 'file', text: t.fileNeeded }]);
    if (file.size > MOST_BYTES) return setFaults([{ field: 'file', text: t.fileTooLarge }]);
    setFaults([]);
    planning.mutate(file);
  };
  if (planned) {
    const { added, changed, removed, valuesAside } = planned.plan;
    const isNothing = added.length + changed.length + removed.length === 0;
    return (
      <Note key="plan" tone={valuesAside > 0 ? 'warn' : 'info'} title={isNothing ? t.nothingChanges : t.planSettingsTitle} takeFocus>
        {!isNothing && (
          <>
            <Facts>
              {added.length > 0 && <Fact label={t.added}>{added.join(', ')}</Fact>}
              {changed.length > 0 && <Fact label={t.changed}>{changed.join(', ')}</Fact>}
              {removed.length > 0 && <Fact label={t.removedOnes}>{removed.join(', ')}</Fact>}
            </Facts>
            <p>{valuesAside > 0 ? t.aside(valuesAside, format.number(valuesAside)) : t.asideNone}</p>
          </>
        )}
        <div className="v-note__acts">
          <Button look="main" busy={registering.isPending} onClick={() => registering.mutate(planned.schema)}>
            {t.confirmSettings}
          </Button>
          <Button
            onClick={() => {
              setPlanned(undefined);
              setFile(undefined);
            }}
          >
            {t.otherFile}
          </Button>
          <Button look="quiet" onClick={onCancel}>
            {t.close}
          </Button>
        </div>
      </Note>
    );
  }
  return (
    <div className="v-stack">
      {misplaced.length > 0 && (
        <Note key={misplaced.join()} tone="bad" title={t.faultsTitle(misplaced.length, format.number(misplaced.length))} takeFocus>
          <p>{t.faultsText}</p>
          <ul className="v-note__list">
            {misplaced.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Note>
      )}
      <Card title={t.registerSettings}>
        <div className="v-stack">
          <p>{t.registerSettingsText}</p>
          <Form label={t.registerSettings} faults={faults} submit={t.read} busy={planning.isPending} onSubmit={read} onCancel={onCancel}>
            <Field name="file" label={t.settingsFile} hint={t.settingsFileHint} fault={faultOf(faults, 'file')}>
              {(control) => (
                <input
                  {...control}
                  type="file"
                  accept=".json,application/json"
                  onChange={({ target }) => {
                    setFile(target.files?.[0]);
                    // What was wrong was the file before.
                    setFaults([]);
                  }}
                />
              )}
            </Field>
          </Form>
        </div>
      </Card>
    </div>
  );
}

import { useMutation } from '@tanstack/react-query';
import type { Application, ManifestPlan } from '@varco/shared/applications/api';
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
import { exampleManifest, MOST_BYTES, placeOf, readManifest } from './manifest.ts';
import { messages } from './messages.ts';
import { planFunctions, registerFunctions } from './queries.ts';

/** A fault of the file: where in it, and what to do. */
interface Misplaced {
  readonly place: string;
  readonly text: string;
}

/** What was read, and what the server says that it would change. */
interface Planned {
  readonly manifest: unknown;
  readonly plan: ManifestPlan;
}

/** A file of functions: chosen, judged by the server, shown as a plan, and only then registered. */
export function RegisterForm({
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
  const [misplaced, setMisplaced] = useState<readonly Misplaced[]>([]);
  const [planned, setPlanned] = useState<Planned>();
  const refuse = (error: unknown, manifest: unknown) => {
    const issues = error instanceof Refused ? (error.problem.issues ?? []) : [];
    if (issues.length === 0) setFaults(faultsOf(error));
    else setMisplaced(issues.map((issue) => ({ place: placeOf(language, issue, manifest), text: issueSentence(language, issue) })));
  };
  const planning = useMutation({
    mutationFn: async (chosen: File): Promise<void> => {
      const read = readManifest(await chosen.arrayBuffer());
      if ('fault' in read) {
        setFaults([{ field: 'file', text: read.fault === 'encoding' ? t.fileEncoding : t.fileNotJson(read.because) }]);
        return;
      }
      try {
        setPlanned({ manifest: read.manifest, plan: await planFunctions(application.id, read.manifest) });
      } catch (error) {
        refuse(error, read.manifest);
      }
    },
    onError: (error) => setFaults(faultsOf(error)),
  });
  const registering = useMutation({
    mutationFn: (manifest: unknown) => registerFunctions(application.id, manifest),
    onSuccess: onRegistered,
    onError: (error, manifest) => {
      setPlanned(undefined);
      refuse(error, manifest);
    },
  });
  const read = () => {
    setMisplaced([]);
    if (!file) return setFaults([{ field: 'file', text: t.fileNeeded }]);
    // The server would have to be sent all of it before it could say so.
    if (file.size > MOST_BYTES) return setFaults([{ field: 'file', text: t.fileTooLarge }]);
    setFaults([]);
    planning.mutate(file);
  };
  if (planned) {
    return (
      <Plan
        application={application}
        planned={planned}
        busy={registering.isPending}
        onConfirm={() => registering.mutate(planned.manifest)}
        onOther={() => {
          setPlanned(undefined);
          setFile(undefined);
        }}
        onLeave={onCancel}
      />
    );
  }
  return (
    <div className="v-stack">
      {misplaced.length > 0 && (
        <Note
          key={misplaced.map(({ place }) => place).join()}
          tone="bad"
          title={t.faultsTitle(misplaced.length, format.number(misplaced.length))}
          takeFocus
        >
          <p>{t.faultsText}</p>
          <ul className="v-note__list">
            {misplaced.map(({ place, text }) => (
              <li key={`${place} ${text}`}>{place === '' ? text : `${place}: ${text}`}</li>
            ))}
          </ul>
        </Note>
      )}
      <Card title={t.registerTitle}>
        <div className="v-stack">
          <p>{t.registerText}</p>
          <p>
            <Button small onClick={() => download(exampleManifest)}>
              {t.example}
            </Button>
          </p>
          <Form label={t.registerTitle} faults={faults} submit={t.read} busy={planning.isPending} onSubmit={read} onCancel={onCancel}>
            <Field name="file" label={t.file} hint={t.fileHint} fault={faultOf(faults, 'file')}>
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

function Plan({
  application,
  planned: { manifest, plan },
  busy,
  onConfirm,
  onOther,
  onLeave,
}: {
  readonly application: Application;
  readonly planned: Planned;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onOther: () => void;
  readonly onLeave: () => void;
}) {
  const t = useTexts(messages);
  const format = useFormat();
  const { added, changed, removed, rolesThatLose } = plan;
  const names = namesIn(application, manifest);
  const list = (some: readonly string[]) => some.map((name) => names.get(name) ?? name).join(', ');
  const isNothing = added.length + changed.length + removed.length === 0;
  return (
    <Note key="plan" tone={rolesThatLose > 0 ? 'warn' : 'info'} title={isNothing ? t.nothingChanges : t.planTitle} takeFocus>
      {!isNothing && (
        <>
          <Facts>
            {added.length > 0 && <Fact label={t.added}>{list(added)}</Fact>}
            {changed.length > 0 && <Fact label={t.changed}>{list(changed)}</Fact>}
            {removed.length > 0 && <Fact label={t.removedOnes}>{list(removed)}</Fact>}
          </Facts>
          <p>{rolesThatLose > 0 ? t.lose(rolesThatLose, format.number(rolesThatLose)) : t.loseNone}</p>
        </>
      )}
      <div className="v-note__acts">
        {!isNothing && (
          <Button look="main" busy={busy} onClick={onConfirm}>
            {t.confirm}
          </Button>
        )}
        <Button onClick={onOther}>{t.otherFile}</Button>
        <Button look="quiet" onClick={onLeave}>
          {t.close}
        </Button>
      </div>
    </Note>
  );
}

/** How the functions of before and those of the file are called, by the names under which roles grant them. */
function namesIn({ code, functions }: Application, manifest: unknown): ReadonlyMap<string, string> {
  const inFile = typeof manifest === 'object' && manifest !== null && 'functions' in manifest ? manifest.functions : [];
  const said = (Array.isArray(inFile) ? (inFile as readonly { name?: unknown; label?: unknown }[]) : []).map(
    ({ name, label }) => [`${code}/${String(name)}`, String(label)] as const,
  );
  return new Map([...functions.map(({ name, label }) => [name, label] as const), ...said]);
}

/** Gives a file to the browser, which asks where to keep it. */
function download(manifest: unknown): void {
  const address = URL.createObjectURL(new Blob([`${JSON.stringify(manifest, undefined, 2)}\n`], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'functions.json';
  link.click();
  URL.revokeObjectURL(address);
}

import { useMutation } from '@tanstack/react-query';
import { issueSentence } from '@varco/shared/problem-messages';
import { type ReactNode, useState } from 'react';
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

/** What a file would change, by name. */
interface Changes {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** What was read, and what the server says that it would change. */
interface Planned<Plan> {
  readonly content: unknown;
  readonly plan: Plan;
}

/** A file on its way: chosen, judged by the server, shown as a plan, and only then registered. */
export interface Registration<Plan> {
  readonly planned: Planned<Plan> | undefined;
  readonly faults: readonly Fault[];
  /** The faults inside the file, each with its place. */
  readonly misplaced: readonly string[];
  readonly isReading: boolean;
  readonly isRegistering: boolean;
  choose(file: File | undefined): void;
  read(): void;
  register(): void;
  /** Leaves the plan for another file. */
  forget(): void;
}

/** The way of a file of an application, whatever it registers. */
export function useRegistration<Plan>({
  mostBytes,
  plan,
  register,
  onRegistered,
}: {
  readonly mostBytes: number;
  readonly plan: (content: unknown) => Promise<Plan>;
  readonly register: (content: unknown) => Promise<unknown>;
  readonly onRegistered: () => void;
}): Registration<Plan> {
  const t = useTexts(messages);
  const language = useLanguage();
  const faultsOf = useFaultsOf();
  const [file, setFile] = useState<File>();
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [misplaced, setMisplaced] = useState<readonly string[]>([]);
  const [planned, setPlanned] = useState<Planned<Plan>>();
  const refuse = (error: unknown, content: unknown) => {
    const issues = error instanceof Refused ? (error.problem.issues ?? []) : [];
    if (issues.length === 0) return setFaults(faultsOf(error));
    setMisplaced(
      issues.map((issue) => {
        const place = placeOf(language, issue, content);
        const text = issueSentence(language, issue);
        return place === '' ? text : `${place}: ${text}`;
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
        setPlanned({ content: read.manifest, plan: await plan(read.manifest) });
      } catch (error) {
        refuse(error, read.manifest);
      }
    },
    onError: (error) => setFaults(faultsOf(error)),
  });
  const registering = useMutation({
    mutationFn: register,
    onSuccess: onRegistered,
    onError: (error, content) => {
      setPlanned(undefined);
      refuse(error, content);
    },
  });
  return {
    planned,
    faults,
    misplaced,
    isReading: planning.isPending,
    isRegistering: registering.isPending,
    choose: (chosen) => {
      setFile(chosen);
      // What was wrong was the file before.
      setFaults([]);
    },
    read: () => {
      setMisplaced([]);
      if (!file) return setFaults([{ field: 'file', text: t.fileNeeded }]);
      // The server would have to be sent all of it before it could say so.
      if (file.size > mostBytes) return setFaults([{ field: 'file', text: t.fileTooLarge }]);
      setFaults([]);
      planning.mutate(file);
    },
    register: () => planned && registering.mutate(planned.content),
    forget: () => {
      setPlanned(undefined);
      setFile(undefined);
    },
  };
}

/** Asks for the file, and says what is wrong inside the last one. */
export function FileForm<Plan>({
  registration: { faults, misplaced, isReading, choose, read },
  title,
  file,
  hint,
  onCancel,
  children,
}: {
  readonly registration: Registration<Plan>;
  readonly title: string;
  /** What the field of the file is called. */
  readonly file: string;
  readonly hint: string;
  readonly onCancel: () => void;
  /** What the file is for. */
  readonly children: ReactNode;
}) {
  const t = useTexts(messages);
  const format = useFormat();
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
      <Card title={title}>
        <div className="v-stack">
          {children}
          <Form label={title} faults={faults} submit={t.read} busy={isReading} onSubmit={read} onCancel={onCancel}>
            <Field name="file" label={file} hint={hint} fault={faultOf(faults, 'file')}>
              {(control) => (
                <input {...control} type="file" accept=".json,application/json" onChange={({ target }) => choose(target.files?.[0])} />
              )}
            </Field>
          </Form>
        </div>
      </Card>
    </div>
  );
}

/** What the file would change, to be confirmed or left. */
export function PlanNote<Plan extends Changes>({
  registration: { isRegistering, register, forget },
  plan: { added, changed, removed },
  title,
  loss,
  confirm,
  onLeave,
  nameOf = (name) => name,
}: {
  readonly registration: Registration<Plan>;
  readonly plan: Plan;
  readonly title: string;
  /** What somebody would lose by it; `text` says also that nobody does. */
  readonly loss: { readonly some: boolean; readonly text: string };
  readonly confirm: string;
  readonly onLeave: () => void;
  readonly nameOf?: (name: string) => string;
}) {
  const t = useTexts(messages);
  const list = (names: readonly string[]) => names.map(nameOf).join(', ');
  const isNothing = added.length + changed.length + removed.length === 0;
  return (
    <Note key="plan" tone={loss.some ? 'warn' : 'info'} title={isNothing ? t.nothingChanges : title} takeFocus>
      {!isNothing && (
        <>
          <Facts>
            {added.length > 0 && <Fact label={t.added}>{list(added)}</Fact>}
            {changed.length > 0 && <Fact label={t.changed}>{list(changed)}</Fact>}
            {removed.length > 0 && <Fact label={t.removedOnes}>{list(removed)}</Fact>}
          </Facts>
          <p>{loss.text}</p>
        </>
      )}
      <div className="v-note__acts">
        {!isNothing && (
          <Button look="main" busy={isRegistering} onClick={register}>
            {confirm}
          </Button>
        )}
        <Button onClick={forget}>{t.otherFile}</Button>
        <Button look="quiet" onClick={onLeave}>
          {t.close}
        </Button>
      </div>
    </Note>
  );
}

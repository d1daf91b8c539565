import type { Application } from '@varco/shared/applications/api';
import { useFormat } from '../../core/me.ts';
import { useTexts } from '../../core/texts.ts';
import { Button } from '../../ui/button.tsx';
import { exampleManifest, MOST_BYTES } from './manifest.ts';
import { messages } from './messages.ts';
import { planFunctions, registerFunctions } from './queries.ts';
import { FileForm, PlanNote, useRegistration } from './registration.tsx';

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
  const registration = useRegistration({
    mostBytes: MOST_BYTES,
    plan: (manifest) => planFunctions(application.id, manifest),
    register: (manifest) => registerFunctions(application.id, manifest),
    onRegistered,
  });
  const { planned } = registration;
  if (planned) {
    const { rolesThatLose } = planned.plan;
    const names = namesIn(application, planned.content);
    return (
      <PlanNote
        registration={registration}
        plan={planned.plan}
        title={t.planTitle}
        loss={{ some: rolesThatLose > 0, text: rolesThatLose > 0 ? t.lose(rolesThatLose, format.number(rolesThatLose)) : t.loseNone }}
        confirm={t.confirm}
        onLeave={onCancel}
        nameOf={(name) => names.get(name) ?? name}
      />
    );
  }
  return (
    <FileForm registration={registration} title={t.registerTitle} file={t.file} hint={t.fileHint} onCancel={onCancel}>
      <p>{t.registerText}</p>
      <p>
        <Button small onClick={() => download(exampleManifest)}>
          {t.example}
        </Button>
      </p>
    </FileForm>
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

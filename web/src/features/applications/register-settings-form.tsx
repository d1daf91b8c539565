import type { Application } from '@varco/shared/applications/api';
import { useFormat } from '../../core/me.ts';
import { useTexts } from '../../core/texts.ts';
import { messages } from './messages.ts';
import { planSettings, registerSettings } from './queries.ts';
import { FileForm, PlanNote, useRegistration } from './registration.tsx';

/** At most so long may a file of settings be. */
const MOST_BYTES = 4 * 1024 * 1024;

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
  const registration = useRegistration({
    mostBytes: MOST_BYTES,
    plan: (schema) => planSettings(application.id, schema),
    register: (schema) => registerSettings(application.id, schema),
    onRegistered,
  });
  const { planned } = registration;
  if (planned) {
    const { valuesAside } = planned.plan;
    return (
      <PlanNote
        registration={registration}
        plan={planned.plan}
        title={t.planSettingsTitle}
        loss={{ some: valuesAside > 0, text: valuesAside > 0 ? t.aside(valuesAside, format.number(valuesAside)) : t.asideNone }}
        confirm={t.confirmSettings}
        onLeave={onCancel}
      />
    );
  }
  return (
    <FileForm registration={registration} title={t.registerSettings} file={t.settingsFile} hint={t.settingsFileHint} onCancel={onCancel}>
      <p>{t.registerSettingsText}</p>
    </FileForm>
  );
}

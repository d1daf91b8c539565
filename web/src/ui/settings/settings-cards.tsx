import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SettingsOf } from '@varco/shared/application-settings/api';
import type { SettingsSection } from '@varco/shared/application-settings/schema';
import { labelIn, valueInWords } from '@varco/shared/application-settings/words';
import { type ReactNode, useEffect, useState } from 'react';
import { isRefusal } from '../../core/http.ts';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { useUnsaved } from '../../core/unsaved.ts';
import { Card, Fact, Facts } from '../card.tsx';
import { useFaultsOf } from '../faults.ts';
import { controlId } from '../field.tsx';
import { type Fault, Form, faultOf } from '../form.tsx';
import { Note } from '../note.tsx';
import { Sections } from '../sections.tsx';
import { words } from '../words.ts';
import { changedValues, type Draft, draftOf } from './draft.ts';
import { messages } from './messages.ts';
import { saveSettings, settingsQuery } from './queries.ts';
import { SettingField, useCalled } from './setting-field.tsx';

/** Whose settings are shown: one's own, those of somebody else, or what holds for everybody who chose nothing. */
export type Whose = 'own' | 'other' | 'common';

/** Where on the page somebody is: which part, and whether it is being changed. */
export interface SettingsAddress {
  readonly section?: string;
  readonly edit?: 'yes';
}

/** A link to another place of the same page, as the page's own route makes it. */
export type SettingsLink = (to: SettingsAddress, face: { readonly button?: string; readonly current?: boolean }, text: string) => ReactNode;

/** The settings of one application at one level: a part at a time, read first; the same for users and for the organization (requirements R1.38). */
export function SettingsCards({
  settings,
  path,
  whose,
  mayModify,
  address,
  link,
  onClose,
}: {
  readonly settings: SettingsOf;
  /** Where the server has them. */
  readonly path: string;
  readonly whose: Whose;
  readonly mayModify: boolean;
  readonly address: SettingsAddress;
  readonly link: SettingsLink;
  /** Goes back to reading the part that was changed. */
  readonly onClose: (section: string) => void;
}) {
  const t = useTexts(messages);
  const language = useLanguage();
  const { sections } = settings.schema;
  const section = sections.find(({ name }) => name === address.section) ?? sections[0];
  const [saved, setSaved] = useState(false);
  const editing = address.edit === 'yes' && mayModify;
  // What was told of the last save ends where the next change begins.
  const [wasEditing, setWasEditing] = useState(editing);
  if (editing !== wasEditing) {
    setWasEditing(editing);
    if (editing) setSaved(false);
  }
  if (!section) return null;
  return (
    <div className="v-stack">
      {saved && !editing && (
        <Note tone="ok" title={t.saved} takeFocus>
          <p>{t.savedText}</p>
        </Note>
      )}
      {sections.length > 1 && (
        <Sections label={t.sections}>
          {sections.map((one) => (
            <span key={one.name}>{link({ section: one.name }, { current: one === section }, labelIn(language, one))}</span>
          ))}
        </Sections>
      )}
      {editing ? (
        <EditSection
          key={section.name}
          settings={settings}
          section={section}
          path={path}
          onSaved={() => {
            setSaved(true);
            onClose(section.name);
          }}
          onCancel={() => onClose(section.name)}
        />
      ) : (
        <Card
          title={labelIn(language, section)}
          act={mayModify && link({ section: section.name, edit: 'yes' }, { button: t.edit(labelIn(language, section)) }, '')}
        >
          <ReadSection settings={settings} section={section} whose={whose} />
        </Card>
      )}
    </div>
  );
}

function ReadSection({
  settings,
  section,
  whose,
}: {
  readonly settings: SettingsOf;
  readonly section: SettingsSection;
  readonly whose: Whose;
}) {
  const t = useTexts(messages);
  const language = useLanguage();
  const called = useCalled(settings);
  return (
    <Facts>
      {section.settings.map((setting) => {
        const { chosen = null, otherwise = null, otherwiseFrom = 'default' } = settings.values[setting.name] ?? {};
        const value = chosen ?? otherwise;
        const level = whose === 'common' ? 'organization' : 'user';
        return (
          <Fact key={setting.name} label={labelIn(language, setting)}>
            <span className="v-breakable v-lines-kept">{value === null ? t.notSet : valueInWords(language, setting, value, called)}</span>
            {value !== null && <span className="v-second">{t.from[chosen === null ? otherwiseFrom : level][whose]}</span>}
          </Fact>
        );
      })}
    </Facts>
  );
}

function EditSection({
  settings,
  section,
  path,
  onSaved,
  onCancel,
}: {
  readonly settings: SettingsOf;
  readonly section: SettingsSection;
  readonly path: string;
  readonly onSaved: () => void;
  readonly onCancel: () => void;
}) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const language = useLanguage();
  const queries = useQueryClient();
  const faultsOf = useFaultsOf();
  const [base, setBase] = useState(settings);
  const [typed, setTyped] = useState<Draft>(() => draftOf(section, settings.values));
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [meanwhile, setMeanwhile] = useState<SettingsOf>();
  const called = useCalled(meanwhile ?? settings);
  const changes = changedValues(section, draftOf(section, base.values), typed);
  const changed = Object.keys(changes).length > 0;
  const letGo = useUnsaved(changed);
  const [first] = section.settings;
  useEffect(() => document.getElementById(controlId(`values.${first?.name}`))?.focus(), [first?.name]);

  const saving = useMutation({
    mutationFn: () => saveSettings(path, { version: base.version, values: changes }),
    onSuccess: (now) => {
      letGo();
      queries.setQueryData(settingsQuery(path).queryKey, now);
      void queries.invalidateQueries({ queryKey: ['settings'] });
      void queries.invalidateQueries({ queryKey: ['access-log'] });
      onSaved();
    },
    onError: (error) => {
      if (!isRefusal(error, 'request.changed-meanwhile')) {
        const labels = new Map(section.settings.map((setting) => [`values.${setting.name}`, labelIn(language, setting)]));
        return setFaults(
          faultsOf(error).map((fault) => {
            const label = labels.get(fault.field ?? '');
            return label === undefined ? fault : { ...fault, label };
          }),
        );
      }
      const now = error.problem.current as SettingsOf;
      // What was typed stays; the rest is as it was saved meanwhile.
      setTyped({ ...draftOf(section, now.values), ...Object.fromEntries(Object.keys(changes).map((name) => [name, typed[name] ?? ''])) });
      setBase(now);
      setMeanwhile(now);
    },
  });
  const leave = () => {
    letGo();
    onCancel();
  };
  const save = () => {
    setFaults([]);
    if (changed) saving.mutate();
    else leave();
  };
  return (
    <Card title={labelIn(language, section)}>
      {meanwhile && (
        <Note key={meanwhile.version} tone="warn" title={t.meanwhile} takeFocus>
          <p>{t.meanwhileText}</p>
          <ul className="v-note__list">
            {section.settings
              .filter(({ name }) => Object.hasOwn(changes, name))
              .map((setting) => {
                const value = meanwhile.values[setting.name]?.chosen ?? null;
                return (
                  <li key={setting.name}>
                    {t.savedNow(
                      labelIn(language, setting),
                      value === null ? t.notSet.toLowerCase() : valueInWords(language, setting, value, called),
                    )}
                  </li>
                );
              })}
          </ul>
        </Note>
      )}
      <Form
        label={t.edit(labelIn(language, section))}
        faults={faults}
        submit={shared.save}
        busy={saving.isPending}
        onSubmit={save}
        onCancel={leave}
      >
        {section.settings.map((setting) => (
          <SettingField
            key={setting.name}
            setting={setting}
            settings={base}
            path={path}
            fault={faultOf(faults, `values.${setting.name}`)}
            typed={typed[setting.name] ?? ''}
            onType={(next) => setTyped((before) => ({ ...before, [setting.name]: next }))}
          />
        ))}
      </Form>
    </Card>
  );
}

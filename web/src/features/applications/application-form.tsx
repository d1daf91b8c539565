import { useMutation } from '@tanstack/react-query';
import type { Application, ApplicationList, SaveApplication } from '@varco/shared/applications/api';
import { useEffect, useState } from 'react';
import { isRefusal } from '../../core/http.ts';
import { useTexts } from '../../core/texts.ts';
import { useUnsaved } from '../../core/unsaved.ts';
import { useFaultsOf } from '../../ui/faults.ts';
import { AreaField, controlId, FaultText, TextField, Tick } from '../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../ui/form.tsx';
import { Note } from '../../ui/note.tsx';
import { messages } from './messages.ts';
import { changeApplication, createApplication } from './queries.ts';

type Draft = Omit<SaveApplication, 'organizations'> & { readonly organizations: readonly string[] };

/** An application as the server answers it, or as it says that somebody changed it: there the organizations are ids alone. */
type Known = Draft & { readonly version: number };

const emptyDraft: Draft = {
  code: '',
  name: '',
  nameEnglish: '',
  description: '',
  active: true,
  organizations: [],
  isToldWhy: false,
  maySearch: false,
};

const knownOf = ({ organizations, ...one }: Application): Known => ({ ...one, organizations: organizations.map(({ id }) => id) });

const fields = ['name', 'nameEnglish', 'description', 'organizations', 'active', 'isToldWhy', 'maySearch'] as const;

const draftOf = (known: Known): Draft => ({
  code: known.code,
  name: known.name,
  nameEnglish: known.nameEnglish,
  description: known.description,
  active: known.active,
  organizations: known.organizations.toSorted(),
  isToldWhy: known.isToldWhy,
  maySearch: known.maySearch,
});

const differs = (one: Draft, other: Draft, field: (typeof fields)[number] | 'code'): boolean =>
  JSON.stringify(one[field]) !== JSON.stringify(other[field]);

/** An application as a form; what somebody else saved meanwhile is shown, and what was typed stays. */
export function ApplicationForm({
  application,
  organizations,
  label,
  submit,
  onSaved,
  onCancel,
}: {
  /** Absent for one that is not there yet. */
  readonly application?: Application;
  readonly organizations: ApplicationList['organizations'];
  readonly label: string;
  readonly submit: string;
  readonly onSaved: (id: string) => void;
  readonly onCancel: () => void;
}) {
  const t = useTexts(messages);
  const faultsOf = useFaultsOf();
  const [seen, setSeen] = useState(() => application && knownOf(application));
  const [was, setWas] = useState<Draft>();
  const saved = seen ? draftOf(seen) : emptyDraft;
  const [draft, setDraft] = useState<Draft>(saved);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const isChanged = [...fields, 'code' as const].some((field) => differs(saved, draft, field));
  const letGo = useUnsaved(isChanged);
  const isThere = application !== undefined;
  // A card that becomes a form takes focus; a page that opens begins at its heading.
  useEffect(() => {
    if (isThere) document.getElementById(controlId('name'))?.focus();
  }, [isThere]);
  const saving = useMutation({
    mutationFn: async () => {
      const { code, organizations: served, ...rest } = draft;
      const typed = { ...rest, organizations: served as SaveApplication['organizations'] };
      if (!application || !seen) return (await createApplication({ ...typed, code })).id;
      await changeApplication(application.id, { ...typed, version: seen.version });
      return application.id;
    },
    onSuccess: (id) => {
      letGo();
      onSaved(id);
    },
    onError: (error) => {
      if (isRefusal(error, 'applications.code-taken')) return setFaults([{ field: 'code', text: error.problem.title }]);
      if (!isRefusal(error, 'request.changed-meanwhile')) return setFaults(faultsOf(error));
      setWas(saved);
      setSeen(error.problem.current as Known);
    },
  });
  const leave = () => {
    letGo();
    onCancel();
  };
  const save = () => {
    setFaults([]);
    if (seen && !isChanged) leave();
    else saving.mutate();
  };
  const set = (change: Partial<Draft>) => setDraft((now) => ({ ...now, ...change }));
  const said = (from: Draft, field: (typeof fields)[number]): string => {
    const value = from[field];
    if (typeof value === 'boolean') return value ? t.yes : t.no;
    if (typeof value === 'string') return value === '' ? t.empty : value;
    const names = organizations.filter(({ id }) => value.includes(id)).map(({ name }) => name);
    return names.length === 0 ? t.empty : names.join(', ');
  };
  const text = (name: 'name' | 'nameEnglish' | 'code' | 'description') => ({
    name,
    label: t[name],
    fault: faultOf(faults, name),
    value: draft[name],
    onType: (value: string) => set({ [name]: value }),
    autoComplete: 'off',
  });
  const served = faults.filter(({ field }) => field?.startsWith('organizations')).map((fault) => fault.text);
  return (
    <Form label={label} faults={faults} submit={submit} busy={saving.isPending} onSubmit={save} onCancel={leave}>
      {was && (
        <Note key={seen?.version} tone="warn" title={t.conflict} takeFocus>
          <p>{t.conflictText}</p>
          <ul className="v-note__list">
            {fields
              .filter((field) => differs(was, saved, field))
              .map((field) => (
                <li key={field}>{t.theirs(t[field], said(was, field), said(saved, field))}</li>
              ))}
          </ul>
        </Note>
      )}
      <TextField {...text('name')} />
      <TextField {...text('nameEnglish')} optional hint={t.nameEnglishHint} />
      {!isThere && <TextField {...text('code')} hint={t.codeHint} autoCapitalize="none" spellCheck={false} />}
      <AreaField {...text('description')} optional rows={3} />
      <fieldset className={served.length === 0 ? 'v-choices' : 'v-choices v-field--fault'}>
        <legend>{t.organizations}</legend>
        <p className="v-field__hint">{t.organizationsHint}</p>
        <FaultText id={`${controlId('organizations')}-fault`} fault={served.length === 0 ? undefined : served.join('\n')} />
        {organizations.map(({ id, name }) => (
          <Tick
            key={id}
            name={`organizations.${id}`}
            label={name}
            checked={draft.organizations.includes(id)}
            onTick={(on) =>
              set({ organizations: [...draft.organizations.filter((other) => other !== id), ...(on ? [id] : [])].toSorted() })
            }
          />
        ))}
      </fieldset>
      <Tick
        name="isToldWhy"
        label={t.isToldWhy}
        hint={t.isToldWhyHint}
        checked={draft.isToldWhy}
        onTick={(isToldWhy) => set({ isToldWhy })}
      />
      <Tick
        name="maySearch"
        label={t.maySearch}
        hint={t.maySearchHint}
        checked={draft.maySearch}
        onTick={(maySearch) => set({ maySearch })}
      />
      <Tick name="active" label={t.active} hint={t.activeHint} checked={draft.active} onTick={(active) => set({ active })} />
    </Form>
  );
}

import { useMutation } from '@tanstack/react-query';
import type { Group, GroupKind, GroupLine } from '@varco/shared/groups/api';
import { useEffect, useRef, useState } from 'react';
import { isRefusal } from '../../core/http.ts';
import { nameIn } from '../../core/names.ts';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { useUnsaved } from '../../core/unsaved.ts';
import { Button } from '../../ui/button.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { type Placing, useFaultsOf } from '../../ui/faults.ts';
import { AreaField, controlId, FaultText, SelectField, TextField, Tick } from '../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../ui/form.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Note } from '../../ui/note.tsx';
import { words } from '../../ui/words.ts';
import { messages } from './messages.ts';
import { changeGroup, createGroup, suggestPeople } from './queries.ts';
import { parentsFor } from './tree/tree.ts';

/** What is typed of a group. */
interface Draft {
  readonly name: string;
  readonly nameEnglish: string;
  readonly parentId: string;
  readonly description: string;
  readonly descriptionEnglish: string;
  readonly descriptive: boolean;
  readonly active: boolean;
  readonly site: string;
  readonly heads: readonly { readonly id: string; readonly name: string }[];
}

const draftOf = (group: Group): Draft => ({
  name: group.name,
  nameEnglish: group.nameEnglish,
  parentId: group.parentId ?? '',
  description: group.description,
  descriptionEnglish: group.descriptionEnglish,
  descriptive: group.descriptive,
  active: group.active,
  site: group.site,
  heads: group.heads,
});

const blank = (parentId: string): Draft => ({
  name: '',
  nameEnglish: '',
  parentId,
  description: '',
  descriptionEnglish: '',
  descriptive: false,
  active: true,
  site: '',
  heads: [],
});

/** A fault of one head stands at the heads, and too much given by moving at the group over it. */
const atItsField: Placing = ({ field }) => {
  if (field?.startsWith('heads')) return 'heads';
  return field?.startsWith('grants.') ? 'parentId' : field;
};

/** A group as a form: a new one of a kind, under another or at the top, or one that exists. */
export function GroupDialog({
  kind,
  existing,
  parentId = '',
  groups,
  mayFindPeople,
  onSaved,
  onReread,
  onClose,
}: {
  readonly kind: GroupKind;
  readonly existing?: Group | undefined;
  readonly parentId?: string;
  readonly groups: readonly GroupLine[];
  readonly mayFindPeople: boolean;
  readonly onSaved: (id: string, name: string) => void;
  readonly onReread: () => void;
  readonly onClose: () => void;
}) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const language = useLanguage();
  const faultsOf = useFaultsOf(atItsField);
  const [begin] = useState(() => (existing ? draftOf(existing) : blank(parentId)));
  const [typed, setTyped] = useState(begin);
  const [version, setVersion] = useState(existing?.version ?? 0);
  const [theirs, setTheirs] = useState<readonly string[]>([]);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const unsaved = JSON.stringify(typed) !== JSON.stringify(begin);
  const letGo = useUnsaved(unsaved);
  const set = (change: Partial<Draft>) => setTyped({ ...typed, ...change });
  const over = groups.find(({ id }) => id === parentId);
  const overTitle = over ? t.newUnder(nameIn(language, over)) : t.newGroup;
  const title = existing ? t.form.edit(nameIn(language, existing)) : overTitle;

  const saving = useMutation({
    mutationFn: async () => {
      const body = { ...typed, parentId: typed.parentId === '' ? null : typed.parentId, heads: typed.heads.map(({ id }) => id) };
      if (!existing) return (await createGroup({ ...body, kind })).id;
      await changeGroup(existing.id, { ...body, version });
      return existing.id;
    },
    onSuccess: (id) => {
      letGo();
      onSaved(id, typed.name.trim());
    },
    onError: (error) => {
      if (isRefusal(error, 'request.changed-meanwhile')) return overtaken(error.problem.current as Group);
      if (isRefusal(error, 'request.not-found')) {
        onReread();
        return setFaults([{ text: t.form.gone }]);
      }
      const place = isRefusal(error, 'groups.name-taken') ? { field: 'name' } : {};
      return setFaults(faultsOf(error).map((fault) => ({ ...place, ...fault })));
    },
  });
  const overtaken = (current: Group) => {
    const now = draftOf(current);
    const said = (draft: Draft, field: keyof Draft): string => {
      if (field === 'heads') return draft.heads.map(({ name }) => name).join(', ');
      if (field === 'parentId') return groups.find(({ id }) => id === draft.parentId)?.name ?? t.form.top;
      const value = draft[field];
      if (typeof value === 'boolean') return value ? shared.yes : shared.no;
      return value;
    };
    const fields = (Object.keys(now) as (keyof Draft)[]).filter((field) => said(now, field) !== said(begin, field));
    setTheirs(fields.map((field) => t.form.conflictValue(t.form.fields[field], said(now, field) || t.form.none)));
    // What only the other changed is taken over; what was typed here stays.
    setTyped({ ...now, ...Object.fromEntries(changedOf(begin, typed)) });
    setVersion(current.version);
    setFaults([]);
    onReread();
  };
  const leave = () => {
    letGo();
    onClose();
  };
  const text = (field: 'name' | 'nameEnglish' | 'site', hint?: string) => (
    <TextField
      name={field}
      label={t.form.fields[field]}
      hint={hint}
      fault={faultOf(faults, field)}
      optional={field !== 'name'}
      maxLength={200}
      autoComplete="off"
      lang={field === 'nameEnglish' ? 'en' : undefined}
      value={typed[field]}
      onType={(value) => set({ [field]: value })}
    />
  );
  const area = (field: 'description' | 'descriptionEnglish') => (
    <AreaField
      name={field}
      label={t.form.fields[field]}
      fault={faultOf(faults, field)}
      optional
      maxLength={500}
      rows={2}
      lang={field === 'descriptionEnglish' ? 'en' : undefined}
      value={typed[field]}
      onType={(value) => set({ [field]: value })}
    />
  );
  const parents = parentsFor(groups, kind, existing?.id).map(({ group, level }) => ({
    value: group.id,
    label: `${'– '.repeat(level)}${nameIn(language, group)}`,
  }));
  return (
    <Dialog title={title} unsaved={unsaved} onClose={leave}>
      <Form
        label={title}
        faults={faults}
        submit={existing ? shared.save : t.form.create}
        busy={saving.isPending}
        onSubmit={() => {
          setFaults([]);
          saving.mutate();
        }}
        onCancel={leave}
      >
        {theirs.length > 0 && (
          <Note key={version} tone="warn" title={t.form.conflict} takeFocus>
            <p>{t.form.conflictText}</p>
            <ul className="v-note__list">
              {theirs.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </Note>
        )}
        {text('name')}
        {text('nameEnglish', t.form.englishHint)}
        <SelectField
          name="parentId"
          label={t.form.fields.parentId}
          {...(kind === 'organizational' ? { hint: t.form.parentHint } : {})}
          fault={faultOf(faults, 'parentId')}
          value={typed.parentId}
          options={[{ value: '', label: t.form.top }, ...parents]}
          onChoose={(value) => set({ parentId: value })}
        />
        {area('description')}
        {area('descriptionEnglish')}
        {kind === 'organizational' && (
          <>
            {text('site')}
            <Heads heads={typed.heads} fault={faultOf(faults, 'heads')} mayFind={mayFindPeople} onChange={(heads) => set({ heads })} />
            <div>
              <FaultText id="field-descriptive-fault" fault={faultOf(faults, 'descriptive')} />
              <Tick
                name="descriptive"
                label={t.form.fields.descriptive}
                hint={t.form.descriptiveHint}
                checked={typed.descriptive}
                onTick={(descriptive) => set({ descriptive })}
              />
            </div>
          </>
        )}
        <Tick
          name="active"
          label={t.form.fields.active}
          hint={t.form.activeHint}
          checked={typed.active}
          onTick={(active) => set({ active })}
        />
      </Form>
    </Dialog>
  );
}

const changedOf = (begin: Draft, typed: Draft): [string, unknown][] =>
  Object.entries(typed).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(begin[field as keyof Draft]));

/** The heads of a group: those there are, each to be taken away, and a field that finds another. */
function Heads({
  heads,
  fault,
  mayFind,
  onChange,
}: {
  readonly heads: Draft['heads'];
  readonly fault: string | undefined;
  readonly mayFind: boolean;
  readonly onChange: (heads: Draft['heads']) => void;
}) {
  const t = useTexts(messages);
  const told = useRef(heads.length);
  useEffect(() => {
    if (told.current === heads.length) return;
    told.current = heads.length;
    // The field begins anew, and the button that took somebody away is gone: who uses the keyboard goes on from the field.
    document.getElementById(controlId('heads'))?.focus();
  }, [heads.length]);
  return (
    <div className="v-heads">
      {mayFind ? (
        <Combobox
          key={heads.length}
          name="heads"
          label={t.form.fields.heads}
          hint={t.form.headsHint}
          fault={fault}
          chosen=""
          look={suggestPeople}
          count={t.form.headsFound}
          onChoose={(person) => {
            if (person && !heads.some(({ id }) => id === person.id)) onChange([...heads, { id: person.id, name: person.name }]);
          }}
        />
      ) : (
        <>
          <FaultText id="field-heads-fault" fault={fault} />
          <p>
            {t.form.fields.heads}: {heads.length === 0 && t.form.headsNone}
          </p>
        </>
      )}
      {heads.length > 0 && (
        <ul className="v-heads__list">
          {heads.map((head) => (
            <li key={head.id}>
              <span>{head.name || t.unknown}</span>
              <Button
                look="quiet"
                small
                aria-label={t.form.headRemove(head.name)}
                onClick={() => onChange(heads.filter(({ id }) => id !== head.id))}
              >
                <Icon name="close" size={16} />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

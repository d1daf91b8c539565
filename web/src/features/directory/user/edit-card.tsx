import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { UserRecord } from '@varco/shared/directory/api';
import { licences, licenceTexts, personKindNames, personKinds } from '@varco/shared/identity/licences';
import type { Language } from '@varco/shared/language';
import { useEffect, useState } from 'react';
import { isRefusal } from '../../../core/http.ts';
import { useFormat } from '../../../core/me.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { useUnsaved } from '../../../core/unsaved.ts';
import { Card } from '../../../ui/card.tsx';
import { useFaultsOf } from '../../../ui/faults.ts';
import { Choices, controlId, DayField, SelectField, TextField } from '../../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../../ui/form.tsx';
import { Note } from '../../../ui/note.tsx';
import { words } from '../../../ui/words.ts';
import { changeUser } from '../queries.ts';
import { changedFields, changeOf, merge, type Typed, typedOf, type UserField } from './merge.ts';
import { messages } from './messages.ts';

const days: readonly UserField[] = ['birthDate', 'validFrom', 'validTo'];
const optional: readonly UserField[] = ['email', 'employeeNumber'];

/** What may be chosen in a field, by its name. */
const choicesOf = (field: 'licence' | 'personKind', language: Language): ReadonlyMap<string, string> =>
  new Map<string, string>(
    field === 'licence'
      ? licences.map((one) => [one, licenceTexts[one][language].name])
      : personKinds.map((one) => [one, personKindNames[one][language]]),
  );

const whatOf = (field: UserField, value: string, language: Language): string | undefined => {
  const licence = field === 'licence' ? licences.find((one) => one === value) : undefined;
  return licence && licenceTexts[licence][language].what;
};

/** A card turned into a form at the same place; what somebody else saved meanwhile is shown side by side with what was typed. */
export function EditCard({
  user,
  title,
  name,
  fields,
  onSaved,
}: {
  readonly user: UserRecord;
  readonly title: string;
  readonly name: string;
  readonly fields: readonly UserField[];
  readonly onSaved: (user: UserRecord) => void;
}) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const language = useLanguage();
  const faultsOf = useFaultsOf();
  const navigate = useNavigate();
  const [seen, setSeen] = useState(user);
  const [typed, setTyped] = useState<Typed>(() => typedOf(user, fields));
  const [asked, setAsked] = useState<{ readonly fields: readonly UserField[]; readonly mine: Typed }>();
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const letGo = useUnsaved(changedFields(seen, typed).length > 0);
  // A service is called by one name, until it is given a person's two.
  const isService = user.personKind === null && (typed.givenName ?? '').trim() === '';

  useEffect(() => {
    const first = fields[0];
    if (first !== undefined) document.getElementById(controlId(first))?.focus();
  }, [fields]);

  const saving = useMutation({
    mutationFn: ({ record, texts }: { record: UserRecord; texts: Typed }) => changeUser(user.id, changeOf(record, texts)),
    onSuccess: (record) => {
      letGo();
      onSaved(record);
    },
    onError: (error, { record, texts }) => {
      if (!isRefusal(error, 'request.changed-meanwhile')) {
        const isUnnamed = isService && texts.familyName?.trim() === '';
        return setFaults(
          faultsOf(error).map((fault) => (isUnnamed && fault.field === 'familyName' ? { ...fault, text: t.serviceNameNeeded } : fault)),
        );
      }
      const current = error.problem.current as UserRecord;
      const merged = merge(record, texts, current);
      setSeen(current);
      setTyped(merged.typed);
      setFaults([]);
      if (merged.asked.length === 0) saving.mutate({ record: current, texts: merged.typed });
      else setAsked({ fields: merged.asked, mine: merged.typed });
    },
  });
  const leave = () => {
    letGo();
    void navigate({ to: '.', search: {}, replace: true, resetScroll: false });
  };
  const save = () => {
    setFaults([]);
    if (changedFields(seen, typed).length === 0) leave();
    else saving.mutate({ record: seen, texts: typed });
  };

  const set = (field: UserField) => (text: string) => setTyped({ ...typed, [field]: text });
  const input = (field: UserField) => ({
    name: field,
    label: t.fields[field],
    fault: faultOf(faults, field),
    value: typed[field] ?? '',
    onType: set(field),
  });
  return (
    <Card title={title}>
      <Form label={name} faults={faults} submit={shared.save} busy={saving.isPending} onSubmit={save} onCancel={leave}>
        {asked && (
          <Note tone="warn" title={t.conflict} takeFocus>
            <p>{t.conflictText}</p>
          </Note>
        )}
        {fields.map((field) => {
          if (asked?.fields.includes(field)) {
            return (
              <Conflict
                key={field}
                field={field}
                mine={asked.mine[field] ?? ''}
                other={seen[field] ?? ''}
                value={typed[field] ?? ''}
                onChoose={set(field)}
              />
            );
          }
          if (days.includes(field)) return <DayField key={field} {...input(field)} optional />;
          if (field === 'sex') {
            return (
              <SelectField
                key={field}
                name={field}
                label={t.fields.sex}
                fault={faultOf(faults, field)}
                value={typed.sex ?? ''}
                options={[
                  { value: '', label: t.notSet },
                  { value: 'f', label: t.sexes.f },
                  { value: 'm', label: t.sexes.m },
                ]}
                onChoose={set(field)}
              />
            );
          }
          if (field === 'licence' || field === 'personKind') {
            return (
              <SelectField
                key={field}
                name={field}
                label={t.fields[field]}
                hint={whatOf(field, typed[field] ?? '', language)}
                fault={faultOf(faults, field)}
                value={typed[field] ?? ''}
                options={[...choicesOf(field, language)].map(([value, label]) => ({ value, label }))}
                onChoose={set(field)}
              />
            );
          }
          if (field === 'taxCode') {
            return <TextField key={field} {...input(field)} optional hint={t.taxCodeHint} autoComplete="off" spellCheck={false} />;
          }
          if (optional.includes(field)) return <TextField key={field} {...input(field)} optional autoComplete="off" />;
          if (field === 'fullName') return <TextField key={field} {...input(field)} optional hint={t.fullNameHint} autoComplete="off" />;
          if (field === 'username') {
            return (
              <TextField key={field} {...input(field)} hint={t.usernameHint} autoComplete="off" autoCapitalize="none" spellCheck={false} />
            );
          }
          if (field === 'familyName' && isService)
            return <TextField key={field} {...input(field)} label={t.serviceName} autoComplete="off" />;
          if (field === 'givenName' && user.personKind === null) {
            return <TextField key={field} {...input(field)} optional hint={t.attachHint} autoComplete="off" />;
          }
          return <TextField key={field} {...input(field)} autoComplete="off" />;
        })}
      </Form>
    </Card>
  );
}

/** One field that two people changed: both values, one to keep. */
function Conflict({
  field,
  mine,
  other,
  value,
  onChoose,
}: {
  readonly field: UserField;
  readonly mine: string;
  readonly other: string;
  readonly value: string;
  readonly onChoose: (value: string) => void;
}) {
  const t = useTexts(messages);
  const format = useFormat();
  const language = useLanguage();
  const show = (text: string) => {
    if (text === '') return t.empty;
    if (days.includes(field)) return format.longDay(text);
    if (field === 'licence' || field === 'personKind') return choicesOf(field, language).get(text) ?? text;
    return field === 'sex' ? t.sexes[text === 'f' ? 'f' : 'm'] : text;
  };
  return (
    <Choices
      name={field}
      label={t.fields[field]}
      value={value === other ? 'other' : 'mine'}
      choices={[
        { value: 'mine', label: t.keepMine(show(mine)) },
        { value: 'other', label: t.takeOther(show(other)) },
      ]}
      onChoose={(chosen) => onChoose(chosen === 'mine' ? mine : other)}
    />
  );
}

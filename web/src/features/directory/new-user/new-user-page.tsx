import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { CreateUserInput } from '@varco/shared/directory/api';
import {
  type Licence,
  licences,
  licenceTexts,
  type PersonKind,
  personKindNames,
  personKinds,
  USUAL_LICENCE,
} from '@varco/shared/identity/licences';
import { useState } from 'react';
import { useMe } from '../../../core/me.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { useUnsaved } from '../../../core/unsaved.ts';
import { useFaultsOf } from '../../../ui/faults.ts';
import { Choices, DayField, PasswordField, SelectField, TextField, Tick } from '../../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../../ui/form.tsx';
import { Page } from '../../../ui/page.tsx';
import { PasswordRulesList } from '../../../ui/password-rules.tsx';
import { keepIssued } from '../issued-password.ts';
import { createUser, passwordRulesQuery } from '../queries.ts';
import { messages } from './messages.ts';
import { proposedUsername } from './proposal.ts';

const empty = {
  familyName: '',
  givenName: '',
  fullName: '',
  username: undefined as string | undefined,
  kind: 'person' as 'person' | 'administrator',
  handOver: 'temporary' as 'temporary' | 'typed',
  password: '',
  confirmation: '',
  mustChange: true,
  status: 'active' as 'active' | 'inactive',
  validFrom: '',
  validTo: '',
  taxCode: '',
  birthDate: '',
  sex: '' as '' | 'f' | 'm',
  email: '',
  employeeNumber: '',
  licence: USUAL_LICENCE as Licence,
  personKind: 'internal' as PersonKind,
};
type Draft = typeof empty;
type TextOf = Exclude<keyof Draft, 'username' | 'kind' | 'handOver' | 'mustChange' | 'status' | 'sex' | 'licence' | 'personKind'>;
const personal = ['personKind', 'taxCode', 'birthDate', 'sex', 'email', 'employeeNumber'];

/** Makes a user: only what he needs to exist, one column, the faults all at once (requirements R1.8, R1.9, R1.11, R3.50). */
export default function NewUserPage() {
  const t = useTexts(messages);
  const me = useMe();
  const language = useLanguage();
  // An administrator of the installation may make a name outside the access id.
  const prefix = me.administers === 'installation' ? null : me.loginPrefix;
  const faultsOf = useFaultsOf();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft>(empty);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const letGo = useUnsaved(draft !== empty);
  const set = <K extends keyof Draft>(field: K, value: Draft[K]) => setDraft((now) => ({ ...now, [field]: value }));
  const isService = draft.licence === 'service';
  const username = draft.username ?? (isService ? '' : proposedUsername(draft.givenName, draft.familyName));

  const creating = useMutation({
    mutationFn: () => createUser(inputOf(draft, username)),
    onSuccess: async ({ id, temporaryPassword }) => {
      letGo();
      if (temporaryPassword !== null) keepIssued(id, temporaryPassword);
      void queries.invalidateQueries({ queryKey: ['users'] });
      await navigate({
        to: '/users/$id',
        params: { id },
        search: { created: temporaryPassword === null ? 'typed' : 'temporary' },
        replace: true,
      });
    },
    onError: (error) => {
      const isUnnamed = isService && draft.familyName.trim() === '';
      setFaults(
        faultsOf(error).map((fault) => (isUnnamed && fault.field === 'familyName' ? { ...fault, text: t.serviceNameNeeded } : fault)),
      );
    },
  });
  const text = (field: TextOf) => ({
    name: field,
    label: t[field],
    fault: faultOf(faults, field),
    value: draft[field],
    onType: (value: string) => set(field, value),
  });
  return (
    <Page title={t.title} area={t.users} path={<Link to="/users">{t.users}</Link>} facts={<p>{isService ? t.serviceFacts : t.facts}</p>}>
      <Form
        label={t.title}
        faults={faults}
        submit={t.create}
        busy={creating.isPending}
        onSubmit={() => {
          setFaults([]);
          creating.mutate();
        }}
        onCancel={() => void navigate({ to: '/users' })}
      >
        <SelectField
          name="licence"
          label={t.licence}
          hint={licenceTexts[draft.licence][language].what}
          fault={faultOf(faults, 'licence')}
          value={draft.licence}
          options={licences.map((value) => ({ value, label: licenceTexts[value][language].name }))}
          onChoose={(licence) => set('licence', licence)}
        />
        {isService ? (
          <TextField {...text('familyName')} label={t.serviceName} hint={t.serviceNameHint} autoComplete="off" />
        ) : (
          <>
            <TextField {...text('familyName')} autoComplete="off" />
            <TextField {...text('givenName')} autoComplete="off" />
          </>
        )}
        <TextField {...text('fullName')} optional hint={t.fullNameHint} autoComplete="off" />
        <TextField
          name="username"
          label={t.username}
          hint={[isService ? t.serviceUsernameHint : t.usernameHint, ...(prefix === null ? [] : [t.usernamePrefix(prefix)])].join(' ')}
          fault={faultOf(faults, 'username')}
          value={username}
          onType={(value) => set('username', value)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
        {!isService && (
          <Choices
            name="kind"
            label={t.kind}
            value={draft.kind}
            choices={[
              { value: 'person', label: t.person, hint: t.personHint },
              { value: 'administrator', label: t.administrator, hint: t.administratorHint },
            ]}
            onChoose={(kind) => set('kind', kind)}
          />
        )}
        {isService ? (
          <p>{t.serviceText}</p>
        ) : (
          <>
            <Choices
              name="handOver"
              label={t.handOver}
              value={draft.handOver}
              choices={[
                { value: 'temporary', label: t.temporary, hint: t.temporaryHint },
                { value: 'typed', label: t.typed, hint: t.typedHint },
              ]}
              onChoose={(handOver) => set('handOver', handOver)}
            />
            {draft.handOver === 'typed' && (
              <div className="v-choices__inside">
                <Rules typed={draft.password} username={username} />
                <PasswordField {...text('password')} autoComplete="new-password" />
                <PasswordField {...text('confirmation')} autoComplete="new-password" />
                <Tick
                  name="mustChange"
                  label={t.mustChange}
                  checked={draft.mustChange}
                  onTick={(mustChange) => set('mustChange', mustChange)}
                />
              </div>
            )}
          </>
        )}
        {!isService && (
          <Choices
            name="status"
            label={t.status}
            value={draft.status}
            choices={[
              { value: 'active', label: t.active },
              { value: 'inactive', label: t.inactive },
            ]}
            onChoose={(status) => set('status', status)}
          />
        )}
        <div className="v-form__pair">
          <DayField {...text('validFrom')} optional />
          <DayField {...text('validTo')} optional />
        </div>
        {/* Open where something in it needs a look: a fault behind a closed lid would not be found. */}
        {!isService && (
          <details className="v-more" open={faults.some(({ field }) => personal.includes(field ?? '')) || undefined}>
            <summary>{t.more}</summary>
            <SelectField
              name="personKind"
              label={t.personKind}
              fault={faultOf(faults, 'personKind')}
              value={draft.personKind}
              options={personKinds.map((value) => ({ value, label: personKindNames[value][language] }))}
              onChoose={(personKind) => set('personKind', personKind)}
            />
            <TextField {...text('taxCode')} optional hint={t.taxCodeHint} autoComplete="off" spellCheck={false} />
            <div className="v-form__pair">
              <DayField {...text('birthDate')} optional />
              <SelectField
                name="sex"
                label={t.sex}
                fault={faultOf(faults, 'sex')}
                value={draft.sex}
                options={[
                  { value: '', label: t.sexes.none },
                  { value: 'f', label: t.sexes.f },
                  { value: 'm', label: t.sexes.m },
                ]}
                onChoose={(sex) => set('sex', sex)}
              />
            </div>
            <TextField {...text('email')} type="email" optional autoComplete="off" />
            <TextField {...text('employeeNumber')} optional autoComplete="off" />
          </details>
        )}
      </Form>
    </Page>
  );
}

function Rules({ typed, username }: { readonly typed: string; readonly username: string }) {
  const { data: rules } = useQuery(passwordRulesQuery);
  return rules && <PasswordRulesList rules={rules} typed={typed} username={username} />;
}

const inputOf = (draft: Draft, username: string): CreateUserInput =>
  draft.licence === 'service'
    ? serviceOf(draft, username)
    : {
        familyName: draft.familyName,
        givenName: draft.givenName,
        fullName: draft.fullName,
        username,
        administrator: draft.kind === 'administrator',
        licence: draft.licence,
        personKind: draft.personKind,
        status: draft.status,
        validFrom: draft.validFrom || null,
        validTo: draft.validTo || null,
        taxCode: draft.taxCode.trim() || null,
        birthDate: draft.birthDate || null,
        sex: draft.sex || null,
        email: draft.email.trim() || null,
        employeeNumber: draft.employeeNumber.trim() || null,
        ...(draft.handOver === 'typed'
          ? { password: draft.password, confirmation: draft.confirmation, mustChangePassword: draft.mustChange }
          : {}),
      };

/** A service is called somehow and is no person; it opens no session, so that it gets no password. */
const serviceOf = ({ familyName, fullName, validFrom, validTo }: Draft, username: string): CreateUserInput => ({
  familyName,
  fullName,
  username,
  licence: 'service',
  validFrom: validFrom || null,
  validTo: validTo || null,
});

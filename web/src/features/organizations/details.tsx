import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Organization } from '@varco/shared/organizations/api';
import { useEffect, useState } from 'react';
import { isRefusal } from '../../core/http.ts';
import { useFormat } from '../../core/me.ts';
import { useTexts } from '../../core/texts.ts';
import { useUnsaved } from '../../core/unsaved.ts';
import { Card, Fact, Facts } from '../../ui/card.tsx';
import { useFaultsOf } from '../../ui/faults.ts';
import { controlId, TextField, Tick } from '../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../ui/form.tsx';
import { words } from '../../ui/words.ts';
import { messages } from './messages.ts';
import { changeOrganization } from './queries.ts';

const optional = ['registryCode', 'taxCode', 'pec', 'email', 'phone', 'site', 'timeZone', 'loginId'] as const;
type OptionalField = (typeof optional)[number];
/** What is typed of an organization; empty: not given. */
export type Typed = Readonly<Record<OptionalField | 'name', string>> & { readonly ownDoor: boolean };

/** Nothing typed yet. */
export const nothing: Typed = {
  name: '',
  registryCode: '',
  taxCode: '',
  pec: '',
  email: '',
  phone: '',
  site: '',
  timeZone: '',
  loginId: '',
  ownDoor: false,
};

const typedOf = (organization: Organization): Typed => ({
  ...nothing,
  name: organization.name,
  ownDoor: organization.ownDoor,
  ...Object.fromEntries(optional.map((field) => [field, organization[field] ?? ''])),
});

/** What was typed as the server takes it. */
export const sent = (typed: Typed) => ({
  name: typed.name,
  ownDoor: typed.ownDoor,
  ...(Object.fromEntries(optional.map((field) => [field, typed[field].trim() === '' ? null : typed[field]])) as Record<
    OptionalField,
    string | null
  >),
});

/** The details of an organization, read. */
export function Details({ organization }: { readonly organization: Organization }) {
  const t = useTexts(messages);
  const format = useFormat();
  return (
    <Facts>
      <Fact label={t.name}>{organization.name}</Fact>
      {optional.map((field) => (
        <Fact key={field} label={t[field]}>
          {organization[field] ?? (field === 'loginId' ? t.loginIdNone : field === 'timeZone' ? t.timeZoneNone : t.notSet)}
        </Fact>
      ))}
      <Fact label={t.createdAt}>{format.moment(organization.createdAt)}</Fact>
    </Facts>
  );
}

/** The fields of an organization, typed; what is for the administrators of the installation is only for them. */
export function Fields({
  typed,
  faults,
  loginIdHint,
  ofInstallation,
  onType,
}: {
  readonly typed: Typed;
  readonly faults: readonly Fault[];
  readonly loginIdHint: string;
  readonly ofInstallation: boolean;
  readonly onType: (typed: Typed) => void;
}) {
  const t = useTexts(messages);
  const input = (field: OptionalField | 'name') => ({
    name: field,
    label: t[field],
    fault: faultOf(faults, field),
    value: typed[field],
    autoComplete: 'off',
    onType: (text: string) => onType({ ...typed, [field]: text }),
  });
  return (
    <>
      <TextField {...input('name')} />
      {ofInstallation ? (
        <TextField {...input('loginId')} hint={loginIdHint} />
      ) : (
        <Facts>
          <Fact label={t.loginId}>
            {typed.loginId === '' ? t.loginIdNone : typed.loginId} <span className="v-second">{t.loginIdFixed}</span>
          </Fact>
        </Facts>
      )}
      <TextField {...input('registryCode')} optional hint={t.registryCodeHint} />
      <TextField {...input('taxCode')} optional />
      <TextField {...input('pec')} optional type="email" />
      <TextField {...input('email')} optional type="email" />
      <TextField {...input('phone')} optional type="tel" />
      <TextField {...input('site')} optional />
      <TextField {...input('timeZone')} optional hint={t.timeZoneHint} list="time-zones" />
      <datalist id="time-zones">
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      {ofInstallation && (
        <Tick
          name="ownDoor"
          label={t.ownDoor}
          hint={t.ownDoorHint}
          checked={typed.ownDoor}
          onTick={(ownDoor) => onType({ ...typed, ownDoor })}
        />
      )}
    </>
  );
}

/** The details of an organization as a form; what somebody else saved meanwhile is shown and nothing of it is overwritten. */
export function EditDetails({
  id,
  organization,
  ofInstallation,
  onSaved,
  onCancel,
}: {
  /** Absent: the one for which one works. */
  readonly id: string | undefined;
  readonly organization: Organization;
  readonly ofInstallation: boolean;
  readonly onSaved: (organization: Organization) => void;
  readonly onCancel: () => void;
}) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const faultsOf = useFaultsOf();
  const queries = useQueryClient();
  const [base, setBase] = useState(organization);
  const [typed, setTyped] = useState(() => typedOf(organization));
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const changed = Object.entries(sent(typed)).filter(([field, value]) => base[field as keyof Organization] !== value);
  const forget = useUnsaved(changed.length > 0);
  useEffect(() => document.getElementById(controlId('name'))?.focus(), []);
  const saving = useMutation({
    mutationFn: () => changeOrganization(id, { version: base.version, ...Object.fromEntries(changed) }),
    onSuccess: (saved) => {
      forget();
      void queries.invalidateQueries({ queryKey: ['organizations'] });
      void queries.invalidateQueries({ queryKey: ['me'] });
      onSaved(saved);
    },
    onError: (error) => {
      if (!isRefusal(error, 'request.changed-meanwhile')) return setFaults(faultsOf(error));
      const current = error.problem.current as Organization;
      // What was typed stays; of what was not touched the other's value counts.
      const touched = Object.fromEntries(changed.map(([field]) => [field, typed[field as keyof Typed]]));
      setBase(current);
      setTyped({ ...typedOf(current), ...touched });
      setFaults([{ text: t.overtaken }]);
    },
  });
  return (
    <Card title={t.data}>
      <Form
        label={t.editName}
        faults={faults}
        submit={shared.save}
        busy={saving.isPending}
        onSubmit={() => {
          setFaults([]);
          if (changed.length > 0) return saving.mutate();
          forget();
          onCancel();
        }}
        onCancel={() => {
          forget();
          onCancel();
        }}
      >
        <Fields
          typed={typed}
          faults={faults}
          loginIdHint={`${t.loginIdHint} ${t.loginIdChange}`}
          ofInstallation={ofInstallation}
          onType={setTyped}
        />
      </Form>
    </Card>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTexts } from '../../../core/texts.ts';
import { useUnsaved } from '../../../core/unsaved.ts';
import { useFaultsOf } from '../../../ui/faults.ts';
import { TextField } from '../../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../../ui/form.tsx';
import { Page, usePageFaults } from '../../../ui/page.tsx';
import { SecretPanel } from '../../../ui/secret-panel.tsx';
import { Fields, nothing, sent } from '../details.tsx';
import { messages } from '../messages.ts';
import { createOrganization } from '../queries.ts';

const nobody = { familyName: '', givenName: '', username: '' };

/** Makes an organization with its first administrator, whose password is shown once (requirements D2, R3.1). */
export default function NewOrganizationPage() {
  const t = useTexts(messages);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const faultsOf = useFaultsOf();
  const [typed, setTyped] = useState(nothing);
  const [person, setPerson] = useState(nobody);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  usePageFaults(faults.length > 0);
  const isTyped = JSON.stringify([typed, person]) !== JSON.stringify([nothing, nobody]);
  const creating = useMutation({
    mutationFn: () => {
      const { loginId, ...details } = sent(typed);
      return createOrganization({ ...details, loginId: loginId ?? '', administrator: person });
    },
    onSuccess: () => {
      forget();
      void queries.invalidateQueries({ queryKey: ['organizations'] });
      void queries.invalidateQueries({ queryKey: ['me'] });
    },
    onError: (error) => setFaults(faultsOf(error)),
  });
  const created = creating.data;
  const forget = useUnsaved(isTyped && !created);
  const open = () => created && void navigate({ to: '/organizations/$id', params: { id: created.id }, replace: true });
  const input = (field: keyof typeof nobody) => ({
    name: `administrator.${field}`,
    label: t[field],
    fault: faultOf(faults, `administrator.${field}`),
    value: person[field],
    autoComplete: 'off',
    onType: (text: string) => setPerson({ ...person, [field]: text }),
  });
  return (
    <Page
      title={created ? t.created(typed.name) : t.newOne}
      area={t.title}
      path={<Link to="/organizations">{t.title}</Link>}
      facts={<p>{t.newFacts}</p>}
    >
      {created ? (
        <SecretPanel
          kind="created"
          name={`${person.givenName} ${person.familyName}`}
          username={created.administrator.username}
          password={created.administrator.temporaryPassword}
          onDone={open}
        />
      ) : (
        <Form
          label={t.newOne}
          faults={faults}
          submit={t.create}
          busy={creating.isPending}
          onSubmit={() => {
            setFaults([]);
            creating.mutate();
          }}
          onCancel={() => {
            forget();
            void navigate({ to: '/organizations' });
          }}
        >
          <h2>{t.data}</h2>
          <Fields typed={typed} faults={faults} loginIdHint={t.loginIdHint} ofInstallation onType={setTyped} />
          <h2>{t.administrator}</h2>
          <TextField {...input('familyName')} />
          <TextField {...input('givenName')} />
          <TextField {...input('username')} hint={t.usernameHint(typed.loginId.trim())} />
        </Form>
      )}
    </Page>
  );
}

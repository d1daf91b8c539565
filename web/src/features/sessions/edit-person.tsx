import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ChangeOwnProfile } from '@varco/shared/directory/api';
import { useEffect, useState } from 'react';
import { useMe } from '../../core/me.ts';
import { useTexts } from '../../core/texts.ts';
import { useUnsaved } from '../../core/unsaved.ts';
import { Card, Fact, Facts } from '../../ui/card.tsx';
import { useFaultsOf } from '../../ui/faults.ts';
import { controlId, TextField } from '../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../ui/form.tsx';
import { words } from '../../ui/words.ts';
import { messages } from './messages.ts';
import { changeProfile, meQuery } from './queries.ts';
import { homeOf } from './work-organization.tsx';

const fields = ['familyName', 'givenName', 'fullName'] as const satisfies readonly (keyof ChangeOwnProfile)[];
type PersonField = (typeof fields)[number];

/** One's own personal details as a form; the user name and the organization are only read (requirements R3.62). */
export function EditPerson({ onSaved, onCancel }: { readonly onSaved: () => void; readonly onCancel: () => void }) {
  const t = useTexts(messages).profile;
  const shared = useTexts(words);
  const me = useMe();
  const { user } = me;
  const queries = useQueryClient();
  const faultsOf = useFaultsOf();
  const [typed, setTyped] = useState<ChangeOwnProfile>({
    familyName: user.familyName,
    givenName: user.givenName,
    fullName: user.fullName,
  });
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const changed = fields.some((field) => typed[field] !== user[field]);
  const letGo = useUnsaved(changed);

  useEffect(() => document.getElementById(controlId(fields[0]))?.focus(), []);

  const saving = useMutation({
    mutationFn: () => changeProfile(typed),
    onSuccess: async () => {
      letGo();
      // The name also stands in the lists and in the log.
      const stale = [meQuery.queryKey, ['users'], ['access-log'], ['desk']];
      await Promise.all(stale.map((queryKey) => queries.invalidateQueries({ queryKey })));
      onSaved();
    },
    onError: (error) => setFaults(faultsOf(error)),
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
  const input = (field: PersonField) => ({
    name: field,
    label: t[field],
    fault: faultOf(faults, field),
    value: typed[field],
    onType: (text: string) => setTyped({ ...typed, [field]: text }),
  });
  return (
    <Card title={t.person}>
      <Form label={t.editPerson} faults={faults} submit={shared.save} busy={saving.isPending} onSubmit={save} onCancel={leave}>
        <TextField {...input('familyName')} autoComplete="family-name" />
        <TextField {...input('givenName')} autoComplete="given-name" />
        <TextField {...input('fullName')} optional hint={t.fullNameHint} autoComplete="off" />
        <Facts>
          <Fact label={t.username}>{user.username}</Fact>
          <Fact label={t.organization}>{homeOf(me).name}</Fact>
        </Facts>
      </Form>
    </Card>
  );
}

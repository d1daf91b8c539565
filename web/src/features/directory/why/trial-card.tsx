import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTexts } from '../../../core/texts.ts';
import { looks } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { type Fault, Form } from '../../../ui/form.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { messages as rightsMessages } from '../rights/messages.ts';
import { choicesQuery, trialQuery } from '../rights/queries.ts';
import { RoleFields } from '../rights/role-fields.tsx';
import { EVERYWHERE } from '../rights/suitable.ts';
import { messages } from './messages.ts';
import { TrialResult } from './trial-result.tsx';

/** What one role more would change, before it is given. */
export function TrialCard({
  userId,
  role,
  unit,
  mayGive,
  onTry,
}: {
  readonly userId: string;
  /** What is tried on now, by the address. */
  readonly role: string | undefined;
  readonly unit: string | undefined;
  readonly mayGive: boolean;
  readonly onTry: (trial: { readonly role: string; readonly unit: string | undefined }) => void;
}) {
  const t = useTexts(messages);
  const words = useTexts(rightsMessages);
  const { data: choices, error, refetch } = useQuery(choicesQuery(userId));
  const { isSuccess: mayBeGiven } = useQuery({
    ...trialQuery(userId, { role: role ?? '', unit }),
    enabled: role !== undefined,
    retry: false,
  });
  const [typed, setTyped] = useState({ unit: role === undefined ? '' : (unit ?? EVERYWHERE), role: role ?? '' });
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const submit = () => {
    const missing = [
      ...(typed.unit === '' ? [{ field: 'unitId', text: words.chooseUnit }] : []),
      ...(typed.role === '' ? [{ field: 'roleId', text: words.chooseRole }] : []),
    ];
    setFaults(missing);
    if (missing.length === 0) onTry({ role: typed.role, unit: typed.unit === EVERYWHERE ? undefined : typed.unit });
  };
  const chosen = choices?.roles.find(({ id }) => id === role);
  return (
    <Card title={t.trial}>
      <div className="v-stack">
        <p>{t.trialText}</p>
        {error && <QueryFault error={error} retry={() => void refetch()} />}
        {choices && (
          <Form label={t.trial} faults={faults} submit={t.trialTry} onSubmit={submit}>
            <RoleFields
              choices={choices}
              unit={typed.unit}
              role={typed.role}
              faults={faults}
              onUnit={(next) => setTyped({ unit: next, role: '' })}
              onRole={(next) => setTyped({ ...typed, role: next })}
            />
          </Form>
        )}
        {role !== undefined && (
          <div className="v-section">
            <TrialResult userId={userId} trial={{ role, unit }} />
            {mayGive && chosen?.mayGive && mayBeGiven && (
              <p>
                <Link
                  to="/users/$id/roles"
                  params={{ id: userId }}
                  search={{ edit: 'role', role, ...(unit === undefined ? {} : { unit }) }}
                  className={looks.plain}
                >
                  {t.trialGive}
                </Link>
              </p>
            )}
          </div>
        )}
      </div>
    </Card>
  );
}

import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { issueSentence } from '@varco/shared/problem-messages';
import type { Issue } from '@varco/shared/problems';
import { useState } from 'react';
import { isRefusal } from '../../core/http.ts';
import { useMe } from '../../core/me.ts';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { useUnsaved } from '../../core/unsaved.ts';
import { looks } from '../../ui/button.tsx';
import { useFaultsOf } from '../../ui/faults.ts';
import { PasswordField } from '../../ui/field.tsx';
import { type Fault, Form, faultOf } from '../../ui/form.tsx';
import { Note } from '../../ui/note.tsx';
import { Page } from '../../ui/page.tsx';
import { PasswordRulesList } from '../../ui/password-rules.tsx';
import { useFaultSentence } from '../../ui/problem.tsx';
import { messages } from './messages.ts';
import { changePassword, passwordRulesQuery } from './queries.ts';

/** The rules speak of the new password; the confirmation has a field of its own. */
const fieldOf = ({ rule }: Issue): string => (rule === 'not-confirmed' ? 'confirmation' : 'next');

const empty = { current: '', next: '', confirmation: '' };

/** Replaces one's own password: the rules stand before the fields and turn as one types (requirements R1.42, R3.63). */
export default function OwnPasswordPage() {
  const t = useTexts(messages);
  const language = useLanguage();
  const me = useMe();
  const navigate = useNavigate();
  const faultsOf = useFaultsOf(fieldOf);
  const sentence = useFaultSentence();
  const { data: rules } = useQuery(passwordRulesQuery);
  const [typed, setTyped] = useState(empty);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [tries, setTries] = useState(0);
  const letGo = useUnsaved(Object.values(typed).some((text) => text !== ''));

  const changing = useMutation({
    mutationFn: () => changePassword(typed),
    onSuccess: () => {
      letGo();
      setTyped(empty);
    },
    onError: (error) => {
      // Every answer hides the fields again.
      setTries(tries + 1);
      if (isRefusal(error, 'credentials.wrong-password')) {
        const left = error.problem.left;
        setTyped({ ...typed, current: '' });
        setFaults([{ field: 'current', text: typeof left === 'number' ? `${sentence(error)} ${t.left(left)}` : sentence(error) }]);
      } else setFaults(faultsOf(error));
    },
  });
  const save = () => {
    const issues = [
      ...(typed.current === '' ? [{ field: 'current', rule: 'required' }] : []),
      ...(typed.next === '' ? [{ field: 'next', rule: 'required' }] : []),
      ...(typed.next === typed.confirmation ? [] : [{ field: 'confirmation', rule: 'not-confirmed' }]),
    ];
    setFaults(issues.map((issue) => ({ field: issue.field, text: issueSentence(language, issue) })));
    if (issues.length === 0) changing.mutate();
  };
  const field = (name: keyof typeof empty) => ({
    name,
    label: t[name],
    fault: faultOf(faults, name),
    value: typed[name],
    onType: (value: string) => setTyped({ ...typed, [name]: value }),
  });
  return (
    <Page title={t.title} path={<Link to="/me">{t.profile}</Link>} facts={<p>{t.facts}</p>}>
      {changing.isSuccess ? (
        <>
          <Note tone="ok" title={t.changed} takeFocus>
            <p>{t.changedNext}</p>
          </Note>
          <Link to="/me" className={looks.plain}>
            {t.back}
          </Link>
        </>
      ) : (
        <Form
          key={tries}
          label={t.title}
          faults={faults}
          submit={t.save}
          busy={changing.isPending}
          onSubmit={save}
          onCancel={() => void navigate({ to: '/me' })}
        >
          <PasswordField {...field('current')} autoComplete="current-password" />
          {rules && <PasswordRulesList rules={rules} typed={typed.next} username={me.user.username} />}
          <PasswordField {...field('next')} autoComplete="new-password" />
          <PasswordField {...field('confirmation')} autoComplete="new-password" />
          <input type="text" name="username" autoComplete="username" defaultValue={me.user.username} hidden />
        </Form>
      )}
    </Page>
  );
}

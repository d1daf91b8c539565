import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ChangeUser, UserRecord, UserState } from '@varco/shared/directory/api';
import { useState } from 'react';
import { isRefusal } from '../../../core/http.ts';
import { useTexts } from '../../../core/texts.ts';
import { Button, looks } from '../../../ui/button.tsx';
import { Confirm } from '../../../ui/dialog.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Menu, MenuAct } from '../../../ui/menu.tsx';
import { useFaultSentence } from '../../../ui/problem.tsx';
import { changeUser, resetPassword, unlock } from '../queries.ts';
import type { HandOver } from './address.ts';
import { messages } from './messages.ts';

/** What came of an act, told at the top of the page. */
export type Outcome =
  | { readonly kind: 'created'; readonly handOver: HandOver }
  | { readonly kind: 'saved' | 'unlocked' | 'deactivated' | 'activated' | 'reactivated' | 'disabled' | 'enabled' }
  | { readonly kind: 'let-in' | 'kept-out' }
  | { readonly kind: 'exempted' | 'unexempted' | 'changed-meanwhile' }
  | { readonly kind: 'refused'; readonly sentence: string };

type Question = 'reset' | 'deactivate' | 'disable';
type Turn = 'deactivate' | 'activate' | 'reactivate' | 'disable' | 'enable' | 'exempt' | 'unexempt' | 'letIn' | 'keepOut';

const turns = {
  deactivate: { change: { status: 'inactive' }, done: 'deactivated' },
  activate: { change: { status: 'active' }, done: 'activated' },
  reactivate: { change: { status: 'active' }, done: 'reactivated' },
  exempt: { change: { exemptFromInactivity: true }, done: 'exempted' },
  unexempt: { change: { exemptFromInactivity: false }, done: 'unexempted' },
  letIn: { change: { noSessions: false }, done: 'let-in' },
  keepOut: { change: { noSessions: true }, done: 'kept-out' },
  disable: { change: { disabled: true }, done: 'disabled' },
  enable: { change: { disabled: false }, done: 'enabled' },
} as const satisfies Record<Turn, { change: Omit<ChangeUser, 'version'>; done: Outcome['kind'] }>;

/** What somebody in this state needs before anything else. */
const firstActs = {
  active: undefined,
  locked: 'unlock',
  inactive: 'activate',
  suspended: 'reactivate',
  service: undefined,
  disabled: 'enable',
  'out-of-validity': 'dates',
  'not-authorized': undefined,
  ceased: undefined,
} as const satisfies Record<UserState, string | undefined>;

/** The acts on a user: first the one this state needs; the ones that stop a person ask before. */
export function Acts({
  user,
  name,
  editing,
  onDone,
  onSaved,
  onIssued,
}: {
  readonly user: UserRecord;
  readonly name: string;
  /** A card is being changed: its own button is the main one. */
  readonly editing: boolean;
  readonly onDone: (outcome: Outcome) => void;
  readonly onSaved: (user: UserRecord) => void;
  readonly onIssued: (password: string) => void;
}) {
  const t = useTexts(messages);
  const sentence = useFaultSentence();
  const [question, setQuestion] = useState<Question>();

  const refused = (error: unknown) => {
    setQuestion(undefined);
    onDone({ kind: 'refused', sentence: sentence(error) });
  };
  const unlocking = useMutation({ mutationFn: () => unlock(user.id), onSuccess: () => onDone({ kind: 'unlocked' }), onError: refused });
  const resetting = useMutation({
    mutationFn: () => resetPassword(user.id),
    onSuccess: ({ temporaryPassword }) => {
      setQuestion(undefined);
      onIssued(temporaryPassword);
    },
    onError: refused,
  });
  const turning = useMutation({
    mutationFn: (turn: Turn) => changeUser(user.id, { ...turns[turn].change, version: user.version }),
    onSuccess: (record, turn) => {
      setQuestion(undefined);
      onSaved(record);
      onDone({ kind: turns[turn].done });
    },
    onError: (error) => {
      if (!isRefusal(error, 'request.changed-meanwhile')) return refused(error);
      setQuestion(undefined);
      onSaved(error.problem.current as UserRecord);
      onDone({ kind: 'changed-meanwhile' });
    },
  });

  const first = user.self && user.state !== 'locked' ? undefined : firstActs[user.state];
  const look = editing ? 'plain' : 'main';
  const entry = (label: string, act: () => void, close: () => void) => (
    <MenuAct close={close} onAct={act}>
      {label}
    </MenuAct>
  );
  return (
    <>
      {first === 'unlock' && (
        <Button look={look} busy={unlocking.isPending} onClick={() => unlocking.mutate()}>
          {t.unlock}
        </Button>
      )}
      {(first === 'activate' || first === 'reactivate' || first === 'enable') && (
        <Button look={look} busy={turning.isPending} onClick={() => turning.mutate(first)}>
          {t[first]}
        </Button>
      )}
      {first === 'dates' && !editing && (
        <Link to="/users/$id/access" params={{ id: user.id }} search={{ edit: 'access' }} className={looks.main} resetScroll={false}>
          {t.changeDates}
        </Link>
      )}
      {!user.self && <Button onClick={() => setQuestion('reset')}>{t.resetPassword}</Button>}
      {!user.self && (
        <Menu face={looks.plain} label={<Icon name="more" />} name={t.more} bare>
          {(close) => (
            <>
              {user.status !== 'inactive' && entry(t.deactivate, () => setQuestion('deactivate'), close)}
              {user.status === 'inactive' && first !== 'activate' && entry(t.activate, () => turning.mutate('activate'), close)}
              {user.status === 'suspended' && first !== 'reactivate' && entry(t.reactivate, () => turning.mutate('reactivate'), close)}
              {!user.disabled && entry(t.disable, () => setQuestion('disable'), close)}
              {user.disabled && first !== 'enable' && entry(t.enable, () => turning.mutate('enable'), close)}
              {user.licence === 'service' &&
                (user.noSessions
                  ? entry(t.letIn, () => turning.mutate('letIn'), close)
                  : entry(t.keepOut, () => turning.mutate('keepOut'), close))}
              {user.exemptFromInactivity
                ? entry(t.unexempt, () => turning.mutate('unexempt'), close)
                : entry(t.exempt, () => turning.mutate('exempt'), close)}
            </>
          )}
        </Menu>
      )}
      {question === 'reset' && (
        <Confirm
          title={t.resetTitle(name)}
          act={t.resetPassword}
          busy={resetting.isPending}
          onConfirm={() => resetting.mutate()}
          onCancel={() => setQuestion(undefined)}
        >
          <p>{t.resetText}</p>
          <p>{t.resetNext}</p>
        </Confirm>
      )}
      {(question === 'deactivate' || question === 'disable') && (
        <Confirm
          title={question === 'deactivate' ? t.deactivateTitle(name) : t.disableTitle(name)}
          act={t[question]}
          busy={turning.isPending}
          onConfirm={() => turning.mutate(question)}
          onCancel={() => setQuestion(undefined)}
        >
          <p>{question === 'deactivate' ? t.deactivateText : t.disableText}</p>
          <p>{t.stays}</p>
        </Confirm>
      )}
    </>
  );
}

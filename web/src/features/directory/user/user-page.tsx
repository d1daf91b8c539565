import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { UserRecord } from '@varco/shared/directory/api';
import { useState } from 'react';
import { mayDo, useMe } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { SecretPanel } from '../../../ui/secret-panel.tsx';
import { EnablementsCard } from '../enablements/enablements-card.tsx';
import { forgetIssued, issuedFor } from '../issued-password.ts';
import { userQuery } from '../queries.ts';
import { UserStateMark } from '../user-state.tsx';
import { Acts, type Outcome } from './acts.tsx';
import type { UserAddress } from './address.ts';
import { AccessCard, LastAccessesCard, PasswordCard, PersonCard } from './cards.tsx';
import { DelegationsCard } from './delegations-card.tsx';
import { EraseCard, ErasedNote } from './erase.tsx';
import { messages as eraseMessages } from './erase-messages.ts';
import { UserFrame } from './frame.tsx';
import { messages } from './messages.ts';

const route = getRouteApi('/users/$id');

/** One user: reading first, one card at a time to change, the act this state needs in front. */
export default function UserPage() {
  const { id } = route.useParams();
  return <UserSections id={id} section="profile" address={route.useSearch()} />;
}

/** The two sections in which a user is changed: who the person is, and how they enter. */
export function UserSections({
  id,
  section,
  address,
}: {
  readonly id: string;
  readonly section: 'profile' | 'access';
  readonly address: UserAddress;
}) {
  const { data: user } = useSuspenseQuery(userQuery(id));
  return user.state === 'ceased' ? (
    <ErasedUser key={id} user={user} />
  ) : (
    <OneUser key={`${id} ${section}`} user={user} section={section} address={address} />
  );
}

/** Who was erased: a number, what is known of the erasure, and the lines of the log. */
function ErasedUser({ user }: { readonly user: UserRecord }) {
  const t = useTexts(messages);
  const erase = useTexts(eraseMessages);
  const me = useMe();
  return (
    <Page
      title={erase.person(user.username ?? user.familyName)}
      area={t.users}
      path={<Link to="/users">{t.users}</Link>}
      facts={
        <ul className="v-dots">
          <li>
            <UserStateMark user={user} />
          </li>
        </ul>
      }
    >
      <ErasedNote id={user.id} mayModify={mayDo(me, 'modify', 'users')} />
      {mayDo(me, 'search', 'access-log') && (
        <div className="v-cards">
          <LastAccessesCard user={user} />
        </div>
      )}
    </Page>
  );
}

interface Secret {
  readonly kind: 'created' | 'reset';
  readonly password: string;
}

function OneUser({
  user,
  section,
  address: { edit, created },
}: {
  readonly user: UserRecord;
  readonly section: 'profile' | 'access';
  readonly address: UserAddress;
}) {
  const t = useTexts(messages);
  const me = useMe();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [secret, setSecret] = useState<Secret | undefined>(() => {
    const password = issuedFor(user.id);
    return password === undefined ? undefined : { kind: 'created', password };
  });
  const [outcome, setOutcome] = useState<Outcome | undefined>(() =>
    created && !secret ? { kind: 'created', handOver: created } : undefined,
  );
  const name = `${user.familyName} ${user.givenName}`;
  const mayModify = mayDo(me, 'modify', 'users');
  // What was told of the last act ends where the next begins.
  const [seenEdit, setSeenEdit] = useState(edit);
  if (edit !== seenEdit) {
    setSeenEdit(edit);
    if (edit !== undefined) setOutcome(undefined);
  }

  const saved = (record: UserRecord) => {
    queries.setQueryData(userQuery(user.id).queryKey, record);
    void queries.invalidateQueries({ queryKey: ['users', 'list'] });
  };
  const edited = (record: UserRecord) => {
    saved(record);
    setOutcome({ kind: 'saved' });
    void navigate({ to: '.', search: {}, replace: true });
  };
  const readAgain = () => {
    void queries.invalidateQueries({ queryKey: ['users'] });
    void queries.invalidateQueries({ queryKey: ['access-log'] });
  };
  const acted = (next: Outcome) => {
    setOutcome(next);
    readAgain();
  };
  const card = { user, mayModify, onSaved: edited };
  return (
    <UserFrame
      user={user}
      section={section}
      acts={
        mayModify &&
        secret === undefined && (
          <Acts
            user={user}
            name={name}
            editing={edit !== undefined}
            onDone={acted}
            onSaved={saved}
            onIssued={(password) => {
              setOutcome(undefined);
              setSecret({ kind: 'reset', password });
              readAgain();
            }}
          />
        )
      }
    >
      {secret && (
        <SecretPanel
          kind={secret.kind}
          name={`${user.givenName} ${user.familyName}`}
          username={user.username ?? ''}
          password={secret.password}
          onDone={() => {
            forgetIssued();
            setSecret(undefined);
            if (created) void navigate({ to: '.', search: {}, replace: true });
          }}
        />
      )}
      {user.withoutRights && (
        <Note tone="warn" title={t.withoutRights}>
          <p>{t.withoutRightsText}</p>
        </Note>
      )}
      {outcome && <OutcomeNote key={outcome.kind} outcome={outcome} user={user} />}
      {user.state === 'locked' && (
        <Note tone="warn" title={t.lockedNote(user.failedAttempts)}>
          <p>
            {t.lockedWhat}{' '}
            <Link to="/access-log" search={{ user: user.id, outcome: 'refused' }}>
              {t.seeAttempts}
            </Link>
          </p>
        </Note>
      )}
      {user.state === 'suspended' && (
        <Note tone="warn" title={t.suspendedNote}>
          <p>{t.suspendedWhat}</p>
        </Note>
      )}
      <div className="v-cards">
        {section === 'profile' ? (
          <>
            <PersonCard {...card} editing={edit === 'person'} />
            <EnablementsCard
              userId={user.id}
              editing={edit === 'organizations'}
              onClose={() => void navigate({ to: '.', search: {}, replace: true, resetScroll: false })}
            />
            {mayDo(me, 'search', 'delegations') && <DelegationsCard userId={user.id} />}
            {mayModify && !user.self && <EraseCard user={user} name={name} />}
          </>
        ) : (
          <>
            <AccessCard {...card} editing={edit === 'access'} />
            <PasswordCard user={user} />
          </>
        )}
      </div>
    </UserFrame>
  );
}

function OutcomeNote({ outcome, user }: { readonly outcome: Outcome; readonly user: UserRecord }) {
  const t = useTexts(messages);
  switch (outcome.kind) {
    case 'created':
      return (
        <Note tone="ok" title={t.done.created} takeFocus>
          <p>{outcome.handOver === 'temporary' ? t.done.createdUnseen : createdNext(user, t.done)}</p>
        </Note>
      );
    case 'saved':
      return <Note tone="ok" title={t.done.saved} takeFocus />;
    case 'unlocked':
      return (
        <Note tone="ok" title={t.done.unlocked} takeFocus>
          <p>{t.done.unlockedNext}</p>
        </Note>
      );
    case 'deactivated':
    case 'disabled':
      return (
        <Note tone="ok" title={t.done[outcome.kind]} takeFocus>
          <p>{t.done.stoppedNext}</p>
        </Note>
      );
    case 'reactivated':
      return (
        <Note tone="ok" title={t.done.reactivated} takeFocus>
          <p>{t.done.reactivatedNext}</p>
        </Note>
      );
    case 'let-in':
    case 'kept-out':
      return (
        <Note tone="ok" title={t.done[outcome.kind]} takeFocus>
          <p>{outcome.kind === 'let-in' ? t.done.letInNext : t.done.keptOutNext}</p>
        </Note>
      );
    case 'exempted':
    case 'unexempted':
      return (
        <Note tone="ok" title={t.done[outcome.kind]} takeFocus>
          <p>{outcome.kind === 'exempted' ? t.done.exemptedNext : t.done.unexemptedNext}</p>
        </Note>
      );
    case 'activated':
    case 'enabled':
      return (
        <Note tone="ok" title={t.done[outcome.kind]} takeFocus>
          {user.state === 'active' && <p>{t.done.startedNext}</p>}
        </Note>
      );
    case 'changed-meanwhile':
      return (
        <Note tone="warn" title={t.changedMeanwhile} takeFocus>
          <p>{t.changedReload}</p>
        </Note>
      );
    case 'refused':
      return <Note tone="bad" title={outcome.sentence} takeFocus />;
  }
}

type Done = (typeof messages)['it']['done'];

const createdNext = (user: UserRecord, done: Done): string => {
  if (user.status === 'inactive') return done.createdInactive;
  if (user.noSessions) return done.createdService;
  return user.state === 'out-of-validity' ? done.createdOutOfValidity : done.createdNext;
};

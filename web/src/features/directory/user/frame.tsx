import { Link } from '@tanstack/react-router';
import type { UserRecord } from '@varco/shared/directory/api';
import type { ReactNode } from 'react';
import { mayDo, useMe } from '../../../core/me.ts';
import { texts, useTexts } from '../../../core/texts.ts';
import { GoTo } from '../../../ui/go-to.tsx';
import { Page } from '../../../ui/page.tsx';
import { Sections } from '../../../ui/sections.tsx';
import { UserStateMark } from '../user-state.tsx';

const messages = texts({
  it: {
    users: 'Utenti',
    administrator: 'Amministratore',
    you: 'sei tu',
    sections: "Sezioni dell'utente",
    profile: 'Profilo',
    roles: 'Ruoli e collocazioni',
    why: 'Perché può?',
  },
  en: {
    users: 'Users',
    administrator: 'Administrator',
    you: 'this is you',
    sections: 'Sections of the user',
    profile: 'Profile',
    roles: 'Roles and placements',
    why: 'Why can they?',
  },
});

/** A section is the current one whatever its address holds besides, and not because another's address begins with its own. */
const here = { exact: true, includeSearch: false };

/** What every section of one user begins with: who it is, in which state, and the way to the other sections. */
export function UserFrame({
  user,
  section,
  acts,
  children,
}: {
  readonly user: UserRecord;
  readonly section: 'profile' | 'roles' | 'why';
  readonly acts?: ReactNode;
  readonly children: ReactNode;
}) {
  const t = useTexts(messages);
  const me = useMe();
  return (
    <Page
      title={`${user.familyName} ${user.givenName}`}
      area={section === 'profile' ? t.users : `${t[section]} - ${t.users}`}
      path={<Link to="/users">{t.users}</Link>}
      mark={
        <span className="v-initials" aria-hidden="true">
          {initials(user)}
        </span>
      }
      facts={
        <ul className="v-dots">
          <li>
            <UserStateMark user={user} />
          </li>
          {user.username !== undefined && <li>{user.username}</li>}
          {user.administrator && <li>{t.administrator}</li>}
          {user.self && <li>{t.you}</li>}
        </ul>
      }
      acts={
        <>
          {acts}
          <GoTo of={{ user: user.id, from: section }} name={`${user.familyName} ${user.givenName}`} />
        </>
      }
    >
      {mayDo(me, 'search', 'roles') && (
        <Sections label={t.sections}>
          <Link to="/users/$id" params={{ id: user.id }} activeOptions={here}>
            {t.profile}
          </Link>
          <Link to="/users/$id/roles" params={{ id: user.id }} activeOptions={here}>
            {t.roles}
          </Link>
          <Link to="/users/$id/why" params={{ id: user.id }} activeOptions={here}>
            {t.why}
          </Link>
        </Sections>
      )}
      {children}
    </Page>
  );
}

const initials = ({ familyName, givenName }: UserRecord): string => `${[...givenName][0] ?? ''}${[...familyName][0] ?? ''}`.toUpperCase();

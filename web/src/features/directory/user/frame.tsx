import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { UserRecord } from '@varco/shared/directory/api';
import type { Me } from '@varco/shared/sessions/api';
import { Fragment, type ReactNode } from 'react';
import { mayDo, useMe } from '../../../core/me.ts';
import { nameIn } from '../../../core/names.ts';
import { texts, useLanguage, useTexts } from '../../../core/texts.ts';
import { GoTo } from '../../../ui/go-to.tsx';
import { Page } from '../../../ui/page.tsx';
import { Sections } from '../../../ui/sections.tsx';
import { ownersQuery } from '../../../ui/settings/queries.ts';
import { UserStateMark } from '../user-state.tsx';

const messages = texts({
  it: {
    users: 'Utenti',
    administrator: 'Amministratore',
    you: 'sei tu',
    sections: "Sezioni dell'utente",
    profile: 'Profilo',
    access: 'Accesso',
    groups: 'Gruppi',
    roles: 'Ruoli e collocazioni',
    why: 'Perché può?',
    applications: 'Applicazioni',
    settings: 'Impostazioni',
    settingsOf: (application: string) => `Impostazioni ${application}`,
    sessions: 'Accessi recenti',
    history: 'Storia',
    authorization: 'Autorizzazione',
  },
  en: {
    users: 'Users',
    administrator: 'Administrator',
    you: 'this is you',
    sections: 'Sections of the user',
    profile: 'Profile',
    access: 'Access',
    groups: 'Groups',
    roles: 'Roles and placements',
    why: 'Why can they?',
    applications: 'Applications',
    settings: 'Settings',
    settingsOf: (application: string) => `${application} settings`,
    sessions: 'Recent sign-ins',
    history: 'History',
    authorization: 'Authorization',
  },
});

/** The sections of one user in their order, each an address of its own; one more is one line more (requirements R1.46). */
const sections = [
  { key: 'profile', to: '/users/$id', visible: () => true },
  { key: 'access', to: '/users/$id/access', visible: () => true },
  { key: 'groups', to: '/users/$id/groups', visible: (me) => mayDo(me, 'search', 'groups') },
  { key: 'roles', to: '/users/$id/roles', visible: (me) => mayDo(me, 'search', 'roles') },
  { key: 'why', to: '/users/$id/why', visible: (me) => mayDo(me, 'search', 'roles') },
  { key: 'authorization', to: '/users/$id/authorization', visible: (me) => mayDo(me, 'search', 'formal-authorizations') },
  { key: 'applications', to: '/users/$id/applications', visible: (me) => mayDo(me, 'search', 'roles') },
  { key: 'settings', to: undefined, visible: () => true },
  { key: 'sessions', to: '/users/$id/sessions', visible: (me) => mayDo(me, 'search', 'access-log') },
  { key: 'history', to: '/users/$id/history', visible: (me) => mayDo(me, 'search', 'access-log') },
] as const satisfies readonly { key: string; to: string | undefined; visible: (me: Me) => boolean }[];

/** A section of one user; those of settings are one for each module and application that has any. */
export type UserSection = (typeof sections)[number]['key'];

/** A section is the current one whatever its address holds besides, and not because another's address begins with its own. */
const here = { exact: true, includeSearch: false };

/** What every section of one user begins with: who it is, in which state, and the way to the other sections. */
export function UserFrame({
  user,
  section,
  of,
  acts,
  children,
}: {
  readonly user: UserRecord;
  readonly section: UserSection;
  /** Of which application, where there is a section for each. */
  readonly of?: string;
  readonly acts?: ReactNode;
  readonly children: ReactNode;
}) {
  const t = useTexts(messages);
  const me = useMe();
  const language = useLanguage();
  // Which there are depends on what is switched on: the rest does not wait for it.
  const { data } = useQuery(ownersQuery(`/api/users/${user.id}/settings`));
  return (
    <Page
      title={`${user.familyName} ${user.givenName}`}
      area={section === 'profile' ? t.users : `${of === undefined ? t[section] : t.settingsOf(of)} - ${t.users}`}
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
          <GoTo
            of={{ user: user.id, from: section === 'roles' || section === 'why' || section === 'profile' ? section : 'section' }}
            name={`${user.familyName} ${user.givenName}`}
          />
        </>
      }
    >
      <Sections label={t.sections}>
        {sections
          .filter(({ visible }) => visible(me))
          .map(({ key, to }) =>
            to === undefined ? (
              <Fragment key={key}>
                {data?.items.map((one) => (
                  <Link key={one.code} to="/users/$id/settings/$code" params={{ id: user.id, code: one.code }} activeOptions={here}>
                    {t.settingsOf(nameIn(language, one))}
                  </Link>
                ))}
              </Fragment>
            ) : (
              <Link key={key} to={to} params={{ id: user.id }} activeOptions={here}>
                {t[key]}
              </Link>
            ),
          )}
      </Sections>
      {children}
    </Page>
  );
}

const initials = ({ familyName, givenName }: UserRecord): string => `${[...givenName][0] ?? ''}${[...familyName][0] ?? ''}`.toUpperCase();

import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { mayDo, useMe } from '../core/me.ts';
import { texts, useTexts } from '../core/texts.ts';
import { looks } from './button.tsx';
import { Menu } from './menu.tsx';

const messages = texts({
  it: {
    goTo: 'Vai a',
    goToOf: (name: string) => `Vai a, per ${name}`,
    profile: 'Profilo',
    accesses: 'Accessi utenti',
    sessions: 'Ingressi e uscite',
    changes: 'Modifiche',
    roles: 'Ruoli e collocazioni',
    why: 'Perché può?',
    placed: 'Persone collocate oggi',
    holders: 'Persone che lo hanno oggi',
    rolesOf: 'Ruoli del servizio',
  },
  en: {
    goTo: 'Go to',
    goToOf: (name: string) => `Go to, for ${name}`,
    profile: 'Profile',
    accesses: 'Access log',
    sessions: 'Sign-ins and sign-outs',
    changes: 'Changes',
    roles: 'Roles and placements',
    why: 'Why can they?',
    placed: 'People placed today',
    holders: 'People who have it today',
    rolesOf: 'Roles of the department',
  },
});

/** From which record one goes on; of a user, in which of his sections one is already. */
export type Origin =
  | { readonly user: string; readonly from?: 'profile' | 'roles' | 'why' | 'section' | 'log' }
  | { readonly department: string }
  | { readonly unit: string }
  | { readonly role: string };

/**
 * "Vai A": the pages about the same record that the reader may open, each with the record as a filter that can be taken away
 * (requirements R2.5); without any there is no button.
 */
export function GoTo({ of, name, small = false }: { readonly of: Origin; readonly name: string; readonly small?: boolean }) {
  const t = useTexts(messages);
  const entriesOf = useEntries();
  if (entriesOf(of, () => undefined).length === 0) return null;
  return (
    <Menu face={small ? `${looks.plain} v-button--small` : looks.plain} label={t.goTo} name={small ? t.goToOf(name) : t.goTo}>
      {(close) => <>{entriesOf(of, close)}</>}
    </Menu>
  );
}

function useEntries(): (of: Origin, close: () => void) => ReactElement[] {
  const t = useTexts(messages);
  const me = useMe();
  const [users, roles, log] = [mayDo(me, 'search', 'users'), mayDo(me, 'search', 'roles'), mayDo(me, 'search', 'access-log')];
  const structure = mayDo(me, 'search', 'structure');
  return (of, close) => {
    const entry = { role: 'menuitem', tabIndex: -1, onClick: close } as const;
    if ('user' in of) {
      const { user, from } = of;
      return [
        users && from !== 'profile' && (
          <Link key="profile" to="/users/$id" params={{ id: user }} {...entry}>
            {t.profile}
          </Link>
        ),
        log && (
          <Link key="accesses" to="/access-log" search={{ user }} {...entry}>
            {t.accesses}
          </Link>
        ),
        log && (
          <Link key="sessions" to="/access-log" search={{ user, event: 'signed-in' }} {...entry}>
            {t.sessions}
          </Link>
        ),
        log && (
          <Link key="changes" to="/access-log" search={{ user, outcome: 'changes' }} {...entry}>
            {t.changes}
          </Link>
        ),
        users && roles && from !== 'roles' && (
          <Link key="roles" to="/users/$id/roles" params={{ id: user }} {...entry}>
            {t.roles}
          </Link>
        ),
        users && roles && from !== 'why' && (
          <Link key="why" to="/users/$id/why" params={{ id: user }} {...entry}>
            {t.why}
          </Link>
        ),
      ].filter((one) => one !== false);
    }
    if ('role' in of) {
      return users && roles
        ? [
            <Link key="holders" to="/users" search={{ state: 'all', role: of.role }} {...entry}>
              {t.holders}
            </Link>,
          ]
        : [];
    }
    const where = 'unit' in of ? { unit: of.unit } : { department: of.department };
    return [
      users && structure && (
        <Link key="placed" to="/users" search={{ state: 'all', ...where }} {...entry}>
          {t.placed}
        </Link>
      ),
      roles && 'department' in of && (
        <Link key="roles" to="/roles" search={{ department: of.department }} {...entry}>
          {t.rolesOf}
        </Link>
      ),
    ].filter((one) => one !== false);
  };
}

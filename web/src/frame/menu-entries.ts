import type { Me } from '@varco/shared/sessions/api';
import { mayDo, mayDoEverywhere } from '../core/me.ts';

/** The pages the side menu leads to. */
export type MenuKey =
  | 'desk'
  | 'users'
  | 'roles'
  | 'structure'
  | 'groups'
  | 'delegations'
  | 'policy'
  | 'seats'
  | 'accessLog'
  | 'logEvidence'
  | 'retention'
  | 'authorizations'
  | 'applications'
  | 'modules'
  | 'statements'
  | 'ownOrganization'
  | 'organizations'
  | 'assistance'
  | 'grantedAssistance'
  | 'jobs';

/** One entry of the side menu and who sees it; an entry one may not open is not drawn (requirements R2.4). */
export interface MenuEntry {
  readonly key: MenuKey;
  readonly to:
    | '/'
    | '/users'
    | '/roles'
    | '/structure'
    | '/groups'
    | '/delegations'
    | '/policy'
    | '/seats'
    | '/access-log'
    | '/log-evidence'
    | '/log-retention'
    | '/authorizations'
    | '/applications'
    | '/settings/modules'
    | '/settings/statements'
    | '/organization'
    | '/organizations'
    | '/assistance'
    | '/assistance/granted'
    | '/settings/jobs';
  readonly visible: (me: Me) => boolean;
}

/** A group of entries under a heading; without a heading for the first page. */
export interface MenuGroup {
  readonly key: 'people' | 'rights' | 'access' | 'oversight' | 'services' | 'settings' | undefined;
  readonly entries: readonly MenuEntry[];
}

const groups: readonly MenuGroup[] = [
  { key: undefined, entries: [{ key: 'desk', to: '/', visible: () => true }] },
  {
    key: 'people',
    entries: [
      { key: 'users', to: '/users', visible: (me) => mayDo(me, 'search', 'users') },
      { key: 'structure', to: '/structure', visible: (me) => mayDo(me, 'search', 'structure') },
      { key: 'groups', to: '/groups', visible: (me) => mayDo(me, 'search', 'groups') },
    ],
  },
  {
    key: 'rights',
    entries: [
      { key: 'roles', to: '/roles', visible: (me) => mayDo(me, 'search', 'roles') },
      { key: 'authorizations', to: '/authorizations', visible: (me) => mayDo(me, 'search', 'formal-authorizations') },
      { key: 'delegations', to: '/delegations', visible: (me) => mayDo(me, 'search', 'delegations') },
    ],
  },
  {
    key: 'access',
    entries: [
      { key: 'policy', to: '/policy', visible: (me) => mayDo(me, 'search', 'policy') },
      { key: 'seats', to: '/seats', visible: (me) => mayDo(me, 'search', 'settings') },
    ],
  },
  {
    key: 'oversight',
    entries: [
      { key: 'accessLog', to: '/access-log', visible: (me) => mayDo(me, 'search', 'access-log') },
      { key: 'logEvidence', to: '/log-evidence', visible: (me) => mayDoEverywhere(me, 'search', 'access-log') },
      { key: 'retention', to: '/log-retention', visible: (me) => mayDo(me, 'search', 'policy') },
    ],
  },
  {
    key: 'services',
    entries: [
      { key: 'applications', to: '/applications', visible: (me) => mayDo(me, 'search', 'applications') },
      { key: 'assistance', to: '/assistance', visible: (me) => mayDo(me, 'search', 'assistance') },
      { key: 'grantedAssistance', to: '/assistance/granted', visible: (me) => me.administers === 'installation' },
    ],
  },
  {
    key: 'settings',
    entries: [
      { key: 'ownOrganization', to: '/organization', visible: (me) => mayDo(me, 'search', 'settings') },
      { key: 'organizations', to: '/organizations', visible: (me) => mayDoEverywhere(me, 'search', 'organizations') },
      { key: 'modules', to: '/settings/modules', visible: (me) => mayDo(me, 'search', 'settings') },
      { key: 'statements', to: '/settings/statements', visible: (me) => mayDo(me, 'search', 'settings') },
      { key: 'jobs', to: '/settings/jobs', visible: (me) => mayDo(me, 'search', 'jobs') },
    ],
  },
];

/** The menu of one person: a group without visible entries disappears. */
export const menuOf = (me: Me): MenuGroup[] =>
  groups
    .map((group) => ({ ...group, entries: group.entries.filter((entry) => entry.visible(me)) }))
    .filter((group) => group.entries.length > 0);

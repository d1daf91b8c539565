import type { Help } from './core/help.ts';

/** One page of the console in the manual: its name there, and its help, which is kept beside the page. */
interface PageEntry {
  readonly slug: string;
  readonly help: () => Promise<Help>;
}

/** Every address of the console with its help, in the order of the manual; `pages-italian.test.ts` holds the router to it. */
export const pages = {
  '/': { slug: 'desk', help: async () => (await import('./features/directory/desk/help.ts')).help },
  '/users': { slug: 'users', help: async () => (await import('./features/directory/users/help.ts')).help },
  '/users/new': { slug: 'new-user', help: async () => (await import('./features/directory/new-user/help.ts')).help },
  '/users/import': { slug: 'import-users', help: async () => (await import('./features/staff-import/help.ts')).help },
  '/users/first-passwords': {
    slug: 'first-passwords',
    help: async () => (await import('./features/directory/first-passwords/help.ts')).help,
  },
  '/users/first-passwords/$id': {
    slug: 'preparation',
    help: async () => (await import('./features/directory/first-passwords/handout-help.ts')).help,
  },
  '/users/$id': { slug: 'user', help: async () => (await import('./features/directory/user/help.ts')).help },
  '/users/$id/access': {
    slug: 'user-access',
    help: async () => (await import('./features/directory/sections/access-help.ts')).help,
  },
  '/users/$id/groups': {
    slug: 'user-groups',
    help: async () => (await import('./features/directory/sections/groups-help.ts')).help,
  },
  '/users/$id/applications': {
    slug: 'user-applications',
    help: async () => (await import('./features/directory/sections/applications-help.ts')).help,
  },
  '/users/$id/settings/$code': {
    slug: 'user-settings',
    help: async () => (await import('./features/directory/settings/help.ts')).help,
  },
  '/users/$id/sessions': {
    slug: 'user-sessions',
    help: async () => (await import('./features/directory/sections/sessions-help.ts')).help,
  },
  '/users/$id/history': {
    slug: 'user-history',
    help: async () => (await import('./features/directory/sections/history-help.ts')).help,
  },
  '/structure': { slug: 'structure', help: async () => (await import('./features/structure/help.ts')).help },
  '/groups': { slug: 'groups', help: async () => (await import('./features/groups/tree/help.ts')).help },
  '/groups/$id': { slug: 'group', help: async () => (await import('./features/groups/group/help.ts')).help },
  '/structure/import': {
    slug: 'import-structure',
    help: async () => (await import('./features/staff-import/structure/help.ts')).help,
  },
  '/roles': { slug: 'roles', help: async () => (await import('./features/authorization/roles/help.ts')).help },
  '/roles/new': { slug: 'new-role', help: async () => (await import('./features/authorization/role/new-role-help.ts')).help },
  '/roles/compare': { slug: 'compare-roles', help: async () => (await import('./features/authorization/compare/help.ts')).help },
  '/roles/$id': { slug: 'role', help: async () => (await import('./features/authorization/role/help.ts')).help },
  '/users/$id/roles': { slug: 'user-roles', help: async () => (await import('./features/directory/rights/help.ts')).help },
  '/users/$id/why': { slug: 'user-why', help: async () => (await import('./features/directory/why/help.ts')).help },
  '/delegations': { slug: 'delegations', help: async () => (await import('./features/delegations/help.ts')).help },
  '/me/delegations': { slug: 'my-delegations', help: async () => (await import('./features/sessions/delegations-help.ts')).help },
  '/assistance': { slug: 'assistance', help: async () => (await import('./features/assistance/help.ts')).help },
  '/assistance/granted': {
    slug: 'granted-assistance',
    help: async () => (await import('./features/sessions/granted-help.ts')).help,
  },
  '/users/$id/authorization': {
    slug: 'user-authorization',
    help: async () => (await import('./features/directory/formal-authorizations/help.ts')).help,
  },
  '/authorizations': { slug: 'authorizations', help: async () => (await import('./features/formal-authorizations/help.ts')).help },
  '/authorizations/requirement': {
    slug: 'authorization-requirement',
    help: async () => (await import('./features/formal-authorizations/requirement-help.ts')).help,
  },
  '/applications': { slug: 'applications', help: async () => (await import('./features/applications/help.ts')).help },
  '/applications/new': {
    slug: 'new-application',
    help: async () => (await import('./features/applications/new-application-help.ts')).help,
  },
  '/applications/$id': { slug: 'application', help: async () => (await import('./features/applications/application-help.ts')).help },
  '/access-log': { slug: 'access-log', help: async () => (await import('./features/access-log/log/help.ts')).help },
  '/access-log/searches': { slug: 'log-searches', help: async () => (await import('./features/access-log/searches/help.ts')).help },
  '/log-retention': { slug: 'log-retention', help: async () => (await import('./features/retention/help.ts')).help },
  '/log-evidence': { slug: 'log-evidence', help: async () => (await import('./features/log-evidence/help.ts')).help },
  '/policy': { slug: 'policy', help: async () => (await import('./features/policy/help.ts')).help },
  '/seats': { slug: 'seats', help: async () => (await import('./features/seats/help.ts')).help },
  '/organization': { slug: 'own-organization', help: async () => (await import('./features/organizations/own/help.ts')).help },
  '/organizations': { slug: 'organizations', help: async () => (await import('./features/organizations/list/help.ts')).help },
  '/organizations/new': { slug: 'new-organization', help: async () => (await import('./features/organizations/new/help.ts')).help },
  '/organizations/$id': { slug: 'organization', help: async () => (await import('./features/organizations/one/help.ts')).help },
  '/settings/statements': { slug: 'page-texts', help: async () => (await import('./features/statements/help.ts')).help },
  '/settings/modules': {
    slug: 'modules',
    help: async () => (await import('./features/application-settings/modules/help.ts')).help,
  },
  '/settings/modules/$code': {
    slug: 'common-settings',
    help: async () => (await import('./features/application-settings/common/help.ts')).help,
  },
  '/settings/jobs': { slug: 'jobs', help: async () => (await import('./features/operations/jobs/help.ts')).help },
  '/jobs/$id': { slug: 'run', help: async () => (await import('./features/operations/run/help.ts')).help },
  '/me': { slug: 'profile', help: async () => (await import('./features/sessions/help.ts')).help },
  '/me/password': { slug: 'password', help: async () => (await import('./features/credentials/help.ts')).help },
  '/me/rights': { slug: 'my-rights', help: async () => (await import('./features/directory/own-rights/help.ts')).help },
  '/me/settings': {
    slug: 'my-settings',
    help: async () => (await import('./features/application-settings/own/list-help.ts')).help,
  },
  '/me/settings/$code': {
    slug: 'my-application-settings',
    help: async () => (await import('./features/application-settings/own/help.ts')).help,
  },
  '/me/accesses': { slug: 'my-accesses', help: async () => (await import('./features/access-log/own/help.ts')).help },
  '/help': { slug: 'help', help: async () => (await import('./manual/help.ts')).help },
} as const satisfies Record<string, PageEntry>;

/** The whole manual, page by page. */
export const readManual = (): Promise<readonly { readonly slug: string; readonly help: Help }[]> =>
  Promise.all(Object.values(pages).map(async ({ slug, help }) => ({ slug, help: await help() })));

/** The name in the manual of the page at an address; the manual's own for addresses it does not know. */
export const slugOf = (path: string): string => (Object.hasOwn(pages, path) ? pages[path as keyof typeof pages].slug : pages['/help'].slug);

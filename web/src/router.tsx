import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import type { Me } from '@varco/shared/sessions/api';
import { formatAddress, parseAddress } from './core/address.ts';
import { needs, needsEverywhere } from './core/allow.ts';
import { functionsQuery } from './core/functions.ts';
import { queryClient } from './core/queries.ts';
import type { RouterContext } from './core/router-context.ts';
import { readLogAddress } from './features/access-log/log/address.ts';
import { readOwnAddress } from './features/access-log/own/address.ts';
import { readSearchesAddress } from './features/access-log/searches/address.ts';
import { commonPath, modulesQuery, ownPath } from './features/application-settings/queries.ts';
import { readApplicationAddress, readApplicationsAddress } from './features/applications/address.ts';
import { applicationQuery } from './features/applications/queries.ts';
import { readAssistanceAddress, readGrantedAddress } from './features/assistance/address.ts';
import { readCompareAddress } from './features/authorization/compare/address.ts';
import { readRoleAddress } from './features/authorization/role/address.ts';
import { roleQuery } from './features/authorization/role-queries.ts';
import { readRolesAddress } from './features/authorization/roles/address.ts';
import { readDelegationsAddress } from './features/delegations/address.ts';
import { memberQuery } from './features/directory/enablements/queries.ts';
import { readHandoutsAddress } from './features/directory/first-passwords/address.ts';
import { handoutQuery } from './features/directory/first-passwords/queries.ts';
import { readUserAuthorizationsAddress } from './features/directory/formal-authorizations/address.ts';
import { userAuthorizationsQuery } from './features/directory/formal-authorizations/queries.ts';
import { userQuery } from './features/directory/queries.ts';
import { readRightsAddress } from './features/directory/rights/address.ts';
import { rightsQuery } from './features/directory/rights/queries.ts';
import { readUserAddress } from './features/directory/user/address.ts';
import { readUsersAddress } from './features/directory/users/address.ts';
import { readWhyAddress } from './features/directory/why/address.ts';
import { readAuthorizationsAddress } from './features/formal-authorizations/address.ts';
import { requirementQuery } from './features/formal-authorizations/queries.ts';
import { readGroupAddress } from './features/groups/group/address.ts';
import { groupQuery } from './features/groups/queries.ts';
import { readGroupsAddress } from './features/groups/tree/address.ts';
import { readEvidenceAddress } from './features/log-evidence/address.ts';
import { readJobsAddress } from './features/operations/jobs/address.ts';
import { runQuery } from './features/operations/queries.ts';
import { readOrganizationsAddress } from './features/organizations/list/address.ts';
import { readOrganizationAddress } from './features/organizations/one/address.ts';
import { organizationQuery } from './features/organizations/queries.ts';
import { readPolicyAddress } from './features/policy/address.ts';
import { readRetentionAddress } from './features/retention/address.ts';
import { readSeatsAddress } from './features/seats/address.ts';
import { readProfileAddress } from './features/sessions/address.ts';
import { readImportAddress } from './features/staff-import/address.ts';
import { readStatementsAddress } from './features/statements/address.ts';
import { readStructureAddress } from './features/structure/address.ts';
import { Frame } from './frame/frame.tsx';
import { FaultPage, NotFoundPage } from './frame/problem-pages.tsx';
import { readSettingsAddress } from './ui/settings/address.ts';
import { ownersQuery, settingsQuery } from './ui/settings/queries.ts';

const root = createRootRouteWithContext<RouterContext>()({ component: Frame, notFoundComponent: NotFoundPage });
const at = { getParentRoute: () => root };

const desk = createRoute({
  ...at,
  path: '/',
  component: lazyRouteComponent(() => import('./features/directory/desk/desk-page.tsx')),
});
const users = createRoute({
  ...at,
  path: '/users',
  validateSearch: readUsersAddress,
  beforeLoad: needs('search', 'users'),
  component: lazyRouteComponent(() => import('./features/directory/users/users-page.tsx')),
});
const newUser = createRoute({
  ...at,
  path: '/users/new',
  beforeLoad: needs('create', 'users'),
  component: lazyRouteComponent(() => import('./features/directory/new-user/new-user-page.tsx')),
});
const importUsers = createRoute({
  ...at,
  path: '/users/import',
  validateSearch: readImportAddress,
  beforeLoad: needs('create', 'users'),
  component: lazyRouteComponent(() => import('./features/staff-import/import-page.tsx')),
});
const firstPasswords = createRoute({
  ...at,
  path: '/users/first-passwords',
  validateSearch: readHandoutsAddress,
  beforeLoad: needs('modify', 'users'),
  component: lazyRouteComponent(() => import('./features/directory/first-passwords/first-passwords-page.tsx')),
});
const handout = createRoute({
  ...at,
  path: '/users/first-passwords/$id',
  beforeLoad: needs('modify', 'users'),
  loader: ({ params }) => queryClient.ensureQueryData(handoutQuery(params.id)),
  component: lazyRouteComponent(() => import('./features/directory/first-passwords/handout-page.tsx')),
});
const user = createRoute({
  ...at,
  path: '/users/$id',
  validateSearch: readUserAddress,
  beforeLoad: needs('search', 'users'),
  loader: ({ params }) => queryClient.ensureQueryData(userQuery(params.id)),
  component: lazyRouteComponent(() => import('./features/directory/user/user-page.tsx')),
});
const userAccess = createRoute({
  ...at,
  path: '/users/$id/access',
  validateSearch: readUserAddress,
  beforeLoad: needs('search', 'users'),
  loader: ({ params }) => queryClient.ensureQueryData(userQuery(params.id)),
  component: lazyRouteComponent(() => import('./features/directory/user/user-access-page.tsx')),
});
const userGroups = createRoute({
  ...at,
  path: '/users/$id/groups',
  beforeLoad: needs('search', 'groups'),
  loader: ({ params }) => queryClient.ensureQueryData(userQuery(params.id)),
  component: lazyRouteComponent(() => import('./features/directory/sections/user-groups-page.tsx')),
});
const userApplications = createRoute({
  ...at,
  path: '/users/$id/applications',
  beforeLoad: needs('search', 'roles'),
  loader: ({ params }) => Promise.all([queryClient.ensureQueryData(userQuery(params.id)), queryClient.ensureQueryData(functionsQuery)]),
  component: lazyRouteComponent(() => import('./features/directory/sections/user-applications-page.tsx')),
});
const userSettings = createRoute({
  ...at,
  path: '/users/$id/settings/$code',
  validateSearch: readSettingsAddress,
  beforeLoad: needs('search', 'users'),
  loader: ({ params: { id, code } }) =>
    Promise.all([
      queryClient.ensureQueryData(userQuery(id)),
      queryClient.ensureQueryData(settingsQuery(`/api/users/${encodeURIComponent(id)}/settings/${encodeURIComponent(code)}`)),
    ]),
  component: lazyRouteComponent(() => import('./features/directory/settings/user-settings-page.tsx')),
});
const userSessions = createRoute({
  ...at,
  path: '/users/$id/sessions',
  beforeLoad: needs('search', 'access-log'),
  loader: ({ params }) => queryClient.ensureQueryData(userQuery(params.id)),
  component: lazyRouteComponent(() => import('./features/directory/sections/user-sessions-page.tsx')),
});
const userHistory = createRoute({
  ...at,
  path: '/users/$id/history',
  beforeLoad: needs('search', 'access-log'),
  loader: ({ params }) => queryClient.ensureQueryData(userQuery(params.id)),
  component: lazyRouteComponent(() => import('./features/directory/sections/user-history-page.tsx')),
});
const structure = createRoute({
  ...at,
  path: '/structure',
  validateSearch: readStructureAddress,
  beforeLoad: needs('search', 'structure'),
  component: lazyRouteComponent(() => import('./features/structure/structure-page.tsx')),
});
const groups = createRoute({
  ...at,
  path: '/groups',
  validateSearch: readGroupsAddress,
  beforeLoad: needs('search', 'groups'),
  component: lazyRouteComponent(() => import('./features/groups/tree/groups-page.tsx')),
});
const group = createRoute({
  ...at,
  path: '/groups/$id',
  validateSearch: readGroupAddress,
  beforeLoad: needs('search', 'groups'),
  loader: ({ params }) => queryClient.ensureQueryData(groupQuery(params.id)),
  component: lazyRouteComponent(() => import('./features/groups/group/group-page.tsx')),
});
const importStructure = createRoute({
  ...at,
  path: '/structure/import',
  validateSearch: readImportAddress,
  beforeLoad: needs('create', 'structure'),
  component: lazyRouteComponent(() => import('./features/staff-import/structure/structure-import-page.tsx')),
});
const roles = createRoute({
  ...at,
  path: '/roles',
  validateSearch: readRolesAddress,
  beforeLoad: needs('search', 'roles'),
  loader: () => queryClient.ensureQueryData(functionsQuery),
  component: lazyRouteComponent(() => import('./features/authorization/roles/roles-page.tsx')),
});
const newRole = createRoute({
  ...at,
  path: '/roles/new',
  beforeLoad: needs('create', 'roles'),
  loader: () => queryClient.ensureQueryData(functionsQuery),
  component: lazyRouteComponent(() => import('./features/authorization/role/new-role-page.tsx')),
});
const compareRoles = createRoute({
  ...at,
  path: '/roles/compare',
  validateSearch: readCompareAddress,
  beforeLoad: needs('search', 'roles'),
  loader: () => queryClient.ensureQueryData(functionsQuery),
  component: lazyRouteComponent(() => import('./features/authorization/compare/compare-page.tsx')),
});
const role = createRoute({
  ...at,
  path: '/roles/$id',
  validateSearch: readRoleAddress,
  beforeLoad: needs('search', 'roles'),
  loader: ({ params }) => Promise.all([queryClient.ensureQueryData(roleQuery(params.id)), queryClient.ensureQueryData(functionsQuery)]),
  component: lazyRouteComponent(() => import('./features/authorization/role/role-page.tsx')),
});
const userRoles = createRoute({
  ...at,
  path: '/users/$id/roles',
  validateSearch: readRightsAddress,
  beforeLoad: needs('search', 'roles'),
  loader: ({ params: { id } }) => Promise.all([queryClient.ensureQueryData(memberQuery(id)), queryClient.ensureQueryData(rightsQuery(id))]),
  component: lazyRouteComponent(() => import('./features/directory/rights/rights-page.tsx')),
});
const userWhy = createRoute({
  ...at,
  path: '/users/$id/why',
  validateSearch: readWhyAddress,
  beforeLoad: needs('search', 'roles'),
  loader: ({ params }) => Promise.all([queryClient.ensureQueryData(userQuery(params.id)), queryClient.ensureQueryData(functionsQuery)]),
  component: lazyRouteComponent(() => import('./features/directory/why/why-page.tsx')),
});
const userAuthorization = createRoute({
  ...at,
  path: '/users/$id/authorization',
  validateSearch: readUserAuthorizationsAddress,
  beforeLoad: needs('search', 'formal-authorizations'),
  loader: ({ params: { id } }) =>
    Promise.all([queryClient.ensureQueryData(userQuery(id)), queryClient.ensureQueryData(userAuthorizationsQuery(id))]),
  component: lazyRouteComponent(() => import('./features/directory/formal-authorizations/authorizations-page.tsx')),
});
const authorizations = createRoute({
  ...at,
  path: '/authorizations',
  validateSearch: readAuthorizationsAddress,
  beforeLoad: needs('search', 'formal-authorizations'),
  component: lazyRouteComponent(() => import('./features/formal-authorizations/authorizations-page.tsx')),
});
const authorizationRequirement = createRoute({
  ...at,
  path: '/authorizations/requirement',
  beforeLoad: needs('search', 'settings'),
  loader: () => queryClient.ensureQueryData(requirementQuery),
  component: lazyRouteComponent(() => import('./features/formal-authorizations/requirement-page.tsx')),
});
const accessLog = createRoute({
  ...at,
  path: '/access-log',
  validateSearch: readLogAddress,
  beforeLoad: needs('search', 'access-log'),
  component: lazyRouteComponent(() => import('./features/access-log/log/log-page.tsx')),
});
const logSearches = createRoute({
  ...at,
  path: '/access-log/searches',
  validateSearch: readSearchesAddress,
  beforeLoad: needs('search', 'access-log'),
  component: lazyRouteComponent(() => import('./features/access-log/searches/searches-page.tsx')),
});
const retention = createRoute({
  ...at,
  path: '/log-retention',
  validateSearch: readRetentionAddress,
  beforeLoad: needs('search', 'policy'),
  component: lazyRouteComponent(() => import('./features/retention/retention-page.tsx')),
});
const logEvidence = createRoute({
  ...at,
  path: '/log-evidence',
  validateSearch: readEvidenceAddress,
  beforeLoad: needsEverywhere('search', 'access-log'),
  component: lazyRouteComponent(() => import('./features/log-evidence/evidence-page.tsx')),
});
const policy = createRoute({
  ...at,
  path: '/policy',
  validateSearch: readPolicyAddress,
  beforeLoad: needs('search', 'policy'),
  component: lazyRouteComponent(() => import('./features/policy/policy-page.tsx')),
});
const seats = createRoute({
  ...at,
  path: '/seats',
  validateSearch: readSeatsAddress,
  beforeLoad: needs('search', 'settings'),
  component: lazyRouteComponent(() => import('./features/seats/seats-page.tsx')),
});
const statements = createRoute({
  ...at,
  path: '/settings/statements',
  validateSearch: readStatementsAddress,
  beforeLoad: needs('search', 'settings'),
  component: lazyRouteComponent(() => import('./features/statements/statements-page.tsx')),
});
const jobs = createRoute({
  ...at,
  path: '/settings/jobs',
  validateSearch: readJobsAddress,
  beforeLoad: needs('search', 'jobs'),
  component: lazyRouteComponent(() => import('./features/operations/jobs/jobs-page.tsx')),
});
const run = createRoute({
  ...at,
  path: '/jobs/$id',
  loader: ({ params }) => queryClient.ensureQueryData(runQuery(params.id)),
  component: lazyRouteComponent(() => import('./features/operations/run/run-page.tsx')),
});
const organizations = createRoute({
  ...at,
  path: '/organizations',
  validateSearch: readOrganizationsAddress,
  beforeLoad: needsEverywhere('search', 'organizations'),
  component: lazyRouteComponent(() => import('./features/organizations/list/organizations-page.tsx')),
});
const newOrganization = createRoute({
  ...at,
  path: '/organizations/new',
  beforeLoad: needsEverywhere('create', 'organizations'),
  component: lazyRouteComponent(() => import('./features/organizations/new/new-organization-page.tsx')),
});
const organization = createRoute({
  ...at,
  path: '/organizations/$id',
  validateSearch: readOrganizationAddress,
  beforeLoad: needsEverywhere('search', 'organizations'),
  loader: ({ params }) => queryClient.ensureQueryData(organizationQuery(params.id)),
  component: lazyRouteComponent(() => import('./features/organizations/one/organization-page.tsx')),
});
const ownOrganization = createRoute({
  ...at,
  path: '/organization',
  validateSearch: readOrganizationAddress,
  beforeLoad: needs('search', 'settings'),
  component: lazyRouteComponent(() => import('./features/organizations/own/own-organization-page.tsx')),
});
const profile = createRoute({
  ...at,
  path: '/me',
  validateSearch: readProfileAddress,
  component: lazyRouteComponent(() => import('./features/sessions/profile-page.tsx')),
});
const ownPassword = createRoute({
  ...at,
  path: '/me/password',
  component: lazyRouteComponent(() => import('./features/credentials/own-password-page.tsx')),
});
const ownRights = createRoute({
  ...at,
  path: '/me/rights',
  loader: () => queryClient.ensureQueryData(functionsQuery),
  component: lazyRouteComponent(() => import('./features/directory/own-rights/own-rights-page.tsx')),
});
const ownDelegations = createRoute({
  ...at,
  path: '/me/delegations',
  component: lazyRouteComponent(() => import('./features/sessions/delegations-page.tsx')),
});
const delegations = createRoute({
  ...at,
  path: '/delegations',
  validateSearch: readDelegationsAddress,
  beforeLoad: needs('search', 'delegations'),
  component: lazyRouteComponent(() => import('./features/delegations/delegations-page.tsx')),
});
const assistance = createRoute({
  ...at,
  path: '/assistance',
  validateSearch: readAssistanceAddress,
  beforeLoad: needs('search', 'assistance'),
  component: lazyRouteComponent(() => import('./features/assistance/assistance-page.tsx')),
});
const grantedAssistance = createRoute({
  ...at,
  path: '/assistance/granted',
  validateSearch: readGrantedAddress,
  beforeLoad: needsEverywhere('search', 'assistance'),
  component: lazyRouteComponent(() => import('./features/sessions/granted-page.tsx')),
});
const applications = createRoute({
  ...at,
  path: '/applications',
  validateSearch: readApplicationsAddress,
  beforeLoad: needs('search', 'applications'),
  component: lazyRouteComponent(() => import('./features/applications/applications-page.tsx')),
});
const newApplication = createRoute({
  ...at,
  path: '/applications/new',
  beforeLoad: needs('create', 'applications'),
  component: lazyRouteComponent(() => import('./features/applications/new-application-page.tsx')),
});
const application = createRoute({
  ...at,
  path: '/applications/$id',
  validateSearch: readApplicationAddress,
  beforeLoad: needs('search', 'applications'),
  loader: ({ params }) => queryClient.ensureQueryData(applicationQuery(params.id)),
  component: lazyRouteComponent(() => import('./features/applications/application-page.tsx')),
});
const modules = createRoute({
  ...at,
  path: '/settings/modules',
  beforeLoad: needs('search', 'settings'),
  loader: () => queryClient.ensureQueryData(modulesQuery),
  component: lazyRouteComponent(() => import('./features/application-settings/modules/modules-page.tsx')),
});
const commonSettings = createRoute({
  ...at,
  path: '/settings/modules/$code',
  validateSearch: readSettingsAddress,
  beforeLoad: needs('search', 'settings'),
  loader: ({ params }) => queryClient.ensureQueryData(settingsQuery(commonPath(params.code))),
  component: lazyRouteComponent(() => import('./features/application-settings/common/common-settings-page.tsx')),
});
const ownSettingsList = createRoute({
  ...at,
  path: '/me/settings',
  loader: () => queryClient.ensureQueryData(ownersQuery('/api/me/settings')),
  component: lazyRouteComponent(() => import('./features/application-settings/own/list-page.tsx')),
});
const ownSettings = createRoute({
  ...at,
  path: '/me/settings/$code',
  validateSearch: readSettingsAddress,
  loader: ({ params }) => queryClient.ensureQueryData(settingsQuery(ownPath(params.code))),
  component: lazyRouteComponent(() => import('./features/application-settings/own/own-settings-page.tsx')),
});
const ownAccesses = createRoute({
  ...at,
  path: '/me/accesses',
  validateSearch: readOwnAddress,
  component: lazyRouteComponent(() => import('./features/access-log/own/own-accesses-page.tsx')),
});
const manual = createRoute({ ...at, path: '/help', component: lazyRouteComponent(() => import('./manual/manual-page.tsx')) });
const helpPage = createRoute({ ...at, path: '/help/$page', component: lazyRouteComponent(() => import('./manual/help-page.tsx')) });

const tree = root.addChildren([
  ...([organizations, newOrganization, organization, ownOrganization] as const),
  ...([
    desk,
    users,
    newUser,
    importUsers,
    firstPasswords,
    handout,
    user,
    structure,
    importStructure,
    userRoles,
    userWhy,
    accessLog,
    logSearches,
    retention,
    seats,
    logEvidence,
    policy,
    statements,
    jobs,
    run,
  ] as const),
  ...([groups, group, roles, newRole, compareRoles, role] as const),
  ...([userAuthorization, authorizations, authorizationRequirement] as const),
  ...([applications, newApplication, application, delegations, ownDelegations, assistance, grantedAssistance] as const),
  ...([userAccess, userGroups, userApplications, userSettings, userSessions, userHistory] as const),
  ...([modules, commonSettings, ownSettingsList, ownSettings] as const),
  ...([profile, ownPassword, ownRights, ownAccesses, manual, helpPage] as const),
]);

/** The addresses of the console and what stands at each. */
export const createConsole = (me: Me) =>
  createRouter({
    routeTree: tree,
    context: { me },
    parseSearch: parseAddress,
    stringifySearch: formatAddress,
    // What a page does not read out of its address does not reach it.
    search: { strict: true },
    defaultPreload: 'intent',
    defaultPendingMs: 300,
    defaultErrorComponent: FaultPage,
    scrollRestoration: true,
  });

type Console = ReturnType<typeof createConsole>;

declare module '@tanstack/react-router' {
  interface Register {
    router: Console;
  }
}

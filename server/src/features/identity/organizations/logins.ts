import { partsOfUsername } from '@varco/shared/identity/api';
import { foldUsername } from '@varco/shared/identity/folding';
import type { OrganizationId } from '@varco/shared/ids';
import type { Issue } from '@varco/shared/problems';
import type { Db } from '#db/database';
import { allOrganizations } from '../store.ts';
import { findOrganization } from './store.ts';

/** How the new user names of an organization begin. */
export interface LoginRule {
  readonly loginId: string | null;
  /** Whether they must: from the second organization on, so that no refusal tells of somebody else's people (requirements D2). */
  readonly due: boolean;
}

/** The rule of an organization in the scope. */
export async function loginRuleOf(tx: Db, organizationId: OrganizationId): Promise<LoginRule> {
  const organization = await findOrganization(tx, organizationId);
  return { loginId: organization?.loginId ?? null, due: (await allOrganizations(tx)).length > 1 };
}

/** The user name that is meant by what was typed: where it is due the access id of the organization goes before it (requirements R3.1). */
export function usernameMeant({ loginId, due }: LoginRule, typed: string): string {
  return due && loginId !== null && typed !== '' && partsOfUsername(typed).loginId === null ? `${loginId}/${typed}` : typed;
}

/** What is wrong with a user name because of the organization: another one's access id, or no room for its own. */
export function loginIssues({ loginId }: LoginRule, username: string): Issue[] {
  const parts = partsOfUsername(username);
  if (parts.loginId !== null && (loginId === null || foldUsername(parts.loginId) !== foldUsername(loginId)))
    return [{ field: 'username', rule: 'login-prefix' }];
  return [...username].length > 50 ? [{ field: 'username', rule: 'too-long', max: 50 }] : [];
}

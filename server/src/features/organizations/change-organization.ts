import { fold, foldUsername } from '@varco/shared/identity/folding';
import type { OrganizationId } from '@varco/shared/ids';
import type { ChangeOrganization, Organization } from '@varco/shared/organizations/api';
import type { Issue } from '@varco/shared/problems';
import type { Actor, Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import {
  beginsElsewhere,
  byWhom,
  findOrganization,
  lockOrganizations,
  type OrganizationDetails,
  replaceOrganization,
  type StoredOrganization,
} from '#features/identity';
import { everywhere } from './find-organizations.ts';
import { changesOf, shown } from './shown.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'keys' | 'events'>;

/**
 * Changes an organization of the scope. Another access id begins the user names made from then on and renames nobody (requirements R3.1);
 * it is the installation's to change, as are switching an organization off and its own address at the door (requirements D3, R1.43).
 */
export async function changeOrganization(
  core: Needs,
  actor: Actor,
  scope: Scope,
  id: OrganizationId,
  { input, ofInstallation }: { readonly input: ChangeOrganization; readonly ofInstallation: boolean },
): Promise<Organization> {
  const { db, clock, events } = core;
  if (!scope.organizations.includes(id)) throw new Refusal('request.not-found');
  const { first, count } = await everywhere(db);
  return db.as(scope, async (tx) => {
    await lockOrganizations(tx);
    const before = await findOrganization(tx, id);
    if (!before) throw new Refusal('request.not-found');
    const { version, ...wished } = input;
    const { id: _, createdAt: __, oneRoleOnly: ___, version: present, ...details } = before;
    const given = Object.fromEntries(Object.entries(wished).filter(([, value]) => value !== undefined));
    const after: OrganizationDetails = { ...details, ...given, nameFolded: fold(wished.name ?? before.name) };
    if (present !== version) throw new Refusal('request.changed-meanwhile', { current: shown(before, first) });
    const issues = await issuesOf(tx, before, after, count);
    if (issues.length > 0) throw new Refusal('organizations.refused', { issues });
    if (!ofInstallation && after.loginId !== before.loginId) throw new Refusal('organizations.login-id-fixed');
    if ((before.active !== after.active || before.ownDoor !== after.ownDoor) && !ofInstallation)
      throw new Refusal('authorization.not-allowed', { capability: 'organizations', action: 'modify' });
    if (!after.active && before.active && (id === first || (actor.kind === 'user' && id === actor.homeId)))
      throw new Refusal('organizations.stays-on');
    const changes = changesOf(before, after);
    if (changes.length === 0) return shown(before, first);
    if (!(await replaceOrganization(tx, before, after))) throw new Refusal('request.changed-meanwhile', { current: shown(before, first) });
    await record(tx, {
      at: clock.now(),
      event: 'organization-changed',
      organizationId: id,
      objectId: id,
      ...(await byWhom(tx, actor)),
      detail: await detailOf(core, tx, id, 'organization-changed', changes),
    });
    // What everybody's page shows of it, whether anybody may be there, how new names begin.
    await events.announce(tx, 'rights.changed', { organizationId: id, userId: null });
    return shown({ ...before, ...after, version: present + 1 }, first);
  });
}

async function issuesOf(tx: Db, before: StoredOrganization, after: OrganizationDetails, organizations: number): Promise<Issue[]> {
  const issues: Issue[] = [];
  if (after.nameFolded === '') issues.push({ field: 'name', rule: 'letters-needed' });
  const { loginId } = after;
  if (loginId === null && before.loginId !== null && organizations > 1) issues.push({ field: 'loginId', rule: 'login-id-kept' });
  const isAnother = loginId !== null && foldUsername(loginId) !== foldUsername(before.loginId ?? '');
  if (isAnother && (await beginsElsewhere(tx, before.id, loginId))) issues.push({ field: 'loginId', rule: 'login-id-taken' });
  return issues;
}

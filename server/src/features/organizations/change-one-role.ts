import type { ChangeOneRole, Organization } from '@varco/shared/organizations/api';
import type { SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { detailOf, record } from '#features/access-log';
import { peopleWithMoreRoles } from '#features/authorization';
import { byWhom, findOrganization, lockOrganizations, saveOneRoleOnly } from '#features/identity';
import { everywhere } from './find-organizations.ts';
import { shown } from './shown.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'config' | 'random' | 'keys'>;

/**
 * Says whether each user of the actor's organization has one role only; refused while somebody has two on one day, and the first of them
 * are named (requirements R5.9).
 */
export async function changeOneRole(core: Needs, actor: SignedIn, { version, oneRoleOnly }: ChangeOneRole): Promise<Organization> {
  const { db, clock } = core;
  const { organizationId } = actor;
  const { first } = await everywhere(db);
  // His own organization is in the scope for his name alone, which the log writes down.
  return db.as({ organizations: [...new Set([organizationId, actor.homeId])] }, async (tx) => {
    await lockOrganizations(tx);
    const before = await findOrganization(tx, organizationId);
    if (!before) throw new Refusal('request.not-found');
    if (before.version !== version) throw new Refusal('request.changed-meanwhile', { current: shown(before, first) });
    if (before.oneRoleOnly === oneRoleOnly) return shown(before, first);
    // Saved before it is judged: who is giving a role is waited for, and who comes later finds it on.
    if (!(await saveOneRoleOnly(tx, before, oneRoleOnly)))
      throw new Refusal('request.changed-meanwhile', { current: shown(before, first) });
    const people = oneRoleOnly ? await peopleWithMoreRoles(core, tx, organizationId) : { count: 0, first: [] };
    if (people.count > 0) throw new Refusal('organizations.more-roles', { people });
    await record(tx, {
      at: clock.now(),
      event: 'organization-changed',
      organizationId,
      objectId: organizationId,
      ...(await byWhom(tx, actor)),
      detail: await detailOf(core, tx, organizationId, 'organization-changed', [
        { field: 'oneRoleOnly', before: before.oneRoleOnly, after: oneRoleOnly },
      ]),
    });
    return shown({ ...before, oneRoleOnly, version: version + 1 }, first);
  });
}

import type { Day } from '@varco/shared/days';
import type { DepartmentId, OrganizationId, RoleId, UnitId, UserId } from '@varco/shared/ids';
import type { SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { assignRole, createRole, placeUser } from '#features/authorization';
import { setPassword } from '#features/credentials';
import { findUserByName } from '#features/identity';
import { changeOrganization, createOrganization, saveEnablements } from '#features/organizations';
import { createDepartment, createUnit } from '#features/structure';

/** The second organization of the demonstration, with who administers it; neither exists. */
export const CONSORTIUM = {
  name: 'Consorzio di Vallefinta',
  loginId: 'vallefinta',
  pec: 'consorzio@pec.vallefinta.example',
  site: 'Via del Mulino, 3',
  administrator: { familyName: 'Ardenti', givenName: 'Bice', username: 'b.ardenti' },
};

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'keys' | 'config' | 'events' | 'hasher'>;

/** Makes a small consortium beside the municipality, in which one person of the municipality works too (requirements D2). */
export async function makeConsortium(
  core: Needs,
  actor: SignedIn,
  { organizationId: home, personId, hash, day }: { organizationId: OrganizationId; personId: UserId; hash: string; day: Day },
): Promise<void> {
  const own = { organizations: [home] };
  await changeOrganization(core, actor, own, home, { input: { version: 1, loginId: 'borgofinto' }, ofInstallation: true });
  const made = await createOrganization(core, actor, {
    ...CONSORTIUM,
    registryCode: null,
    timeZone: null,
    taxCode: null,
    email: null,
    phone: null,
    ownDoor: true,
  });
  const organizationId = made.id as OrganizationId;
  const scope = { organizations: [organizationId] };
  await core.db.as(scope, async (tx) => {
    const administrator = await findUserByName(tx, made.administrator.username);
    if (!administrator) throw new Error('The consortium has no administrator.');
    await setPassword(tx, { organizationId, userId: administrator.id, hash, at: core.clock.now(), changeReason: null });
  });
  const { id: departmentId } = await createDepartment(core, actor, organizationId, {
    name: 'Acque e boschi',
    nameEnglish: 'Water and woods',
    active: true,
  });
  const unit = {
    departmentId: departmentId as DepartmentId,
    name: 'Sorgenti',
    nameEnglish: 'Springs',
    site: CONSORTIUM.site,
    active: true,
  };
  const unitId = (await createUnit(core, actor, organizationId, unit)).id as UnitId;
  const words = { description: '', descriptionEnglish: '', departmentId: null, forUnplaced: false, active: true, conditions: {} };
  const grants = { users: { search: 'organization' }, structure: { search: 'organization' } } as const;
  const role = await createRole(core, actor, organizationId, { name: 'Consultazione', nameEnglish: 'Looking up', grants, ...words });
  await saveEnablements(core, actor, own, personId, { everywhere: false, organizations: [organizationId], usual: null });
  await placeUser(core, actor, scope, personId, { unitId, from: day, to: null, qualification: '' });
  await assignRole(core, actor, scope, personId, { roleId: role.id as RoleId, unitId, from: day, to: null, isDefault: true });
}

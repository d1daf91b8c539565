import type { RoleGrants } from '@varco/shared/authorization/api';
import type { Day } from '@varco/shared/days';
import type { DepartmentId, OrganizationId, RoleId, UnitId, UserId } from '@varco/shared/ids';
import type { Actor } from '#core/actor';
import type { Core } from '#core/core';
import { assignRole, changePlaced, createRole, placeUser } from '#features/authorization';
import { createDepartment, createUnit } from '#features/structure';
import { numbers } from './numbers.ts';
import type { Invented } from './people.ts';

interface InventedRole {
  readonly name: string;
  readonly nameEnglish: string;
  readonly grants: RoleGrants;
}

interface InventedDepartment {
  readonly name: string;
  readonly nameEnglish: string;
  readonly units: readonly string[];
  readonly roles: readonly InventedRole[];
}

const lookUp: RoleGrants = { users: { search: 'organization' } };
const departments: readonly InventedDepartment[] = [
  {
    name: 'Affari generali',
    nameEnglish: 'General affairs',
    units: ['Protocollo', 'Segreteria', 'Sistemi informativi'],
    roles: [
      {
        name: 'Assistenza agli utenti',
        nameEnglish: 'User support',
        grants: {
          users: { search: 'organization', create: 'organization', modify: 'organization' },
          structure: { search: 'organization' },
          roles: { search: 'organization' },
        },
      },
    ],
  },
  {
    name: 'Servizi demografici',
    nameEnglish: 'Registry services',
    units: ['Anagrafe', 'Elettorale', 'Stato civile'],
    roles: [{ name: 'Sportello', nameEnglish: 'Counter', grants: lookUp }],
  },
  {
    name: 'Servizi sociali',
    nameEnglish: 'Social services',
    units: ['Anziani e disabilità', 'Minori e famiglie', 'Segretariato sociale'],
    roles: [{ name: 'Assistente sociale', nameEnglish: 'Social worker', grants: lookUp }],
  },
  {
    name: 'Tributi',
    nameEnglish: 'Taxes',
    units: ['Accertamento', 'Riscossione'],
    roles: [{ name: 'Istruttore', nameEnglish: 'Clerk', grants: {} }],
  },
  {
    name: 'Ufficio tecnico',
    nameEnglish: 'Technical office',
    units: ['Edilizia privata', 'Lavori pubblici'],
    roles: [{ name: 'Tecnico', nameEnglish: 'Technician', grants: {} }],
  },
];

const auditing: RoleGrants = { 'access-log': { search: 'all' }, policy: { search: 'organization' } };

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'keys' | 'config' | 'events'>;

/** Gives the municipality its departments, units and roles, and everybody a place; done by its administrator, on one day. */
export async function organize(
  core: Needs,
  actor: Actor,
  given: { organizationId: OrganizationId; people: readonly { id: UserId; person: Invented }[]; seed: number; day: Day },
): Promise<void> {
  const { organizationId, people, seed, day } = given;
  const scope = { organizations: [organizationId] };
  const places: { unitId: UnitId; roleId: RoleId }[] = [];
  for (const { name, nameEnglish, units, roles } of departments) {
    const { id } = await createDepartment(core, actor, organizationId, { name, nameEnglish, active: true });
    const departmentId = id as DepartmentId;
    const made: RoleId[] = [];
    for (const role of roles) made.push(await makeRole(core, actor, organizationId, { ...role, departmentId }));
    for (const unit of units) {
      const input = { departmentId, name: unit, nameEnglish: '', site: 'Piazza del Borgo, 1', active: true };
      const unitId = (await createUnit(core, actor, organizationId, input)).id as UnitId;
      for (const roleId of made) places.push({ unitId, roleId });
    }
  }
  const auditor = await makeRole(core, actor, organizationId, {
    name: 'Revisore degli accessi',
    nameEnglish: 'Auditor of accesses',
    grants: auditing,
    departmentId: null,
    forUnplaced: true,
  });
  const next = numbers(seed);
  for (const { id, person } of people) {
    if (person.madeOn >= day) continue;
    const dates = { from: day, to: null };
    if (person.kind === 'auditor') {
      await changePlaced(core, actor, scope, id, false);
      await assignRole(core, actor, scope, id, { roleId: auditor, unitId: null, ...dates, isDefault: true });
      continue;
    }
    const place = places[Math.floor(next() * places.length)];
    if (!place) continue;
    await placeUser(core, actor, scope, id, { unitId: place.unitId, ...dates, qualification: '' });
    await assignRole(core, actor, scope, id, { ...place, ...dates, isDefault: true });
  }
}

async function makeRole(
  core: Needs,
  actor: Actor,
  organizationId: OrganizationId,
  role: InventedRole & { departmentId: DepartmentId | null; forUnplaced?: boolean },
): Promise<RoleId> {
  const input = { description: '', descriptionEnglish: '', forUnplaced: false, active: true, conditions: {}, ...role };
  return (await createRole(core, actor, organizationId, input)).id as RoleId;
}

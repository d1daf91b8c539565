import type { RoleGrants } from '@varco/shared/authorization/api';
import type { Day } from '@varco/shared/days';
import { SaveGroup } from '@varco/shared/groups/api';
import type { GroupId, OrganizationId, RoleId, UserId } from '@varco/shared/ids';
import type { Actor } from '#core/actor';
import type { Core } from '#core/core';
import { addMember, createGroup, createRole, giveRole } from '#features/authorization';
import { numbers } from './numbers.ts';
import type { Invented } from './people.ts';

interface InventedGroup {
  readonly kind: SaveGroup['kind'];
  readonly name: string;
  readonly nameEnglish: string;
  readonly descriptive?: true;
  readonly site?: string;
  /** How many people are in it, and how many of them answer for it. */
  readonly people: number;
  readonly heads?: number;
  readonly role?: { readonly name: string; readonly nameEnglish: string; readonly grants: RoleGrants };
  readonly under?: readonly InventedGroup[];
}

const HALL = 'Palazzo civico, primo piano';
const groups: readonly InventedGroup[] = [
  {
    kind: 'organizational',
    name: 'Segreteria generale',
    nameEnglish: 'General secretariat',
    site: HALL,
    people: 2,
    heads: 1,
    under: [
      {
        kind: 'organizational',
        name: 'Area servizi alla persona',
        nameEnglish: 'Services to people',
        people: 4,
        heads: 1,
        under: [
          {
            kind: 'organizational',
            name: 'Ufficio personale',
            nameEnglish: 'Staff office',
            site: HALL,
            people: 5,
            heads: 1,
            role: { name: 'Consultazione utenti', nameEnglish: 'Looking up users', grants: { users: { search: 'organization' } } },
          },
        ],
      },
      { kind: 'organizational', name: 'Area tecnica', nameEnglish: 'Technical area', people: 4, heads: 1 },
    ],
  },
  { kind: 'organizational', name: 'Giunta', nameEnglish: 'Executive board', descriptive: true, site: HALL, people: 6, heads: 1 },
  {
    kind: 'security',
    name: 'Revisori interni',
    nameEnglish: 'Internal auditors',
    people: 2,
    role: { name: 'Consultazione accessi', nameEnglish: 'Looking up sign-ins', grants: { 'access-log': { search: 'organization' } } },
  },
  { kind: 'sharing', name: 'Referenti privacy', nameEnglish: 'Privacy contacts', people: 7 },
];

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'keys' | 'config' | 'events'>;

/** Gives the municipality a few groups of each kind, with people, heads and roles; done by its administrator, on one day. */
export async function makeGroups(
  core: Needs,
  actor: Actor,
  given: { organizationId: OrganizationId; people: readonly { id: UserId; person: Invented }[]; seed: number; day: Day },
): Promise<void> {
  const { organizationId, people, seed, day } = given;
  const scope = { organizations: [organizationId] };
  // Without the administrator and the auditor, whose rights the demonstration tells of.
  const present = people.filter(({ person }) => person.madeOn < day && person.kind !== 'administrator' && person.kind !== 'auditor');
  const next = numbers(seed + 1);
  const some = (count: number): UserId[] => {
    const begin = Math.floor(next() * present.length);
    const ids = Array.from({ length: count }, (_, index) => present[(begin + index * 7) % present.length]?.id);
    return [...new Set(ids.filter((id) => id !== undefined))];
  };
  const make = async (group: InventedGroup, parentId: GroupId | null): Promise<void> => {
    const { kind, name, nameEnglish, descriptive = false, site = '', heads = 0, role, under = [] } = group;
    const members = some(group.people);
    const input = SaveGroup.parse({ kind, name, nameEnglish, parentId, descriptive, site, heads: members.slice(0, heads) });
    const id = (await createGroup(core, actor, organizationId, input)).id as GroupId;
    for (const userId of members) await addMember(core, actor, scope, id, { userId, from: day, to: null });
    if (role) {
      const saved = {
        ...role,
        description: '',
        descriptionEnglish: '',
        departmentId: null,
        forUnplaced: false,
        active: true,
        conditions: {},
      };
      const roleId = (await createRole(core, actor, organizationId, saved)).id as RoleId;
      await giveRole(core, actor, scope, id, { roleId, unitId: null, from: day, to: null });
    }
    for (const child of under) await make(child, id);
  };
  for (const group of groups) await make(group, null);
}

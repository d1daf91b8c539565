import type { RoleChoice, RoleChoices } from '@varco/shared/authorization/overview';

/** Wherever the user works in the organization, in place of a unit. */
export const EVERYWHERE = '*';

/** The roles that go with what was chosen as unit: those of its department and of the whole organization; without a unit only these (requirements R2.14). */
export function suitable({ units, roles }: RoleChoices, chosen: string): readonly RoleChoice[] {
  if (chosen === '') return [];
  const department = units.find(({ id }) => id === chosen)?.department.id;
  return roles.filter((role) => role.department === null || role.department.id === department);
}

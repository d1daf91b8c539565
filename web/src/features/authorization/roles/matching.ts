import type { RoleLine } from '@varco/shared/authorization/api';
import { fold } from '@varco/shared/identity/folding';
import { type RolesAddress, WHOLE } from './address.ts';

const answers = (wanted: 'yes' | 'no' | undefined, is: boolean): boolean => wanted === undefined || (wanted === 'yes') === is;

/** The roles that satisfy every filter (requirements R2.38): each word typed begins a word of a name or a description. */
export function matching(roles: readonly RoleLine[], { search, department, unplaced, opens, active }: RolesAddress): RoleLine[] {
  const words = fold(search ?? '')
    .split(' ')
    .filter((word) => word !== '');
  return roles.filter((role) => {
    const text = ` ${[role.name, role.nameEnglish, role.description, role.descriptionEnglish].map(fold).join(' ')}`;
    return (
      words.every((word) => text.includes(` ${word}`)) &&
      (department === undefined || (role.department?.id ?? WHOLE) === department) &&
      answers(unplaced, role.forUnplaced) &&
      (opens === undefined || role.capabilities.includes(opens)) &&
      answers(active, role.active)
    );
  });
}

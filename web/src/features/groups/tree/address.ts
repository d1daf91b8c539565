import { type GroupKind, groupKinds } from '@varco/shared/groups/api';
import { given, oneOf, textIn } from '../../../core/address.ts';

/** What the address of the groups holds: of which kind, what is looked for, and which groups are folded. */
export interface GroupsAddress {
  readonly kind?: GroupKind;
  readonly search?: string;
  readonly folded?: string;
}

/** Reads the address of the groups; what is not understood is ignored. */
export const readGroupsAddress = (values: Readonly<Record<string, unknown>>): GroupsAddress => ({
  ...given('kind', oneOf(values, 'kind', groupKinds)),
  ...given('search', textIn(values, 'search')?.slice(0, 200)),
  ...given('folded', textIn(values, 'folded')),
});

/** The same address with one group folded or unfolded. */
export function toggled({ folded, ...address }: GroupsAddress, id: string): GroupsAddress {
  const before = folded?.split(',') ?? [];
  const after = before.includes(id) ? before.filter((other) => other !== id) : [...before, id];
  return { ...address, ...given('folded', after.length === 0 ? undefined : after.join(',')) };
}

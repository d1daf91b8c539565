import type { GroupKind, GroupLine } from '@varco/shared/groups/api';
import { fold } from '@varco/shared/identity/folding';

/** A group with those under it. */
export interface Branch {
  readonly group: GroupLine;
  readonly under: readonly Branch[];
}

/** The groups of one kind as a tree; a search keeps what it finds, with everything over and under it. */
export function treeOf(items: readonly GroupLine[], kind: GroupKind, search?: string): Branch[] {
  const known = new Set(items.map(({ id }) => id));
  // Under a group that is not there a group would be lost: it stands at the top.
  const children = Map.groupBy(
    items.filter((group) => group.kind === kind),
    ({ parentId }) => (parentId !== null && known.has(parentId) ? parentId : null),
  );
  const words = fold(search ?? '');
  const isFound = ({ name, nameEnglish, site }: GroupLine): boolean => [name, nameEnglish, site].some((text) => fold(text).includes(words));
  const branches = (parentId: string | null, all: boolean): Branch[] =>
    (children.get(parentId) ?? []).flatMap((group) => {
      const found = all || isFound(group);
      const under = branches(group.id, found);
      return found || under.length > 0 ? [{ group, under }] : [];
    });
  return branches(null, words === '');
}

/** How many groups a tree has. */
export const sizeOf = (branches: readonly Branch[]): number => branches.reduce((sum, { under }) => sum + 1 + sizeOf(under), 0);

/** The groups of one kind as a list to choose a parent from, each after those over it; a group and all under it are left out. */
export function parentsFor(items: readonly GroupLine[], kind: GroupKind, without?: string): { group: GroupLine; level: number }[] {
  const listed = (branches: readonly Branch[], level: number): { group: GroupLine; level: number }[] =>
    branches.flatMap(({ group, under }) => (group.id === without ? [] : [{ group, level }, ...listed(under, level + 1)]));
  return listed(treeOf(items, kind), 0);
}

import { type GroupKind, groupKinds, type SaveGroup } from '@varco/shared/groups/api';
import { fold } from '@varco/shared/identity/folding';
import type { Issue } from '@varco/shared/problems';

/** Which kinds of groups somebody may see: those of security are for administrators alone (requirements R1.51). */
export const kindsFor = (administers: boolean): GroupKind[] => groupKinds.filter((kind) => administers || kind !== 'security');

/** Every fault of a group that needs no look at the others. */
export function groupFaults({ kind, name, descriptive, site, heads }: Omit<SaveGroup, 'parentId'>): Issue[] {
  const issues: Issue[] = fold(name) === '' ? [{ field: 'name', rule: 'letters-needed' }] : [];
  if (kind === 'organizational') return issues;
  if (descriptive) issues.push({ field: 'descriptive', rule: 'only-organizational' });
  if (site !== '') issues.push({ field: 'site', rule: 'only-organizational' });
  if (heads.length > 0) issues.push({ field: 'heads', rule: 'only-organizational' });
  return issues;
}

import type { GroupLine } from '@varco/shared/groups/api';
import { groupKindNames, groupWords } from '@varco/shared/groups/words';
import type { Language } from '@varco/shared/language';
import { stringify } from 'csv-stringify/sync';
import type { Actor, Scope } from '#core/actor';
import type { Core } from '#core/core';
import { keepFromFormula } from '#core/formula';
import { readGroups } from './read-groups.ts';

/** A text that Excel takes for UTF-8. */
const BOM = '\ufeff';

/** The groups that the actor may see as a table, each with the path that leads to it; kept from being obeyed by a spreadsheet (R4.40). */
export async function exportGroups(
  core: Pick<Core, 'db' | 'clock' | 'config'>,
  actor: Actor,
  scope: Scope,
  language: Language,
): Promise<string> {
  const { items, kinds } = await readGroups(core, actor, scope);
  const words = groupWords[language];
  const known = new Map(items.map((group) => [group.id, group]));
  const said = (is: boolean): string => (is ? words.yes : words.no);
  const pathOf = (group: GroupLine): string => {
    const above = group.parentId === null ? undefined : known.get(group.parentId);
    return above ? `${pathOf(above)} > ${group.name}` : group.name;
  };
  const rows = items
    .map((group) => ({ group, path: pathOf(group) }))
    .toSorted((a, b) => kinds.indexOf(a.group.kind) - kinds.indexOf(b.group.kind) || (a.path < b.path ? -1 : 1))
    .map(({ group, path }) => [
      groupKindNames[language][group.kind].one,
      path,
      group.name,
      group.nameEnglish,
      said(group.descriptive),
      said(group.active),
      group.site,
      String(group.people),
      String(group.roles),
    ]);
  const kept = rows.map((row) => row.map(keepFromFormula));
  return BOM + stringify([[...words.columns], ...kept], { delimiter: ';', record_delimiter: '\r\n' });
}

import { type Action, actions, admitted } from '@varco/shared/authorization/capabilities';
import { inCatalogueOrder } from '@varco/shared/authorization/role-grants';
import { capabilityName, grantNames, gridWords, nameIn, visibilityNames } from '@varco/shared/authorization/words';
import { fold } from '@varco/shared/identity/folding';
import type { RoleId } from '@varco/shared/ids';
import type { Language } from '@varco/shared/language';
import { stringify } from 'csv-stringify/sync';
import type { Scope } from '#core/actor';
import type { Core } from '#core/core';
import { keepFromFormula } from '#core/formula';
import { readRole } from './roles.ts';

/** A text that Excel takes for UTF-8. */
const BOM = '\ufeff';

/**
 * What a role grants as a file that reads like the grid (requirements R2.40, R4.40): a line for each function, in the words of the
 * page, and kept from being obeyed by a spreadsheet.
 */
export async function exportRole(
  core: Pick<Core, 'db' | 'clock' | 'config'>,
  scope: Scope,
  id: RoleId,
  language: Language,
): Promise<{ readonly name: string; readonly text: string }> {
  const role = await readRole(core, scope, id);
  const words = gridWords[language];
  const named = nameIn(language, role);
  const department = role.department ? nameIn(language, role.department) : words.whole;
  const level = (capability: string, action: Action): string => {
    const granted = role.grants[capability]?.[action];
    if (granted) return visibilityNames[language][granted];
    return admitted(capability, action).length > 0 ? words.none : words.notAdmitted;
  };
  const lines = inCatalogueOrder(Object.keys(role.grants)).map((capability) => [
    capabilityName(language, capability),
    ...actions.map((action) => level(capability, action)),
  ]);
  const header = [words.role, words.department, words.capability, ...actions.map((action) => grantNames[language][action])];
  const rows = (lines.length > 0 ? lines : [['', ...actions.map(() => '')]]).map((line) =>
    [named, department, ...line].map(keepFromFormula),
  );
  return { name: fileName(language, named), text: BOM + stringify([header, ...rows], { delimiter: ';', record_delimiter: '\r\n' }) };
}

/** A name that every system keeps as it is. */
function fileName(language: Language, role: string): string {
  const plain = fold(role)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60);
  const kind = language === 'it' ? 'ruolo' : 'role';
  return plain === '' ? `${kind}.csv` : `${kind}-${plain}.csv`;
}

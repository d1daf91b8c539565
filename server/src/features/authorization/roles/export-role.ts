import { actions } from '@varco/shared/authorization/capabilities';
import { Functions } from '@varco/shared/authorization/functions';
import { grantNames, gridWords, nameIn, visibilityNames } from '@varco/shared/authorization/words';
import { dayAt } from '@varco/shared/days';
import { fold } from '@varco/shared/identity/folding';
import type { RoleId } from '@varco/shared/ids';
import type { Language } from '@varco/shared/language';
import { stringify } from 'csv-stringify/sync';
import type { Scope } from '#core/actor';
import type { Core } from '#core/core';
import { keepFromFormula } from '#core/formula';
import { Refusal } from '#core/refusal';
import { functionsFor } from '#features/applications';
import { findRole } from './store.ts';

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
  const { role, registered } = await core.db.as(scope, async (tx) => {
    const found = await findRole(tx, scope, id, dayAt(core.config.timeZone, core.clock.now()));
    if (!found) throw new Refusal('request.not-found');
    return { role: found, registered: await functionsFor(tx, found.organizationId) };
  });
  const functions = new Functions(language, registered);
  const words = gridWords[language];
  const named = nameIn(language, role);
  const department = role.department ? nameIn(language, role.department) : words.whole;
  const level = (name: string, action: string): string => {
    const granted = role.grants[name]?.[action];
    const standing = functions.standing(name, action);
    if (!granted) return standing === 'grantable' ? words.none : words.notAdmitted;
    return standing === 'grantable' ? visibilityNames[language][granted] : `${visibilityNames[language][granted]} (${words[standing]})`;
  };
  const lines = functions.inOrder(Object.keys(role.grants)).map((name) => [
    functions.fullLabel(name),
    ...actions.map((action) => level(name, action)),
    functions
      .further(name, role.grants[name])
      .map((action) => `${functions.actionLabel(name, action)}: ${level(name, action)}`)
      .join('; '),
    role.conditions[name] ?? '',
  ]);
  const header = [
    words.role,
    words.department,
    words.capability,
    ...actions.map((action) => grantNames[language][action]),
    words.further,
    words.condition,
  ];
  const rows = (lines.length > 0 ? lines : [['', ...actions.map(() => ''), '', '']]).map((line) =>
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

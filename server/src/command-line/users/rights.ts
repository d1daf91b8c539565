import type { UserRights } from '@varco/shared/authorization/api';
import { actions } from '@varco/shared/authorization/capabilities';
import { Functions } from '@varco/shared/authorization/functions';
import type { RightsOverview } from '@varco/shared/authorization/overview';
import { lapseOf, phaseOf } from '@varco/shared/authorization/standing';
import { grantNames, gridWords, nameIn, visibilityNames } from '@varco/shared/authorization/words';
import { dayAt } from '@varco/shared/days';
import type { UserGroups } from '@varco/shared/groups/api';
import { groupKindNames, groupLapseNames, throughGroups } from '@varco/shared/groups/words';
import type { UnitId } from '@varco/shared/ids';
import type { Language } from '@varco/shared/language';
import { listFunctions } from '#features/applications';
import { readOverview, readRights, readUserGroups } from '#features/authorization';
import { listed, visible } from '../as-table.ts';
import { atInstallation, userNamed } from '../installation.ts';
import { CommandFault } from '../messages.ts';
import type { Terminal } from '../terminal.ts';
import { administersWords, lapseWords, noSuchUnit, rightsWords, workingFor } from './rights-words.ts';

/** What `user rights` is told. */
export interface RightsOptions {
  readonly unit?: string;
  readonly json?: true;
}

/** Shows where a user is placed, which roles he has and everything he may do: tables for people, a JSON object for programs. */
export const userRights = (terminal: Terminal, typed: string, { unit, json }: RightsOptions): Promise<void> =>
  atInstallation(terminal, async (opened) => {
    const { core, scope, actor } = opened;
    const { id, username, organizationId } = await userNamed(opened, typed);
    const rights = await readRights(core, scope, id);
    const groups = await readUserGroups(core, actor, scope, id);
    const overview = await overviewIn(unit);
    const { items } = await listFunctions(core, organizationId);
    const functions = new Functions(terminal.language, items);
    const day = dayAt(core.config.timeZone, core.clock.now());
    await terminal.answer(
      json
        ? `${JSON.stringify({ id, username, ...rights, groups, overview }, undefined, 2)}\n`
        : asTables(terminal.language, { username, rights, groups, overview, functions, day }),
    );

    async function overviewIn(wanted: string | undefined): Promise<RightsOverview> {
      const usual = await readOverview(core, scope, id, {});
      if (wanted === undefined) return usual;
      const chosen = usual.units.find(({ name }) => name === wanted);
      if (!chosen) {
        const names = usual.units.map(({ name }) => name);
        throw new CommandFault(noSuchUnit(wanted, names));
      }
      return readOverview(core, scope, id, { unit: chosen.id as UnitId });
    }
  });

interface Told {
  readonly username: string;
  readonly rights: UserRights;
  readonly groups: UserGroups;
  readonly overview: RightsOverview;
  readonly functions: Functions;
  readonly day: string;
}

function asTables(language: Language, { username, rights, groups, overview, functions, day }: Told): string {
  const say = (word: keyof typeof rightsWords): string => rightsWords[word][language];
  const table = (title: string, head: readonly (keyof typeof rightsWords)[], rows: readonly (readonly string[])[]): string =>
    `\n${title}\n${rows.length === 0 ? `${say('none')}\n` : listed([head.map(say), ...rows.map((row) => row.map(visible))])}`;
  const where = overview.unit === null ? say('nowhere') : workingFor(overview.unit.name)[language];
  return [
    `${visible(username)}\n`,
    `${say('placed')}: ${say(rights.placed ? 'yes' : 'no')}\n`,
    `${say('administers')}: ${administersWords[rights.administers][language]}\n`,
    table(
      say('placements'),
      ['unit', 'department', 'from', 'to', 'qualification', 'state'],
      rights.placements.map((row) => [row.unit.name, row.department.name, row.from, row.to ?? say('noEnd'), row.qualification, phase(row)]),
    ),
    table(
      say('roles'),
      ['role', 'unit', 'from', 'to', 'state'],
      rights.assignments.map((row) => {
        const lapse = lapseOf(row, rights, day);
        const state = lapse === undefined ? say('holds') : lapseWords[lapse][language];
        return [row.role.name, row.unit?.name ?? say('everywhere'), row.from, row.to ?? say('noEnd'), state];
      }),
    ),
    table(
      say('groups'),
      ['group', 'kind', 'from', 'to', 'state'],
      [
        ...groups.direct.map(({ group, from, to }) => [nameIn(language, group), group, from, to, phaseOf({ from, to }, day)] as const),
        ...groups.indirect.map(
          ({ group, through, from, to }) =>
            [`${nameIn(language, group)} (${throughGroups(language, [through])})`, group, from, to, phaseOf({ from, to }, day)] as const,
        ),
      ].map(([name, { kind, active }, from, to, now]) => {
        const state = active ? say('holds') : say('groupOff');
        return [name, groupKindNames[language][kind].one, from, to ?? say('noEnd'), now === 'current' ? state : lapseWords[now][language]];
      }),
    ),
    table(
      say('byGroups'),
      ['role', 'unit', 'group', 'state'],
      groups.roles.map(({ role, unit, through, because }) => [
        role.name,
        unit?.name ?? say('everywhere'),
        throughGroups(language, through.path),
        because === null ? say('holds') : groupLapseNames[language][because],
      ]),
    ),
    `\n${say('may')}, ${visible(where)}\n`,
    ...(overview.mayEnter ? [] : [`${say('mayNotEnter')}\n`]),
    listed([[say('function'), ...actions.map((action) => grantNames[language][action].toUpperCase()), ...furtherHead()], ...grid()]),
  ].join('');

  function phase(row: UserRights['placements'][number]): string {
    const now = phaseOf(row, day);
    if (now !== 'current') return lapseWords[now][language];
    return row.unit.active ? say('holds') : say('unitOff');
  }

  function names(): string[] {
    return functions.inOrder([...new Set([...functions.all.map(({ name }) => name), ...Object.keys(overview.grants)])]);
  }

  function further(name: string): string[] {
    return functions.further(name, overview.grants[name]);
  }

  function furtherHead(): string[] {
    return names().some((name) => further(name).length > 0) ? [gridWords[language].further.toUpperCase()] : [];
  }

  function grid(): string[][] {
    const level = (name: string, action: string): string => {
      const reached = overview.grants[name]?.[action];
      if (reached !== undefined) return visibilityNames[language][reached];
      if (overview.beyondLicence.some((one) => one.function === name && one.action === action)) return say('beyondLicence');
      return functions.levels(name, action).length === 0 ? say('notAdmitted') : say('no');
    };
    return names().map((name) => [
      visible(functions.fullLabel(name)),
      ...actions.map((action) => level(name, action)),
      ...furtherHead().map(() =>
        further(name)
          .map((action) => visible(`${functions.actionLabel(name, action)}: ${level(name, action)}`))
          .join(', '),
      ),
    ]);
  }
}

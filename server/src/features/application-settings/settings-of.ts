import type { ChangeSettings, FoundPeople, SettingsOf, SettingsOwners } from '@varco/shared/application-settings/api';
import { MOST_PEOPLE } from '@varco/shared/application-settings/api';
import { namedIn, settingsIn } from '@varco/shared/application-settings/schema';
import { chosenIn, effective, type SettingValues } from '@varco/shared/application-settings/values';
import { valueInWords } from '@varco/shared/application-settings/words';
import { INSTALLATION, type OrganizationId, type UserId } from '@varco/shared/ids';
import type { Actor, Scope, SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import { refuseAbove } from '#features/authorization';
import { byWhom, keyBeginnings, personInLog } from '#features/identity';
import { merged, valuesIssues } from './rules.ts';
import {
  findOwner,
  findValues,
  type Level,
  namesOf,
  type OwnerOfSettings,
  ownersFor,
  peopleFrom,
  type SharingGroup,
  saveValues,
  sharingGroups,
  whereEnabled,
} from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'keys' | 'random'>;

/** The schemas are the installation's; the values are of the organization. */
const within = (organizationId: OrganizationId): Scope => ({ organizations: [organizationId, INSTALLATION] });

/** The applications with settings for whoever works for the organization. */
export const listOwners = ({ db }: Pick<Core, 'db'>, organizationId: OrganizationId): Promise<SettingsOwners> =>
  db.as(within(organizationId), async (tx) => ({ items: (await ownersFor(tx, organizationId)).map(shown) }));

const shown = ({ code, name, nameEnglish, description, builtIn }: OwnerOfSettings) => ({ code, name, nameEnglish, description, builtIn });

/** The settings of the actor himself, where he works now. */
export const ownLevel = ({ organizationId, userId }: SignedIn): Level => ({ organizationId, userId });

/** The settings that hold in the organization for everybody who chose nothing. */
export const commonLevel = ({ organizationId }: SignedIn): Level => ({ organizationId, userId: null });

/** The settings of a user in the first organization of the scope for which he works; who is out of sight is not there. */
export async function levelOf({ db }: Pick<Core, 'db'>, scope: Scope, userId: UserId): Promise<Level> {
  const organizationId = await db.as(scope, (tx) => whereEnabled(tx, scope, userId));
  if (organizationId === undefined) throw new Refusal('request.not-found');
  return { organizationId, userId };
}

/** What is chosen at a level for an application, and what holds besides. */
export const readSettings = ({ db }: Pick<Core, 'db'>, level: Level, code: string): Promise<SettingsOf> =>
  db.as(within(level.organizationId), async (tx) => present(tx, level, await known(tx, level, code)));

async function known(tx: Db, { organizationId }: Level, code: string): Promise<OwnerOfSettings> {
  const owner = await findOwner(tx, organizationId, code);
  if (!owner) throw new Refusal('request.not-found');
  return owner;
}

async function present(tx: Db, level: Level, owner: OwnerOfSettings): Promise<SettingsOf> {
  const { schema, id } = owner;
  const { given, version } = await findValues(tx, level, id);
  const common = level.userId === null ? {} : (await findValues(tx, { ...level, userId: null }, id)).given;
  const { groups, people } = await namesIn(tx, level, owner, [given, common]);
  const values = [...settingsIn(schema).values()].map((setting) => {
    const { value, origin } = effective(setting, { organization: common });
    return [setting.name, { chosen: chosenIn(setting, given) ?? null, otherwise: value, otherwiseFrom: origin }] as const;
  });
  return { application: shown(owner), schema, values: Object.fromEntries(values), groups, people: Object.fromEntries(people), version };
}

/** The groups that can be chosen, if a setting asks for any, and the names of the people whom values name. */
async function namesIn(
  tx: Db,
  { organizationId }: Level,
  { schema }: OwnerOfSettings,
  levels: readonly SettingValues[],
): Promise<{ groups: SharingGroup[]; people: Map<string, string> }> {
  const asksForGroups = [...settingsIn(schema).values()].some(({ kind }) => kind === 'sharing-groups');
  return {
    groups: asksForGroups ? await sharingGroups(tx, organizationId) : [],
    people: await namesOf(tx, organizationId, namedIn(schema, levels).people),
  };
}

/** Saves what is chosen at a level: everything at once or nothing, by who has seen this version of it. */
export async function changeSettings(
  core: Needs,
  actor: Actor,
  level: Level,
  code: string,
  { version, values }: ChangeSettings,
): Promise<SettingsOf> {
  const { organizationId, userId } = level;
  return core.db.as(within(organizationId), async (tx) => {
    const owner = await known(tx, level, code);
    if (userId !== null && !isSelf(actor, userId)) await refuseAbove(tx, actor, organizationId, [userId]);
    const before = await findValues(tx, level, owner.id, { lock: true });
    if (before.version !== version) throw new Refusal('request.changed-meanwhile', { current: await present(tx, level, owner) });
    const given = merged(owner.schema, before.given, values);
    const { groups, people } = await namesIn(tx, level, owner, [given, before.given]);
    const issues = valuesIssues(owner.schema, values, { groups: new Set(groups.map(({ id }) => id)), people });
    if (issues.length > 0) throw new Refusal('application-settings.refused', { issues });
    const called = { groups: new Map(groups.map(({ id, name }) => [id, name])), people };
    const told = (all: SettingValues, names: readonly string[]) =>
      [...settingsIn(owner.schema).values()].flatMap((setting) => {
        const value = names.includes(setting.name) ? chosenIn(setting, all) : undefined;
        return value === undefined ? [] : [`${setting.label}: ${valueInWords('it', setting, value, called)}`];
      });
    const differing = Object.keys(values).filter((name) => JSON.stringify(before.given[name]) !== JSON.stringify(given[name]));
    if (differing.length > 0) {
      if (!(await saveValues(tx, level, owner.id, { given, version }))) {
        throw new Refusal('request.changed-meanwhile', { current: await present(tx, level, owner) });
      }
      const event = userId === null ? 'common-settings-changed' : 'user-settings-changed';
      await record(tx, {
        at: core.clock.now(),
        event,
        organizationId,
        ...(userId === null ? {} : { subject: await personInLog(tx, organizationId, userId) }),
        ...(await byWhom(tx, actor)),
        detail: await detailOf(core, tx, organizationId, event, [
          { field: 'application', before: owner.name, after: owner.name },
          { field: 'settings', before: told(before.given, differing), after: told(given, differing) },
        ]),
      });
    }
    return present(tx, level, owner);
  });
}

const isSelf = (actor: Actor, userId: UserId): boolean => actor.kind === 'user' && actor.userId === userId;

/**
 * People of the organization whose name begins so, for a setting that names one; only where an application has such a setting, and by
 * their names alone (requirements R1.6).
 */
export const findPeople = ({ db }: Pick<Core, 'db'>, level: Level, code: string, search: string): Promise<FoundPeople> =>
  db.as(within(level.organizationId), async (tx) => {
    const owner = await known(tx, level, code);
    if (![...settingsIn(owner.schema).values()].some(({ kind }) => kind === 'user')) throw new Refusal('request.not-found');
    const found = await Promise.all(
      keyBeginnings(search).map((from) => peopleFrom(tx, level.organizationId, { from, to: `${from}\u{10ffff}` }, MOST_PEOPLE)),
    );
    return { items: [...new Map(found.flat().map((one) => [one.id, one])).values()].slice(0, MOST_PEOPLE) };
  });

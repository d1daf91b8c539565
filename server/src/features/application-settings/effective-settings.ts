import type { AskSettings, EffectiveSettings, EffectiveSettingsList } from '@varco/shared/application-settings/api';
import { namedIn } from '@varco/shared/application-settings/schema';
import { INSTALLATION, isUuid, type OrganizationId, type UserId } from '@varco/shared/ids';
import type { AskingApplication } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { inForce } from './rules.ts';
import { enabledAmong, findOwner, findValues, namesOf, sharingGroups, valuesOf } from './store.ts';

/**
 * The settings in force for those of the users who work for the organization. Nobody there and an organization that the application does
 * not serve are the same: no answer about them. A module that is switched off has no settings.
 */
export async function readEffective(
  { db }: Pick<Core, 'db'>,
  application: AskingApplication,
  { organization, users }: AskSettings,
): Promise<EffectiveSettingsList> {
  const asked = [...new Set(users.filter(isUuid).map((id) => id.toLowerCase() as UserId))];
  const organizationId = organizationOf(application, organization);
  const scope = { organizations: [...(organizationId === undefined ? [] : [organizationId]), INSTALLATION] };
  return db.as(scope, async (tx) => {
    // Judged even where nobody can be asked about, so that a module that is off says so.
    if (application.isOff) throw new Refusal('request.not-found');
    if (organizationId === undefined) return { items: [] };
    const owner = await findOwner(tx, organizationId, application.code);
    if (!owner) return { items: [] };
    const there = await enabledAmong(tx, organizationId, asked);
    const present = asked.filter((id) => there.has(id));
    const common = (await findValues(tx, { organizationId, userId: null }, owner.id)).given;
    const own = await valuesOf(tx, organizationId, owner.id, present);
    const named = namedIn(owner.schema, [common, ...own.values()]);
    const nameable = {
      groups: new Set(named.groups.length === 0 ? [] : (await sharingGroups(tx, organizationId)).map(({ id }) => id)),
      people: await namesOf(tx, organizationId, named.people),
    };
    return { items: present.map((id) => inForce(owner.schema, id, { user: own.get(id) ?? {}, organization: common }, nameable)) };
  });
}

/** The settings in force for one user. */
export async function readEffectiveOf(
  core: Pick<Core, 'db'>,
  application: AskingApplication,
  userId: string,
  organization: string | undefined,
): Promise<EffectiveSettings> {
  const { items } = await readEffective(core, application, { organization, users: [userId] });
  const [found] = items;
  if (!found) throw new Refusal('request.not-found');
  return found;
}

function organizationOf({ organizations }: AskingApplication, asked: string | undefined): OrganizationId | undefined {
  if (asked === undefined) return organizations.length === 1 ? organizations[0] : undefined;
  return organizations.find((id) => id === asked.toLowerCase());
}

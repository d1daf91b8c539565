import { everything } from '@varco/shared/authorization/capabilities';
import { addDays, dayAt } from '@varco/shared/days';
import type { AssistanceId, OrganizationId, UnitId, UserId } from '@varco/shared/ids';
import { sql } from 'kysely';
import type { SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { askAssistance, decideAssistance } from '#features/assistance';
import { allOrganizations } from '#features/identity';

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'keys' | 'config' | 'events'>;

/** What the invented organizations ask for, in the order in which they ask. */
const NEEDS = {
  theirs: 'La struttura importata ha due uffici doppi: aiutateci a unirli senza perdere le collocazioni',
  ours: 'Verificare insieme i criteri delle password prima della visita del revisore',
};

/**
 * The consortium lets the installation's people in for three days, and the municipality has a request that nobody has answered; `desk` is who
 * administers the municipality.
 */
export async function makeAssistance(core: Needs, desk: SignedIn): Promise<void> {
  const { db, config, clock } = core;
  const today = dayAt(config.timeZone, clock.now());
  const days = { from: today, to: addDays(today, 2) };
  for (const { id: organizationId } of await allOrganizations(db)) {
    const isHome = organizationId === desk.homeId;
    const scope = { organizations: [organizationId] };
    const administrator = isHome ? desk : await administratorOf(core, desk, organizationId);
    const placed = await placedIn(core, organizationId, isHome);
    if (!administrator || (!placed && isHome)) continue;
    const actor: SignedIn = placed ? { ...administrator, ...placed } : administrator;
    const { id } = await askAssistance(core, actor, scope, { need: isHome ? NEEDS.ours : NEEDS.theirs, ...days });
    if (isHome) continue;
    await decideAssistance(core, administrator, id as AssistanceId, { granted: true, answer: '', version: 1 });
  }
}

async function administratorOf({ db }: Needs, like: SignedIn, organizationId: OrganizationId): Promise<SignedIn | undefined> {
  const { rows } = await sql<{ id: UserId; name: string }>`
    select u.id, trim(p.family_name || ' ' || p.given_name) as name from "authorization".administrators a
    join identity.users u on u.organization_id = a.organization_id and u.id = a.user_id
    join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id
    where a.organization_id = ${organizationId} order by u.id limit 1`.execute(db);
  const [one] = rows;
  return (
    one && {
      ...like,
      userId: one.id,
      name: one.name,
      organizationId,
      homeId: organizationId,
      administers: 'organization',
      grants: everything('organization'),
    }
  );
}

/** Somebody who works for a unit there: of the municipality one who administers nothing, of the consortium whoever is placed. */
async function placedIn(
  { db, clock, config }: Needs,
  organizationId: OrganizationId,
  isHome: boolean,
): Promise<Pick<SignedIn, 'userId' | 'name' | 'homeId' | 'unitId'> | undefined> {
  const day = dayAt(config.timeZone, clock.now());
  const { rows } = await sql<{ userId: UserId; name: string; homeId: OrganizationId; unitId: UnitId }>`
    select u.id as "userId", trim(p.family_name || ' ' || p.given_name) as name, u.organization_id as "homeId", c.unit_id as "unitId"
    from structure.placements c
    join structure.units o on o.organization_id = c.organization_id and o.id = c.unit_id and o.active
    join structure.departments d on d.organization_id = o.organization_id and d.id = o.department_id and d.active
    join identity.enablements e on e.organization_id = c.organization_id and e.user_id = c.user_id and e.ended_at is null
    join identity.users u on u.organization_id = e.home_id and u.id = e.user_id and u.status = 'active' and not u.disabled
    join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id
    where c.organization_id = ${organizationId} and c.starts_on <= ${day} and (c.ends_on is null or c.ends_on >= ${day})
      and (not ${isHome} or not exists (select from "authorization".administrators a where a.user_id = u.id))
    order by c.starts_on, u.sort_key, u.id limit 1`.execute(db);
  return rows[0];
}

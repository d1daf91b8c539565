import type { Day } from '@varco/shared/days';
import type { OrganizationId, PlacementId, UserId } from '@varco/shared/ids';
import type { ChangePlacement, Placement, SavePlacement } from '@varco/shared/structure/api';
import { type RawBuilder, sql } from 'kysely';
import { Refusal } from '#core/refusal';
import { brokenConstraint, type Db } from '#db/database';

/** Whose placements: one user's in one organization. */
interface Whom {
  readonly organizationId: OrganizationId;
  readonly userId: UserId;
}

/** A placement as it is stored. */
export interface StoredPlacement extends Placement {
  readonly organizationId: OrganizationId;
  readonly userId: UserId;
}

/** Where a user is placed, was or will be in the organization, the latest first. */
export const placementsOf = (tx: Db, { organizationId, userId }: Whom): Promise<StoredPlacement[]> =>
  selectPlacements(tx, sql`p.organization_id = ${organizationId} and p.user_id = ${userId}`, sql``);

/** One of them, under lock. */
export const findPlacement = async (tx: Db, { organizationId, userId }: Whom, id: PlacementId): Promise<StoredPlacement | undefined> =>
  (
    await selectPlacements(tx, sql`p.organization_id = ${organizationId} and p.user_id = ${userId} and p.id = ${id}`, sql`for update of p`)
  )[0];

async function selectPlacements(tx: Db, which: RawBuilder<unknown>, lock: RawBuilder<unknown>): Promise<StoredPlacement[]> {
  const { rows } = await sql<StoredPlacement>`
    select p.organization_id as "organizationId", p.user_id as "userId", p.id, p.starts_on as "from", p.ends_on as "to", p.qualification,
      json_build_object('id', u.id, 'name', u.name, 'nameEnglish', coalesce(u.name_en, ''), 'active', u.active and d.active) as unit,
      json_build_object('id', d.id, 'name', d.name, 'nameEnglish', coalesce(d.name_en, '')) as department
    from structure.placements p
    join structure.units u on u.organization_id = p.organization_id and u.id = p.unit_id
    join structure.departments d on d.organization_id = u.organization_id and d.id = u.department_id
    where ${which} order by p.starts_on desc, p.id ${lock}`.execute(tx);
  return rows;
}

/** Places a user. */
export const insertPlacement = (
  tx: Db,
  { organizationId, id, userId, ...input }: SavePlacement & { organizationId: OrganizationId; id: PlacementId; userId: UserId },
): Promise<unknown> =>
  translated(
    tx
      .insertInto('structure.placements')
      .values({
        organization_id: organizationId,
        id,
        user_id: userId,
        unit_id: input.unitId,
        starts_on: input.from,
        ends_on: input.to,
        qualification: input.qualification,
      })
      .execute(),
  );

/** Saves the days and the qualification of a placement. */
export const replacePlacement = (tx: Db, { organizationId, id }: StoredPlacement, input: ChangePlacement): Promise<unknown> =>
  translated(
    tx
      .updateTable('structure.placements')
      .set({ starts_on: input.from, ends_on: input.to, qualification: input.qualification })
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .execute(),
  );

/** Removes a placement. */
export const deletePlacement = (tx: Db, { organizationId, id }: StoredPlacement): Promise<unknown> =>
  tx.deleteFrom('structure.placements').where('organization_id', '=', organizationId).where('id', '=', id).execute();

/** The user is placed nowhere any more from `day` on; placements that were to begin are as if they had never been written. */
export async function endPlacements(tx: Db, { organizationId, userId }: Whom, day: Day): Promise<void> {
  await sql`
    delete from structure.placements
    where organization_id = ${organizationId} and user_id = ${userId} and starts_on >= ${day}`.execute(tx);
  await sql`
    update structure.placements set ends_on = ${day}::date - 1
    where organization_id = ${organizationId} and user_id = ${userId} and (ends_on is null or ends_on >= ${day})`.execute(tx);
}

async function translated<Result>(statement: Promise<Result>): Promise<Result> {
  try {
    return await statement;
  } catch (fault) {
    if (brokenConstraint(fault) === 'placements_overlap') throw new Refusal('structure.placed-twice');
    throw fault;
  }
}

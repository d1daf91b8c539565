import type { Day } from '@varco/shared/days';
import { type LeastLicence, type Licence, licenceOf, licences } from '@varco/shared/identity/licences';
import type { OrganizationId } from '@varco/shared/ids';
import type { SeatMode } from '@varco/shared/seats/api';
import { sql } from 'kysely';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';

/** What an organization bought of a licence. */
export interface StoredPool {
  readonly licence: LeastLicence;
  readonly bought: number | null;
  readonly mode: SeatMode;
  readonly version: number;
}

/** What was written of an organization's licences; of the others there is no limit. */
export async function listPools(tx: Db, organizationId: OrganizationId): Promise<StoredPool[]> {
  const { rows } = await sql<StoredPool>`
    select licence, bought, mode, version from identity.licence_pools where organization_id = ${organizationId}`.execute(tx);
  return rows;
}

/** Writes down what was bought if nobody did since `version`; false means somebody was faster. Version 0: nothing was written yet. */
export async function savePool(tx: Db, organizationId: OrganizationId, { licence, bought, mode, version }: StoredPool): Promise<boolean> {
  const { rows } = await sql`
    insert into identity.licence_pools as p (organization_id, licence, bought, mode)
    values (${organizationId}, ${licence}, ${bought}, ${mode})
    on conflict (organization_id, licence) do update set bought = excluded.bought, mode = excluded.mode, version = p.version + 1
      where p.version = ${version}
    returning version`.execute(tx);
  const [saved] = rows as { version: number }[];
  return saved?.version === version + 1;
}

/** How many hold each licence in the organization on a day, those from elsewhere too. */
export async function licenceHolders(tx: Db, organizationId: OrganizationId, today: Day): Promise<ReadonlyMap<Licence, number>> {
  const { rows } = await sql<{ licence: string; holders: string }>`
    select licence, holders from identity.licence_holders(${organizationId}, ${today}::date)`.execute(tx);
  return new Map(rows.map(({ licence, holders }) => [licenceOf(licence), Number(holders)]));
}

/**
 * Refuses what has just been given when with it more have a licence than were bought for users by name (requirements R5.16). Called after
 * the writing, in its transaction: who gives at the same time waits here until the other is done, and then counts him too.
 */
export async function refuseBeyondSeats(tx: Db, organizationId: OrganizationId, given: Iterable<Licence>, today: Day): Promise<void> {
  const wanted = licences.filter((one) => new Set(given).has(one));
  if (wanted.length === 0) return;
  const { rows } = await sql<{ licence: LeastLicence; bought: number }>`
    select licence, bought from identity.licence_pools
    where organization_id = ${organizationId} and licence = any (${wanted}::text[]) and mode = 'nominal' and bought is not null
    order by licence for update`.execute(tx);
  if (rows.length === 0) return;
  const holders = await licenceHolders(tx, organizationId, today);
  const over = rows.filter(({ licence, bought }) => (holders.get(licence) ?? 0) > bought);
  if (over.length === 0) return;
  const issues = over.map(({ licence, bought }) => ({ field: 'licence', rule: 'no-seat-left', licence, max: bought }));
  throw new Refusal('identity.no-seat-left', { issues });
}

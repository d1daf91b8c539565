import type { OrganizationId } from '@varco/shared/ids';
import { sql } from 'kysely';
import type { Db } from '#db/database';

/** The logo of a door, without its picture. */
export interface StoredLogo {
  readonly hash: string;
  readonly width: number;
  readonly height: number;
  readonly alternative: string;
}

/** How a door looks. */
export interface StoredLook {
  readonly bandColor: string | null;
  readonly logo: StoredLogo | null;
}

/** A logo with its picture. */
export interface NewLogo extends StoredLogo {
  readonly type: string;
  readonly bytes: Buffer;
}

interface Row {
  readonly band_color: string | null;
  readonly logo_hash: string | null;
  readonly logo_width: number | null;
  readonly logo_height: number | null;
  readonly logo_alternative: string | null;
}

const lookOf = ({
  band_color: bandColor,
  logo_hash: hash,
  logo_width: width,
  logo_height: height,
  logo_alternative: alternative,
}: Row) => ({
  bandColor,
  logo: hash !== null && width !== null && height !== null && alternative !== null ? { hash, width, height, alternative } : null,
});

/** An organization whose name the door bears, always or at its own address, and how the door looks there. */
export interface AtTheDoor {
  readonly id: OrganizationId;
  readonly name: string;
  /** By which an address of the door names it. */
  readonly loginIdFolded: string | null;
  /** The one whose door it is where no other is asked for. */
  readonly first: boolean;
  /** Whether an address of the door is its own. */
  readonly ownDoor: boolean;
  readonly look: StoredLook;
}

/** The first organization and those that have an address of their own at the door; none before the installation has begun. */
export async function atTheDoor(db: Db): Promise<AtTheDoor[]> {
  const { rows } = await sql<
    Row & { organization_id: OrganizationId; name: string; login_id_folded: string | null; first: boolean; own_door: boolean }
  >`select * from identity.at_the_door()`.execute(db);
  return rows.map((row) => ({
    id: row.organization_id,
    name: row.name,
    loginIdFolded: row.login_id_folded,
    first: row.first,
    ownDoor: row.own_door,
    look: lookOf(row),
  }));
}

/** The picture with this address. */
export async function logoAtTheDoor(db: Db, hash: string): Promise<{ readonly type: string; readonly bytes: Buffer } | undefined> {
  const { rows } = await sql<{ logo_type: string; logo: Buffer }>`select * from identity.door_logo(${hash})`.execute(db);
  return rows[0] && { type: rows[0].logo_type, bytes: rows[0].logo };
}

/** What an organization chose, and how often it was saved; never: 0. */
export async function findLook(tx: Db, organizationId: OrganizationId): Promise<StoredLook & { readonly version: number }> {
  const row = await tx
    .selectFrom('identity.door_looks')
    .select(['band_color', 'logo_hash', 'logo_width', 'logo_height', 'logo_alternative', 'version'])
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
  return row ? { ...lookOf(row), version: row.version } : { bandColor: null, logo: null, version: 0 };
}

/** Saves it, if nobody saved since `version`; false means somebody was faster. A logo without its picture is the one that is there. */
export async function saveLook(
  tx: Db,
  organizationId: OrganizationId,
  version: number,
  { bandColor, logo }: { readonly bandColor: string | null; readonly logo: NewLogo | StoredLogo | null },
): Promise<boolean> {
  const described = { band_color: bandColor, logo_alternative: logo?.alternative ?? null };
  const none = { logo: null, logo_type: null, logo_hash: null, logo_width: null, logo_height: null };
  const drawn =
    logo === null
      ? none
      : 'bytes' in logo
        ? { logo: logo.bytes, logo_type: logo.type, logo_hash: logo.hash, logo_width: logo.width, logo_height: logo.height }
        : {};
  const written =
    version === 0
      ? await tx
          .insertInto('identity.door_looks')
          .values({ organization_id: organizationId, ...described, ...none, ...drawn })
          .onConflict((on) => on.doNothing())
          .executeTakeFirst()
      : await tx
          .updateTable('identity.door_looks')
          .set({ ...described, ...drawn, version: version + 1 })
          .where('organization_id', '=', organizationId)
          .where('version', '=', version)
          .executeTakeFirst();
  return ('numUpdatedRows' in written ? written.numUpdatedRows : written.numInsertedOrUpdatedRows) === 1n;
}

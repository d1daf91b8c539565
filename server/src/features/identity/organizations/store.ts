import type { Day } from '@varco/shared/days';
import { foldUsername } from '@varco/shared/identity/folding';
import type { OrganizationId } from '@varco/shared/ids';
import { type RawBuilder, sql } from 'kysely';
import { Refusal } from '#core/refusal';
import { brokenConstraint, type Db } from '#db/database';
import { locks } from '#db/locks';

/** What is known of an organization, besides whether it is switched on (requirements R2.45, R3.1). */
export interface OrganizationDetails {
  readonly name: string;
  /** By which lists are sorted and searched. */
  readonly nameFolded: string;
  /** By which other registers know it. */
  readonly registryCode: string | null;
  readonly taxCode: string | null;
  readonly pec: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly site: string | null;
  readonly loginId: string | null;
  /** In which its people are shown hours; null: that of the installation. */
  readonly timeZone: string | null;
  readonly active: boolean;
  /** Whether it has an address of its own at the door (requirements D3, R1.43). */
  readonly ownDoor: boolean;
}

/** An organization as it is stored. */
export interface StoredOrganization extends OrganizationDetails {
  readonly id: OrganizationId;
  /** Nobody has two roles on one day (requirements R5.9). */
  readonly oneRoleOnly: boolean;
  readonly createdAt: Date;
  readonly version: number;
}

const columns = sql`o.id, o.name, o.name_folded as "nameFolded", o.code as "registryCode", o.tax_code as "taxCode", o.pec, o.email, o.phone, o.site,
  o.login_id as "loginId", o.time_zone as "timeZone", o.active, o.one_role_only as "oneRoleOnly",
  o.own_door as "ownDoor", o.created_at as "createdAt", o.version`;

/** Whoever makes or changes organizations does it one after the other: what is judged of all of them stays so until it is saved. */
export async function lockOrganizations(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${locks.organizations})`.execute(tx);
}

/** Whether nobody of the organization enters without a formal authorization (requirements R4.31). */
export async function isAuthorizationRequired(tx: Db, id: OrganizationId): Promise<boolean> {
  const row = await tx.selectFrom('identity.organizations').select('authorization_required').where('id', '=', id).executeTakeFirst();
  return row?.authorization_required === true;
}

/** The organizations of the scope that require one. */
export async function requiringAuthorization(tx: Db): Promise<OrganizationId[]> {
  const rows = await tx.selectFrom('identity.organizations').select('id').where('authorization_required', '=', true).execute();
  return rows.map(({ id }) => id as OrganizationId);
}

/** Begins or ceases to require one. Whom it kept out until now is counted as present from then on (requirements R2.28). */
export async function requireAuthorization(
  tx: Db,
  id: OrganizationId,
  { required, today, at }: { readonly required: boolean; readonly today: Day; readonly at: Date },
): Promise<void> {
  await tx.updateTable('identity.organizations').set({ authorization_required: required }).where('id', '=', id).execute();
  if (required) return;
  await sql`
    update identity.users u set active_since = ${at}
    where u.organization_id = ${id} and u.standing = 'active' and not u.authorized @> ${today}::date and u.active_since < ${at}`.execute(
    tx,
  );
}

/**
 * Whether nobody of the organization has two roles on one day (requirements R5.9). It stays so until the transaction ends: whoever is
 * switching it waits for who gives roles, and the other way round.
 */
export async function isOneRoleOnly(tx: Db, id: OrganizationId): Promise<boolean> {
  const row = await tx.selectFrom('identity.organizations').select('one_role_only').where('id', '=', id).forShare().executeTakeFirst();
  return row?.one_role_only === true;
}

/** Saves whether nobody has two roles on one day, if nobody saved since `before.version`; false means somebody was faster. */
export async function saveOneRoleOnly(tx: Db, before: StoredOrganization, oneRoleOnly: boolean): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('identity.organizations')
    .set({ one_role_only: oneRoleOnly, version: before.version + 1 })
    .where('id', '=', before.id)
    .where('version', '=', before.version)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Saves a new organization. */
export const insertOrganization = (
  tx: Db,
  { id, createdAt, ...details }: Pick<StoredOrganization, 'id' | 'createdAt'> & OrganizationDetails,
): Promise<unknown> =>
  unlessTaken(
    tx
      .insertInto('identity.organizations')
      .values({ id, created_at: createdAt, ...row(details) })
      .execute(),
  );

/** Saves what changed of an organization, if nobody saved since `before.version`; false means somebody was faster. */
export async function replaceOrganization(tx: Db, before: StoredOrganization, after: OrganizationDetails): Promise<boolean> {
  const { numUpdatedRows } = await unlessTaken(
    tx
      .updateTable('identity.organizations')
      .set({ ...row(after), version: before.version + 1 })
      .where('id', '=', before.id)
      .where('version', '=', before.version)
      .executeTakeFirstOrThrow(),
  );
  return numUpdatedRows === 1n;
}

/** An organization of the scope; undefined for every other. */
export const findOrganization = async (tx: Db, id: OrganizationId): Promise<StoredOrganization | undefined> =>
  (await select(tx, sql`where o.id = ${id}`))[0];

/** Organizations of the scope whose folded name begins with `beginning`, by name, behind a place in that order. */
export const listOrganizations = (
  tx: Db,
  beginning: string,
  after: { readonly key: string; readonly id: string } | undefined,
  limit: number,
): Promise<StoredOrganization[]> =>
  select(
    tx,
    sql`where o.name_folded >= ${beginning} and o.name_folded < ${`${beginning}\u{10ffff}`}
      ${after ? sql`and (o.name_folded, o.id) > (${after.key}, ${after.id}::uuid)` : sql``}
      order by o.name_folded, o.id limit ${limit}`,
  );

/** Whether names of people elsewhere begin as this access id would make them begin. */
export async function beginsElsewhere(tx: Db, id: OrganizationId, loginId: string): Promise<boolean> {
  const { rows } = await sql<{ begins: boolean }>`select identity.begins_elsewhere(${id}, ${foldUsername(loginId)}) as begins`.execute(tx);
  return rows[0]?.begins === true;
}

async function select(tx: Db, which: RawBuilder<unknown>): Promise<StoredOrganization[]> {
  const { rows } = await sql<StoredOrganization>`select ${columns} from identity.organizations o ${which}`.execute(tx);
  return rows;
}

const row = ({ nameFolded, registryCode, taxCode, loginId, timeZone, ownDoor, ...same }: OrganizationDetails) => ({
  ...same,
  name_folded: nameFolded,
  code: registryCode,
  tax_code: taxCode,
  time_zone: timeZone,
  own_door: ownDoor,
  login_id: loginId,
  login_id_folded: loginId === null ? null : foldUsername(loginId),
});

const taken: Readonly<Record<string, { field: string; rule: string }>> = {
  organizations_code_key: { field: 'registryCode', rule: 'organization-code-taken' },
  organizations_login_id_key: { field: 'loginId', rule: 'login-id-taken' },
};

async function unlessTaken<Result>(write: Promise<Result>): Promise<Result> {
  try {
    return await write;
  } catch (fault) {
    const issue = taken[brokenConstraint(fault) ?? ''];
    if (issue) throw new Refusal('organizations.refused', { issues: [issue] });
    throw fault;
  }
}

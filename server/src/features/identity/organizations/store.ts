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
  readonly active: boolean;
}

/** An organization as it is stored. */
export interface StoredOrganization extends OrganizationDetails {
  readonly id: OrganizationId;
  readonly createdAt: Date;
  readonly version: number;
}

const columns = sql`o.id, o.name, o.name_folded as "nameFolded", o.code as "registryCode", o.tax_code as "taxCode", o.pec, o.email, o.phone, o.site,
  o.login_id as "loginId", o.active, o.created_at as "createdAt", o.version`;

/** Whoever makes or changes organizations does it one after the other: what is judged of all of them stays so until it is saved. */
export async function lockOrganizations(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${locks.organizations})`.execute(tx);
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

const row = ({ nameFolded, registryCode, taxCode, loginId, ...same }: OrganizationDetails) => ({
  ...same,
  name_folded: nameFolded,
  code: registryCode,
  tax_code: taxCode,
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

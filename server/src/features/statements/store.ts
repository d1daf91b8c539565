import type { OrganizationId, UserId } from '@varco/shared/ids';
import type { StatementName } from '@varco/shared/statements/api';
import { sql } from 'kysely';
import type { Db } from '#db/database';

/** The organization's own wording; null in a language in which the product's holds. */
export interface OwnWording {
  readonly version: number;
  readonly it: string | null;
  readonly en: string | null;
}

/** The own wording in force; no scope is needed, as anybody may read it. */
export async function wordingInForce(db: Db, statement: StatementName): Promise<OwnWording> {
  const { rows } = await sql<OwnWording>`select version, it, en from statements.in_force(${statement})`.execute(db);
  return rows[0] ?? { version: 0, it: null, en: null };
}

/** Adds a version; false means somebody was faster to write the same one. */
export async function insertWording(
  tx: Db,
  wording: OwnWording & { organizationId: OrganizationId; statement: StatementName; since: Date; by: UserId },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('statements.texts')
    .values({
      organization_id: wording.organizationId,
      statement: wording.statement,
      version: wording.version,
      it: wording.it,
      en: wording.en,
      since: wording.since,
      changed_by: wording.by,
    })
    .onConflict((conflict) => conflict.columns(['organization_id', 'statement', 'version']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

import type { OrganizationId, UserId } from '@varco/shared/ids';
import type { Language } from '@varco/shared/language';
import type { StatementName } from '@varco/shared/statements/api';
import { sql } from 'kysely';
import type { Db } from '#db/database';

/** The organization's own wording, or null while the product's holds; no scope is needed, as anybody may read it. */
export async function wordingInForce(db: Db, statement: StatementName, language: Language): Promise<string | null> {
  const { rows } = await sql<{ text: string | null }>`select statements.in_force(${statement}, ${language}) as text`.execute(db);
  return rows[0]?.text ?? null;
}

/** Adds a wording; null gives the language back to the product's own. */
export async function insertWording(
  tx: Db,
  wording: { organizationId: OrganizationId; statement: StatementName; language: Language; text: string | null; since: Date; by: UserId },
): Promise<void> {
  await tx
    .insertInto('statements.texts')
    .values({
      organization_id: wording.organizationId,
      statement: wording.statement,
      language: wording.language,
      text: wording.text,
      since: wording.since,
      changed_by: wording.by,
    })
    .execute();
}

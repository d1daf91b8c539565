import type { OrganizationId, UserId } from '@varco/shared/ids';
import type { Db } from '#db/database';
import { forgetEverywhere, forgetOwn } from './store.ts';

/** Follows `enablement.ended`: what somebody chose there goes with his enablement (requirements D2). */
export async function forgetSettingsThere(
  tx: Db,
  { organizationId, userId }: { readonly organizationId: OrganizationId; readonly userId: UserId },
): Promise<void> {
  await forgetOwn(tx, { organizationId, userId });
}

/** Follows `person.erased`: nothing stays of what the person chose, wherever he worked (requirements R5.14). */
export async function forgetSettings(tx: Db, { userId }: { readonly userId: UserId }): Promise<void> {
  await forgetEverywhere(tx, userId);
}

import type { Announcements } from '#core/events';
import type { Db } from '#db/database';
import * as store from './store.ts';

/** Follows `person.erased`: an act names whom it authorizes. */
export const forgetAuthorizations = async (tx: Db, { organizationId, userId }: Announcements['person.erased']): Promise<void> => {
  await store.forgetAuthorizations(tx, organizationId, userId);
};

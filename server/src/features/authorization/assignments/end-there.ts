import { dayAt } from '@varco/shared/days';
import type { Core } from '#core/core';
import type { Announcements } from '#core/events';
import type { Db } from '#db/database';
import { leaveGroups } from '#features/groups';
import { endPlacements } from '#features/structure';
import { dropAdministrator } from '../store.ts';
import { endAssignments } from './store.ts';

/** Follows `enablement.ended`: roles, placements, groups and administration there are over since yesterday; who comes back finds none of them (requirements D2). */
export const endRightsThere =
  ({ config }: Pick<Core, 'config'>) =>
  async (tx: Db, { organizationId, userId, at }: Announcements['enablement.ended']): Promise<void> => {
    const whom = { organizationId, userId };
    const today = dayAt(config.timeZone, at);
    await endAssignments(tx, whom, today);
    await endPlacements(tx, whom, today);
    await leaveGroups(tx, whom, today);
    await dropAdministrator(tx, organizationId, userId);
  };

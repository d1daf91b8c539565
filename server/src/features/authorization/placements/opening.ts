import { dayAt } from '@varco/shared/days';
import type { Core } from '#core/core';
import type { Announcements } from '#core/events';
import type { Db } from '#db/database';
import { actingIn, administers } from '../above.ts';
import { refuseBeyond } from '../changing.ts';
import { grantsWithin } from './store.ts';

/** Refuses to switch on a unit or a department through which somebody would have more again than who switches it on (requirements R1.47). */
export const refuseOpening =
  ({ clock, config }: Pick<Core, 'clock' | 'config'>) =>
  async (tx: Db, { actor, organizationId, opened }: Announcements['structure.opened']): Promise<void> => {
    const giver = actingIn(actor, organizationId);
    if (administers(giver)) return;
    refuseBeyond(giver, ...(await grantsWithin(tx, organizationId, opened, dayAt(config.timeZone, clock.now()))));
  };

import { changesBetween } from '@varco/shared/access-log/changes';
import { dayAt } from '@varco/shared/days';
import { type LeastLicence, type Licence, leastLicences } from '@varco/shared/identity/licences';
import type { OrganizationId } from '@varco/shared/ids';
import type { ChangePool, Pool, Seats } from '@varco/shared/seats/api';
import type { SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import { byWhom, licenceHolders, listPools, type StoredPool, savePool } from '#features/identity';
import { openSessionsByLicence } from '#features/sessions';

type Needs = Pick<Core, 'db' | 'clock' | 'config' | 'random' | 'keys'>;

/** The seats of the organization for which the actor works (requirements R5.16). */
export const readSeats = ({ db, clock, config }: Needs, { organizationId }: SignedIn): Promise<Seats> =>
  db.as({ organizations: [organizationId] }, (tx) => read(tx, organizationId, dayAt(config.timeZone, clock.now())));

/** What is so until somebody writes it down. */
const unwritten = { bought: null, mode: 'concurrent', version: 0 } as const;

async function read(tx: Db, organizationId: OrganizationId, today: ReturnType<typeof dayAt>): Promise<Seats> {
  const pools = await listPools(tx, organizationId);
  const holders = await licenceHolders(tx, organizationId, today);
  const open = await openSessionsByLicence(tx, organizationId);
  const taken = (licence: Licence) => ({ holders: holders.get(licence) ?? 0, openSessions: open.get(licence) ?? 0 });
  const poolOf = (licence: LeastLicence): Pool => {
    const { bought, mode, version } = pools.find((one) => one.licence === licence) ?? unwritten;
    const counts = taken(licence);
    const counted = mode === 'nominal' ? counts.holders : counts.openSessions;
    return { licence, bought, mode, version, ...counts, isOver: bought !== null && counted > bought };
  };
  return { items: leastLicences.map(poolOf), services: taken('service') };
}

/** Writes down how many seats were bought of a licence; fewer than are taken is allowed and stays in sight, as nobody loses his by it. */
export async function changePool(core: Needs, actor: SignedIn, licence: LeastLicence, input: ChangePool): Promise<Seats> {
  const { db, clock, config } = core;
  const { organizationId } = actor;
  const at = clock.now();
  const today = dayAt(config.timeZone, at);
  return db.as({ organizations: [organizationId] }, async (tx) => {
    const before = (await listPools(tx, organizationId)).find((one) => one.licence === licence);
    const after: StoredPool = { ...input, licence };
    const isOvertaken = (before?.version ?? 0) !== input.version || !(await savePool(tx, organizationId, after));
    if (isOvertaken) throw new Refusal('request.changed-meanwhile', { current: await read(tx, organizationId, today) });
    const changes = changesBetween(['bought', 'mode'], told(before ?? unwritten), told(after));
    if (changes.length > 0) {
      await record(tx, {
        at,
        event: 'seats-changed',
        organizationId,
        ...(await byWhom(tx, actor)),
        detail: await detailOf(core, tx, organizationId, 'seats-changed', [
          { field: 'licence', before: licence, after: licence },
          ...changes,
        ]),
      });
    }
    return read(tx, organizationId, today);
  });
}

const told = ({ bought, mode }: Pick<StoredPool, 'bought' | 'mode'>) => ({ bought: bought ?? 'unlimited', mode });

import { hindrance } from '@varco/shared/identity/user-status';
import { INSTALLATION } from '@varco/shared/ids';
import type { ChooseJobWorker, JobWorker } from '@varco/shared/operations/api';
import type { Actor, Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import { byWhom, findUser, inLog, type User } from '#features/identity';
import type { Worker } from '#jobs/job';
import { findWorker, type StoredWorker, saveWorker } from '#jobs/store';
import { servicesInSight } from './store.ts';

type Reads = Pick<Core, 'db' | 'clock' | 'config'>;
type Needs = Reads & Pick<Core, 'keys' | 'random'>;

/** So many can be chosen among. */
const MOST = 200;
/** How the log calls what runs as nobody. */
const PRODUCT = 'Varco';

/** As whom jobs are worked now: a service that was stopped meanwhile acts no more, and the product works as itself (requirements R1.60). */
export async function workerNow(core: Reads): Promise<Worker | undefined> {
  const stored = await core.db.as({ organizations: [INSTALLATION] }, findWorker);
  const { homeId, userId } = stored;
  if (homeId === null || userId === null) return undefined;
  const user = await core.db.as({ organizations: [homeId] }, (tx) => findUser(tx, userId));
  return user && acts(core, user) ? inLog(user) : undefined;
}

/** As which user of a service jobs are worked, and which could be chosen. */
export const readWorker = (core: Reads, scope: Scope): Promise<JobWorker> =>
  core.db.as(scope, async (tx) => shown(core, tx, scope, await findWorker(tx)));

/** Says as which user of a service jobs are worked from now on; never a person, nor one that may not act (requirements R1.60). */
export async function chooseWorker(core: Needs, actor: Actor, scope: Scope, { userId, version }: ChooseJobWorker): Promise<JobWorker> {
  return core.db.as(scope, async (tx) => {
    const before = await findWorker(tx);
    if (before.version !== version) throw new Refusal('request.changed-meanwhile', { current: await shown(core, tx, scope, before) });
    const user = userId === null ? undefined : await findUser(tx, userId);
    if (userId !== null && !(user && acts(core, user))) throw new Refusal('operations.worker-refused');
    if (before.userId === userId) return shown(core, tx, scope, before);
    const next = { homeId: user?.organizationId ?? null, userId, version };
    if (!(await saveWorker(tx, next)))
      throw new Refusal('request.changed-meanwhile', { current: await shown(core, tx, scope, await findWorker(tx)) });
    const was = before.userId === null ? undefined : await findUser(tx, before.userId);
    await record(tx, {
      at: core.clock.now(),
      event: 'job-worker-changed',
      organizationId: INSTALLATION,
      ...(await byWhom(tx, actor)),
      detail: await detailOf(core, tx, INSTALLATION, 'job-worker-changed', [
        {
          field: 'worker',
          before: before.userId === null ? PRODUCT : was ? inLog(was).name : '',
          after: user ? inLog(user).name : PRODUCT,
        },
      ]),
    });
    return shown(core, tx, scope, { ...next, version: version + 1 });
  });
}

/** Whether it is a service that was not stopped; that it opens no session, and is nobody whom an act authorizes, is as it should be. */
const acts = ({ clock, config }: Pick<Core, 'clock' | 'config'>, user: User): boolean =>
  user.licence === 'service' && hindrance({ ...user, noSessions: false, authorized: null }, config.timeZone, clock.now()) === undefined;

async function shown(core: Reads, tx: Db, scope: Scope, { userId, version }: StoredWorker): Promise<JobWorker> {
  const user = userId === null ? undefined : await findUser(tx, userId);
  return {
    version,
    user: userId === null ? null : { id: userId, name: user ? inLog(user).name : '', acts: user !== undefined && acts(core, user) },
    choices: (await servicesInSight(tx, scope, MOST)).map(({ id, name }) => ({ id, name })),
  };
}

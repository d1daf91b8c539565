import type { Change, FieldOf } from '@varco/shared/access-log/changes';
import { dayAt } from '@varco/shared/days';
import type { OrganizationId, UserId } from '@varco/shared/ids';
import type { SaveEnablements, UserEnablements } from '@varco/shared/organizations/api';
import type { Actor, Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import { administratorsAmong } from '#features/authorization';
import {
  byWhom,
  enableIn,
  enablementsOf,
  endEnablements,
  licenceIn,
  listOrganizations,
  lockOrganizations,
  personInLog,
  proposeOrganization,
  refuseBeyondSeats,
  type StoredEnablementOf,
  saveEverywhere,
} from '#features/identity';
import { everywhere } from './find-organizations.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'config' | 'random' | 'keys' | 'events'>;
type EnablementChange = Change<FieldOf<'enablement-changed'>>;

const MOST = 100_000;

/** Where a user may work, his own organization first (requirements R1.14, D2). */
export async function readEnablements({ db }: Pick<Core, 'db'>, scope: Scope, userId: UserId): Promise<UserEnablements> {
  return shown(await ownEnablements(db, scope, userId));
}

/**
 * Refuses that people of the installation let each other into organizations that are not theirs: whoever administers it comes where he was
 * asked for help, or where an administrator of that organization lets him in (requirements R3.34). The machine's own account may.
 */
async function refuseWayIn(
  tx: Db,
  actor: Actor,
  { homeId, userId }: { readonly homeId: OrganizationId; readonly userId: UserId },
  added: readonly OrganizationId[] | 'all',
): Promise<void> {
  if (actor.kind === 'operator') return;
  const isTheirs = added !== 'all' && added.every((id) => id === actor.homeId);
  if (isTheirs || (await administratorsAmong(tx, homeId, [userId], { ofInstallation: true })).length === 0) return;
  throw new Refusal('assistance.by-request-only');
}

/** Only for who is at home in the scope: what is known of somebody from elsewhere is his name. */
const ownEnablements = (db: Core['db'], scope: Scope, userId: UserId): Promise<StoredEnablementOf[]> =>
  db.as(scope, async (tx) => {
    const found = await enablementsOf(tx, userId);
    if (found.length === 0) throw new Refusal('request.not-found');
    return found;
  });

const shown = (found: readonly StoredEnablementOf[]): UserEnablements => {
  const isElsewhere = found.some(({ usual }) => usual);
  return {
    everywhere: found.some((one) => one.everywhere),
    items: found.map(({ id, name, home, active, since, endedAt, usual }) => ({
      ...{ id, name, home, active },
      since: since.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
      usual: usual || (home && !isElsewhere),
    })),
  };
};

/**
 * Says in which organizations a user is enabled besides his own: in all, also those made later, or in those named; by an administrator of
 * the installation, who may choose any (requirements R1.14, D2). What he was where he is enabled no more is over at once.
 */
export async function saveEnablements(
  core: Needs,
  actor: Actor,
  scope: Scope,
  userId: UserId,
  input: SaveEnablements,
): Promise<UserEnablements> {
  const { db, clock, config, events } = core;
  await ownEnablements(db, scope, userId);
  const whole = (await everywhere(db)).scope;
  return db.as(whole, async (tx) => {
    await lockOrganizations(tx);
    const before = await enablementsOf(tx, userId);
    const home = before.find((one) => one.home);
    if (!home) throw new Refusal('request.not-found');
    const at = clock.now();
    const all = await listOrganizations(tx, '', undefined, MOST);
    const open = new Set(before.filter(({ endedAt }) => endedAt === null).map(({ id }) => id));
    const wanted = new Set<OrganizationId>(input.everywhere ? all.map(({ id }) => id) : [home.id, ...input.organizations]);
    const mayChoose = (id: OrganizationId): boolean => open.has(id) || all.some((one) => one.id === id && (one.active || input.everywhere));
    if ([...wanted].some((id) => !mayChoose(id)) || (input.usual !== null && !wanted.has(input.usual)))
      throw new Refusal('organizations.nowhere');
    const added = [...wanted].filter((id) => !open.has(id));
    const isNewEverywhere = input.everywhere && !home.everywhere;
    if (added.length > 0 || isNewEverywhere) await refuseWayIn(tx, actor, { homeId: home.id, userId }, isNewEverywhere ? 'all' : added);

    const person = { organizationId: home.id, userId };
    const granted = await enableIn(
      tx,
      person,
      [...wanted].filter((id) => !open.has(id)),
      at,
    );
    const ended = await endEnablements(
      tx,
      userId,
      [...open].filter((id) => !wanted.has(id)),
      at,
    );
    const today = dayAt(config.timeZone, at);
    for (const organizationId of granted.toSorted()) {
      const licence = await licenceIn(tx, organizationId, userId);
      if (licence) await refuseBeyondSeats(tx, organizationId, [licence], today);
    }
    await saveEverywhere(tx, person, input.everywhere);
    await proposeOrganization(tx, userId, input.usual === home.id ? null : input.usual);
    for (const organizationId of ended) await events.announce(tx, 'enablement.ended', { organizationId, userId, at });

    const after = await enablementsOf(tx, userId);
    const changes = changesBetween(before, after);
    if (changes.length === 0) return shown(after);
    const by = await byWhom(tx, actor);
    await tell(core, tx, { at, organizationId: home.id, userId, by, changes });
    for (const [organizationId, enabled] of [...granted.map((id) => [id, true] as const), ...ended.map((id) => [id, false] as const)])
      await tell(core, tx, { at, organizationId, userId, by, changes: [{ field: 'enabled', before: !enabled, after: enabled }] });
    await events.announce(tx, 'rights.changed', { organizationId: home.id, userId });
    return shown(after);
  });
}

/** How the log names who did it. */
export type By = Awaited<ReturnType<typeof byWhom>>;

/** Says in the log of one organization what changed in where somebody may work. */
export async function tell(
  core: Pick<Core, 'keys' | 'random'>,
  tx: Db,
  {
    at,
    organizationId,
    userId,
    by,
    changes,
  }: {
    readonly at: Date;
    readonly organizationId: OrganizationId;
    readonly userId: UserId;
    readonly by: By;
    readonly changes: readonly EnablementChange[];
  },
): Promise<void> {
  await record(tx, {
    at,
    event: 'enablement-changed',
    organizationId,
    subject: await personInLog(tx, organizationId, userId),
    ...by,
    detail: await detailOf(core, tx, organizationId, 'enablement-changed', changes),
  });
}

function changesBetween(before: readonly StoredEnablementOf[], after: readonly StoredEnablementOf[]): EnablementChange[] {
  const names = (found: readonly StoredEnablementOf[]) =>
    found.filter(({ home, endedAt }) => !home && endedAt === null).map(({ name }) => name);
  const isAll = (found: readonly StoredEnablementOf[]) => found.some((one) => one.everywhere);
  const proposed = (found: readonly StoredEnablementOf[]) =>
    (found.find(({ usual }) => usual) ?? found.find(({ home }) => home))?.name ?? null;
  const [had, has] = [names(before), names(after)];
  return [
    ...(had.join('\n') === has.join('\n') ? [] : [{ field: 'organization' as const, before: had, after: has }]),
    ...(isAll(before) === isAll(after) ? [] : [{ field: 'everywhere' as const, before: isAll(before), after: isAll(after) }]),
    ...(proposed(before) === proposed(after) ? [] : [{ field: 'proposed' as const, before: proposed(before), after: proposed(after) }]),
  ];
}

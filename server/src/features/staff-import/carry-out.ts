import { dayAt } from '@varco/shared/days';
import { holdsSeat, takesSeat, USUAL_LICENCE } from '@varco/shared/identity/licences';
import type { OrganizationId, PersonId, UserId } from '@varco/shared/ids';
import type { Client } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, detailsFor, record, recordOfMany } from '#features/access-log';
import { activeAdministrators } from '#features/authorization';
import { changesOfNew, changesOfRecord } from '#features/directory';
import {
  exactUsername,
  inLog,
  insertUsers,
  type NewUser,
  refuseBeyondSeats,
  replaceUsers,
  type User,
  usernameMac,
} from '#features/identity';
import { dropPendingOf } from '#features/sign-in';
import { type PlannedLine, userAfter } from './plan/planned-line.ts';
import { isStopped, narrowedAdministrators } from './plan/who-stays.ts';
import * as store from './store.ts';
import { type Asked, planOf } from './try-import.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'config' | 'random' | 'keys' | 'events'>;

/** Which file, as which trial named it, and how. */
export interface Order extends Pick<Asked, 'organizationId' | 'id' | 'self'> {
  readonly trial: string;
  readonly onlyGood: boolean;
}

/** How the log names who did it; asked inside the transaction. */
export type Named = (tx: Db) => Promise<{
  readonly client: Client;
  readonly actor?: Parameters<typeof record>[1]['actor'];
  readonly sessionNumber?: string | undefined;
}>;

/** What was done. */
export interface CarriedOut {
  readonly created: number;
  readonly changed: number;
  readonly skipped: number;
}

/** So many people to a statement: enough to be quick, few enough that progress is seen. */
const AT_ONCE = 1_000;

/**
 * Makes and changes the users of a file as its trial showed them, in one transaction: all of it, or nothing. What somebody changed since
 * the trial gives another plan, and is refused; what he changes meanwhile is met by the versions and the constraints of the writes.
 */
export async function carryOutImport(
  core: Needs,
  order: Order,
  named: Named,
  progress: (done: number, total: number) => void,
): Promise<CarriedOut> {
  const { organizationId, trial, onlyGood } = order;
  const { db, clock, random } = core;
  const at = clock.now();
  const { file, plan } = await planOf(core, order, at);
  if (file.stage === 'done') throw new Refusal('staff-import.already-done');
  if (file.trial === null) throw new Refusal('staff-import.not-tried');
  if (file.trial !== trial || plan.trial !== trial) throw new Refusal('staff-import.changed-meanwhile');
  const { counts } = plan;
  refuseIdle(counts, onlyGood);

  const made = plan.lines.filter(({ outcome }) => outcome === 'new').map((line) => newUser(core, organizationId, line, at));
  const changes = plan.lines.filter(({ outcome }) => outcome === 'changed').map((line) => change(core, line));
  const total = made.length + changes.length;
  let done = 0;
  const step = (count: number) => {
    done += count;
    progress(done, total);
  };
  await db
    .as({ organizations: [organizationId] }, async (tx) => {
      if (!(await store.takeImport(tx, file, trial, at))) throw new Refusal('staff-import.already-done');
      await keepAdministrators(core, tx, organizationId, plan.lines, at);
      for (const some of inParts(made)) {
        await insertUsers(
          tx,
          organizationId,
          some.map(({ user }) => user),
        );
        step(some.length);
      }
      for (const some of inParts(changes)) {
        const users = some.map(({ after, mac }) => ({ ...after, usernameMac: mac, reactivatedAt: null }));
        if ((await replaceUsers(tx, organizationId, users)) !== users.length) throw new Refusal('staff-import.changed-meanwhile');
        step(some.length);
      }
      const today = dayAt(core.config.timeZone, at);
      await refuseBeyondSeats(
        tx,
        organizationId,
        [
          ...made.filter(({ user }) => holdsSeat(user, today)).map(({ user }) => user.licence ?? USUAL_LICENCE),
          ...changes.filter(({ before, after }) => takesSeat(before, after, today)).map(({ after }) => after.licence),
        ],
        today,
      );
      await store.nameNewUsers(
        tx,
        file,
        made.map(({ row, user }) => ({ row, id: user.id })),
      );
      await announce(core, tx, organizationId, changes, at);
      const by = { at, organizationId, ...(await named(tx)) };
      const details = await detailsFor(core, tx, organizationId, 'user-created');
      await recordOfMany(
        tx,
        { ...by, event: 'user-created' },
        made.map(({ user }) => ({ who: inLog(user), detail: details.of(changesOfNew(user)) })),
      );
      await recordOfMany(
        tx,
        { ...by, event: 'user-changed' },
        changes.map(({ before, after }) => ({ who: inLog(after), detail: details.of(changesOfRecord(before, after)) })),
      );
      await record(tx, {
        ...by,
        event: 'users-imported',
        detail: await detailOf(core, tx, organizationId, 'users-imported', [
          { field: 'created', before: null, after: made.length },
          { field: 'changed', before: null, after: changes.length },
          { field: 'skipped', before: null, after: counts.faulty },
        ]),
      });
    })
    .catch((fault: unknown) => {
      throw fault instanceof Refusal && fault.code.startsWith('identity.') && fault.code !== 'identity.no-seat-left'
        ? new Refusal('staff-import.changed-meanwhile')
        : fault;
    });
  return { created: made.length, changed: changes.length, skipped: counts.faulty };

  function newUser(
    needs: Needs,
    organization: OrganizationId,
    { row, wanted }: PlannedLine,
    createdAt: Date,
  ): { row: number; user: NewUser } {
    if (!wanted || row === null) throw new Error('A planned user has no row.');
    const username = exactUsername(wanted.username);
    return {
      row,
      user: {
        ...wanted,
        organizationId: organization,
        id: random.id<UserId>(),
        personId: random.id<PersonId>(),
        username,
        usernameMac: usernameMac(needs.keys, username),
        status: 'active',
        disabled: false,
        exemptFromInactivity: wanted.licence === 'service',
        noSessions: wanted.licence === 'service',
        createdAt,
      },
    };
  }
}

/** Faults keep everything out unless they are left out knowingly; and what changes nothing leaves no trace. */
export function refuseIdle(counts: { new: number; changed: number; faulty: number }, onlyGood: boolean): void {
  if (counts.faulty > 0 && !onlyGood) throw new Refusal('staff-import.has-faults', { faulty: counts.faulty });
  if (counts.new + counts.changed === 0) throw new Refusal('staff-import.nothing-to-do');
}

interface Change {
  readonly before: User;
  readonly after: User;
  readonly mac: Buffer;
}

function change({ keys }: Needs, { known, wanted }: PlannedLine): Change {
  if (!known || !wanted) throw new Error('A planned change has nobody.');
  const after = userAfter(known, { ...wanted, username: exactUsername(wanted.username) });
  return { before: known, after, mac: usernameMac(keys, after.username) };
}

/** When days of administrators are narrowed, those who stay must still be able to enter (requirements R3.50). */
async function keepAdministrators(
  { config }: Needs,
  tx: Db,
  organizationId: OrganizationId,
  lines: readonly PlannedLine[],
  at: Date,
): Promise<void> {
  const narrowed = narrowedAdministrators(lines);
  if (narrowed.size === 0) return;
  const active = await activeAdministrators(tx, organizationId, config.timeZone, at, { lock: true });
  if (!active.some((id) => !narrowed.has(id))) throw new Refusal('staff-import.changed-meanwhile');
}

/** Whoever may not enter any more is put out; of the others those who are inside are read anew. */
async function announce(
  { config, events }: Needs,
  tx: Db,
  organizationId: OrganizationId,
  changes: readonly Change[],
  at: Date,
): Promise<void> {
  const stopped = changes.filter(({ before, after }) => isStopped(before, after, config.timeZone, at)).map(({ after }) => after.id);
  const inside = await store.withOpenSessions(
    tx,
    organizationId,
    changes.map(({ after }) => after.id),
  );
  for (const userId of stopped.toSorted()) {
    await dropPendingOf(tx, organizationId, userId);
    await events.announce(tx, 'user.stopped', { organizationId, userId, at });
  }
  for (const userId of inside) {
    if (!stopped.includes(userId)) await events.announce(tx, 'user.changed', { organizationId, userId, at });
  }
}

function* inParts<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let from = 0; from < items.length; from += AT_ONCE) yield items.slice(from, from + AT_ONCE);
}

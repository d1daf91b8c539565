import type { UserLine, UserPage, UserQuery, UserRecord } from '@varco/shared/directory/api';
import type { UserId } from '@varco/shared/ids';
import type { Actor, Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { lastRefusalOf } from '#features/access-log';
import { readOverview } from '#features/authorization';
import { findUser, requiringAuthorization } from '#features/identity';
import { policyInForce } from '#features/policy';
import { locksOf } from '#features/sign-in';
import { type LockEnd, type Position, readPosition, type Sort, stateOf, writePosition } from './rules.ts';
import * as store from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'config'>;

const EXACT_UP_TO = 1_000;

/** One page of users as an administrator sees them, with how many there are and how many can enter now. */
export async function findUsers(core: Needs, scope: Scope, query: UserQuery): Promise<UserPage> {
  const { db, clock, config } = core;
  const at = clock.now();
  // Who never signed in has no last access to be sorted by.
  const sort = query.state === 'never-signed-in' ? 'name' : query.sort;
  const after = readCursor(query, sort, 'after');
  const before = readCursor(query, sort, 'before');
  return db.as(scope, async (tx) => {
    const filter = {
      state: query.state,
      zone: config.timeZone,
      at,
      requiring: await requiringAuthorization(tx),
      asked: await store.ask(tx, scope, query, { zone: config.timeZone, at }),
    };
    const found = await store.listUsers(tx, scope, filter, sort, { after, before, limit: query.limit + 1 });
    const more = found.length > query.limit;
    const lines = before ? found.slice(more ? 1 : 0) : found.slice(0, query.limit);
    const locks = await locksOf(
      tx,
      lines.map((line) => line.usernameMac),
      at,
    );
    const [first, last] = [lines[0], lines.at(-1)];
    return {
      items: lines.map((line) => ({
        ...toLine(line, locks.get(line.usernameMac.toString('hex'))?.lockedUntil ?? null, config.timeZone, at),
        placed: line.placed,
        roles: line.roles,
      })),
      next: last && (before || more) ? writePosition(sort, last) : null,
      previous: first && (before ? more : after) ? writePosition(sort, first) : null,
      total: await store.countUsers(tx, scope, filter, EXACT_UP_TO),
      canEnter: await store.countUsers(tx, scope, { ...filter, state: 'can-enter', asked: undefined }, EXACT_UP_TO),
    };
  });
}

function readCursor(query: UserQuery, sort: Sort, field: 'after' | 'before'): Position | undefined {
  const text = query[field];
  if (text === undefined) return undefined;
  const position = readPosition(sort, text);
  if (!position) throw new Refusal('request.invalid', { issues: [{ field, rule: 'cursor' }] });
  return position;
}

function toLine(line: store.Line, lockedUntil: LockEnd, zone: string, at: Date): UserLine {
  return {
    id: line.id,
    familyName: line.familyName,
    givenName: line.givenName,
    fullName: line.fullName,
    username: line.username,
    administrator: line.administrator,
    licence: line.licence,
    personKind: line.personKind,
    state: stateOf(line, lockedUntil, zone, at),
    lockedUntil: lockedUntil instanceof Date ? lockedUntil.toISOString() : lockedUntil,
    lastAccessAt: line.lastAccessAt?.toISOString() ?? null,
  };
}

/** Whether nothing gives a service anything to do (requirements R1.25); of everybody else it is not asked. */
async function hasNoRights(core: Needs, scope: Scope, id: UserId): Promise<boolean> {
  const user = await core.db.as(scope, (tx) => findUser(tx, id));
  if (user?.licence !== 'service') return false;
  const { grants } = await readOverview(core, { organizations: [user.organizationId] }, id, {});
  return Object.keys(grants).length === 0;
}

/** The record of one user; out of sight and not there are the same answer. */
export async function readUser(core: Needs, actor: Actor, scope: Scope, id: UserId): Promise<UserRecord> {
  const { db, clock, config } = core;
  const at = clock.now();
  const { attempts } = await policyInForce(core);
  const withoutRights = await hasNoRights(core, scope, id);
  return db.as(scope, async (tx) => {
    const details = await store.findDetails(tx, scope, id);
    if (!details) throw new Refusal('request.not-found');
    const lock = (await locksOf(tx, [details.usernameMac], at)).get(details.usernameMac.toString('hex'));
    const lastRefusedAt = await lastRefusalOf(tx, scope, id);
    return {
      ...toLine(details, lock?.lockedUntil ?? null, config.timeZone, at),
      organization: details.organization,
      taxCode: details.taxCode,
      birthDate: details.birthDate,
      sex: details.sex,
      email: details.email,
      employeeNumber: details.employeeNumber,
      status: details.status,
      exemptFromInactivity: details.exemptFromInactivity,
      disabled: details.disabled,
      noSessions: details.noSessions,
      withoutRights: details.licence === 'service' && withoutRights,
      validFrom: details.validFrom,
      validTo: details.validTo,
      mustChangePassword: details.mustChange,
      passwordCreatedAt: details.passwordCreatedAt?.toISOString() ?? null,
      lastRefusedAt: lastRefusedAt?.toISOString() ?? null,
      // The counter runs on while a name is locked; what people made are at most the attempts allowed.
      failedAttempts: Math.min(lock?.used ?? 0, attempts),
      openSessions: details.openSessions,
      createdAt: details.createdAt.toISOString(),
      version: details.version,
      self: actor.kind === 'user' && actor.userId === id,
    };
  });
}

import { dayAt } from '@varco/shared/days';
import { INSTALLATION, isUuid, type OrganizationId } from '@varco/shared/ids';
import type { EnforcedPolicy } from '@varco/shared/policy/rules';
import type { Client } from '#core/actor';
import { addressGroup } from '#core/address';
import type { Core } from '#core/core';
import { digest } from '#core/digest';
import type { Place } from '#core/hasher';
import { newToken } from '#core/random';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { type Floods, record } from '#features/access-log';
import { isPasswordStill, renewHash, usualCost } from '#features/credentials';
import { exactUsername, inLog, usernameMac } from '#features/identity';
import { policyInForce } from '#features/policy';
import type { OpenSession } from '#features/sessions';
import { type Entrant, enter, scopeOf } from './enter.ts';
import { knownBrowser, knownFor } from './known-browser.ts';
import { nextStep } from './rules/next-step.ts';
import { refusalReason } from './rules/verdict.ts';
import * as store from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'hasher' | 'keys' | 'config' | 'log'> & { readonly floods: Floods };

/** What somebody typed at the door, and the cookie by which his browser may be known. */
export interface Knock {
  readonly username: string;
  readonly password: string;
  readonly browserCookie: string | undefined;
  readonly returnTo: string | undefined;
  /** The id of the organization chosen, as it was sent; empty: the usual one (requirements R1.43). */
  readonly organization: string;
  readonly leaving: Leaving;
}

/** The session that this browser had, asked for only when another one opens in its place. */
export type Leaving = () => Promise<OpenSession | undefined>;

/** A right password: the session is open, or one more question waits behind the token of the sign-in in progress. */
export type Opened =
  | { readonly step: 'enter'; readonly token: string; readonly knownFor: Buffer; readonly returnTo: string | undefined }
  | { readonly step: 'new-password'; readonly token: string };

/** A sign-in in progress lives this long (requirements D3). */
export const PENDING_MINUTES = 10;
const PENDING_OF_A_PERSON = 5;
const PENDING_FROM_AN_ADDRESS = 20;
/** The last administrator is never locked for good from outside (requirements D4). */
const LAST_ADMINISTRATOR_LOCK_MINUTES = 15;

/**
 * Judges a name and a password. Known, unknown, disabled, locked and outdated names take the same steps, in the same order, with
 * one hash: look up, take an attempt, compare or pretend to, write the log. Every refusal is the same (requirements D4, R5.27).
 */
export async function signIn(core: Needs, client: Client, knock: Knock): Promise<Opened> {
  const { db, clock, hasher, keys, config } = core;
  const username = exactUsername(knock.username);
  const nameMac = usernameMac(keys, username);
  const policy = await policyInForce(core);
  const now = clock.now();
  const lasting = policy.lockMinutes === 'never' || policy.lockReachesKnownBrowsers;
  const outside = { address: addressGroup(client.address), known: false };
  // Without a cookie by which it may be known a browser is of its address alone: a flood is turned away before it costs a question.
  if (knock.browserCookie === undefined) hasher.refuseIfCrowded(outside);
  const chosenId = chosen(knock.organization);
  const user = await store.findByName(db, username, { at: now, today: dayAt(config.timeZone, now), lasting, chosenId });
  const browserId = knownBrowser(keys, knock.browserCookie, knownFor(nameMac, passwordSetAt(user)), now);
  // The line of a known browser is its name's: who collects cookies of one name does not get a line for each.
  const place = browserId === undefined ? outside : { address: nameMac.toString('hex'), known: true };
  hasher.refuseIfCrowded(place);
  const usual = await usualCost(core);

  // Hammering from outside never reaches the browsers of the last administrator (requirements D4).
  const apart = browserId !== undefined && (!policy.lockReachesKnownBrowsers || user?.lastAdministrator === true);
  const counter = { nameMac, browserId: apart ? browserId : store.UNKNOWN_BROWSER };
  const { granted, lockedUntil } = await store.reserveAttempt(db, counter, now, {
    attempts: policy.attempts,
    lock: policy.lockMinutes,
    atMost: user?.lastAdministrator && policy.lockMinutes === 'never' ? LAST_ADMINISTRATOR_LOCK_MINUTES : 'never',
  });
  const matched = await compare(core, knock.password, granted ? user?.hash : undefined, place, usual).catch(async (fault: unknown) => {
    await store.returnAttempt(db, counter, policy.attempts);
    throw fault;
  });

  const reason = refusalReason({ user, granted, matched }, config.timeZone, now);
  const organizationId = user?.organizationId ?? INSTALLATION;
  const subject = user && inLog({ ...user, id: user.userId, username });
  const refusal = { at: now, event: 'sign-in-refused', organizationId, subject, nameHash: nameMac, lockedUntil, client } as const;
  if (reason !== undefined || !user?.hash) {
    const fact = { ...refusal, reason: reason ?? 'unknown-user' };
    // By the address alone: whose name it was makes no difference. In a flood the lock of somebody is written by name afterwards.
    if (core.floods.writes(client, now, user && granted && lockedUntil !== null ? fact : undefined)) await record(db, fact);
    // Only behind a right password: whoever was away for long must know whom to ask (requirements R2.28, R5.27).
    throw new Refusal(reason === 'suspended' ? 'sign-in.suspended' : 'sign-in.refused');
  }
  await keepHashUpToDate(core, user, user.hash, knock.password);
  const goOn = nextStep({ passwordMatched: true, passwordMustChange: user.mustChange }) === 'enter' ? open : ask;
  const opened = await goOn(core, client, { ...user, username }, { policy, counter, knock, chosenId });
  if (opened === 'changed-meanwhile') {
    const at = clock.now();
    const present = await store.findByName(db, username, { at, today: dayAt(config.timeZone, at), lasting: false, chosenId });
    const why = present && refusalReason({ user: present, granted: true, matched: true }, config.timeZone, at);
    await record(db, { ...refusal, at, reason: why ?? 'wrong-password' });
    throw new Refusal('sign-in.refused');
  }
  return opened;
}

/** What was sent as an organization; a text that is no id is that of one in which nobody is enabled, so that it costs what any other does. */
const chosen = (sent: string): OrganizationId | null => (sent === '' ? null : isUuid(sent) ? (sent as OrganizationId) : INSTALLATION);

/** The database writes the instant in UTC. */
const passwordSetAt = (user: store.DoorUser | undefined): Date | undefined => (user?.setAt ? new Date(user.setAt) : undefined);

type Named = store.DoorUser & Entrant;
interface Circumstances {
  readonly policy: EnforcedPolicy;
  readonly counter: store.Counter;
  readonly knock: Knock;
  readonly chosenId: OrganizationId | null;
}

const compare = (
  { hasher }: Needs,
  password: string,
  hash: string | null | undefined,
  place: Place,
  usual: string | undefined,
): Promise<boolean> => (hash ? hasher.matches(password, hash, place) : hasher.decoy(password, place, usual));

/** Whoever waited long in the queue may come with a password that was replaced, or for a user who was stopped, meanwhile. */
const isStillRight = (tx: Db, entrant: Named): Promise<boolean> =>
  isPasswordStill(tx, entrant.organizationId, entrant.userId, entrant.setAt ?? '');

async function open(
  core: Needs,
  client: Client,
  entrant: Named,
  { policy, counter, knock, chosenId }: Circumstances,
): Promise<Opened | 'changed-meanwhile'> {
  const leaving = await knock.leaving();
  const at = core.clock.now();
  const undo = new Error('The password was replaced, the user stopped, or his enablement ended, meanwhile.');
  try {
    const session = await core.db.as(scopeOf(entrant, leaving), async (tx) => {
      // Sent together: an entrance that should not have been is undone.
      const [isRight, opened] = await Promise.all([
        isStillRight(tx, entrant),
        enter(core, tx, entrant, { at, client, policy, counter, chosenId, leaving }),
      ]);
      if (!isRight || !opened) throw undo;
      return opened;
    });
    return { step: 'enter', token: session.token, knownFor: knownFor(counter.nameMac, passwordSetAt(entrant)), returnTo: knock.returnTo };
  } catch (fault) {
    if (fault === undo) return 'changed-meanwhile';
    throw fault;
  }
}

/** Keeps a sign-in in progress: no session yet, nothing reset, and the attempt that was right is given back. */
async function ask(
  core: Needs,
  client: Client,
  entrant: Named,
  { policy, counter, knock: { returnTo }, chosenId }: Circumstances,
): Promise<Opened | 'changed-meanwhile'> {
  const { organizationId, userId } = entrant;
  const at = core.clock.now();
  const token = newToken(core.random);
  const expiresAt = new Date(at.getTime() + PENDING_MINUTES * 60_000);
  const group = addressGroup(client.address) ?? '';
  const pending: store.Pending = {
    organizationId,
    id: core.random.id<string>(),
    userId,
    tokenHash: pendingKey(token, client),
    counter,
    addressGroup: group,
    startedAt: at,
    expiresAt,
    returnTo: returnTo ?? null,
    chosenId,
  };
  const outcome = await core.db.as({ organizations: [organizationId] }, async (tx) => {
    await store.lockAddress(tx, group);
    if (!(await isStillRight(tx, entrant))) return 'changed-meanwhile';
    const crowded = (await store.pendingFrom(tx, group, at)) >= PENDING_FROM_AN_ADDRESS;
    if (!crowded) await store.insertPending(tx, pending, PENDING_OF_A_PERSON);
    await store.returnAttempt(tx, counter, policy.attempts);
    const reason = crowded ? 'too-many-open' : 'new-password-required';
    await record(tx, { at, event: 'sign-in-refused', reason, organizationId, subject: inLog({ ...entrant, id: userId }), client });
    return reason;
  });
  if (outcome === 'too-many-open') throw new Refusal('sign-in.too-many-open', { retryAfter: 60 });
  return outcome === 'changed-meanwhile' ? outcome : { step: 'new-password', token };
}

/** Under what a sign-in in progress is kept: its cookie in another kind of browser is not its cookie (requirements D3). */
export const pendingKey = (token: string, { browser }: Client): Buffer =>
  digest(browser === null ? token : `${token} ${browser.family} ${browser.system}`);

/** Stronger parameters reach old passwords one sign-in at a time; failing to renew one does not keep anybody out. */
async function keepHashUpToDate(core: Needs, { organizationId, userId }: store.DoorUser, hash: string, password: string): Promise<void> {
  if (!core.hasher.isOutdated(hash)) return;
  try {
    const renewed = await core.hasher.hash(password);
    await core.db.as({ organizations: [organizationId] }, (tx) => renewHash(tx, organizationId, userId, hash, renewed));
  } catch (fault) {
    core.log.warn({ err: fault }, 'a password hash was not renewed and will be at the next sign-in');
  }
}

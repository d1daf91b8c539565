import { INSTALLATION } from '@varco/shared/ids';
import type { EnforcedPolicy } from '@varco/shared/policy/rules';
import type { Client } from '#core/actor';
import { addressGroup } from '#core/address-group';
import type { Core } from '#core/core';
import { digest } from '#core/digest';
import { newToken } from '#core/random';
import { Refusal } from '#core/refusal';
import { record } from '#features/access-log';
import { renewHash } from '#features/credentials';
import { exactUsername, usernameMac } from '#features/identity';
import { policyInForce } from '#features/policy';
import { enter, nameInLog } from './enter.ts';
import { knownBrowser } from './known-browser.ts';
import { nextStep } from './rules/next-step.ts';
import { refusalReason } from './rules/verdict.ts';
import * as store from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'hasher' | 'keys' | 'config' | 'log'>;

/** What somebody typed at the door, and the cookie by which his browser may be known. */
export interface Knock {
  readonly username: string;
  readonly password: string;
  readonly browserCookie: string | undefined;
  readonly returnTo: string | undefined;
}

/** A right password: the session is open, or one more question waits behind the token of the sign-in in progress. */
export type Opened =
  | { readonly step: 'enter'; readonly token: string; readonly nameMac: Buffer; readonly returnTo: string | undefined }
  | { readonly step: 'new-password'; readonly token: string; readonly expiresAt: Date };

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
  const browserId = knownBrowser(keys, knock.browserCookie, nameMac, clock.now());
  const counter = { nameMac, browserId: browserId !== undefined && !policy.lockReachesKnownBrowsers ? browserId : store.UNKNOWN_BROWSER };
  const place = { address: addressGroup(client.address), known: browserId !== undefined };
  hasher.refuseIfCrowded(place);

  const user = await store.findByName(db, username);
  const now = clock.now();
  const lock = user?.lastAdministrator && policy.lockMinutes === 'never' ? LAST_ADMINISTRATOR_LOCK_MINUTES : policy.lockMinutes;
  const granted = await store.reserveAttempt(db, counter, now, policy.attempts, lock);
  const matched = await compare(core, knock.password, granted ? (user?.hash ?? null) : null, place).catch(async (fault: unknown) => {
    await store.returnAttempt(db, counter, policy.attempts);
    throw fault;
  });

  const reason = refusalReason({ user, granted, matched }, config.timeZone, now);
  if (reason !== undefined || !user) {
    await record(db, {
      at: now,
      event: 'sign-in-refused',
      reason: reason ?? 'unknown-user',
      organizationId: user?.organizationId ?? INSTALLATION,
      subject: user ? nameInLog({ ...user, username }) : { nameHash: nameMac },
      client,
    });
    throw new Refusal('sign-in.refused');
  }
  const entrant = { ...user, username };
  await keepHashUpToDate(core, entrant, knock.password);
  return nextStep({ passwordMatched: true, passwordMustChange: user.mustChange }) === 'enter'
    ? open(core, client, entrant, { policy, counter, now, returnTo: knock.returnTo })
    : ask(core, client, entrant, { policy, counter, now, returnTo: knock.returnTo });
}

type Entrant = store.DoorUser & { readonly username: string };
interface Circumstances {
  readonly policy: EnforcedPolicy;
  readonly counter: store.Counter;
  readonly now: Date;
  readonly returnTo: string | undefined;
}

const compare = (
  core: Needs,
  password: string,
  hash: string | null,
  place: { address: string | null; known: boolean },
): Promise<boolean> => (hash === null ? core.hasher.decoy(password, place) : core.hasher.matches(password, hash, place));

async function open(core: Needs, client: Client, entrant: Entrant, { policy, counter, now, returnTo }: Circumstances): Promise<Opened> {
  const session = await core.db.as({ organizations: [entrant.organizationId] }, (tx) =>
    enter(tx, core.random, entrant, { at: now, client, policy, counter }),
  );
  return { step: 'enter', token: session.token, nameMac: counter.nameMac, returnTo };
}

/** Keeps a sign-in in progress: no session yet, nothing reset, and the attempt that was right is given back. */
async function ask(core: Needs, client: Client, entrant: Entrant, { policy, counter, now, returnTo }: Circumstances): Promise<Opened> {
  const group = addressGroup(client.address) ?? '';
  if ((await store.pendingFrom(core.db, group, now)) >= PENDING_FROM_AN_ADDRESS) {
    await record(core.db, {
      at: now,
      event: 'sign-in-refused',
      reason: 'too-many-open',
      organizationId: entrant.organizationId,
      subject: nameInLog(entrant),
      client,
    });
    throw new Refusal('sign-in.too-many-open', { retryAfter: 60 });
  }
  const token = newToken(core.random);
  const expiresAt = new Date(now.getTime() + PENDING_MINUTES * 60_000);
  await core.db.as({ organizations: [entrant.organizationId] }, async (tx) => {
    await store.insertPending(
      tx,
      {
        organizationId: entrant.organizationId,
        id: core.random.id<string>(),
        userId: entrant.userId,
        tokenHash: digest(token),
        counter,
        address: client.address,
        addressGroup: group,
        startedAt: now,
        expiresAt,
        returnTo: returnTo ?? null,
      },
      PENDING_OF_A_PERSON,
    );
    await store.returnAttempt(tx, counter, policy.attempts);
    await record(tx, {
      at: now,
      event: 'sign-in-refused',
      reason: 'new-password-required',
      organizationId: entrant.organizationId,
      subject: nameInLog(entrant),
      client,
    });
  });
  return { step: 'new-password', token, expiresAt };
}

/** Stronger parameters reach old passwords one sign-in at a time; failing to renew one does not keep anybody out. */
async function keepHashUpToDate(core: Needs, entrant: Entrant, password: string): Promise<void> {
  const { hash } = entrant;
  if (hash === null || !core.hasher.isOutdated(hash)) return;
  const renewed = await core.hasher.hash(password);
  await core.db.as({ organizations: [entrant.organizationId] }, (tx) =>
    renewHash(tx, entrant.organizationId, entrant.userId, hash, renewed),
  );
}

import { dayAt } from '@varco/shared/days';
import type { CreatedUser, CreateUser } from '@varco/shared/directory/api';
import { holdsSeat, USUAL_LICENCE } from '@varco/shared/identity/licences';
import type { OrganizationId, PersonId, UserId } from '@varco/shared/ids';
import type { Issue } from '@varco/shared/problems';
import type { Actor } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import { administers, insertAdministrator, licencesToGive } from '#features/authorization';
import { judgePassword, setPassword, temporaryPassword } from '#features/credentials';
import {
  allOrganizations,
  byWhom,
  exactUsername,
  inLog,
  insertUser,
  loginIssues,
  loginRuleOf,
  type NewUser,
  refuseBeyondSeats,
  usernameMac,
  usernameMeant,
} from '#features/identity';
import { policyInForce } from '#features/policy';
import { personNeeded, recordIssues, refuse, todayOf } from './record-issues.ts';
import { changesOfNew } from './user-changes.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'keys' | 'hasher' | 'config'>;

/** Makes a person and his user; without a password typed by the administrator a temporary one is made and shown once. */
export async function createUser(core: Needs, actor: Actor, organizationId: OrganizationId, input: CreateUser): Promise<CreatedUser> {
  const { db, clock, random, hasher } = core;
  const isFree = isFreeOfPrefix(actor);
  const { username, issues } = await judgeNewUser(core, actor, organizationId, input);
  refuse(issues);
  if (input.administrator && actor.kind === 'user' && actor.assistance) throw new Refusal('assistance.own-people-only');
  if (input.administrator && !administers(actor)) throw new Refusal('authorization.beyond-own');
  // Whoever makes an administrator gives what he has himself (requirements R1.47); of the installation only in the organization that keeps it.
  const [first] = await allOrganizations(db);
  const ofInstallation = isFree && first?.id === organizationId;

  // A password made by the server is handed over, so the rule decides; of one told in person the administrator does (R1.11, R2.26 a).
  const { changeAtFirstAccess } = await policyInForce(core);
  const noSessions = input.noSessions ?? input.licence === 'service';
  // Who opens no session needs no password: an administrator makes one with the switch that lets him in.
  const temporary = input.password === undefined && !noSessions ? temporaryPassword(random) : null;
  const typed = input.password ?? temporary;
  const hash = typed === null ? null : await hasher.hash(typed);
  const at = clock.now();
  const { familyName, givenName, fullName, status, disabled, validFrom, validTo } = input;
  const { taxCode, birthDate, sex, email, employeeNumber, licence, personKind } = input;
  const made = {
    username,
    familyName,
    givenName,
    fullName,
    taxCode,
    birthDate,
    sex,
    email,
    employeeNumber,
    status,
    disabled,
    validFrom,
    validTo,
    licence,
    personKind: input.givenName === '' ? null : personKind,
    // Nobody goes in and out of a service (requirements R2.28, R5.21).
    exemptFromInactivity: licence === 'service',
    noSessions,
  };
  const mustChange = input.mustChangePassword || (temporary !== null && changeAtFirstAccess);
  const { administrator } = input;
  const id = await db.as({ organizations: [organizationId] }, async (tx) => {
    const added = await addUser(core, tx, actor, organizationId, { ...made, at, hash, mustChange, administrator, ofInstallation });
    const today = dayAt(core.config.timeZone, at);
    if (holdsSeat(made, today)) await refuseBeyondSeats(tx, organizationId, [licence], today);
    return added;
  });
  return { id, temporaryPassword: temporary };
}

/** A user who is judged and ready to be saved. */
interface ReadyUser extends Omit<NewUser, 'organizationId' | 'id' | 'personId' | 'usernameMac' | 'createdAt'> {
  readonly at: Date;
  /** Null: no password. */
  readonly hash: string | null;
  readonly mustChange: boolean;
  readonly administrator: boolean;
  readonly ofInstallation: boolean;
}

/** Saves a user with his password and what he administers, and says so in the log of his organization. */
export async function addUser(
  { random, keys }: Pick<Core, 'random' | 'keys'>,
  tx: Db,
  actor: Actor,
  organizationId: OrganizationId,
  { at, hash, mustChange, administrator, ofInstallation, ...made }: ReadyUser,
): Promise<UserId> {
  const id = random.id<UserId>();
  const { username, familyName, givenName } = made;
  await insertUser(tx, {
    ...made,
    organizationId,
    id,
    personId: random.id<PersonId>(),
    usernameMac: usernameMac(keys, username),
    createdAt: at,
  });
  if (hash !== null) await setPassword(tx, { organizationId, userId: id, hash, at, changeReason: mustChange ? 'first-access' : null });
  if (administrator) await insertAdministrator(tx, { organizationId, userId: id, since: at, ofInstallation });
  await record(tx, {
    at,
    event: 'user-created',
    organizationId,
    subject: inLog({ organizationId, id, username, familyName, givenName }),
    ...(await byWhom(tx, actor)),
    detail: await detailOf(
      { random, keys },
      tx,
      organizationId,
      'user-created',
      changesOfNew({ ...made, mustChangePassword: mustChange, administrator }),
    ),
  });
  return id;
}

/** Who may make a user name outside the access id of an organization: an administrator of the installation, and whoever sits at its machine. */
export const isFreeOfPrefix = (actor: Actor): boolean => actor.kind === 'operator' || actor.administers === 'installation';

/** Every fault of a new user that the shapes of his fields do not show; what could not be read of him is absent. */
export const newUserIssues = async (
  core: Pick<Core, 'db' | 'clock' | 'hasher' | 'config'>,
  actor: Actor,
  organizationId: OrganizationId,
  typed: Partial<CreateUser>,
): Promise<Issue[]> => (await judgeNewUser(core, actor, organizationId, typed)).issues;

/** Nobody gives a licence above his own, but an administrator (requirements R1.47). */
export const licenceBeyondOwn: Issue = { field: 'licence', rule: 'licence-beyond-own' };

async function judgeNewUser(
  core: Pick<Core, 'db' | 'clock' | 'hasher' | 'config'>,
  actor: Actor,
  organizationId: OrganizationId,
  typed: Partial<CreateUser>,
): Promise<{ username: string; issues: Issue[] }> {
  const { username, issues } = await core.db.as({ organizations: [organizationId] }, async (tx) => {
    const rule = await loginRuleOf(tx, organizationId);
    const wished = typed.username === undefined ? undefined : exactUsername(typed.username);
    const meant = wished === undefined ? undefined : isFreeOfPrefix(actor) ? wished : usernameMeant(rule, wished);
    const found = meant === undefined ? [] : loginIssues(rule, meant);
    const ofRecord = await recordIssues(tx, organizationId, { ...typed, username: meant }, todayOf(core));
    const isBeyond = typed.licence !== undefined && !(await licencesToGive(tx, actor, organizationId)).includes(typed.licence);
    const ofPerson = personNeeded(typed, typed.licence ?? USUAL_LICENCE);
    return { username: meant, issues: [...found, ...ofRecord, ...ofPerson, ...(isBeyond ? [licenceBeyondOwn] : [])] };
  });
  if (typed.password === undefined) return { username: username ?? '', issues };
  const found = await judgePassword(core.hasher, await policyInForce(core), {
    next: typed.password,
    confirmation: typed.confirmation ?? '',
    username: username ?? '',
    presentHash: undefined,
  });
  const ofPassword = found.map((issue) => ({ ...issue, field: issue.rule === 'not-confirmed' ? 'confirmation' : 'password' }));
  return { username: username ?? '', issues: [...issues, ...ofPassword] };
}

import { reach } from '@varco/shared/authorization/capabilities';
import type { CreatedUser, CreateUser } from '@varco/shared/directory/api';
import type { OrganizationId, PersonId, UserId } from '@varco/shared/ids';
import type { Issue } from '@varco/shared/problems';
import type { Actor } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { detailOf, record } from '#features/access-log';
import { administers, insertAdministrator } from '#features/authorization';
import { judgePassword, setPassword, temporaryPassword } from '#features/credentials';
import { byWhom, exactUsername, inLog, insertUser, usernameMac } from '#features/identity';
import { policyInForce } from '#features/policy';
import { recordIssues, refuse, todayOf } from './record-issues.ts';
import { changesOfNew } from './user-changes.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'keys' | 'hasher' | 'config'>;

/** Makes a person and his user; without a password typed by the administrator a temporary one is made and shown once. */
export async function createUser(core: Needs, actor: Actor, organizationId: OrganizationId, input: CreateUser): Promise<CreatedUser> {
  const { db, clock, random, keys, hasher } = core;
  const username = exactUsername(input.username);
  refuse(await newUserIssues(core, organizationId, input));
  if (input.administrator && !administers(actor)) throw new Refusal('authorization.beyond-own');
  // Whoever makes an administrator gives what he has himself (requirements R1.47).
  const ofInstallation = actor.kind === 'operator' || reach(actor.grants, 'create', 'users') === 'all';

  // A password made by the server is handed over, so the rule decides; of one told in person the administrator does (R1.11, R2.26 a).
  const { changeAtFirstAccess } = await policyInForce(core);
  const temporary = input.password === undefined ? temporaryPassword(random) : null;
  const hash = await hasher.hash(input.password ?? temporary ?? '');
  const at = clock.now();
  const id = random.id<UserId>();
  const { familyName, givenName, fullName, status, disabled, validFrom, validTo } = input;
  const { taxCode, birthDate, sex, email, employeeNumber } = input;
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
  };
  await db.as({ organizations: [organizationId] }, async (tx) => {
    const personId = random.id<PersonId>();
    await insertUser(tx, { ...made, organizationId, id, personId, usernameMac: usernameMac(keys, username), createdAt: at });
    const mustChange = input.mustChangePassword || (temporary !== null && changeAtFirstAccess);
    await setPassword(tx, { organizationId, userId: id, hash, at, changeReason: mustChange ? 'first-access' : null });
    if (input.administrator) await insertAdministrator(tx, { organizationId, userId: id, since: at, ofInstallation });
    const told = changesOfNew({ ...made, mustChangePassword: mustChange, administrator: input.administrator });
    await record(tx, {
      at,
      event: 'user-created',
      organizationId,
      subject: inLog({ organizationId, id, username, familyName, givenName }),
      ...(await byWhom(tx, actor)),
      detail: await detailOf(core, tx, organizationId, 'user-created', told),
    });
  });
  return { id, temporaryPassword: temporary };
}

/** Every fault of a new user that the shapes of his fields do not show; what could not be read of him is absent. */
export async function newUserIssues(
  core: Pick<Core, 'db' | 'clock' | 'hasher' | 'config'>,
  organizationId: OrganizationId,
  typed: Partial<CreateUser>,
): Promise<Issue[]> {
  const username = typed.username && exactUsername(typed.username);
  const issues = await core.db.as({ organizations: [organizationId] }, (tx) =>
    recordIssues(tx, organizationId, { ...typed, username }, todayOf(core)),
  );
  if (typed.password === undefined) return issues;
  const found = await judgePassword(core.hasher, await policyInForce(core), {
    next: typed.password,
    confirmation: typed.confirmation ?? '',
    username: username ?? '',
    presentHash: undefined,
  });
  return [...issues, ...found.map((issue) => ({ ...issue, field: issue.rule === 'not-confirmed' ? 'confirmation' : 'password' }))];
}

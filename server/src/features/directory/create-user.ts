import type { CreatedUser, CreateUser } from '@varco/shared/directory/api';
import type { OrganizationId, PersonId, UserId } from '@varco/shared/ids';
import type { Issue } from '@varco/shared/problems';
import type { Actor } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { record } from '#features/access-log';
import { insertAdministrator } from '#features/authorization';
import { judgePassword, setPassword, temporaryPassword } from '#features/credentials';
import { exactUsername, insertUser, usernameMac } from '#features/identity';
import { policyInForce } from '#features/policy';
import { byWhom } from './by-whom.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'keys' | 'hasher'>;

/** Makes a person and his user; without a password typed by the administrator a temporary one is made and shown once. */
export async function createUser(core: Needs, actor: Actor, organizationId: OrganizationId, input: CreateUser): Promise<CreatedUser> {
  const { db, clock, random, keys, hasher } = core;
  const username = exactUsername(input.username);
  const issues = await issuesOf(core, input, username);
  if (issues.length > 0) throw new Refusal('identity.user-refused', { issues });

  const temporary = input.password === undefined ? temporaryPassword(random) : null;
  const hash = await hasher.hash(input.password ?? temporary ?? '');
  const at = clock.now();
  const id = random.id<UserId>();
  const { familyName, givenName, fullName, status, disabled, validFrom, validTo } = input;
  await db.as({ organizations: [organizationId] }, async (tx) => {
    await insertUser(tx, {
      organizationId,
      id,
      personId: random.id<PersonId>(),
      username,
      usernameMac: usernameMac(keys, username),
      fullName,
      familyName,
      givenName,
      status,
      disabled,
      validFrom,
      validTo,
      createdAt: at,
    });
    // Whoever receives a password from somebody else must replace it; the switch may be off only for one he is told in person (R1.11).
    const mustChange = temporary !== null || input.mustChangePassword;
    await setPassword(tx, { organizationId, userId: id, hash, at, changeReason: mustChange ? 'first-access' : null });
    if (input.administrator) await insertAdministrator(tx, organizationId, id, at);
    await record(tx, {
      at,
      event: 'user-created',
      organizationId,
      subject: { userId: id, organizationId, username, name: `${familyName} ${givenName}` },
      ...(await byWhom(tx, actor)),
    });
  });
  return { id, temporaryPassword: temporary };
}

/** Every fault at once, each beside its field. */
async function issuesOf(core: Needs, input: CreateUser, username: string): Promise<Issue[]> {
  const issues: Issue[] = [];
  if (input.validFrom !== null && input.validTo !== null && input.validTo < input.validFrom)
    issues.push({ field: 'validTo', rule: 'order-of-dates' });
  if (input.password !== undefined) {
    const policy = await policyInForce(core);
    const found = await judgePassword(core.hasher, policy, {
      next: input.password,
      confirmation: input.confirmation ?? '',
      username,
      presentHash: undefined,
    });
    issues.push(...found.map((issue) => ({ ...issue, field: issue.rule === 'not-confirmed' ? 'confirmation' : 'password' })));
  }
  return issues;
}

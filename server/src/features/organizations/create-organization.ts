import { noDetails } from '@varco/shared/identity/api';
import { fold, foldUsername } from '@varco/shared/identity/folding';
import type { OrganizationId } from '@varco/shared/ids';
import type { CreatedOrganization, CreateOrganization } from '@varco/shared/organizations/api';
import type { Issue } from '@varco/shared/problems';
import type { Actor } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import { temporaryPassword } from '#features/credentials';
import { addUser } from '#features/directory';
import {
  beginsElsewhere,
  byWhom,
  enable,
  enabledEverywhere,
  exactUsername,
  insertOrganization,
  listOrganizations,
  lockOrganizations,
  loginIssues,
  usernameMeant,
} from '#features/identity';
import { everywhere } from './find-organizations.ts';
import { changesOf } from './shown.ts';

/** More organizations than anybody has. */
const EVERY = 100_000;

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'keys' | 'hasher' | 'events'>;

/**
 * Makes an organization with its first administrator, whose password is shown once (requirements R3.1, D2); whoever is enabled in every
 * organization is so in this one too. Its keys are made with its first line in the log.
 */
export async function createOrganization(core: Needs, actor: Actor, input: CreateOrganization): Promise<CreatedOrganization> {
  const { db, clock, random, hasher, events } = core;
  const id = random.id<OrganizationId>();
  const { administrator, ...given } = input;
  const details = { ...given, nameFolded: fold(given.name), active: true };
  const login = { loginId: details.loginId, due: true };
  const username = usernameMeant(login, exactUsername(administrator.username));
  const { scope } = await everywhere(db);
  // Before the hash, so that what is refused costs none; judged again where nothing changes any more.
  await db.as(scope, (tx) => refuseFaults(tx, id, { ...details, username }));
  const temporary = temporaryPassword(random);
  const hash = await hasher.hash(temporary);
  const at = clock.now();
  const present = await everywhere(db);
  await db.as({ organizations: [id, ...present.scope.organizations] }, async (tx) => {
    await lockOrganizations(tx);
    await refuseFaults(tx, id, { ...details, username });
    await insertOrganization(tx, { ...details, id, createdAt: at });
    const named = { username, familyName: administrator.familyName, givenName: administrator.givenName, fullName: '', ...noDetails };
    const standing = { status: 'active', disabled: false, validFrom: null, validTo: null } as const;
    const made = { ...named, ...standing, at, hash, mustChange: true, administrator: true, ofInstallation: false };
    await addUser(core, tx, actor, id, made);
    const people = await enabledEverywhere(tx);
    await enable(tx, id, people, at);
    await record(tx, {
      at,
      event: 'organization-changed',
      organizationId: id,
      objectId: id,
      ...(await byWhom(tx, actor)),
      detail: await detailOf(core, tx, id, 'organization-changed', changesOf(undefined, details)),
    });
    for (const home of new Set(people.map(({ organizationId }) => organizationId)))
      await events.announce(tx, 'rights.changed', { organizationId: home, userId: null });
  });
  return { id, administrator: { username, temporaryPassword: temporary } };
}

/** Every fault of a new organization that its shape does not show, at once. */
async function refuseFaults(
  tx: Db,
  id: OrganizationId,
  wished: { readonly name: string; readonly loginId: string; readonly registryCode: string | null; readonly username: string },
): Promise<void> {
  const known = await listOrganizations(tx, '', undefined, EVERY);
  const issues: Issue[] = [];
  if (fold(wished.name) === '') issues.push({ field: 'name', rule: 'letters-needed' });
  const isTaken = known.some((one) => one.loginId !== null && foldUsername(one.loginId) === foldUsername(wished.loginId));
  if (isTaken || (await beginsElsewhere(tx, id, wished.loginId))) issues.push({ field: 'loginId', rule: 'login-id-taken' });
  if (wished.registryCode !== null && known.some(({ registryCode }) => registryCode === wished.registryCode))
    issues.push({ field: 'registryCode', rule: 'organization-code-taken' });
  for (const issue of loginIssues({ loginId: wished.loginId, due: true }, wished.username))
    issues.push({ ...issue, field: 'administrator.username' });
  if (issues.length > 0) throw new Refusal('organizations.refused', { issues });
  if (known.some(({ loginId }) => loginId === null)) throw new Refusal('organizations.login-id-needed');
}

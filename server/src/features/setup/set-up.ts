import { characterClasses, normalizePassword, type PasswordIssue, passwordIssues } from '@varco/shared/credentials/password-policy';
import { noDetails } from '@varco/shared/identity/api';
import { fold } from '@varco/shared/identity/folding';
import type { OrganizationId, PersonId, UserId } from '@varco/shared/ids';
import { type ProfileName, profiles } from '@varco/shared/policy/profiles';
import type { Client } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { detailOf, record } from '#features/access-log';
import { insertAdministrator } from '#features/authorization';
import { setPassword } from '#features/credentials';
import { allOrganizations, exactUsername, inLog, insertOrganization, insertUser, usernameMac } from '#features/identity';
import { chooseProfile, forgetPolicy } from '#features/policy';
import { forgetLinks, oneAtATime } from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'keys' | 'config'>;

const noOrganizationDetails = {
  registryCode: null,
  taxCode: null,
  pec: null,
  email: null,
  phone: null,
  site: null,
  loginId: null,
  timeZone: null,
  active: true,
  ownDoor: false,
};

/** What an empty installation needs to begin. */
export interface Beginning {
  readonly organization: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly username: string;
  readonly passwordHash: string;
  readonly profile: ProfileName;
}

/** Makes the organization, its administrator and its policy, once (requirements R1.40). */
export async function setUp(core: Needs, client: Client, beginning: Beginning): Promise<void> {
  const { db, clock, random, keys } = core;
  const at = clock.now();
  const organizationId = random.id<OrganizationId>();
  const userId = random.id<UserId>();
  const username = exactUsername(beginning.username);
  const { familyName, givenName, profile } = beginning;

  await db.as({ organizations: [organizationId] }, async (tx) => {
    await oneAtATime(tx);
    if ((await allOrganizations(tx)).length > 0) throw new Refusal('setup.already-done');
    await insertOrganization(tx, {
      id: organizationId,
      name: beginning.organization,
      nameFolded: fold(beginning.organization),
      ...noOrganizationDetails,
      createdAt: at,
    });
    await insertUser(tx, {
      organizationId,
      id: userId,
      personId: random.id<PersonId>(),
      username,
      usernameMac: usernameMac(keys, username),
      fullName: '',
      familyName,
      givenName,
      ...noDetails,
      status: 'active',
      disabled: false,
      validFrom: null,
      validTo: null,
      createdAt: at,
    });
    await setPassword(tx, { organizationId, userId, hash: beginning.passwordHash, at, changeReason: null });
    await insertAdministrator(tx, { organizationId, userId, since: at, ofInstallation: true });
    await chooseProfile(tx, { organizationId, profile, since: at, by: userId, reason: 'setup' });
    await forgetLinks(tx);
    await record(tx, {
      at,
      event: 'installation-set-up',
      organizationId,
      subject: inLog({ organizationId, id: userId, username, familyName, givenName }),
      client,
      detail: await detailOf(core, tx, organizationId, 'installation-set-up', [
        { field: 'organization', before: null, after: beginning.organization },
        { field: 'profile', before: null, after: profile },
        { field: 'administrator', before: null, after: username },
      ]),
    });
  });
  forgetPolicy(core);
}

/** What the rules must know of a password of which only the hash is kept. */
export interface Measured {
  readonly length: number;
  readonly classes: number;
  /** Whether it is the user name, for profiles that refuse it. */
  readonly isUsername: boolean;
}

/** Measures a password while it is known. */
export const measure = (password: string, username: string): Measured => ({
  length: [...normalizePassword(password)].length,
  classes: characterClasses(password),
  isUsername: passwordIssues({ minLength: 0, minCharacterClasses: 0, differsFromUsername: true }, password, username).some(
    ({ rule }) => rule === 'same-as-username',
  ),
});

/** Everything wrong with the administrator's password under a profile. */
export function administratorIssues(
  profile: ProfileName,
  proposal: { username: string; password: string; confirmation: string },
): PasswordIssue[] {
  const issues = passwordIssues(profiles[profile].values, proposal.password, proposal.username);
  if (proposal.password !== proposal.confirmation) issues.push({ rule: 'not-confirmed' });
  return issues;
}

/** The same for a password chosen before the profile. */
export function measuredIssues(profile: ProfileName, measured: Measured): PasswordIssue[] {
  const { minLength, minCharacterClasses, differsFromUsername } = profiles[profile].values;
  const issues: PasswordIssue[] = [];
  if (measured.length < minLength) issues.push({ rule: 'too-short', min: minLength, length: measured.length });
  if (measured.classes < minCharacterClasses) issues.push({ rule: 'too-few-classes', min: minCharacterClasses, classes: measured.classes });
  if (differsFromUsername && measured.isUsername) issues.push({ rule: 'same-as-username' });
  return issues;
}

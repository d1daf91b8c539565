import { Setup } from '@varco/shared/setup/api';
import { BY_ITSELF } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { ToldFault } from '#core/told-fault';
import { allOrganizations } from '#features/identity';
import { administratorIssues, setUp } from './set-up.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'keys' | 'config' | 'hasher' | 'log'>;

/** What the environment asks for cannot be done; one line for each fault. */
export class UnattendedFault extends ToldFault {}

/** Sets an empty installation up from the environment; on one that has begun it does nothing. */
export async function setUpUnattended(core: Needs): Promise<'done' | 'not-asked' | 'already-set-up'> {
  const wanted = core.config.unattended;
  if (!wanted) return 'not-asked';
  if ((await allOrganizations(core.db)).length > 0) return 'already-set-up';
  const parsed = Setup.safeParse({
    organization: wanted.organization,
    familyName: 'Amministrazione',
    givenName: wanted.username,
    username: wanted.username,
    password: wanted.password,
    confirmation: wanted.password,
    profile: wanted.profile,
  });
  const faults = parsed.success
    ? administratorIssues(wanted.profile, { username: wanted.username, password: wanted.password, confirmation: wanted.password }).map(
        (issue) => `VARCO_ADMIN_PASSWORD_FILE: the password is refused by the profile ${wanted.profile} (${describe(issue)}).`,
      )
    : parsed.error.issues.map((issue) => `${variableOf[String(issue.path[0])] ?? 'VARCO_ADMIN_USERNAME'}: ${issue.message}.`);
  if (faults.length > 0 || !parsed.success) throw new UnattendedFault(faults.join('\n'));
  const passwordHash = await core.hasher.hash(wanted.password);
  try {
    await setUp(core, BY_ITSELF, { ...parsed.data, passwordHash });
  } catch (fault) {
    // Another node that starts at the same moment was faster.
    if (fault instanceof Refusal && fault.code === 'setup.already-done') return 'already-set-up';
    throw fault;
  }
  return 'done';
}

const variableOf: Readonly<Record<string, string>> = {
  organization: 'VARCO_ORGANIZATION',
  username: 'VARCO_ADMIN_USERNAME',
  password: 'VARCO_ADMIN_PASSWORD_FILE',
  profile: 'VARCO_PROFILE',
};

const describe = (issue: { rule: string; min?: number; max?: number }): string =>
  `${issue.rule}${issue.min === undefined ? '' : `, at least ${issue.min}`}${issue.max === undefined ? '' : `, at most ${issue.max}`}`;

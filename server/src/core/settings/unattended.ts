import { profileNames } from '@varco/shared/policy/profiles';
import { z } from 'zod';
import type { Given } from './given.ts';

/** What sets an installation up without the wizard. */
export interface Unattended {
  readonly username: string;
  readonly password: string;
  readonly organization: string;
  readonly profile: (typeof profileNames)[number];
}

/** Reads what the wizard would ask; null when it is to ask. */
export function readUnattended(given: Given): Unattended | null {
  const username = given.text('VARCO_ADMIN_USERNAME');
  const password = given.secret('VARCO_ADMIN_PASSWORD');
  const organization = given.text('VARCO_ORGANIZATION');
  const profileText = given.text('VARCO_PROFILE');
  const profile = z.enum(profileNames).safeParse(profileText ?? 'misure-minime');
  if (!profile.success) given.fault(`VARCO_PROFILE is "${profileText}": use one of ${profileNames.join(', ')}.`);
  const wanted = { VARCO_ADMIN_USERNAME: username, VARCO_ADMIN_PASSWORD_FILE: password, VARCO_ORGANIZATION: organization };
  const missing = Object.entries(wanted).flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (missing.length > 0 && missing.length < Object.keys(wanted).length)
    given.fault(
      `${missing.join(', ')} missing: setting up without the wizard needs VARCO_ADMIN_USERNAME, VARCO_ADMIN_PASSWORD_FILE and VARCO_ORGANIZATION.`,
    );
  else if (missing.length > 0 && profileText !== undefined)
    given.fault(
      'VARCO_PROFILE counts only together with VARCO_ADMIN_USERNAME, VARCO_ADMIN_PASSWORD_FILE and VARCO_ORGANIZATION: set them or remove it.',
    );
  if (username === undefined || password === undefined || organization === undefined || !profile.success) return null;
  return { username, password, organization, profile: profile.data };
}

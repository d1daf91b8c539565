import { z } from 'zod';
import { FamilyName, GivenName, OrganizationName, Username } from '../identity/api.ts';
import { profileNames } from '../policy/profiles.ts';

/** The secret of the setup link: 256 bits, base64url. */
export const ClaimSetup = z.object({ token: z.string().regex(/^[\w-]{43}$/) });

/** The wizard's first page: how the organization is called. */
export const SetupOrganization = z.object({ organization: OrganizationName });

/** The wizard's second page: who administers it. */
export const SetupAdministrator = z.object({
  familyName: FamilyName,
  givenName: GivenName,
  username: Username,
  password: z.string().min(1).max(1024),
  confirmation: z.string().max(1024),
});

/** The wizard's third page: by which rules. */
export const SetupProfile = z.object({ profile: z.enum(profileNames) });

/** Everything an empty installation needs to begin; the wizard gathers it page by page. */
export const Setup = z.object({ ...SetupOrganization.shape, ...SetupAdministrator.shape, ...SetupProfile.shape });
export type Setup = z.infer<typeof Setup>;

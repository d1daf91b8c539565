import { changesBetween } from '@varco/shared/access-log/changes';
import type { Organization } from '@varco/shared/organizations/api';
import type { OrganizationDetails, StoredOrganization } from '#features/identity';

/** An organization as its page shows it. */
export const shown = (organization: StoredOrganization, firstId: string | undefined): Organization => {
  const { nameFolded: _, createdAt, ...same } = organization;
  return { ...same, first: organization.id === firstId, createdAt: createdAt.toISOString() };
};

const fields = [
  'organization',
  'registryCode',
  'taxCode',
  'pec',
  'email',
  'phone',
  'site',
  'loginId',
  'timeZone',
  'active',
  'ownDoor',
] as const;

const told = ({ name, nameFolded: _, ...same }: OrganizationDetails) => ({ ...same, organization: name });

/** What the log says of a change of an organization. */
export const changesOf = (before: OrganizationDetails | undefined, after: OrganizationDetails) =>
  changesBetween(fields, before && told(before), told(after));

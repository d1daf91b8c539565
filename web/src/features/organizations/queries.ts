import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  ChangeOneRole,
  ChangeOrganization,
  CreatedOrganization,
  CreateOrganization,
  Organization,
  OrganizationPage,
} from '@varco/shared/organizations/api';
import type { DoorLook, SaveDoorLook } from '@varco/shared/organizations/door-look';
import { call } from '../../core/http.ts';
import type { OrganizationsAddress } from './list/address.ts';

/** A page of the organizations of the installation. */
export const organizationsQuery = ({ search, after }: OrganizationsAddress) =>
  queryOptions({
    queryKey: ['organizations', 'list', search ?? '', after ?? ''],
    queryFn: () => call<OrganizationPage>('/api/organizations', { query: { search, after } }),
    placeholderData: keepPreviousData,
  });

/** One organization of the installation. */
export const organizationQuery = (id: string) =>
  queryOptions({ queryKey: ['organizations', 'one', id], queryFn: () => call<Organization>(`/api/organizations/${id}`) });

/** The organization for which one works. */
export const ownOrganizationQuery = queryOptions({
  queryKey: ['organizations', 'own'],
  queryFn: () => call<Organization>('/api/organization'),
});

/** How the door looks, as the organization for which one works chose it. */
export const doorLookQuery = queryOptions({
  queryKey: ['organizations', 'door-look'],
  queryFn: () => call<DoorLook>('/api/organization/door-look'),
});

/** Says how the door looks from now on. */
export const saveDoorLook = (input: SaveDoorLook): Promise<DoorLook> => call('/api/organization/door-look', { method: 'PUT', body: input });

/** Says whether each user of the organization has one role only. */
export const changeOneRole = (input: ChangeOneRole): Promise<Organization> =>
  call('/api/organization/one-role', { method: 'PUT', body: input });

/** Makes an organization with its first administrator. */
export const createOrganization = (input: CreateOrganization): Promise<CreatedOrganization> =>
  call('/api/organizations', { method: 'POST', body: input });

/** Changes one of the installation, or the one for which one works. */
export const changeOrganization = (id: string | undefined, change: ChangeOrganization): Promise<Organization> =>
  call(id === undefined ? '/api/organization' : `/api/organizations/${id}`, { method: 'PATCH', body: change });

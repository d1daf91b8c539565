import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  ChangeOrganization,
  CreatedOrganization,
  CreateOrganization,
  Organization,
  OrganizationPage,
} from '@varco/shared/organizations/api';
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

/** Makes an organization with its first administrator. */
export const createOrganization = (input: CreateOrganization): Promise<CreatedOrganization> =>
  call('/api/organizations', { method: 'POST', body: input });

/** Changes one of the installation, or the one for which one works. */
export const changeOrganization = (id: string | undefined, change: ChangeOrganization): Promise<Organization> =>
  call(id === undefined ? '/api/organization' : `/api/organizations/${id}`, { method: 'PATCH', body: change });

import { queryOptions } from '@tanstack/react-query';
import type { ChangePolicy, Policy } from '@varco/shared/policy/api';
import { call } from '../../core/http.ts';

/** The policy in force with the origin of each value. */
export const policyQuery = queryOptions({ queryKey: ['policy'], queryFn: () => call<Policy>('/api/policy') });

/** Sets rules of the organization. */
export const changePolicy = (change: ChangePolicy): Promise<Policy> => call('/api/policy', { method: 'PUT', body: change });

import { queryOptions } from '@tanstack/react-query';
import type { ChangeOwnProfile } from '@varco/shared/directory/api';
import type { ChooseOrganization, ChooseUnit, Me, SessionClock } from '@varco/shared/sessions/api';
import { call } from '../../core/http.ts';

/** Who is signed in. */
export const meQuery = queryOptions({ queryKey: ['me'], queryFn: () => call<Me>('/api/me'), staleTime: Number.POSITIVE_INFINITY });

/** Says that the person is still there: unlike `readClock`, this is activity. */
export const keepSession = (): Promise<Me> => call<Me>('/api/me');

/** How long the session still lives; asking does not prolong it. */
export const readClock = (): Promise<SessionClock> => call<SessionClock>('/api/me/session', { background: true });

/** Corrects how the person who is signed in is called. */
export const changeProfile = (change: ChangeOwnProfile): Promise<void> => call('/api/me', { method: 'PATCH', body: change });

/** From now on the session works for this unit. */
export const chooseUnit = (unitId: string): Promise<void> =>
  call('/api/me/unit', { method: 'PUT', body: { unitId } satisfies Record<keyof ChooseUnit, string> });

/** From now on the session works for this organization; `usual`: also after the next sign-ins. */
export const chooseOrganization = (organizationId: string, usual: boolean): Promise<void> =>
  call('/api/me/organization', { method: 'PUT', body: { organizationId, usual } satisfies Record<keyof ChooseOrganization, unknown> });

/** Ends the session on the server. */
export const signOut = (): Promise<void> => call<void>('/sign-out', { method: 'POST' });

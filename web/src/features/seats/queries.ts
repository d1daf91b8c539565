import { queryOptions } from '@tanstack/react-query';
import type { LeastLicence } from '@varco/shared/identity/licences';
import type { ChangePool, Seats } from '@varco/shared/seats/api';
import { call } from '../../core/http.ts';

/** How many seats were bought of each licence, and how many are taken. */
export const seatsQuery = queryOptions({ queryKey: ['seats'], queryFn: () => call<Seats>('/api/seats') });

/** Writes down how many seats were bought of a licence, and how they are counted. */
export const changePool = (licence: LeastLicence, change: ChangePool): Promise<Seats> =>
  call(`/api/seats/${licence}`, { method: 'PUT', body: change });

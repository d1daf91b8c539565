import { queryOptions } from '@tanstack/react-query';
import type { ChangeRetention, Retention, RetentionDays, RetentionPreview } from '@varco/shared/retention/api';
import { call } from '../../core/http.ts';

/** How long the log is kept, what goes next, what has gone. */
export const retentionQuery = queryOptions({
  queryKey: ['access-log', 'retention'],
  queryFn: () => call<Retention>('/api/access-log/retention'),
});

/** What a choice would take away, and when. */
export const previewRetention = (days: RetentionDays): Promise<RetentionPreview> =>
  call('/api/access-log/retention/preview', { query: { days: String(days) } });

/** Chooses how long the log is kept. */
export const changeRetention = (change: ChangeRetention): Promise<Retention> =>
  call('/api/access-log/retention', { method: 'PUT', body: change });

import { queryOptions } from '@tanstack/react-query';
import { readManual } from '../pages.ts';

/** The whole manual; it comes with the pages themselves, not from the server. */
export const manualQuery = queryOptions({ queryKey: ['manual'], queryFn: readManual, staleTime: Number.POSITIVE_INFINITY });

/** The keys that work on every page. */
export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: async () => (await import('./keys.ts')).keys,
  staleTime: Number.POSITIVE_INFINITY,
});

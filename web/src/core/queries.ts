import { QueryClient } from '@tanstack/react-query';
import { Refused, Unreachable } from './http.ts';

const mayPass = (error: unknown): boolean => error instanceof Unreachable || (error instanceof Refused && error.problem.status === 503);

/**
 * What was read, kept while a page needs it. Nothing is read again by itself: an answer prolongs the session, and only a person
 * may do that (requirements R2.30).
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      refetchInterval: false,
      staleTime: 5_000,
      retry: (failures, error) => failures < 2 && mayPass(error),
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import type { FunctionList } from '@varco/shared/applications/api';
import { Functions } from '@varco/shared/authorization/functions';
import { useMemo } from 'react';
import { call } from './http.ts';
import { useLanguage } from './texts.ts';

/** What the applications registered that serve the organization for which one works. */
export const functionsQuery = queryOptions({
  queryKey: ['functions'],
  queryFn: ({ signal }) => call<FunctionList>('/api/functions', { signal }),
});

/** The product's own functions and those of applications, in the reader's language. */
export function useFunctions(): Functions {
  const language = useLanguage();
  const { data } = useSuspenseQuery(functionsQuery);
  return useMemo(() => new Functions(language, data.items), [language, data]);
}

import { queryOptions } from '@tanstack/react-query';
import type { ChangeStatement, Statement, StatementName } from '@varco/shared/statements/api';
import { call } from '../../core/http.ts';

/** One of the texts that every page's foot links, as it is shown now. */
export const statementQuery = (name: StatementName) =>
  queryOptions({ queryKey: ['statements', name], queryFn: () => call<Statement>(`/api/statements/${name}`) });

/** Sets the organization's wording; null gives a language back to the product's text. */
export const changeStatement = (name: StatementName, change: ChangeStatement): Promise<Statement> =>
  call(`/api/statements/${name}`, { method: 'PUT', body: change });
